"""The lock is the database's, by whatever name and from whatever folder it is opened."""

import os
from pathlib import Path

import pytest

from classroom_app.storage.database import make_engine
from classroom_app.storage.database_lock import DatabaseLock, database_lock
from classroom_app.storage.errors import DatabaseInUseError, UnusableDatabaseError


def lock_of(where: str | Path) -> DatabaseLock:
    return database_lock(make_engine(where))


def ways_to(database: Path) -> list[str | Path]:
    """Return names of one file: as a path, as URLs, through a link of a folder."""
    through = database.parent / ".." / database.parent.name / database.name
    ways: list[str | Path] = [database, f"sqlite:///{database}", f"sqlite:///{through}"]
    if os.name == "posix":
        link = database.parent.parent / "link"
        link.symlink_to(database.parent, target_is_directory=True)
        other_name = database.parent.parent / "other.db"
        other_name.symlink_to(database)
        ways += [link / database.name, f"sqlite:///{other_name}"]
    return ways


def test_no_second_program_whatever_the_name(tmp_path: Path) -> None:
    database = tmp_path / "data" / "수업.db"
    database.parent.mkdir()
    ways = ways_to(database)
    for first in ways:
        lock = lock_of(first)
        lock.acquire(tmp_path / "ours")
        for second in ways:
            with pytest.raises(DatabaseInUseError) as caught:
                lock_of(second).acquire(tmp_path / "theirs")
            holder = caught.value.holder
            assert (holder.process, holder.data_dir) == (str(os.getpid()), str(tmp_path / "ours"))
        lock.release()


def test_two_databases_of_one_folder_have_two_locks(tmp_path: Path) -> None:
    locks = [lock_of(tmp_path / name) for name in ("a.db", "b.db", "a.sqlite")]
    for lock in locks:
        lock.acquire(tmp_path)
    for lock in locks:
        lock.release()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnusableDatabaseError, match="there is no folder"):
        lock_of(tmp_path / "gone" / "a.db").acquire(tmp_path)
    assert not (tmp_path / "gone").exists()


def test_a_place_that_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UnusableDatabaseError):
        lock_of(tmp_path / "file" / "a.db").acquire(tmp_path)
