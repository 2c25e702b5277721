"""Starts the next step when nearly all are done, after a countdown that any key stops."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from classroom_app.domain import commands as cmd
from classroom_app.domain.step_reason import StepReason
from classroom_app.gui.console import Console
from classroom_app.gui.lead.countdown_bar import CountdownBar

COUNTDOWN_S = 5


class AutoAdvance(QObject):
    """Off unless its action is checked; a countdown once stopped stays stopped for this step."""

    def __init__(self, console: Console, parent: QWidget) -> None:
        super().__init__(parent)
        self._console = console
        self.bar = CountdownBar(parent)
        self._left = 0
        self._stopped_on: int | None = None
        self._timer = QTimer(self, interval=1_000)
        self._timer.timeout.connect(self._on_second)
        self.bar.stopped.connect(self.stop)
        console.board.refreshed.connect(self._look)
        console.board.reset.connect(self._look)
        console.actions.auto_advance.toggled.connect(self._look)

    @property
    def is_counting(self) -> bool:
        """Whether the countdown is running."""
        return self._timer.isActive()

    def stop(self) -> None:
        """Stop the countdown, and stay on this step."""
        session = self._console.board.session
        self._stopped_on = session.current_subtask_id if session else None
        self._end()

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        """Stop the countdown at any key, which then does what it always does."""
        if qevent.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            self.stop()
        return super().eventFilter(watched, qevent)

    def _look(self) -> None:
        session = self._console.board.session
        wanted = (
            session is not None
            and self._console.actions.auto_advance.isChecked()
            and session.current_subtask_id != self._stopped_on
            and self._console.board.insight.auto_advance.due
        )
        if wanted and not self.is_counting:
            self._left = COUNTDOWN_S
            self.bar.show_seconds(self._left)
            self._timer.start()
            _application().installEventFilter(self)
        elif not wanted and self.is_counting:
            self._end()

    def _on_second(self) -> None:
        self._left -= 1
        if self._left > 0:
            self.bar.show_seconds(self._left)
            return
        self._end()
        self._console.dispatcher.send(cmd.NextStep(reason=StepReason.AUTO))

    def _end(self) -> None:
        self._timer.stop()
        self.bar.hide()
        _application().removeEventFilter(self)


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
