"""Notices that phones cannot connect, and reports it during the class."""

from datetime import datetime, timedelta

from PySide6.QtCore import QObject

from classroom_app.application.services import AddressReport
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.console import Console
from classroom_app.gui.frame.notice_bar import NoticeBar

# A class that has waited this long has shown its code to somebody.
NOBODY_AFTER = timedelta(minutes=3)
# The student page connects right after signing in, and retries every few seconds.
CONNECTED_WITHIN = timedelta(seconds=20)
NAMES_SHOWN = 3
_THIS_PC = "http://127."


class ReachWatch(QObject):
    """Checks once a second; reports each finding once, and hides it when it has passed.

    Networks that keep their devices apart (client isolation) let no phone reach this PC. Other
    networks, and programs on phones, let the page through but not the WebSocket.
    """

    def __init__(self, console: Console, bar: NoticeBar, parent: QObject) -> None:
        super().__init__(parent)
        self._console, self._bar = console, bar
        self._told: set[object] = set()
        self._said = ""
        console.board.ticked.connect(self._look)
        console.board.roll_changed.connect(self._look)
        console.bridge.session_changed.connect(self._take_back)

    def _look(self) -> None:
        session = self._console.board.session
        if session is None or session.rehearsal:
            return
        now = self._console.board.clock.now()
        kept_out = kept_out_of(session, now)
        if kept_out:
            self._tell_kept_out(session.id, kept_out)
        elif session.participants:
            self._take_back()
        elif is_deserted(session, now) and session.id not in self._told:
            self._told.add(session.id)
            self._console.tasks.run(self._console.services.network.check(), self._on_checked)

    def _on_checked(self, reports: list[AddressReport]) -> None:
        session = self._console.board.session
        offered = [report for report in reports if report.is_offered]
        is_alone = not offered or offered[0].url.startswith(_THIS_PC)
        if is_alone or session is None or session.participants:
            return
        if any(report.was_reached for report in reports):
            return
        self._say(
            self.tr(
                "No phone has reached this computer since the class was opened. If phones "
                "can't open the page, this Wi-Fi probably keeps devices apart (client "
                "isolation), or a firewall blocks them: see the network check in Settings."
            )
        )

    def _tell_kept_out(self, session_id: int, names: list[str]) -> None:
        key = (session_id, *names)
        if key in self._told:
            return
        self._told.add(key)
        shown = ", ".join(names[:NAMES_SHOWN])
        more = len(names) - NAMES_SHOWN
        self._say(
            self.tr(
                "{names}: the page opened, but the phone's connection to the class doesn't get "
                "through. Turn off VPN, data saver or ad blockers on the phone, then reload."
            ).format(names=f"{shown} +{more}" if more > 0 else shown)
        )

    def _say(self, words: str) -> None:
        self._bar.say(words)
        self._said = words

    def _take_back(self) -> None:
        if self._said and self._bar.text == self._said:
            self._bar.hide()
        self._said = ""


def is_deserted(session: ClassSession, now: datetime) -> bool:
    """Tell whether nobody has signed in to a class that has waited for `NOBODY_AFTER`."""
    is_waiting = session.status is SessionStatus.WAITING and not session.participants
    return is_waiting and now - session.opened_at >= NOBODY_AFTER


def kept_out_of(session: ClassSession, now: datetime) -> list[str]:
    """Return the names of students who signed in a while ago and have never connected."""
    if session.status is SessionStatus.ENDED:
        return []
    return [
        person.name
        for person in session.present_participants
        if person.joined_at is None and now - person.signed_in_at >= CONNECTED_WITHIN
    ]
