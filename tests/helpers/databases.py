"""Chooses the database of a test's program: the file in its data folder, or one on a server.

`pytest --database postgresql` gives each data folder its own database on the run's PostgreSQL
server, with the newest schema. It outlives the program and is dropped after the test.
"""

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.postgres import PostgresDatabase, PostgresServer, fresh_name

_ENGINES = ("sqlite", "postgresql")


class Databases:
    """The databases of this run's programs; `is_server` with `--database postgresql`."""

    def __init__(self) -> None:
        self.is_server = False
        self._server: PostgresServer | None = None
        self._of: dict[Path, PostgresDatabase] = {}

    @property
    def server(self) -> PostgresServer:
        """The server of this run, started at the first access."""
        if self._server is None:
            self._server = PostgresServer()
            self._server.start()
        return self._server

    def of(self, data_dir: Path) -> PostgresDatabase | None:
        """Return the database of a data folder; None if it is the file in it."""
        if not self.is_server:
            return None
        folder = data_dir.absolute()
        if folder not in self._of:
            name = fresh_name()
            self.server.create(name)
            self._of[folder] = PostgresDatabase(self.server, name)
        return self._of[folder]

    def known(self) -> set[Path]:
        """Return the folders that have a database so far."""
        return set(self._of)

    def drop_all_but(self, kept: set[Path]) -> None:
        """Drop the databases that a test has made."""
        for folder in self._of.keys() - kept:
            database = self._of.pop(folder)
            database.server.drop(database.name)

    def end(self) -> None:
        """Stop the server."""
        if self._server is not None:
            self._server.remove()
            self._server = None


databases = Databases()


def add_option(parser: pytest.Parser) -> None:
    """Define `--database`."""
    parser.addoption(
        "--database",
        choices=_ENGINES,
        default=_ENGINES[0],
        help="where the programs of the tests keep their data; postgresql starts a server",
    )


def database_url_of(data_dir: Path) -> str | None:
    """Return the `--database` for a program with this folder; None for the folder's own file."""
    database = databases.of(data_dir)
    return None if database is None else database.url


def rows_of(data_dir: Path, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """Return the rows of a query with `?` for the values, as any other program would read them."""
    database = databases.of(data_dir)
    if database is not None:
        rows = database.rows(_with_server_marks(query), *values)
        return [tuple(map(_as_sqlite_has_it, row)) for row in rows]
    with closing(sqlite3.connect(data_dir / "classroom.db")) as file:
        return file.execute(query, values).fetchall()


def database_of(data_dir: Path) -> str | Path:
    """Return the database of a program with this folder, as `make_engine` takes it."""
    return database_url_of(data_dir) or data_dir / "classroom.db"


def copy_data(before: Path, after: Path) -> None:
    """Copy a data folder and its database as they are, even while they are written to."""
    shutil.copytree(before, after)
    database, copy = databases.of(before), databases.of(after)
    if database is not None and copy is not None:
        database.server.copy(database.name, copy.name)


def change(data_dir: Path, statement: str, *values: Any) -> None:
    """Change rows behind the back of the program, with `?` for the values."""
    database = databases.of(data_dir)
    if database is not None:
        database.run(_with_server_marks(statement), *values)
        return
    with closing(sqlite3.connect(data_dir / "classroom.db")) as file, file:
        file.execute(statement, values)


def _with_server_marks(query: str) -> str:
    return query.replace("%", "%%").replace("?", "%s")


def _as_sqlite_has_it(value: Any) -> Any:
    return f"{value:%Y-%m-%d %H:%M:%S.%f}" if isinstance(value, datetime) else value
