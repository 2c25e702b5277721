"""Notes that somebody visited students; each can be undone."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from classroom_app.application.notices import Stored
from classroom_app.domain import commands as cmd
from classroom_app.domain.participant import Participant
from classroom_app.gui.console import Console
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.theme.icons import icon
from classroom_app.gui.theme.tokens import colours_of

# Up to this many names are shown; the rest are counted.
NAMES_SHOWN = 6


class VisitNotes(QObject):
    """*Was there*, from a card, a row, a menu or the keyboard."""

    def __init__(self, console: Console, toast: Toast, parent: QObject) -> None:
        super().__init__(parent)
        self._console, self._toast = console, toast
        self._noted: list[int] = []

    def add_to_menu(self, menu: QMenu, participant: Participant) -> None:
        """Add *Was there* to a student's menu."""
        # Only the text of the shortcut: the views handle the key (`VisitClicks`).
        key = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
        text = self.tr("Was there")
        menu.addAction(
            icon("eye", colours_of(menu.palette())),
            f"{text}\t{key}",
            partial(self.note, (participant.id,)),
        )

    def note(self, participant_ids: Sequence[int]) -> None:
        """Note that somebody visited these students."""
        self._noted = []
        for participant_id in participant_ids:
            self._console.dispatcher.send(cmd.MarkVisited(participant_id), self._on_stored)

    def _on_stored(self, stored: Stored) -> None:
        """Show one message for all students noted together; a repeated note cannot be undone."""
        command = stored.command
        assert isinstance(command, cmd.MarkVisited)
        if stored.events:
            self._noted.append(command.participant_id)
        people = stored.session.participants
        noted = tuple(self._noted)
        about = noted or (command.participant_id,)
        names = ", ".join(people[each].name for each in about[:NAMES_SHOWN])
        if len(about) > NAMES_SHOWN:
            more = len(about) - NAMES_SHOWN
            names = self.tr("{names} and {count} more").format(names=names, count=more)
        self._toast.say(
            self.tr("Visited: {names}").format(names=names),
            partial(self._undo, noted) if noted else None,
        )

    def _undo(self, participant_ids: Sequence[int]) -> None:
        for participant_id in participant_ids:
            self._console.dispatcher.send(cmd.UndoVisit(participant_id))
