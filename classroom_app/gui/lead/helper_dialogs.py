"""Helpers in the window: who they are, and who is on the way to whom."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from classroom_app.domain import commands as cmd
from classroom_app.domain.errors import AlreadyGoing
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.gui.board.help_model import Ticket
from classroom_app.gui.console import Console
from classroom_app.gui.kit.ask_dialog import AskDialog
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.lead.helpers_dialog import HelpersDialog


class HelperDialogs(QObject):
    """Opens the list of helpers, and asks before going where somebody is on the way already."""

    def __init__(self, console: Console, said: Toast, window: QWidget) -> None:
        super().__init__(window)
        self._console, self._said, self._window = console, said, window
        self._known: frozenset[int] = frozenset()
        console.actions.invite_helper.triggered.connect(self.show_helpers)
        console.bridge.session_changed.connect(self._note_helpers)
        console.bridge.helpers_changed.connect(self._tell_who_is_new)

    def show_helpers(self) -> None:
        """Show the helpers, and a code that invites one more."""
        console, services = self._console, self._console.services
        if console.board.session is None:
            return
        dialog = HelpersDialog(
            services.helpers, console.bridge, lambda: console.board.session, self._window
        )
        dialog.calls_taken_away.connect(self._take_calls_from)
        dialog.end_requested.connect(self._end)
        console.addresses.changed.connect(dialog.renew_if_shown)
        dialog.open()

    def go_to(self, help_request_id: int, *, too: bool) -> None:
        """Go to a student; unless `too`, ask first if somebody else is on the way already."""
        self._console.dispatcher.send(
            cmd.ResolveHelp(help_request_id, HelpStatus.ON_THE_WAY, too=too),
            failed=partial(self._on_not_going, help_request_id),
        )

    def take_back(self, ticket: Ticket) -> None:
        """Withdraw everybody from a help request; the student waits again."""
        self._console.dispatcher.send(cmd.WithdrawAnswer(ticket.help_request_id))

    def _on_not_going(self, help_request_id: int, error: Exception) -> bool:
        """Ask whether to go too; return False if that is not why the command was refused."""
        session = self._console.board.session
        request = session.help_queue.get(help_request_id) if session is not None else None
        if not isinstance(error, AlreadyGoing) or session is None or request is None:
            return False
        names = ", ".join(session.name_of_helper(each) for each in error.going if each is not None)
        dialog = AskDialog(
            "goTooDialog",
            self.tr("Go to {name} too?").format(
                name=session.participants[request.participant_id].name
            ),
            self.tr("{names} is on the way already.").format(names=names),
            self.tr("Go too"),
            self._window,
            kind="primary",
        )
        dialog.accepted.connect(lambda: self.go_to(help_request_id, too=True))
        dialog.open()
        return True

    def _take_calls_from(self, helper_id: int) -> None:
        session = self._console.board.session
        for request in session.help_queue if session is not None else ():
            if helper_id in request.going:
                self._console.dispatcher.send(cmd.WithdrawAnswer(request.id, helper_id))

    def _end(self, helper_id: int) -> None:
        session = self._console.board.session
        if session is None:
            return
        # An invitation that they still have must not let them in again.
        self._console.services.helpers.withdraw(session.id)
        name = session.name_of_helper(helper_id)
        self._console.dispatcher.send(
            cmd.EndHelper(helper_id),
            lambda _stored: self._said.say(
                self.tr("{name} is no longer a helper.").format(name=name), shown_ms=4_000
            ),
        )

    def _note_helpers(self) -> None:
        session = self._console.board.session
        self._known = frozenset(session.helpers) if session is not None else frozenset()

    def _tell_who_is_new(self) -> None:
        """Announce new helpers, so that one nobody expected is noticed."""
        session = self._console.board.session
        new = (
            [] if session is None else [each for each in session.helpers if each not in self._known]
        )
        self._note_helpers()
        for helper_id in new:
            assert session is not None, "helpers are of a session"
            name = session.name_of_helper(helper_id)
            self._said.say(self.tr("{name} is a helper now.").format(name=name), shown_ms=5_000)
