"""A backup is restored from the window of the real program, which starts again by itself."""

import os
import subprocess
import sys
from pathlib import Path

from tests.helpers.systems import SCREEN
from tests.helpers.timing import PATIENCE_S


def test_the_program_goes_on_with_the_restored_data(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    program = subprocess.run(
        [
            *(sys.executable, "-m", "tests.end2end.restores", str(tmp_path / "backup.zip")),
            *("--host", "127.0.0.1", "--port", "0", "--data-dir", str(folder), "--language", "en"),
        ],
        capture_output=True,
        text=True,
        env={**os.environ, **SCREEN},
        timeout=PATIENCE_S * 6,
        check=False,
    )
    assert program.returncode == 0, program.stderr
    windows = [line for line in program.stdout.splitlines() if line.startswith("window")]
    assert len(windows) == 2
    assert windows[1] == "window Before", "not the name that was given after the backup"
    assert len(list(folder.glob("before-restore-*.zip"))) == 1
