"""A missed finger is not a disaster: says who was left behind, and offers the way back."""

from functools import partial

from PySide6.QtCore import QObject

from classroom_app.domain import commands as cmd
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.step_reason import StepReason
from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.console import Console
from classroom_app.gui.kit.toast import Toast

NAMES_SHOWN = 4


class StepWatch(QObject):
    """Notices that the class went on to another step."""

    def __init__(self, console: Console, toast: Toast, parent: QObject) -> None:
        super().__init__(parent)
        self._console, self._toast = console, toast
        self._step: int | None = None
        self._going_back_to: int | None = None
        console.bridge.session_changed.connect(self._on_session_changed)
        console.bridge.lead_changed.connect(self._on_lead_changed)

    def _on_session_changed(self) -> None:
        session = self._console.bridge.session
        self._step = session.current_subtask_id if session else None
        self._toast.dismiss()

    def _on_lead_changed(self) -> None:
        session = self._console.bridge.session
        if session is None:
            return
        if session.status is not SessionStatus.IN_PROGRESS:
            self._toast.dismiss()  # a step cannot be started now, nor gone back to
        if session.current_subtask_id == self._step:
            return
        before, self._step = self._step, session.current_subtask_id
        if self._step == self._going_back_to:
            self._going_back_to = None
            self._toast.dismiss()
        elif before is not None and session.current_subtask is not None:
            words = self.tr("Step {number} has started.").format(
                number=session.current_subtask.order_index
            )
            if names := _left_behind(session, before):
                words = f"{words} " + self.tr("Left behind: {names}").format(names=names)
            self._toast.say(words, partial(self._go_back, before))

    def _go_back(self, subtask_id: int) -> None:
        self._going_back_to = subtask_id
        self._console.dispatcher.send(cmd.NextStep(subtask_id, reason=StepReason.UNDO))


def _left_behind(session: ClassSession, subtask_id: int) -> str:
    names = [
        participant.name
        for participant in session.present_participants
        if participant.is_here and subtask_id not in participant.completed
    ]
    more = len(names) - NAMES_SHOWN
    shown = ", ".join(names[:NAMES_SHOWN])
    return f"{shown} +{more}" if more > 0 else shown
