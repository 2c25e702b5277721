"""A desk's own connection to the server, for what must last longer than a transaction."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from classroom_app.application.ports import StorageError
from classroom_app.storage.database import cause_of
from classroom_app.storage.errors import DatabaseError
from classroom_app.storage.shared import desks

log = logging.getLogger(__name__)

T = TypeVar("T")


class DeskLine:
    """The connection, and the only thread that uses it. Each statement commits by itself.

    The server ends a connection that is idle for `desks.LEASE_S`, whatever keeps the desk silent: a
    computer that sleeps, a program that is suspended, a cable that was pulled.

    `on_connect` is called with each new connection, on that thread.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._errors: tuple[type[Exception], ...] = (
            SQLAlchemyError,
            engine.dialect.loaded_dbapi.Error,
            DatabaseError,
        )
        self._connection: Connection | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="desk-line")
        self.on_connect: Callable[[Connection], None] = lambda _connection: None

    async def ask(self, work: Callable[[Connection], T]) -> T:
        """Run `work` on the connection, or on a new one if it was lost.

        Raises:
            StorageError: the server was not reached, or refused; the connection is closed.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._do, work)

    def tell(self, work: Callable[[Connection], object]) -> None:
        """Run `work` later without waiting for it; it is skipped if there is no connection then."""

        def unless_lost() -> None:
            if self._connection is not None:
                try:
                    self._do(work)
                except StorageError as error:  # the locks went with the connection
                    log.debug("The server could not be told: %s", error)

        with suppress(RuntimeError):  # it is closed, and its locks with it
            self._thread.submit(unless_lost)

    async def close(self, farewell: Callable[[Connection], object] | None = None) -> None:
        """Run `farewell` if there is a connection, then close it; safe to call twice."""
        if farewell is not None:
            self.tell(farewell)

        def shut_down() -> None:
            self._thread.shutdown()
            self._hang_up()

        await asyncio.to_thread(shut_down)

    def _do(self, work: Callable[[Connection], T]) -> T:
        try:
            if self._connection is None:
                self._connection = self._connect()
            return work(self._connection)
        except self._errors as error:
            self._hang_up()
            raise StorageError(cause_of(error)) from error

    def _connect(self) -> Connection:
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        connection.detach()  # the pool must not reuse it: its locks end with it
        try:
            connection.exec_driver_sql(f"SET idle_session_timeout = '{desks.LEASE_S}s'")
            self.on_connect(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(*self._errors):  # it may have failed
                connection.close()
