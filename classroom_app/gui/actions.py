"""Everything that the instructor can do with a class, as `QAction`s.

Menus, buttons and shortcuts share them. An action that the class's state does not allow is
disabled, and its tooltip says why.
"""

import re
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from classroom_app.domain import commands as cmd
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.transitions import SessionStatus, is_allowed
from classroom_app.gui.command_dispatcher import CommandDispatcher
from classroom_app.gui.event_bridge import EventBridge
from classroom_app.gui.kit.debounce import DEBOUNCE_S, SHORT_DEBOUNCE_S, Debounce

# In Korean the mnemonic stands in brackets after the text.
_MNEMONIC = re.compile(r"\(&\w\)")


# Keys that presenter remotes send, and that type or scroll elsewhere.
_PAGE_KEYS = {"nextStepAction": "PgDown", "pauseAction": "."}
# Keys that press the focused button.
_PRESSING = [QKeySequence(key) for key in ("Return", "Enter", "Space")]


class KeyedAction(QAction):
    """An action whose shortcut counts once per press, however long it is held or bounces.

    `press_ignored` is emitted when a press did not count.
    """

    press_ignored = Signal()

    def __init__(
        self, parent: QObject, monotonic: Callable[[], float], debounce_s: float = DEBOUNCE_S
    ) -> None:
        super().__init__(parent)
        self._debounce = Debounce(monotonic, debounce_s)
        self.setAutoRepeat(False)

    def restart_debounce(self) -> None:
        """Restart the minimum time between presses: the key is held."""
        self._debounce.begin()

    def event(self, qevent: QEvent) -> bool:
        """Ignore a shortcut that comes too soon after the last one; see `Debounce`."""
        if qevent.type() == QEvent.Type.Shortcut and not self._debounce.takes_press():
            self.press_ignored.emit()
            return True
        return super().event(qevent)


class Actions(QObject):
    """The actions; those that ask a question first are connected by the part that asks it.

    `press_ignored`: Next was pressed too soon after a step began; see `Debounce`.
    """

    changed = Signal()
    press_ignored = Signal()

    def __init__(
        self,
        bridge: EventBridge,
        dispatcher: CommandDispatcher,
        parent: QWidget,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._bridge, self._dispatcher, self._monotonic = bridge, dispatcher, monotonic
        self._next_debounce = Debounce(monotonic)
        self._step: int | None = None
        self.new_class = self._action("newClassAction", "Ctrl+N")
        self.next_step = self._action("nextStepAction", "PgDown", "Ctrl+Right")
        self.pause = self._action("pauseAction", ".", "Ctrl+P")
        self.end = self._action("endAction", "Ctrl+E")
        self.message_all = self._action("messageAllAction", "Ctrl+M")
        self.lock = self._action("lockAction", "Ctrl+L", checkable=True)
        self.answer_help = self._action("answerHelpAction", "F6")
        self.undo = self._action("undoAction", "Ctrl+Z", debounce_s=SHORT_DEBOUNCE_S)
        self.projector = self._action("projectorAction", "F5", checkable=True)
        self.close_projector = self._action("closeProjectorAction", "Esc")
        self.show_qr = self._action("showQrAction", "Ctrl+J")
        self.new_code = self._action("newCodeAction")
        self.remove_since = self._action("removeSinceAction")
        self.comfort = self._action("comfortAction")
        self.remote = self._action("remoteAction", "Ctrl+R")
        self.invite_helper = self._action("inviteHelperAction")
        self.rehearse = self._action("rehearseAction")
        self.rehearse.setVisible(False)
        self.find = self._action("findAction", "Ctrl+F")
        self.switch_view = self._action("switchViewAction", "V")
        self.need_first = self._action("needFirstAction", "Ctrl+Shift+N", checkable=True)
        self.auto_advance = self._action("autoAdvanceAction", "Ctrl+Shift+A", checkable=True)
        self.next_step.triggered.connect(self._on_next)
        self.next_step.press_ignored.connect(self.press_ignored)
        self.pause.triggered.connect(self._on_pause)
        self.lock.triggered.connect(self._on_lock)
        bridge.session_changed.connect(self._note_step)
        bridge.lead_changed.connect(self._on_lead_changed)
        for signal in (
            bridge.session_changed,
            bridge.lead_changed,
            bridge.lock_changed,
            bridge.help_changed,
            bridge.roll_changed,
        ):
            signal.connect(self.refresh)
        self.offer_undo(False)
        self.offer_projector_close(False)
        # These work from every window of the program, dialogs and projector included.
        for action in (
            self.next_step,
            self.pause,
            self.end,
            self.message_all,
            self.answer_help,
            self.projector,
        ):
            action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        self.retranslate()

    def start_step(self, subtask_id: int | None = None) -> None:
        """Start this step, or the next one; ignored if it comes too soon after another press."""
        if self._next_debounce.takes_press():
            self._dispatcher.send(cmd.NextStep(subtask_id))
        else:
            self.press_ignored.emit()

    def rest_while_held(self, keys: QKeySequence) -> None:
        """Keep ignoring presses while these keys are held.

        On X11 Qt does not mark every repeat as one; see `HeldKey`. An unmarked one would count as a
        press once the rest is over.
        """
        for action in self.findChildren(KeyedAction):
            if keys in action.shortcuts():
                action.restart_debounce()
        if keys in self.next_step.shortcuts() or keys in _PRESSING:
            self._next_debounce.begin()

    def let_page_keys_lead(self, on: bool) -> None:
        """Set whether Page Down and the full stop lead the class, or scroll and type."""
        for action in (self.next_step, self.pause):
            key = QKeySequence(_PAGE_KEYS[action.objectName()])
            others = [one for one in action.shortcuts() if one != key]
            action.setShortcuts([key, *others] if on else others)
            _set_tip(action)

    def offer_undo(self, on: bool) -> None:
        """Set whether there is something to undo right now."""
        self._allow(self.undo, "" if on else self.tr("Nothing to undo."))

    def offer_projector_close(self, on: bool) -> None:
        """Set whether the projector is open."""
        self.projector.setChecked(on)
        self._allow(self.close_projector, "" if on else self.tr("The projector is closed."))

    def in_class(self) -> list[QAction]:
        """Return the actions that lead the class, for a menu."""
        return [self.next_step, self.pause, self.end, self.message_all, self.lock]

    def refresh(self) -> None:
        """Enable what the class's state allows, and give the reason why the rest is disabled."""
        session = self._bridge.session
        is_open = session is not None and session.status is not SessionStatus.ENDED
        self._allow(self.new_class, self.tr("A class is open.") if is_open else "")
        self._allow(self.next_step, self._why_no_next(session))
        self._allow(self.pause, self._why_no_pause(session))
        for action in (
            self.end,
            self.message_all,
            self.lock,
            self.auto_advance,
            self.new_code,
            self.comfort,
        ):
            self._allow(action, self._why_not_open(session))
        nobody = session is not None and session.participant_count == 0
        no_student = self.tr("No students have joined.") if nobody else ""
        self._allow(self.remove_since, self._why_not_open(session) or no_student)
        self._allow(self.rehearse, self.tr("A class is open.") if is_open else "")
        for action in (self.projector, self.show_qr, self.remote, self.invite_helper):
            self._allow(action, self._why_not_open(session))
        waits = session is not None and is_open and len(session.help_queue) > 0
        no_help = self._why_not_open(session) or self.tr("No one is asking for help.")
        self._allow(self.answer_help, "" if waits else no_help)
        none = "" if session is not None else self.tr("No class is open.")
        for action in (self.find, self.switch_view, self.need_first):
            self._allow(action, none)
        self.lock.setChecked(session is not None and session.locked)
        self._name_changing(session)
        self.changed.emit()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._name(self.new_class, self.tr("&New class"), self.tr("Open another class"))
        self._name(
            self.end, self.tr("&End class"), self.tr("End the class (you'll be asked to confirm)")
        )
        self._name(
            self.message_all, self.tr("&Message all…"), self.tr("Send a message to every phone")
        )
        self._name(
            self.answer_help,
            self.tr("Answer first &help request"),
            self.tr("Tell the student who has waited longest that you're on your way"),
        )
        self._name(self.undo, self.tr("Un&do"), self.tr("Undo the last step or help reply"))
        self._name(
            self.projector, self.tr("&Projector"), self.tr("Show the class on the big screen")
        )
        self._name(
            self.close_projector, self.tr("&Close projector"), self.tr("Close the projector")
        )
        self._name(self.show_qr, self.tr("QR &code"), self.tr("Show how phones join"))
        self._name(
            self.new_code,
            self.tr("New class co&de"),
            self.tr("Phones in the class stay connected; new students need the new code"),
        )
        self._name(
            self.remove_since,
            self.tr("Remove students who &joined since…"),
            self.tr("Remove everyone who joined after a certain time"),
        )
        self._name(
            self.comfort,
            self.tr("&Comfort…"),
            self.tr("Larger text, reading aloud and contrast on all phones"),
        )
        self._name(self.remote, self.tr("&Remote…"), self.tr("Lead the class from your own phone"))
        self._name(
            self.invite_helper,
            self.tr("&Invite a helper…"),
            self.tr("Let others look after students with their phones; see who helps"),
        )
        self._name(self.rehearse, self.tr("Re&hearsal…"), self.tr("Practise with simulated phones"))
        self._name(self.find, self.tr("&Find a student"), self.tr("Search by name"))
        self._name(
            self.switch_view,
            self.tr("Switch &view"),
            self.tr("Show students as cards or as a grid"),
        )
        self._name(
            self.need_first,
            self.tr("&Needs help first"),
            self.tr("Sort by who needs you: help, stuck, offline, the rest"),
        )
        self._name(
            self.auto_advance,
            self.tr("&Auto-advance"),
            self.tr("Go to the next step automatically when 90% are done. Any key cancels."),
        )
        self.refresh()

    def _name_changing(self, session: ClassSession | None) -> None:
        if session is not None and session.status is SessionStatus.PAUSED:
            self._name(self.pause, self.tr("Res&ume"), self.tr("Resume the class"))
        else:
            self._name(
                self.pause, self.tr("&Pause"), self.tr("Dim all phones and ask everyone to look up")
            )
        if session is not None and session.status is SessionStatus.WAITING:
            self._name(self.next_step, self.tr("&Start class"), self.tr("Start the first step"))
        else:
            self._name(self.next_step, self.tr("Next &step"), self.tr("Start the next step"))
        if session is not None and session.locked:
            self._name(self.lock, self.tr("&Lock class"), self.tr("Let new students join"))
            self.lock.setIconText(self.tr("Locked"))  # a button has no check mark to show the state
        else:
            self._name(self.lock, self.tr("&Lock class"), self.tr("Stop new students from joining"))

    def _why_not_open(self, session: ClassSession | None) -> str:
        if session is None:
            return self.tr("No class is open.")
        if session.status is SessionStatus.ENDED:
            return self.tr("The class has ended.")
        return ""

    def _why_no_next(self, session: ClassSession | None) -> str:
        why = self._why_not_open(session)
        if why or session is None:
            return why
        if not is_allowed(cmd.NextStep, session.status):
            return self.tr("The class is paused. Resume it first.")
        return self.tr("This is the last step.") if session.next_subtask is None else ""

    def _why_no_pause(self, session: ClassSession | None) -> str:
        why = self._why_not_open(session)
        if why or session is None:
            return why
        if session.status is SessionStatus.WAITING:
            return self.tr("The class has not started: start the first step.")
        return ""

    def _on_next(self) -> None:
        self.start_step()

    def _note_step(self) -> None:
        session = self._bridge.session
        self._step = session.current_subtask_id if session is not None else None

    def _on_lead_changed(self) -> None:
        """Debounce after a step that began by itself or from the remote, as after a press here."""
        before = self._step
        self._note_step()
        if self._step != before:
            self._next_debounce.begin()

    def _on_pause(self) -> None:
        session = self._bridge.session
        paused = session is not None and session.status is SessionStatus.PAUSED
        self._dispatcher.send(cmd.ResumeSession() if paused else cmd.PauseSession())

    def _on_lock(self, wanted: bool) -> None:
        self.lock.setChecked(not wanted)  # shown as changed once it is stored
        self._dispatcher.send(cmd.SetLocked(wanted))

    def _action(
        self, name: str, *keys: str, checkable: bool = False, debounce_s: float = DEBOUNCE_S
    ) -> KeyedAction:
        action = KeyedAction(self, self._monotonic, debounce_s)
        action.setObjectName(name)
        action.setCheckable(checkable)
        action.setShortcuts([QKeySequence(key) for key in keys])
        return action

    @staticmethod
    def _allow(action: QAction, why_not: str) -> None:
        action.setEnabled(not why_not)
        action.setProperty("why_not", why_not)
        _set_tip(action)

    @staticmethod
    def _name(action: QAction, text: str, hint: str) -> None:
        action.setText(text)
        action.setIconText(_MNEMONIC.sub("", text).replace("&", ""))
        action.setProperty("hint", hint)
        _set_tip(action)


def _set_tip(action: QAction) -> None:
    why_not = action.property("why_not")
    if why_not:
        action.setToolTip(why_not)
        return
    keys = ", ".join(
        key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts()
    )
    hint = action.property("hint") or ""
    action.setToolTip(f"{hint} ({keys})" if keys else hint)
