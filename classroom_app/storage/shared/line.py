"""The state of the connection to the database server."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from classroom_app.application.ports import LineTrouble, UnreachableError

log = logging.getLogger(__name__)

Listener = Callable[[], None]


class ServerLine:
    """Implements `application.ports.Line`; used only in the event loop."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._listeners: list[Listener] = []
        self.trouble: LineTrouble | None = None

    def subscribe(self, listener: Listener) -> None:
        """Call `listener` whenever `trouble` has changed."""
        self._listeners.append(listener)

    @property
    def is_refusing(self) -> bool:
        """Whether the server has not answered in time, so that requests fail at once."""
        return self.trouble is not None and self.trouble.is_refusing

    def check(self) -> None:
        """Fail at once while the server does not answer; call this before each request.

        Raises:
            UnreachableError: the server has not answered in time, nor come back since.
        """
        if self.trouble is not None and self.trouble.is_refusing:
            raise UnreachableError(self.trouble.cause)

    def waits(self, quiet_s: float, cause: str) -> None:
        """Note that an answer has been awaited for `quiet_s` seconds."""
        if self.trouble is None:
            self._change(LineTrouble(self._now() - timedelta(seconds=quiet_s), cause))

    def refuse(self, quiet_s: float, cause: str, *, awaits_outcome: bool) -> None:
        """Note that the server has not answered in time; requests fail from now on."""
        before = self.trouble
        since = before.since if before else self._now() - timedelta(seconds=quiet_s)
        awaits_outcome = awaits_outcome or (before is not None and before.awaits_outcome)
        if not self.is_refusing:
            log.warning("The line to the database has failed: %s", cause)
        self._change(LineTrouble(since, cause, is_refusing=True, awaits_outcome=awaits_outcome))

    def answered(self) -> None:
        """Note that the server answers."""
        before = self.trouble
        if before is not None:
            if before.is_refusing:
                away_s = (self._now() - before.since).total_seconds()
                log.warning("The line to the database is back, after %.0f s", away_s)
            self._change(None)

    def _change(self, trouble: LineTrouble | None) -> None:
        if trouble == self.trouble:
            return
        self.trouble = trouble
        for listener in list(self._listeners):
            try:
                listener()
            except Exception:
                log.exception("A listener of the line failed")
