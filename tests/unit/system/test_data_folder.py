"""The data folder moves whole, or not at all."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from classroom_app.system.data_folder import (
    DATABASE_FILE,
    OWN_NAME,
    DataHome,
    carry,
    home_in,
)
from tests.helpers.access_list import who_may_read
from tests.helpers.systems import windows_only


@pytest.fixture
def old(tmp_path: Path) -> Path:
    folder = tmp_path / "old"
    (folder / "screenshots").mkdir(parents=True)
    (folder / DATABASE_FILE).write_text("rows")
    (folder / f"{DATABASE_FILE}-wal").write_text("newer rows")
    for name in ("classroom", DATABASE_FILE):
        for suffix in (".lock", ".mark", ".owner"):
            (folder / f"{name}{suffix}").touch()
    (folder / "screenshots" / "1.jpg").write_text("picture")
    (folder / "instructor.key").write_text("key")
    return folder


def test_an_empty_folder_is_taken_as_it_is(tmp_path: Path) -> None:
    assert home_in(tmp_path / "new") == DataHome(tmp_path / "new", has_data=False)


def test_among_other_things_our_own_folder_is_made(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").touch()
    assert home_in(tmp_path) == DataHome(tmp_path / OWN_NAME, has_data=False)


def test_a_folder_with_our_data_is_known(old: Path) -> None:
    assert home_in(old) == DataHome(old, has_data=True)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        home_in(tmp_path / "file")


def test_everything_is_carried_but_the_lock(old: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    carry(old, new)
    carried = {str(path.relative_to(new)): path.read_text() for path in new.rglob("*.*")}
    assert carried == {
        DATABASE_FILE: "rows",
        f"{DATABASE_FILE}-wal": "newer rows",
        str(Path("screenshots") / "1.jpg"): "picture",
        "instructor.key": "key",
    }
    assert (old / DATABASE_FILE).exists(), "the old folder stays"


def test_data_that_is_there_is_never_written_over(old: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    new.mkdir()
    (new / DATABASE_FILE).write_text("other rows")
    carry(old, new)
    assert [path.name for path in new.iterdir()] == [DATABASE_FILE]
    assert (new / DATABASE_FILE).read_text() == "other rows"


def test_a_folder_inside_the_old_one_is_no_endless_way(old: Path) -> None:
    carry(old, old / "deeper")
    assert sorted(path.name for path in (old / "deeper").rglob("*")) == sorted(
        [DATABASE_FILE, f"{DATABASE_FILE}-wal", "screenshots", "1.jpg", "instructor.key"]
    )


def test_a_new_folder_is_closed_to_others(old: Path, tmp_path: Path) -> None:
    carry(old, tmp_path / "새 폴더")
    assert who_may_read(tmp_path / "새 폴더") == "owner"


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone: its mark for fixed rights")
def test_a_disk_that_knows_no_rights_is_good_enough(old: Path, tmp_path: Path) -> None:
    """FAT refuses to change rights, as the program that is run below finds."""
    done = subprocess.run(
        [sys.executable, "-c", NO_RIGHTS, str(old), str(tmp_path / "stick")],
        check=False,
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "stick" / "instructor.key").read_text(encoding="ascii").strip() == "key"


NO_RIGHTS = """
import errno, os, sys
from pathlib import Path

def refuse(event, _arguments):
    if event == "os.chmod":
        raise PermissionError(errno.EPERM, "Operation not permitted")

sys.addaudithook(refuse)
from classroom_app.server.instructor_key import read_or_make_key
from classroom_app.system.data_folder import carry, home_in
home = home_in(Path(sys.argv[2]))
carry(Path(sys.argv[1]), home.folder)
assert read_or_make_key(home.folder / "instructor.key") == "key"
"""


def test_a_synchronised_folder_is_named(tmp_path: Path) -> None:
    assert home_in(tmp_path / "OneDrive - 복지관").synchroniser == "OneDrive"


@windows_only
def test_a_file_that_a_scanner_holds_is_carried_in_the_end(old: Path, tmp_path: Path) -> None:
    with (old / "screenshots" / "1.jpg").open("rb"):
        carry(old, tmp_path / "new")
    shutil.rmtree(old)
    assert (tmp_path / "new" / DATABASE_FILE).exists()
