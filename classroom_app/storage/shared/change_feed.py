"""Receives from PostgreSQL what other desks have changed, on its own connection and thread.

The triggers that notify are in the migrations (`0011_shared_lists`); this program's own changes are
received too.
"""

import asyncio
import logging
import selectors
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from classroom_app.application.shared_lists import EVERYTHING, Topic, Topics
from classroom_app.storage.errors import DatabaseError

log = logging.getLogger(__name__)

CHANNEL: Final = "classroom_changes"
# Seconds between checks of the connection: one that broke silently would never report anything.
CHECK_S: Final = 20.0
RETRY_S: Final = 2.0
# How long the end of the program waits for a thread that is just trying to connect, in seconds.
FAREWELL_S: Final = 1.0


class ChangeFeed:
    """Calls `hear` in the event loop with changed topics; with `EVERYTHING` after connecting."""

    def __init__(
        self,
        engine: Engine,
        hear: Callable[[Topics], None],
        *,
        check_s: float = CHECK_S,
        retry_s: float = RETRY_S,
    ) -> None:
        self._engine, self._hear = engine, hear
        self._check_s, self._retry_s = check_s, retry_s
        self._errors = (
            SQLAlchemyError,
            engine.dialect.loaded_dbapi.Error,
            DatabaseError,
            OSError,
        )
        self._wake, self._woken = socket.socketpair()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    async def run(self) -> None:
        """Listen until cancelled."""
        self.start()
        try:
            await asyncio.Event().wait()
        finally:
            await self.stop()

    def start(self) -> None:
        """Start the listening thread; must be called in a running event loop."""
        loop = asyncio.get_running_loop()
        self._thread = threading.Thread(
            target=self._run, args=(loop,), name="change-feed", daemon=True
        )
        self._thread.start()

    async def stop(self) -> None:
        """Stop listening; safe to call twice."""
        self._stopping.set()
        with suppress(OSError):
            self._wake.send(b"\0")
        thread, self._thread = self._thread, None
        if thread is not None:
            await asyncio.to_thread(thread.join, FAREWELL_S)
        self._wake.close()
        self._woken.close()

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        def tell(topics: Topics) -> None:
            if not self._stopping.is_set():
                with suppress(RuntimeError):  # the loop is closed: the program has ended
                    loop.call_soon_threadsafe(self._hear, topics)

        is_deaf = False
        while not self._stopping.is_set():
            try:
                with self._listening() as connection:
                    if is_deaf:
                        log.info("What other computers change is heard again")
                    is_deaf = False
                    tell(EVERYTHING)  # may have changed before
                    for topics in self._heard_on(connection):
                        tell(topics)
            except self._errors as error:
                if self._stopping.is_set():
                    return
                if not is_deaf:
                    log.info("What other computers change is not heard: %s", type(error).__name__)
                is_deaf = True
                with suppress(OSError, ValueError):  # it is closed: the program ends
                    self._wait_for([], self._retry_s)

    @contextmanager
    def _listening(self) -> Iterator[Any]:
        """Open a connection of its own, prepared as the engine's are, and listen on it."""
        pooled = self._engine.raw_connection()
        connection: Any = pooled.driver_connection
        try:
            connection.autocommit = True
            connection.execute(f"LISTEN {CHANNEL}")
            yield connection
        finally:
            pooled.invalidate()  # closed: the pool must not hand out a listening connection

    def _heard_on(self, connection: Any) -> Iterator[Topics]:
        while not self._stopping.is_set():
            if not self._wait_for([connection], self._check_s):
                connection.execute("SELECT 1")
            topics = {_topic(told.payload) for told in connection.notifies(timeout=0)}
            if known := frozenset(topic for topic in topics if topic is not None):
                yield known

    def _wait_for(self, sockets: list[Any], seconds: float) -> bool:
        """Wait at most so many seconds; return whether a socket is readable or it must stop."""
        # Not `select.select`: with a thousand phones, file descriptors are too high for it.
        with selectors.DefaultSelector() as selector:
            for each in (self._woken, *sockets):
                selector.register(each, selectors.EVENT_READ)
            return bool(selector.select(seconds))


def _topic(payload: str) -> Topic | None:
    """Return the topic of a payload, or None if only a newer version knows it."""
    try:
        return Topic(payload)
    except ValueError:
        return None
