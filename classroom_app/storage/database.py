"""The engine, and the threads on which all database work runs."""

import asyncio
import re
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import NoSuchModuleError, SQLAlchemyError

from classroom_app.application.ports import STEADY_LINE, Line, StorageError
from classroom_app.storage.errors import DatabaseError, ServerError, UnusableDatabaseError
from classroom_app.storage.shared import is_shared
from classroom_app.storage.shared.place import place_of
from classroom_app.system.passwords import PASSWORDS, Passwords
from classroom_app.system.start_faults import FaultKind

if TYPE_CHECKING:
    from classroom_app.storage.shared.fence import Fence

T = TypeVar("T")
# How long a statement waits for a lock that another connection holds, before it fails.
BUSY_TIMEOUT_MS = 5_000
SERVER_BACKENDS = ("postgresql", "postgres")
_URL_EXAMPLE = "Give the URL of another, such as sqlite:////folder/classroom.db, or leave it out"


def make_engine(where: str | Path, passwords: Passwords = PASSWORDS) -> Engine:
    """Return an engine for a URL, or for the SQLite file of a path, whatever characters it has.

    SQLite gets write-ahead logging, full syncs and foreign keys; for PostgreSQL see
    `shared.connecting`.

    Raises:
            UnusableDatabaseError: the URL is invalid, its driver is not installed, or it is an
                in-memory database.
    """
    try:
        url = _url_of(where)
        if url.get_backend_name() in SERVER_BACKENDS:
            return _server_engine(url, passwords)
        engine = create_engine(url, hide_parameters=True)  # keeps names out of tracebacks
    except (SQLAlchemyError, ImportError, ValueError) as error:
        # The URL may contain a password: neither the message nor the cause quotes it.
        cause = "its driver is not installed" if _lacks_driver(error) else "this is no database URL"
        raise UnusableDatabaseError("of --database", cause, _URL_EXAMPLE) from None
    if engine.dialect.name == "sqlite":
        in_memory = engine.url.query.get("mode") == "memory"
        if in_memory or engine.url.database in (None, "", ":memory:"):
            raise UnusableDatabaseError("of --database", "it keeps nothing", _URL_EXAMPLE)
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
    return engine


def _url_of(where: str | Path) -> URL:
    # Read as a URL, a path would lose what follows a "?" and have its "%20" turned into a space.
    return URL.create("sqlite", database=str(where)) if isinstance(where, Path) else make_url(where)


def _server_engine(url: URL, passwords: Passwords) -> Engine:
    # Imported here: SQLite does not need it.
    try:
        from classroom_app.storage.shared.connecting import DRIVER, make_server_engine
    except ImportError:
        raise ServerError(
            FaultKind.SERVER_DRIVER,
            place_of(url),
            "what talks to PostgreSQL is not installed",
            "Install the program from its package, or with the extra [postgresql]",
        ) from None
    return make_server_engine(url.set(drivername=DRIVER), passwords)


def _lacks_driver(error: Exception) -> bool:
    return isinstance(error, ImportError | NoSuchModuleError)


def _begin(connection: Connection) -> None:
    """Begin explicitly: the driver would commit each CREATE TABLE of a migration alone."""
    connection.connection.cursor().execute("BEGIN")


def _set_pragmas(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself: `_begin` does
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    # Reports and backups are read while a class is being written.
    cursor.execute("PRAGMA journal_mode=WAL")
    # Syncs at each commit: what was confirmed survives a power cut (docs/PROTOCOL.md, "What is
    # stored when"). With NORMAL, in WAL mode, the last commits may be lost.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")  # SQLite's default is off, for each connection
    # Deleted rows are overwritten with zeros (ARCHITECTURE.md, decision 13).
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def cause_of(error: Exception) -> str:
    """Return the database's own error message, on one line and without the statement."""
    original = getattr(error, "orig", None) or error
    # PostgreSQL's details quote the row that it refuses.
    said = getattr(getattr(original, "diag", None), "message_primary", None) or str(original)
    return re.sub(r"\s+", " ", said).strip()


class Database:
    """One writer thread and two readers: the event loop never waits for the database.

    With one writer, transactions are committed in the order in which `write` was called, and never
    wait for each other's locks. The connection passed to `work` belongs to that thread and must not
    be kept.

    `fence` is set where other programs write to the same database: it knows to which sessions this
    one may write.
    """

    line: Line = STEADY_LINE

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.fence: Fence | None = None
        self._errors: tuple[type[Exception], ...] = (
            SQLAlchemyError,
            engine.dialect.loaded_dbapi.Error,
            DatabaseError,  # raised while connecting
        )
        self._writing: Connection | None = None  # the writer's, kept from commit to commit
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="database-writer")
        self._readers = ThreadPoolExecutor(2, thread_name_prefix="database-reader")

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction on the writer thread.

        Raises:
            StorageError: the transaction was rolled back.
        """

        def transaction() -> T:
            try:
                if self._writing is None:
                    self._writing = self._engine.connect()
                with self._writing.begin():
                    return work(self._writing)
            except self._errors as error:
                self._let_go()
                raise StorageError(cause_of(error)) from error

        return await asyncio.get_running_loop().run_in_executor(self._writer, transaction)

    async def write_list(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction on lists that all desks share, while no other desk does.

        Here, with a single program, this is `write`.

        Raises:
            StorageError: the transaction was rolled back.
        """
        return await self.write(work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work` on a reader thread; it sees what is committed.

        Raises:
            StorageError: it could not be read.
        """

        def transaction() -> T:
            try:
                with self._engine.begin() as connection:
                    return work(connection)
            except self._errors as error:
                raise StorageError(cause_of(error)) from error

        return await asyncio.get_running_loop().run_in_executor(self._readers, transaction)

    async def maintain(self, work: Callable[[Engine], T]) -> T:
        """Run `work` on the writer thread, outside any transaction and with no write in between.

        Raises:
            StorageError: it failed.
        """

        def guarded() -> T:
            self._let_go()
            try:
                return work(self._engine)
            except SQLAlchemyError as error:
                raise StorageError(cause_of(error)) from error
            except (OSError, sqlite3.Error) as error:
                raise StorageError(str(error)) from error

        return await asyncio.get_running_loop().run_in_executor(self._writer, guarded)

    def give_up(self) -> None:
        """Stop waiting for a failed connection, since the program is ending; nothing to do here."""

    def _let_go(self) -> None:
        """Return the writer's connection to the pool; the next write takes another."""
        writing, self._writing = self._writing, None
        if writing is not None:
            with suppress(*self._errors):  # it may have failed
                writing.close()

    async def close(self) -> None:
        """Finish all queued work and close the connections; safe to call twice."""

        def shut_down() -> None:
            self._writer.shutdown()
            self._readers.shutdown()
            self._let_go()
            self._engine.dispose()

        await asyncio.to_thread(shut_down)


def open_database(engine: Engine, now: Callable[[], datetime]) -> Database:
    """Return the database of an engine; for a server, one that survives lost connections."""
    if not is_shared(engine):
        return Database(engine)
    # Imported here: SQLite does not need it.
    from classroom_app.storage.shared.server_database import ServerDatabase

    return ServerDatabase(engine, now)
