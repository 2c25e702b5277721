"""A database on a server: each write happens exactly once, even if the connection fails.

Every transaction first writes its number into this program's row of `last_writes`. When the
connection fails, the write is tried again on a new one under the same number. If the row has that
number already, the earlier try was stored and only its answer was lost. If not, the earlier try was
rolled back and can never be stored: an open transaction of the lost connection would lock the row,
and writing the number waits for that lock. This also holds for a server that crashes.
"""

import asyncio
import contextlib
import logging
import secrets
import time
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Dialect, Engine, event

from classroom_app.application.ports import StorageError, UnreachableError
from classroom_app.storage.database import Database, cause_of
from classroom_app.storage.errors import DatabaseError, UnusableDatabaseError
from classroom_app.storage.shared import lists
from classroom_app.storage.shared.answering import AnsweringConnection, Backend, Patience
from classroom_app.storage.shared.attempt import Asked, Attempt
from classroom_app.storage.shared.line import ServerLine
from classroom_app.storage.shared.pulse import Pulse

log = logging.getLogger(__name__)

T = TypeVar("T")

# Less than the 4 s for which a phone waits for an answer before it considers its connection dead.
PATIENCE_S = 3.5
# Seconds after which the window shows that it is waiting.
SLOW_S = 1.5
# Seconds between two checks of what was asked, and between two tries of a write.
LOOK_S, PAUSE_S = 0.25, 0.2
RESTORE_EVERY_S = 1.0
CONNECT_S = 3

_NUMBER = (
    "INSERT INTO last_writes (writer, number, written_at) "
    "VALUES (%(writer)s, %(number)s, timezone('utc', now())) "
    "ON CONFLICT (writer) DO UPDATE "
    "SET number = excluded.number, written_at = excluded.written_at "
    "WHERE last_writes.number < excluded.number"
)
# No program waits for an outcome that long.
_FORGET = "DELETE FROM last_writes WHERE written_at < timezone('utc', now()) - interval '30 days'"


class ServerDatabase(Database):
    """A `Database` whose connection may fail; `line` is its state."""

    line: ServerLine

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        super().__init__(engine)
        self._patience = Patience()
        event.listen(engine, "do_connect", _hurry, insert=True)
        event.listen(engine, "connect", self._share_patience)
        self.line = ServerLine(now)
        # As with SQLite, all statements of one read see the same snapshot.
        self._snapshots = engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        self._failures: tuple[type[Exception], ...] = (*self._errors, DatabaseError)
        self._pulse = Pulse()
        self._is_ending = False
        self._restoring: asyncio.Task[None] | None = None
        self._asked: set[Asked] = set()
        self._next_look: asyncio.TimerHandle | None = None
        self._writer_name, self._last_number = secrets.token_hex(8), 0
        self._raw: AnsweringConnection | None = None  # the writer's
        self._former: Backend | None = None

    # In the event loop --------------------------------------------------------------------------

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction on the writer thread; it may be called more than once.

        If the connection fails, waits up to `PATIENCE_S` for it to come back; once the commit was
        sent, without a limit, since nobody knows until then whether it was stored.

        Raises:
            UnreachableError: the connection has failed. Nothing was stored, except perhaps after
                `give_up`.
            StorageError: the transaction was rolled back.
        """
        self.line.check()
        attempt = Attempt(work)
        result = await self._ask(self._writer, lambda: self._see_through(attempt), attempt)
        if self.line.trouble is not None:
            self.line.answered()
        return result

    async def write_list(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction while no other desk changes the shared lists (`lists`).

        Raises:
            UnreachableError: as for `write`.
            StorageError: the transaction was rolled back, or another desk took too long.
        """
        until = time.monotonic() + lists.PATIENCE_S
        while True:
            try:
                return await self.write(lists.alone(work))
            except lists.ListsBusyError:
                if time.monotonic() > until:
                    raise StorageError("another computer is changing the lists") from None
            await asyncio.sleep(lists.LOOK_S)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work` on a reader thread; it sees what is committed. It may be called twice.

        Raises:
            UnreachableError: the connection has failed.
            StorageError: it could not be read.
        """
        self.line.check()
        try:
            return await self._ask(self._readers, lambda: self._read(work))
        except UnreachableError:
            self._begin_to_restore(0.0)  # the writer finds out whether the server is away
            raise

    async def _ask(
        self, threads: Executor, work: Callable[[], T], attempt: Attempt[T] | None = None
    ) -> T:
        """Return the result of `work`; raise `UnreachableError` if it is given up meanwhile."""
        loop = asyncio.get_running_loop()
        asked = Asked(loop.run_in_executor(threads, work), attempt)
        self._asked.add(asked)
        if self._next_look is None:
            self._next_look = loop.call_later(LOOK_S, self._look)
        try:
            return cast(T, await asked.running)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if asked.is_given_up and task is not None and not task.cancelling():
                raise UnreachableError(self._pulse.cause) from None
            raise
        finally:
            self._asked.discard(asked)

    def _look(self) -> None:
        """Check every `LOOK_S`, while something is asked, whether the server answers."""
        self._next_look = None
        quiet_s, cause = self._pulse.quiet_s, self._pulse.cause
        is_vain = quiet_s >= PATIENCE_S and not self._pulse.is_working
        if is_vain or self.line.is_refusing:
            for asked in list(self._asked):
                if not asked.give_up():
                    self.line.refuse(quiet_s, cause, awaits_outcome=True)
            self.line.refuse(quiet_s, cause, awaits_outcome=False)
            self._begin_to_restore()
        elif quiet_s >= SLOW_S:
            self.line.waits(quiet_s, cause)
        elif self.line.trouble is not None:
            self.line.answered()
        if self._asked:
            self._next_look = asyncio.get_running_loop().call_later(LOOK_S, self._look)

    def _begin_to_restore(self, after_s: float = RESTORE_EVERY_S) -> None:
        if self._restoring is None and not self._is_ending:
            self._restoring = asyncio.get_running_loop().create_task(self._restore(after_s))

    async def _restore(self, after_s: float) -> None:
        """Try until the server accepts a write again."""
        try:
            while True:
                await asyncio.sleep(after_s)
                loop = asyncio.get_running_loop()
                cause = await loop.run_in_executor(self._writer, self._cause_of_trouble)
                if cause is None:
                    self.line.answered()
                    return
                self.line.refuse(self._pulse.quiet_s, cause, awaits_outcome=False)
                after_s = RESTORE_EVERY_S
        finally:
            self._restoring = None

    def give_up(self) -> None:
        """From now on wait at most `PATIENCE_S` for the server, even if a commit was sent."""
        self._is_ending = True
        if self.line.is_refusing:
            self._patience.shorten()
        if self._restoring is not None:
            self._restoring.cancel()

    async def close(self) -> None:
        """Finish what can be finished and close the connections; safe to call twice."""
        self.give_up()
        await super().close()

    # On the threads -----------------------------------------------------------------------------

    def _see_through(self, attempt: Attempt[T]) -> T:
        """Write, on as many connections as necessary."""
        self._last_number += 1
        attempt.number = self._last_number
        while True:
            if attempt.is_abandoned:
                raise UnreachableError(self._pulse.cause)
            try:
                return self._try(attempt)
            except self._failures as error:
                if self._is_connected and not attempt.is_out:
                    self._let_go()
                    raise StorageError(_said(error)) from error
                self._lose(error)
            if self._is_ending and self._pulse.quiet_s >= PATIENCE_S:
                raise UnreachableError(self._pulse.cause)
            time.sleep(PAUSE_S)

    def _try(self, attempt: Attempt[T]) -> T:
        connection = self._connected()
        with connection.begin() as transaction:
            said = {"writer": self._writer_name, "number": attempt.number}
            if not connection.exec_driver_sql(_NUMBER, said).rowcount:
                return attempt.result  # from the try whose answer was lost
            attempt.is_not_stored()
            attempt.result = attempt.work(connection)
            attempt.go_out()
            try:
                transaction.commit()
            except self._failures:
                if self._is_connected:  # the server refused
                    attempt.is_not_stored()
                raise
        return attempt.result

    def _cause_of_trouble(self) -> str | None:
        """Try to write something unimportant; return why that fails, or None."""
        self._last_number += 1
        attempt = Attempt(_forget_old_numbers)
        attempt.number = self._last_number
        try:
            self._try(attempt)
        except self._failures as error:
            self._lose(error)
            return self._pulse.cause
        except Exception as error:  # a bug: it must not keep the class from going on
            log.exception("The line could not be tried")
            self._lose(error)
            return self._pulse.cause
        return None

    def _share_patience(self, connection: AnsweringConnection, _record: object) -> None:
        connection.patience = self._patience

    def _connected(self) -> Connection:
        if self._writing is None:
            self._pulse.waits()
            self._writing = self._engine.connect()
            raw = cast(AnsweringConnection, self._writing.connection.driver_connection)
            raw.pulse, self._raw = self._pulse, raw
            if self._former is not None:
                # Otherwise it may keep its locks for minutes.
                self._former.end(raw)
                raw.commit()
                self._former = None
        return self._writing

    @property
    def _is_connected(self) -> bool:
        return self._raw is not None and not self._raw.closed

    def _lose(self, error: Exception) -> None:
        """Give up the writer's connection; the server still owes an answer."""
        self._pulse.cause = _said(error)
        self._pulse.waits()
        writing, raw = self._writing, self._raw
        self._writing = self._raw = None
        if raw is not None:
            self._former = raw.backend
            raw.close()
        if writing is not None:
            with contextlib.suppress(*self._errors):
                writing.invalidate()
                writing.close()

    def _let_go(self) -> None:
        if self._raw is not None:
            self._raw.pulse = None
            self._raw = None
        super()._let_go()

    def _read(self, work: Callable[[Connection], T], *, is_again: bool = False) -> T:
        raw: AnsweringConnection | None = None
        try:
            with self._snapshots.begin() as connection:
                raw = cast(AnsweringConnection, connection.connection.driver_connection)
                return work(connection)
        except self._failures as error:
            if raw is not None and not raw.closed:
                raise StorageError(_said(error)) from error
            if raw is None or is_again or self._is_ending:
                raise UnreachableError(_said(error)) from error
        return self._read(work, is_again=True)


def _hurry(_dialect: Dialect, _record: object, _arguments: object, named: dict[str, Any]) -> None:
    """Shorten the connect timeout, which is longer at the start: the end may wait for it."""
    named["connect_timeout"] = CONNECT_S


def _forget_old_numbers(connection: Connection) -> None:
    connection.exec_driver_sql(_FORGET)


def _said(error: Exception) -> str:
    return error.cause if isinstance(error, UnusableDatabaseError) else cause_of(error)
