"""Accepts connections on Windows, where an accept has to be started for each.

asyncio closes the listening socket when an accept fails, and one fails whenever a phone hangs up
between its request to connect and our answer. Here only `stop` ends the accepting.
"""

import asyncio
import logging
import socket
from collections.abc import Callable
from typing import Any

log = logging.getLogger(__name__)

ACCEPTED_AT_ONCE = 32
"""Connections accepted in one turn of the loop, or accepts under way at a time (Windows).

A hundred handshakes at once would delay painting and need memory for their buffers
(ARCHITECTURE.md, decision 9).
"""
RETRY_S = 1.0
"""Seconds to wait when the system has no socket to spare."""
MANY_FAILED = 1_000
"""So many failures in a row are not phones that hang up."""

Accepted = asyncio.Future[tuple[socket.socket, Any]]


class Accepting:
    """Keeps a few accepts under way at one listening socket.

    `accept` begins one; `take` is called with each connection and its peer's address.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        listener: socket.socket,
        accept: Callable[[], Accepted],
        take: Callable[[socket.socket, Any], None],
        at_once: int = ACCEPTED_AT_ONCE,
    ) -> None:
        self._loop, self._listener = loop, listener
        self._accept, self._take, self._at_once = accept, take, at_once
        self._under_way: set[Accepted] = set()
        self._is_stopped = False
        self._failed = 0

    def start(self) -> None:
        """Begin to accept connections."""
        for _ in range(self._at_once):
            self._begin()

    def stop(self) -> None:
        """Accept no more connections; the listening socket stays open."""
        self._is_stopped = True
        for future in list(self._under_way):
            future.cancel()

    def _begin(self) -> None:
        if self._is_stopped or self._listener.fileno() == -1:
            return
        try:
            future = self._accept()
        except OSError as error:
            self._begin_later(error)
            return
        self._under_way.add(future)
        future.add_done_callback(self._end)

    def _begin_later(self, error: OSError) -> None:
        if self._is_stopped or self._listener.fileno() == -1:
            return
        log.warning("A connection could not be taken in (%s); trying again", error)
        self._loop.call_later(RETRY_S, self._begin)

    def _end(self, future: Accepted) -> None:
        self._under_way.discard(future)
        if future.cancelled():
            return
        error = future.exception()
        if error is None:
            self._failed = 0
            self._begin()  # first: an error in `take` must not stop the accepting
            connection, address = future.result()
            try:
                self._take(connection, address)
            except BaseException:
                connection.close()
                raise
        elif isinstance(error, OSError):
            # The client is gone, for which Windows has a dozen error numbers. A lack of resources
            # shows when an accept is begun.
            self._failed += 1
            if self._failed < MANY_FAILED:
                self._begin()
            else:
                self._begin_later(error)
        else:
            self._begin()
            raise error
