"""A board that shows a past class as it was at one moment."""

from datetime import datetime

from PySide6.QtCore import QObject

from classroom_app.domain.class_session import ClassSession
from classroom_app.gui.board.class_board import ClassBoard
from classroom_app.gui.event_bridge import EventBridge


class ReplayBoard(ClassBoard):
    """Works with the class page's own models; its clock stands still at the moment shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        self._clock = _StillClock()
        super().__init__(EventBridge(None, parent), self._clock, parent, ticks=False)

    def show(self, session: ClassSession | None, moment: datetime) -> None:
        """Show a class as it was at `moment`."""
        self._clock.moment = moment
        self.bridge.follow(session)


class _StillClock:
    """A clock that only moves when `moment` is set."""

    moment: datetime

    def now(self) -> datetime:
        """Return the moment shown."""
        return self.moment

    def monotonic(self) -> float:
        """Return the moment shown as a timestamp in seconds."""
        return self.moment.timestamp()
