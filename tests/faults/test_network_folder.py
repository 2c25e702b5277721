"""A data folder on another computer is refused before anything is written there."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.world import on_a_network_drive


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
@pytest.mark.parametrize("option", ["--data-dir", "--database"])
def test_the_start_says_so_in_one_line(tmp_path: Path, kind: str, option: str) -> None:
    share = tmp_path / "share"
    share.mkdir()
    folder = share / "데이터"
    where = ["--data-dir", str(folder)]
    if option == "--database":
        url = f"sqlite:///{share / 'classroom.db'}"
        where = ["--data-dir", str(tmp_path / "own"), "--database", url]
    command = [sys.executable, "-m", "classroom_app", "--headless", "--port", "0", *where]
    done = subprocess.run(
        [*on_a_network_drive(share, kind, tmp_path / "table"), *command],
        check=False,
        capture_output=True,
        timeout=60,
    )
    said = done.stderr.decode()
    assert (done.returncode, done.stdout, said.count("\n")) == (2, b"", 1), said
    assert f"is on another computer ({kind.removeprefix('fuse.')})" in said
    assert "choose a folder of this computer with --data-dir" in said
    assert list(share.iterdir()) == []


def test_the_doctor_says_so_too(tmp_path: Path) -> None:
    before = on_a_network_drive(tmp_path, "nfs4", tmp_path / "table")
    command = [sys.executable, "-m", "classroom_app", "doctor", "--port", "0", "--data-dir"]
    done = subprocess.run(
        [*before, *command, str(tmp_path)], check=False, capture_output=True, timeout=60
    )
    assert done.returncode == 1
    assert "is on another computer (nfs4)" in done.stdout.decode()
