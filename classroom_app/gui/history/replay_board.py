"""A board that shows a class of the past, as it was at one moment."""

from datetime import datetime

from PySide6.QtCore import QObject

from classroom_app.domain.class_session import ClassSession
from classroom_app.gui.board.class_board import ClassBoard
from classroom_app.gui.event_bridge import EventBridge


class ReplayBoard(ClassBoard):
    """The class page's own models read it; its clock stands at the moment shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        self._clock = _StillClock()
        super().__init__(EventBridge(None, parent), self._clock, parent, ticks=False)

    def show(self, session: ClassSession | None, moment: datetime) -> None:
        """Show a class as it was at `moment`."""
        self._clock.moment = moment
        self.bridge.follow(session)


class _StillClock:
    """Goes on when told."""

    moment: datetime

    def now(self) -> datetime:
        """Return the moment that is shown."""
        return self.moment

    def monotonic(self) -> float:
        """Return the same as seconds."""
        return self.moment.timestamp()
