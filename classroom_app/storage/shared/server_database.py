"""A database on a server: each write happens once, whatever becomes of the line meanwhile.

Every transaction first writes its number into the row of this program in `last_writes`. When the
line fails, it is tried again on a new connection under the same number. Where that is in the row
already, the earlier try was stored and only its answer was lost. Where it is not, the earlier try
is undone and can never be stored: an open transaction of the lost connection would hold the row,
and whoever writes the number waits for it. So it holds for a server that crashes, too.
"""

import asyncio
import contextlib
import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import Connection, Engine

from classroom_app.application.ports import StorageError, UnreachableError
from classroom_app.storage.database import Database, cause_of
from classroom_app.storage.errors import DatabaseError, UnusableDatabaseError
from classroom_app.storage.shared import lists
from classroom_app.storage.shared.answering import AnsweringConnection, Backend
from classroom_app.storage.shared.line import ServerLine
from classroom_app.storage.shared.pulse import Pulse

T = TypeVar("T")

# Below what a phone waits for the answer to a press before it takes its line for dead (4 s).
PATIENCE_S = 3.5
# From when on the window says that it waits.
SLOW_S = 1.5
# How often a write that is under way is looked at, and how long to wait between two tries.
LOOK_S, PAUSE_S = 0.25, 0.2
RESTORE_EVERY_S = 1.0

_NUMBER = (
    "INSERT INTO last_writes (writer, number, written_at) "
    "VALUES (%(writer)s, %(number)s, timezone('utc', now())) "
    "ON CONFLICT (writer) DO UPDATE "
    "SET number = excluded.number, written_at = excluded.written_at "
    "WHERE last_writes.number < excluded.number"
)
# A program that ran longer ago waits for no outcome any more.
_FORGET = "DELETE FROM last_writes WHERE written_at < timezone('utc', now()) - interval '30 days'"


class _Attempt(Generic[T]):
    """One write, however often it is tried.

    It is out while a commit of it was sent whose outcome is not known. Until then it can be
    abandoned; what is abandoned is never sent.
    """

    def __init__(self, work: Callable[[Connection], T]) -> None:
        self.work = work
        self.number = 0
        self.result: T
        self._lock = threading.Lock()
        self._is_out = self._is_abandoned = False

    @property
    def is_abandoned(self) -> bool:
        """Whether nobody waits for it any more."""
        return self._is_abandoned

    @property
    def is_out(self) -> bool:
        """Whether it may be stored already."""
        return self._is_out

    def abandon(self) -> bool:
        """Give it up, if it is certain that it is not stored; tell whether it is."""
        with self._lock:
            self._is_abandoned = not self._is_out
            return self._is_abandoned

    def go_out(self) -> None:
        """Send it.

        Raises:
            UnreachableError: it was abandoned.
        """
        with self._lock:
            if self._is_abandoned:
                raise UnreachableError("it took too long")
            self._is_out = True

    def is_not_stored(self) -> None:
        """Note that no earlier try was stored, nor can be any more."""
        with self._lock:
            self._is_out = False


class ServerDatabase(Database):
    """A `Database` whose line may fail; `line` tells when it has."""

    line: ServerLine

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        super().__init__(engine)
        self.line = ServerLine(now)
        self._failures: tuple[type[Exception], ...] = (*self._errors, DatabaseError)
        self._pulse = Pulse()
        self._is_ending = False
        self._restoring: asyncio.Task[None] | None = None
        self._writer_name, self._last_number = secrets.token_hex(8), 0
        self._raw: AnsweringConnection | None = None  # the writer's
        self._former: Backend | None = None

    # In the event loop --------------------------------------------------------------------------

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction on the writer thread; it may be called more than once.

        A line that fails is waited for, `PATIENCE_S` at first. Once the commit was sent it is
        waited for without end: until then nobody knows whether this was stored.

        Raises:
            UnreachableError: the line has failed; nothing was stored.
            StorageError: the transaction was rolled back.
        """
        self.line.check()
        attempt = _Attempt(work)
        running = self._start(self._writer, lambda: self._see_through(attempt))
        while not (await asyncio.wait({running}, timeout=LOOK_S))[0]:
            self._look_at(attempt)
        result = running.result()
        self.line.answered()
        return result

    async def write_list(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction while no other desk changes what all list (`lists`).

        Raises:
            UnreachableError: the line has failed; nothing was stored.
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

    def _look_at(self, attempt: _Attempt[Any]) -> None:
        quiet_s, cause = self._pulse.quiet_s, self._pulse.cause
        is_vain = quiet_s >= PATIENCE_S and not self._pulse.is_working
        if is_vain or self.line.is_refusing:
            is_abandoned = attempt.abandon()
            self.line.refuse(quiet_s, cause, awaits_outcome=not is_abandoned)
            if is_abandoned:
                self._begin_to_restore()
                raise UnreachableError(cause)
        elif quiet_s >= SLOW_S:
            self.line.waits(quiet_s, cause)
        elif self.line.trouble is not None:
            self.line.answered()

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work` on a reader thread; it sees what is committed. It may be called twice.

        Raises:
            UnreachableError: the line has failed.
            StorageError: it could not be read.
        """
        self.line.check()
        running = self._start(self._readers, lambda: self._read(work))
        while not (await asyncio.wait({running}, timeout=LOOK_S))[0]:
            self.line.check()
        try:
            return running.result()
        except UnreachableError:
            self._begin_to_restore(0.0)  # the writer finds out whether it is the line
            raise

    def _start(self, threads: Executor, work: Callable[[], T]) -> "asyncio.Future[T]":
        running = asyncio.get_running_loop().run_in_executor(threads, work)
        # Whoever gave it up does not ask what became of it.
        running.add_done_callback(lambda it: it.cancelled() or it.exception())
        return running

    def _begin_to_restore(self, after_s: float = RESTORE_EVERY_S) -> None:
        if self._restoring is None and not self._is_ending:
            self._restoring = asyncio.get_running_loop().create_task(self._restore(after_s))

    async def _restore(self, after_s: float) -> None:
        """Try until the server takes something again."""
        try:
            while True:
                await asyncio.sleep(after_s)
                cause = await self._start(self._writer, self._cause_of_trouble)
                if cause is None:
                    self.line.answered()
                    return
                self.line.refuse(self._pulse.quiet_s, cause, awaits_outcome=False)
                after_s = RESTORE_EVERY_S
        finally:
            self._restoring = None

    def give_up(self) -> None:
        """Wait for the line no longer than `PATIENCE_S` from now on, whatever was sent."""
        self._is_ending = True
        if self._restoring is not None:
            self._restoring.cancel()

    async def close(self) -> None:
        """Finish what can be finished and close the connections; safe to call twice."""
        self.give_up()
        await super().close()

    # On the threads -----------------------------------------------------------------------------

    def _see_through(self, attempt: _Attempt[T]) -> T:
        """Write, on as many connections as it takes."""
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

    def _try(self, attempt: _Attempt[T]) -> T:
        connection = self._connected()
        with connection.begin() as transaction:
            said = {"writer": self._writer_name, "number": attempt.number}
            if not connection.exec_driver_sql(_NUMBER, said).rowcount:
                return attempt.result  # of the try whose answer was lost
            attempt.is_not_stored()
            attempt.result = attempt.work(connection)
            attempt.go_out()
            try:
                transaction.commit()
            except self._failures:
                if self._is_connected:  # the server said no
                    attempt.is_not_stored()
                raise
        return attempt.result

    def _cause_of_trouble(self) -> str | None:
        """Write nothing; return why that is not possible, or None."""
        self._last_number += 1
        attempt = _Attempt(_forget_old_numbers)
        attempt.number = self._last_number
        try:
            self._try(attempt)
        except self._failures as error:
            self._lose(error)
            return self._pulse.cause
        return None

    def _connected(self) -> Connection:
        if self._writing is None:
            self._pulse.waits()
            self._writing = self._engine.connect()
            raw = cast(AnsweringConnection, self._writing.connection.driver_connection)
            raw.pulse, self._raw = self._pulse, raw
            if self._former is not None:
                # Otherwise it may hold for minutes what it had locked.
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

    def _read(self, work: Callable[[Connection], T]) -> T:
        try:
            return self._read_once(work)
        except UnreachableError:
            return self._read_once(work)  # it was a connection from before the server's restart

    def _read_once(self, work: Callable[[Connection], T]) -> T:
        raw: AnsweringConnection | None = None
        try:
            with self._engine.begin() as connection:
                raw = cast(AnsweringConnection, connection.connection.driver_connection)
                return work(connection)
        except self._failures as error:
            if raw is None or raw.closed:
                raise UnreachableError(_said(error)) from error
            raise StorageError(_said(error)) from error


def _forget_old_numbers(connection: Connection) -> None:
    connection.exec_driver_sql(_FORGET)


def _said(error: Exception) -> str:
    return error.cause if isinstance(error, UnusableDatabaseError) else cause_of(error)
