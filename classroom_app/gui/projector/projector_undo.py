"""Undo on the projector, if a step was started while it was in front."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.console import Console
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.theme.tokens import Space


class ProjectorUndo(QObject):
    """Shows which step has started, with an Undo; no names, since everybody sees it."""

    def __init__(self, console: Console, projector: QWidget) -> None:
        super().__init__(projector)
        self._console, self._projector = console, projector
        self.toast = Toast(projector, lift=Space.XL)
        self._step = self._present_step
        console.bridge.lead_changed.connect(self._on_lead_changed)

    @property
    def _present_step(self) -> int | None:
        session = self._console.bridge.session
        step = session.current_subtask if session is not None else None
        return step.order_index if step is not None else None

    def _on_lead_changed(self) -> None:
        before, self._step = self._step, self._present_step
        session = self._console.bridge.session
        if session is not None and session.status is SessionStatus.ENDED:
            self.toast.dismiss()  # no step can be gone back to now
            return
        if self._step == before:
            return
        can_go_back = session is not None and bool(session.step_path.burst)
        if self._projector.isActiveWindow() and self._step is not None and can_go_back:
            words = self.tr("Step {number} has started.").format(number=self._step)
            self.toast.say(words, self._console.actions.undo.trigger)
        else:
            self.toast.dismiss()
