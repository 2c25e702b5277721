"""Who may be in the class: a new class code, and removing several students at once."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from classroom_app.domain import commands as cmd
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.session_code import formatted_code, is_long
from classroom_app.gui.console import Console
from classroom_app.gui.kit.ask_dialog import AskDialog
from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.lead.remove_since_dialog import RemoveSinceDialog

# Up to this many names are listed in a question; the rest are counted.
NAMES_SHOWN = 12


class AccessDialogs(QObject):
    """Asks before removing students, and sends the commands."""

    def __init__(self, console: Console, said: Toast, window: QWidget) -> None:
        super().__init__(window)
        self._console, self._said, self._window = console, said, window
        self._is_changing = False
        console.actions.new_code.triggered.connect(self.new_code)
        console.actions.remove_since.triggered.connect(self.ask_remove_since)

    def new_code(self) -> None:
        """Give the class a new code at once; students in the class stay.

        The code is a longer one while somebody is guessing codes, and if the present one is long.
        """
        session, services = self._console.board.session, self._console.services
        if session is None or self._is_changing:
            return
        self._is_changing = True
        longer = services.guess_detector.is_guessed or is_long(session.code)
        self._console.tasks.run(
            services.instructor.new_code(session.id, longer=longer),
            self._say_code,
            self._on_failed,
        )

    def _say_code(self, session: ClassSession) -> None:
        self._is_changing = False
        self._said.say(
            self.tr(
                "The new class code is {code}. Phones in the class stay connected; new students "
                "need this code."
            ).format(code=formatted_code(session.code)),
            shown_ms=8_000,
        )

    def _on_failed(self, error: Exception) -> None:
        self._is_changing = False
        self._said.say(cause_text(error), shown_ms=8_000)

    def ask_remove_several(self, participant_ids: Sequence[int]) -> None:
        """Ask, then remove these students from the class."""
        session = self._console.board.session
        if session is None or not self._console.actions.end.isEnabled():
            return
        names = [
            session.participants[each].name
            for each in participant_ids
            if each in session.participants and not session.participants[each].removed
        ]
        if not names:
            return
        shown = ", ".join(names[:NAMES_SHOWN])
        if len(names) > NAMES_SHOWN:
            shown = self.tr("{names} and {count} more").format(
                names=shown, count=len(names) - NAMES_SHOWN
            )
        dialog = AskDialog(
            "removeSeveralDialog",
            self.tr("Remove {name}?").format(name=names[0])
            if len(names) == 1
            else self.tr("Remove {count} students?").format(count=len(names)),
            shown + "\n\n" + self.tr("They can join again unless the class is locked."),
            self.tr("Remove {count}").format(count=len(names)),
            self._window,
        )
        ids = tuple(participant_ids)
        dialog.accepted.connect(lambda: self._remove(ids))
        dialog.open()

    def ask_remove_since(self) -> None:
        """Ask for a time, show who joined since then, and remove them."""
        if self._console.board.session is None:
            return
        dialog = RemoveSinceDialog(self._console.board, self._console.services.clock, self._window)
        dialog.removal_confirmed.connect(self._remove)
        dialog.open()

    def _remove(self, participant_ids: tuple[int, ...]) -> None:
        count = len(participant_ids)
        self._console.dispatcher.send(
            cmd.RemoveParticipants(participant_ids),
            lambda _stored: self._said.say(
                self.tr("Removed from the class: {count}").format(count=count), shown_ms=5_000
            ),
        )
