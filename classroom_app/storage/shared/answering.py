"""Connections to a server that do not wait forever for its answer.

A firewall may drop a connection silently, and a computer in between may go on acknowledging what it
does not pass on. The driver would wait for the system's own timeouts, which are minutes or none.
"""

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

import psycopg

from classroom_app.storage.shared.pulse import NO_ANSWER, Pulse

R = TypeVar("R")
# After so many seconds without any traffic the server is asked, over another connection, whether it
# is working on the statement; that connection has as long to answer.
ANSWER_S = 2.0
HASTY_ANSWER_S = 0.5

_WHO = "SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()"
# A backend that waits for its client has sent its answer, or never received the statement.
_IS_WORKING = (
    "SELECT 1 FROM pg_stat_activity WHERE pid = %s AND backend_start = %s "
    "AND state = 'active' AND wait_event_type IS DISTINCT FROM 'Client'"
)
_END = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = %s AND backend_start = %s"
)


@dataclass(frozen=True, slots=True)
class Backend:
    """The server's process for a connection; the start time is there since pids are reused."""

    pid: int
    started_at: datetime

    def end(self, connection: "psycopg.Connection[Any]") -> None:
        """Terminate it, over another connection of the same role, since it holds locks."""
        connection.execute(_END, (self.pid, self.started_at))


class Patience:
    """How long all connections of an engine wait for an answer."""

    def __init__(self) -> None:
        self.answer_s, self.asks = ANSWER_S, True

    def shorten(self) -> None:
        """Wait for `HASTY_ANSWER_S` without asking: the program ends, and the server is away."""
        self.answer_s, self.asks = HASTY_ANSWER_S, False


class AnsweringConnection(psycopg.Connection[Any]):
    """A connection that gives up if the server neither answers nor works on the statement.

    `is_working` is called on the waiting thread each time that `patience` runs out without traffic
    in either direction. `pulse` records each question and answer.
    """

    backend: Backend | None = None
    pulse: Pulse | None = None
    patience: Patience = Patience()
    is_working: Callable[["AnsweringConnection"], bool] = staticmethod(lambda _: False)

    def wait(
        self, gen: Generator[Any, Any, R], interval: float = 0.1, timeout: float | None = None
    ) -> R:
        """See psycopg.

        Raises:
            psycopg.OperationalError: the server does not answer; the connection is closed.
        """
        pulse = self.pulse
        if pulse is not None:
            pulse.waits()
        try:
            return super().wait(self._watched(gen), interval, timeout)
        finally:
            if pulse is not None and not self.closed:  # an error is an answer too
                pulse.answered()

    def _watched(self, gen: Generator[Any, Any, R]) -> Generator[Any, Any, R]:
        try:
            wanted = next(gen)
        except StopIteration as stop:
            return stop.value  # type: ignore[no-any-return]
        silent_since = time.monotonic()
        while True:
            ready = yield wanted
            now = time.monotonic()
            if ready:
                silent_since = now
            elif now - silent_since >= self.patience.answer_s:
                self._ask_whether_it_works()
                silent_since = time.monotonic()
            try:
                wanted = gen.send(ready)
            except StopIteration as stop:
                return stop.value  # type: ignore[no-any-return]

    @contextmanager
    def _pipeline_nolock(self) -> Iterator[psycopg.Pipeline]:
        """Keep the server's `idle_in_transaction_session_timeout` working after many rows.

        The driver ends a pipeline with "Sync" and "Flush". "Sync" starts that timeout, and "Flush"
        makes the server forget it (PostgreSQL 15): a program that was suspended then would keep its
        locks without limit.
        """
        with super()._pipeline_nolock() as pipeline:
            pipeline._exit_gen = partial(_end_with_sync, pipeline)  # type: ignore[method-assign]
            yield pipeline

    def _ask_whether_it_works(self) -> None:
        if not self.patience.asks or not self.is_working(self):
            self.pgconn.finish()
            raise psycopg.OperationalError(NO_ANSWER)
        if self.pulse is not None:
            self.pulse.works()


def _end_with_sync(pipeline: psycopg.Pipeline) -> Generator[Any, Any, None]:
    """Do what `Pipeline._exit_gen` does, without a "Flush"."""
    try:
        pipeline._enqueue_sync()
        yield from pipeline._communicate_gen()
    finally:
        yield from pipeline._fetch_gen(flush=False)


def connect(options: dict[str, Any]) -> AnsweringConnection:
    """Open an `AnsweringConnection` with options of libpq.

    Raises:
        psycopg.OperationalError: it could not be opened.
    """
    way = {**options, "connect_timeout": int(ANSWER_S)}

    def is_working(connection: AnsweringConnection) -> bool:
        backend = connection.backend
        assert backend is not None, "it was asked right after it connected"
        try:
            with AnsweringConnection.connect(**way) as aside:
                found = aside.execute(_IS_WORKING, (backend.pid, backend.started_at))
                return found.fetchone() is not None
        except psycopg.Error:
            return False

    connection = AnsweringConnection.connect(**options)
    connection.autocommit = True
    connection.backend = Backend(*connection.execute(_WHO).fetchall()[0])
    connection.autocommit = False
    connection.is_working = is_working
    return connection
