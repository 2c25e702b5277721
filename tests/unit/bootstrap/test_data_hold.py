"""Of the folder and the database a run has both or none."""

from pathlib import Path

import pytest

from classroom_app.bootstrap.data_hold import DataHold
from classroom_app.config import Config
from classroom_app.storage.errors import DatabaseInUseError, FolderInUseError


def config(folder: Path, database: Path | None = None) -> Config:
    folder.mkdir(exist_ok=True)
    return Config(data_dir=folder, database_url=f"sqlite:///{database}" if database else None)


def test_one_database_and_two_folders(tmp_path: Path) -> None:
    shared = tmp_path / "shared.db"
    first = DataHold(config(tmp_path / "one", shared))
    second = DataHold(config(tmp_path / "two", shared))
    first.acquire()
    with pytest.raises(DatabaseInUseError) as caught:
        second.acquire()
    assert caught.value.holder.data_dir == str(tmp_path / "one")
    third = DataHold(config(tmp_path / "two"))
    third.acquire()
    third.release()
    first.release()
    second.acquire()
    second.release()


@pytest.mark.parametrize("usual_first", [True, False])
def test_the_usual_database_of_another_folder(tmp_path: Path, usual_first: bool) -> None:
    usual = DataHold(config(tmp_path / "one"))
    other = DataHold(config(tmp_path / "two", tmp_path / "one" / "classroom.db"))
    first, second = (usual, other) if usual_first else (other, usual)
    first.acquire()
    with pytest.raises(DatabaseInUseError):
        second.acquire()
    first.release()


def test_one_folder_and_two_databases(tmp_path: Path) -> None:
    first = DataHold(config(tmp_path / "one", tmp_path / "a.db"))
    first.acquire()
    with pytest.raises(FolderInUseError):
        DataHold(config(tmp_path / "one", tmp_path / "b.db")).acquire()
    first.release()


def test_a_database_alone_is_looked_at_without_its_folder(tmp_path: Path) -> None:
    hold = DataHold(Config(tmp_path / "gone", database_url=f"sqlite:///{tmp_path / 'a.db'}"))
    with hold.taken(folder=False):
        assert not (tmp_path / "gone").exists()
