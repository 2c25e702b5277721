"""Nobody but this account can read what is private, as far as the disk knows rights at all."""

import stat
import sys
from pathlib import Path

import pytest

from classroom_app.system.atomic_write import atomic_write
from classroom_app.system.owner_only import create_private, keep_file_private, make_folder_private
from tests.helpers.access_list import who_may_read

if sys.platform == "win32":
    from tests.helpers.access_list import access_list


def test_a_private_file_is_private_from_its_first_moment(tmp_path: Path) -> None:
    path = tmp_path / "key"
    with create_private(path) as file:
        assert who_may_read(path) == "owner"
        file.write(b"secret")
    assert (path.read_bytes(), who_may_read(path)) == (b"secret", "owner")
    with pytest.raises(FileExistsError):
        create_private(path)


def test_an_open_file_is_made_private(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("secret", encoding="utf-8")
    keep_file_private(path)
    assert (path.read_text(encoding="utf-8"), who_may_read(path)) == ("secret", "owner")
    with pytest.raises(FileNotFoundError):
        keep_file_private(tmp_path / "none")


def test_what_is_made_in_a_private_folder_is_out_of_reach(tmp_path: Path) -> None:
    folder = tmp_path / "홍길동"
    folder.mkdir()
    make_folder_private(folder)
    assert who_may_read(folder) == "owner"
    (folder / "file").write_text("words", encoding="utf-8")
    if sys.platform == "win32":
        # Windows gives what is made in it the same list; Wine knows no inheritance to look at.
        assert access_list(folder).count("OICI") >= 2
    else:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_private_file_stays_private_when_it_takes_its_name(tmp_path: Path) -> None:
    path = tmp_path / "backup.zip"
    path.write_text("older, for all", encoding="utf-8")
    with atomic_write(path, private=True) as beside:
        assert who_may_read(beside) == "owner"
        beside.write_text("new", encoding="utf-8")
    assert (path.read_text(encoding="utf-8"), who_may_read(path)) == ("new", "owner")
