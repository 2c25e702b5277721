"""Requests to a database on a server, and whether they can still be given up."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection

from classroom_app.application.ports import UnreachableError

T = TypeVar("T")


class Attempt(Generic[T]):
    """One write, however often it is tried.

    It is out while its commit was sent and the outcome is unknown. While it is not out it can be
    abandoned; then its commit is never sent.
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
        """Abandon it unless it may be stored already; return whether it is abandoned."""
        with self._lock:
            self._is_abandoned = not self._is_out
            return self._is_abandoned

    def go_out(self) -> None:
        """Note that its commit is about to be sent.

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


class Asked:
    """A request that runs on a thread; a read has no attempt."""

    def __init__(self, running: "asyncio.Future[Any]", attempt: Attempt[Any] | None) -> None:
        self.running, self._attempt = running, attempt
        self.is_given_up = False

    def give_up(self) -> bool:
        """Cancel it unless it may be stored already; return whether it was cancelled."""
        self.is_given_up = self._attempt is None or self._attempt.abandon()
        if self.is_given_up:
            self.running.cancel()
        return self.is_given_up
