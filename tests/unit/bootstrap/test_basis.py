"""A folder is made ready once, and found as it was left."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from classroom_app.bootstrap.basis import lay_basis
from classroom_app.config import Config
from classroom_app.server.bounds import Bounds
from classroom_app.server.instructor_key import KEY_FILE
from classroom_app.storage.errors import NewerDatabaseError
from classroom_app.storage.migrate import HEAD
from classroom_app.system.clock import SystemClock
from classroom_app.system.data_folder import DATABASE_FILE


def revision_of(database: Path) -> str:
    with closing(sqlite3.connect(database)) as file:
        return str(file.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def test_an_empty_folder_gets_a_database_and_a_key(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path)
    basis = lay_basis(config, SystemClock(), Bounds(), None)
    assert revision_of(tmp_path / DATABASE_FILE) == HEAD
    assert (tmp_path / KEY_FILE).read_text("ascii").strip() == basis.instructor_key._text
    basis.engine.dispose()
    again = lay_basis(config, SystemClock(), Bounds(), None)
    assert again.instructor_key._text == basis.instructor_key._text
    again.engine.dispose()


def test_a_newer_database_is_left_as_it_is(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path)
    lay_basis(config, SystemClock(), Bounds(), None).engine.dispose()
    with closing(sqlite3.connect(tmp_path / DATABASE_FILE)) as file, file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerDatabaseError):
        lay_basis(config, SystemClock(), Bounds(), None)
    assert revision_of(tmp_path / DATABASE_FILE) == "9999"
