"""Another port and another data folder, chosen in Settings: the program starts again with them."""

import os
import subprocess
import sys
from pathlib import Path

from classroom_app.cli import config_of
from classroom_app.system.paths import default_data_dir
from classroom_app.system.startup_settings import StartupSettings
from tests.helpers.free_ports import free_pair
from tests.helpers.systems import SCREEN
from tests.helpers.timing import PATIENCE_S


def test_port_and_folder_are_changed_from_settings(tmp_path: Path) -> None:
    old, new, home = tmp_path / "old", tmp_path / "new", tmp_path / "home"
    default = default_data_dir() if sys.platform == "win32" else home / "classroom_app"
    port = free_pair()
    environment = {**os.environ, **SCREEN, "XDG_DATA_HOME": str(home)}
    program = subprocess.run(
        [
            *(sys.executable, "-m", "tests.end2end.restarts", str(port), str(new)),
            *("--host", "127.0.0.1", "--port", "0", "--data-dir", str(old), "--language", "en"),
        ],
        capture_output=True,
        text=True,
        env=environment,
        timeout=PATIENCE_S * 6,
        check=False,
    )
    assert program.returncode == 0, program.stderr
    lines = [line for line in program.stdout.splitlines() if not line.startswith("Listening")]
    assert lines[0].endswith(f"folder={old}")
    assert lines[1] == f"window port={port} folder={old}"
    assert lines[2] == f"window port={port} folder={new}"
    assert lines[3] == f"shown {new}"
    assert (new / "instructor.key").read_text() == (old / "instructor.key").read_text()
    assert StartupSettings(default).data_dir == new
    assert StartupSettings(new).port == port
    assert (new / "logs").is_dir(), "the log went along"


def test_the_command_line_goes_before_what_was_chosen(tmp_path: Path) -> None:
    StartupSettings(tmp_path).choose(port=8123)
    assert config_of(["--data-dir", str(tmp_path)]).port == 8123
    assert config_of(["--data-dir", str(tmp_path), "--port", "0"]).port == 0
    assert config_of(["--data-dir", str(tmp_path / "other")]).port == 8000
