"""Announces a new step and who was left behind, with an Undo in case the press was a mistake."""

from PySide6.QtCore import QObject

from classroom_app.domain import commands as cmd
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.step_reason import StepReason
from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.console import Console
from classroom_app.gui.kit.debounce import DEBOUNCE_S
from classroom_app.gui.kit.toast import Toast

NAMES_SHOWN = 4


class StepWatch(QObject):
    """Notices every change of the step, whoever caused it."""

    def __init__(self, console: Console, toast: Toast, parent: QObject) -> None:
        super().__init__(parent)
        self._console, self._toast = console, toast
        self._step: int | None = None
        self._going_back_to: int | None = None
        console.bridge.session_changed.connect(self._on_session_changed)
        console.bridge.lead_changed.connect(self._on_lead_changed)
        console.actions.press_ignored.connect(self._on_press_ignored)

    def _on_session_changed(self) -> None:
        session = self._console.bridge.session
        self._step = session.current_subtask_id if session else None
        self._toast.dismiss()

    def _on_lead_changed(self) -> None:
        session = self._console.bridge.session
        if session is None:
            return
        if session.current_subtask_id != self._step:
            before, self._step = self._step, session.current_subtask_id
            self._toast.say(
                self._words(session, before), self._undo if session.step_path.burst else None
            )
        if session.status not in (SessionStatus.IN_PROGRESS, SessionStatus.WAITING):
            self._toast.dismiss()  # no step can be started or gone back to now

    def _words(self, session: ClassSession, before: int | None) -> str:
        step = session.current_subtask
        was_undone = step is not None and step.id == self._going_back_to
        self._going_back_to = None
        if step is None:
            return self.tr("The class has not started.")
        if was_undone:
            return self.tr("Back on step {number}.").format(number=step.order_index)
        words = self.tr("Step {number} has started.").format(number=step.order_index)
        if len(burst := session.step_path.burst) > 1:
            words += " " + self.tr("Undo goes back {count} steps.").format(count=len(burst))
        if before is not None and (names := _left_behind(session, before)):
            words += " " + self.tr("Left behind: {names}").format(names=names)
        return words

    def _on_press_ignored(self) -> None:
        """Explain why nothing happened, keeping the Undo."""
        session = self._console.bridge.session
        if session is None or session.current_subtask is None:
            return
        words = self.tr("Step {number} has started.").format(
            number=session.current_subtask.order_index
        )
        words += " " + self.tr(
            "A second press within {seconds} s did not count: keys and presenter remotes often "
            "repeat."
        ).format(seconds=f"{DEBOUNCE_S:g}")
        self._toast.say(words, self._undo if session.step_path.burst else None)

    def _undo(self) -> None:
        session = self._console.bridge.session
        burst = session.step_path.burst if session is not None else ()
        if burst:
            before = self._going_back_to = burst[0].before
            self._console.dispatcher.send(
                cmd.UndoStart() if before is None else cmd.NextStep(before, reason=StepReason.UNDO)
            )


def _left_behind(session: ClassSession, subtask_id: int) -> str:
    names = [
        participant.name
        for participant in session.present_participants
        if participant.is_here and subtask_id not in participant.completed
    ]
    more = len(names) - NAMES_SHOWN
    shown = ", ".join(names[:NAMES_SHOWN])
    return f"{shown} +{more}" if more > 0 else shown
