"""Text size, reading aloud and contrast of phones, set from the window; each can be undone."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from classroom_app.domain import commands as cmd
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.comfort import Comfort
from classroom_app.domain.participant import Participant
from classroom_app.gui.console import Console
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.lead.comfort_dialog import ComfortDialog
from classroom_app.gui.lead.comfort_things import Thing, thing_word, wish_for
from classroom_app.gui.theme.icons import icon
from classroom_app.gui.theme.tokens import colours_of


class ComfortDesk(QObject):
    """Offers these settings in a student's menu, and for all students in a dialog."""

    def __init__(self, console: Console, toast: Toast, window: QWidget) -> None:
        super().__init__(window)
        self._console, self._toast, self._window = console, toast, window
        console.actions.comfort.triggered.connect(self.show_for_all)

    def add_to_menu(self, menu: QMenu, participant: Participant) -> None:
        """Add the settings to a student's menu; those in effect on the phone are checked."""
        inner = menu.addMenu(icon("comfort", colours_of(menu.palette())), self.tr("Comfort"))
        inner.setObjectName("comfortMenu")
        for thing in Thing:
            action = inner.addAction(thing_word(thing))
            action.setCheckable(True)
            action.setChecked(thing.of(participant.comfort) is True)
            action.toggled.connect(partial(self.set_for_one, participant.id, thing))

    def show_for_all(self) -> None:
        """Open the dialog that shows the settings of all phones and changes them."""
        if self._console.board.session is not None:
            dialog = ComfortDialog(self._console.board, self._window)
            dialog.chosen.connect(lambda thing, on: self.set_for_all(Thing(thing), on))
            dialog.open()

    def set_for_one(self, participant_id: int, thing: Thing, on: bool) -> None:
        """Change a setting for one student; a toast offers to undo it."""
        session = self._console.board.session
        if session is None or participant_id not in session.participants:
            return
        name = session.participants[participant_id].name
        text = self.tr("{name}: {thing}, on") if on else self.tr("{name}: {thing}, off")
        words = text.format(name=name, thing=thing_word(thing))
        self._console.dispatcher.send(
            wish_for(participant_id, thing, on),
            lambda _stored: self._toast.say(
                words,
                lambda: self._console.dispatcher.send(wish_for(participant_id, thing, not on)),
            ),
        )

    def set_for_all(self, thing: Thing, on: bool) -> None:
        """Change a setting for every phone, and for those that join later; can be undone."""
        session = self._console.board.session
        if session is None:
            return
        undo = partial(self._undo, self._to_restore(session, thing, on))
        text = self.tr("All phones: {thing}, on") if on else self.tr("All phones: {thing}, off")
        words = text.format(thing=thing_word(thing))
        self._console.dispatcher.send(
            wish_for(None, thing, on), lambda _stored: self._toast.say(words, undo)
        )

    @staticmethod
    def _to_restore(session: ClassSession, thing: Thing, on: bool) -> list[cmd.SetComfort]:
        """Return commands that restore each phone, except those that had the setting before."""

        def differs(comfort: Comfort) -> bool:
            return (thing.of(comfort) is True) is not on

        wishes = [
            wish_for(person.id, thing, not on)
            for person in session.present_participants
            if differs(person.comfort)
        ]
        if differs(session.newcomers_comfort):
            wishes.append(wish_for(None, thing, not on, newcomers_only=True))
        return wishes

    def _undo(self, wishes: list[cmd.SetComfort]) -> None:
        for wish in wishes:
            self._console.dispatcher.send(wish)
