"""Brings a database up to date before it is used (Alembic).

An SQLite file is migrated only after a copy of it was put beside it, and a file made by a newer
version is left unchanged.
"""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from classroom_app.storage.database import cause_of, make_engine
from classroom_app.storage.errors import NewerDatabaseError, UnusableDatabaseError
from classroom_app.storage.shared.place import place_of
from classroom_app.system.owner_only import create_private

log = logging.getLogger(__name__)

HEAD = "0012"
KNOWN_REVISIONS = (
    *("0001", "0002", "0003", "0004", "0005", "0006"),
    *("0007", "0008", "0009", "0010", "0011", "0012"),
)

BEFORE_UPGRADE = "-before-"
# The result of all migrations on an empty SQLite file; written by `make schema`.
SCHEMA_FILE = "schema.sql"


def bring_up_to_date(engine: Engine, migrations: Path, now: datetime) -> Path | None:
    """Run the migrations that are missing; return the copy that was kept, if one was.

    Raises:
        NewerDatabaseError: the revision is unknown; nothing was touched.
        DesksConnectedError: other computers are connected to it; nothing was touched.
        UnusableDatabaseError: it cannot be opened or migrated.
    """
    revision = known_revision(engine)
    if engine.dialect.name != "sqlite":
        _bring_server_up_to_date(engine, migrations, revision)
        return None
    if revision == HEAD:
        return None
    with _usable(engine):
        copy = copy_beside(engine, now) if revision is not None else None
        if revision is None and engine.url.database and not Path(engine.url.database).exists():
            create_private(Path(engine.url.database)).close()  # and so is its log
        with engine.begin() as connection:
            if revision is None:
                _create(connection, migrations)
            else:
                upgrade(connection, migrations)
    return copy


def _bring_server_up_to_date(engine: Engine, migrations: Path, revision: str | None) -> None:
    # Imported here: SQLite does not need it.
    from classroom_app.storage.shared import schema_lock

    with _usable(engine):
        if revision != HEAD:
            with engine.begin() as connection:

                def is_done() -> bool:
                    return _checked(engine, _revision_in(connection)) == HEAD

                if schema_lock.take_alone(connection, engine.url, is_done):
                    upgrade(connection, migrations)
        schema_lock.hold(engine, HEAD)


def known_revision(engine: Engine) -> str | None:
    """Return the revision of a database that this version can use, or None if it is empty.

    Raises:
        NewerDatabaseError: the revision is unknown; nothing was touched.
        UnusableDatabaseError: it cannot be opened.
    """
    with _usable(engine):
        revision = _revision(engine)
    return _checked(engine, revision)


def _checked(engine: Engine, revision: str | None) -> str | None:
    if revision is not None and revision not in KNOWN_REVISIONS:
        raise NewerDatabaseError(place_of(engine.url), revision)
    return revision


@contextmanager
def _usable(engine: Engine) -> Iterator[None]:
    """Convert errors of the drivers to `UnusableDatabaseError`."""
    try:
        yield
    except SQLAlchemyError as error:
        raise _unusable(engine, error) from error
    except (OSError, sqlite3.Error, engine.dialect.loaded_dbapi.Error) as error:
        raise _unusable(engine, error) from error


def _unusable(engine: Engine, error: Exception) -> UnusableDatabaseError:
    if engine.dialect.name == "sqlite":
        return UnusableDatabaseError(place_of(engine.url), cause_of(error))
    from classroom_app.storage.shared.login import server_error

    return server_error(engine.url, error)


def _revision(engine: Engine) -> str | None:
    """Read the revision without changing a byte, not even the journal mode."""
    if engine.dialect.name == "sqlite" and engine.url.database:
        path = Path(engine.url.database)
        if not path.exists():
            if not path.parent.is_dir():
                raise FileNotFoundError(f"there is no folder {path.parent}")
            return None
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
            tables = file.execute("SELECT name FROM sqlite_master WHERE name='alembic_version'")
            if tables.fetchone() is None:
                return None
            row = file.execute("SELECT version_num FROM alembic_version").fetchone()
            return None if row is None else str(row[0])
    with engine.connect() as connection:
        return _revision_in(connection)


def _revision_in(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if revision is None else str(revision)


def copy_beside(engine: Engine, now: datetime) -> Path | None:
    """Copy an SQLite file with the online backup, which sees what the WAL holds too."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return None
    original = Path(engine.url.database)
    copy = original.with_name(f"{original.stem}{BEFORE_UPGRADE}{HEAD}-{now:%Y%m%dT%H%M%S}.db")
    copy.unlink(missing_ok=True)  # from a start in the same second
    create_private(copy).close()
    with closing(sqlite3.connect(original)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    log.info("Kept a copy of the database as %s", copy.name)
    return copy


def _create(connection: Connection, migrations: Path) -> None:
    """Create all tables without Alembic, with which a first start takes a quarter longer."""
    for statement in (migrations / SCHEMA_FILE).read_text("utf-8").split("\n\n"):
        connection.exec_driver_sql(statement)


def make_schema(path: Path, migrations: Path, revision: str) -> None:
    """Make the tables of a known revision in an empty SQLite file. Blocks.

    Raises:
        SQLAlchemyError: they could not be made.
    """
    engine = make_engine(path)
    try:
        with engine.begin() as connection:
            if revision == HEAD:
                _create(connection, migrations)
            else:
                upgrade(connection, migrations, revision)
    finally:
        engine.dispose()


def upgrade(connection: Connection, migrations: Path, revision: str = HEAD) -> None:
    """Run the migrations that are missing up to a revision."""
    # Imported here: a database that is new or up to date does not need Alembic.
    from alembic import command
    from alembic.config import Config

    if connection.dialect.name != "sqlite":
        from classroom_app.storage.shared.owner import act_as_owner

        act_as_owner(connection)
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
