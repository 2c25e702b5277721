"""Numbers in a class: who a student is on the roster, and seats that the wrong person has."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from classroom_app.domain import commands as cmd
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.participant import Participant
from classroom_app.domain.roster import Roster
from classroom_app.gui.console import Console
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.lead.number_dialog import NOBODY, NumberDialog
from classroom_app.gui.lead.wrong_person_dialog import WrongPersonDialog
from classroom_app.gui.theme.icons import icon
from classroom_app.gui.theme.tokens import colours_of

TOLD_MS = 12_000


class NumberDialogs(QObject):
    """Reports seats that another phone took over, and lets the instructor correct it.

    `toast` shows messages with an Undo, `news` what has happened.
    """

    def __init__(self, console: Console, toast: Toast, news: Toast, window: QWidget) -> None:
        super().__init__(window)
        self._console, self._toast, self._news, self._window = console, toast, news, window
        self._send = console.dispatcher.send
        console.bridge.seat_taken_over.connect(self._on_taken_over)
        console.bridge.session_changed.connect(self._news.dismiss)

    @property
    def _session(self) -> ClassSession | None:
        return self._console.board.session

    def _roster(self) -> Roster | None:
        session = self._session
        if session is None or session.roster_id is None:
            return None
        return self._console.services.rosters.roster(session.roster_id)

    def add_to_menu(self, menu: QMenu, participant: Participant) -> None:
        """Add entries for a student's number to the menu, in a class with a roster."""
        if self._roster() is None:
            return
        colours = colours_of(menu.palette())
        name = self.tr("This is number…")
        menu.addAction(icon("people", colours), name, partial(self.ask_number, participant.id))
        if participant.person_id is not None:
            wrong = self.tr("Not the right person…")
            menu.addAction(icon("undo", colours), wrong, partial(self.ask_wrong, participant.id))

    def ask_number(self, participant_id: int) -> None:
        """Ask which person on the roster a student is."""
        session, roster = self._session, self._roster()
        if session is None or roster is None:
            return
        participant = session.participants[participant_id]
        here = {p.person_id for p in session.present_participants if p.person_id is not None}
        dialog = NumberDialog(participant.name, roster, here, participant.person_id, self._window)
        dialog.person_chosen.connect(partial(self._assign, participant_id))
        dialog.open()

    def ask_wrong(self, participant_id: int) -> None:
        """Ask which phone is not that of the person whose seat it has."""
        session = self._session
        participant = session.participants.get(participant_id) if session else None
        if participant is None or participant.removed:
            return
        was_taken_over = participant.taken_over_at is not None
        dialog = WrongPersonDialog(participant.name, self._window, was_taken_over=was_taken_over)
        dialog.last_is_wrong.connect(lambda: self._send(cmd.GiveSeatBack(participant_id)))
        dialog.first_is_wrong.connect(partial(self._free, participant_id))
        dialog.open()

    def _assign(self, participant_id: int, person_id: int) -> None:
        roster = self._roster()
        person = roster.by_id.get(person_id) if roster else None
        if person_id == NOBODY:
            self._free(participant_id)
        elif person is not None:
            said = self.tr("{name} has the number {number}.")
            words = said.format(name=person.name, number=person.number)
            command = cmd.AssignPerson(participant_id, person.id, person.name)
            self._send_with_way_back(command, participant_id, words)

    def _free(self, participant_id: int) -> None:
        session = self._session
        if session is None or participant_id not in session.participants:
            return
        words = self.tr("{name}: the number is free again.").format(
            name=session.participants[participant_id].name
        )
        command = cmd.GiveSeatBack(participant_id, frees_number=True)
        self._send_with_way_back(command, participant_id, words)

    def _send_with_way_back(
        self, command: cmd.AssignPerson | cmd.GiveSeatBack, participant_id: int, words: str
    ) -> None:
        """Send a command, then offer to restore the student's former number and name."""
        session = self._session
        if session is None or participant_id not in session.participants:
            return
        before = session.participants[participant_id]
        back = cmd.AssignPerson(participant_id, before.person_id, before.name)
        self._send(command, lambda _stored: self._toast.say(words, lambda: self._send(back)))

    def _on_taken_over(self, participant_id: int) -> None:
        session = self._session
        participant = session.participants.get(participant_id) if session else None
        if participant is None:
            return
        words = self.tr("{name} is on another phone now.")
        self._news.say(
            words.format(name=participant.name),
            partial(self.ask_wrong, participant_id),
            TOLD_MS,
            way=self.tr("Not the right person…"),
        )
