"""Commands to the class and to single students, and the questions before them."""

import asyncio
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenu, QWidget

from classroom_app.application.notices import Stored
from classroom_app.domain import commands as cmd
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.domain.lesson import Subtask
from classroom_app.domain.participant import Participant
from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.board.help_model import Ticket, TicketGroup
from classroom_app.gui.console import Console
from classroom_app.gui.kit.ask_dialog import AskDialog
from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.gui.kit.picture_dialog import PictureDialog, read_picture
from classroom_app.gui.kit.sheet import Sheet
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.lead.helper_dialogs import HelperDialogs
from classroom_app.gui.lead.name_dialog import NameDialog
from classroom_app.gui.lead.qr_dialog import QrDialog, Ways
from classroom_app.gui.lead.remote_dialog import RemoteDialog
from classroom_app.gui.lead.words_dialog import WordsDialog
from classroom_app.gui.theme.icons import icon
from classroom_app.gui.theme.tokens import colours_of


class ClassDialogs(QObject):
    """Opens the dialogs of a class, and sends the commands that result.

    `toast` shows messages with an Undo, `said` those without.
    """

    def __init__(
        self, console: Console, toast: Toast, window: QWidget, said: Toast | None = None
    ) -> None:
        super().__init__(window)
        self._console, self._toast, self._window = console, toast, window
        self._said = said or toast  # so that a message without an Undo replaces none that has one
        self._send = console.dispatcher.send
        self.helpers = HelperDialogs(console, self._said, window)
        actions = console.actions
        actions.end.triggered.connect(self.ask_end)
        actions.message_all.triggered.connect(self.message_all)
        actions.show_qr.triggered.connect(self.show_qr)
        actions.answer_help.triggered.connect(self.answer_first)
        actions.remote.triggered.connect(self.show_remote)
        # Functions that add further entries to a student's menu.
        self.menu_parts: list[Callable[[QMenu, Participant], None]] = []
        self._session_id: int | None = None
        console.bridge.session_changed.connect(self._close_outdated)
        console.bridge.lead_changed.connect(self._close_outdated)

    def _close_outdated(self) -> None:
        """Close the dialogs about a class that has ended, or is no longer the one shown."""
        session, before = self._console.bridge.session, self._session_id
        self._session_id = session.id if session is not None else None
        is_over = session is None or session.status is SessionStatus.ENDED
        if is_over or self._session_id != before:
            for dialog in self._window.findChildren(Sheet):
                if dialog.is_about_class:
                    dialog.close()

    def start_step(self, subtask_id: int) -> None:
        """Start this step; see `Actions.start_step`."""
        self._console.actions.start_step(subtask_id)

    def ask_end(self) -> None:
        """Ask, then end the class."""
        dialog = AskDialog(
            "endDialog",
            self.tr("End the class?"),
            self.tr(
                "Students see a thank-you and the steps they finished. You can't "
                "reopen a class after it ends."
            ),
            self.tr("End class"),
            self._window,
        )
        dialog.accepted.connect(lambda: self._send(cmd.EndSession()))
        dialog.open()

    def message_all(self) -> None:
        """Ask for a message to all phones, and send it."""
        dialog = WordsDialog(self.tr("Message to all"), self._window)
        dialog.words_given.connect(lambda words: self._send_message(words, None))
        dialog.open()

    def message_one(self, user_id: int, name: str) -> None:
        """Ask for a message to one student, and send it."""
        dialog = WordsDialog(self.tr("Message to {name}").format(name=name), self._window)
        dialog.words_given.connect(lambda words: self._send_message(words, user_id))
        dialog.open()

    def show_qr(self) -> None:
        """Show how phones join: the QR code, the addresses, the class code."""
        session, services = self._console.board.session, self._console.services
        if session is None:
            return
        server, network, board = services.server, services.network, self._console.board

        def code() -> str:
            return board.session.code if board.session is not None else ""

        def ways() -> Ways:
            return server.join_url(code()), server.urls(), network.name_url

        join_url, addresses, name_url = ways()
        android_port = network.android_port if session.guests_allowed else None
        dialog = QrDialog(join_url, addresses, code(), self._window, android_port, name_url)
        dialog.follow(self._console.addresses, ways)
        dialog.follow_code(self._console.bridge, code)
        dialog.new_code_requested.connect(self._console.actions.new_code.trigger)
        dialog.address_chosen.connect(self._choose_address)
        dialog.open()

    def show_remote(self) -> None:
        """Show the QR code that makes the instructor's own phone a remote."""
        session, console = self._console.board.session, self._console
        if session is not None:
            remote = console.services.remote
            dialog = RemoteDialog(remote, session.id, console.tasks, self._window)
            console.addresses.changed.connect(dialog.renew_if_shown)
            dialog.open()

    def _choose_address(self, url: str) -> None:
        self._console.tasks.run(self._console.services.network.choose(url), failed=self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self._toast.say(cause_text(error))

    def answer_first(self) -> None:
        """Go to the student who has waited longest, first among those not answered yet."""
        session = self._console.board.session
        if session is None:
            return
        waiting = list(session.help_queue)
        pending = [request for request in waiting if request.status is HelpStatus.PENDING]
        for request in (pending or waiting)[:1]:
            self.helpers.go_to(request.id, too=False)

    def go_to(self, entry: Ticket | TicketGroup) -> None:
        """Tell the students of a ticket or group that the instructor is on the way."""
        for ticket in _tickets(entry):
            if not ticket.is_mine:
                # The card named those who go already, so the instructor knew when pressing.
                self.helpers.go_to(ticket.help_request_id, too=bool(ticket.going))

    def resolve(self, entry: Ticket | TicketGroup) -> None:
        """Resolve help requests; once that is stored, a toast offers to undo it for a while."""
        resolved: list[Ticket] = []
        for ticket in _tickets(entry):
            self._send(
                cmd.ResolveHelp(ticket.help_request_id, HelpStatus.RESOLVED),
                partial(self._on_resolved, ticket, resolved),
            )

    def _on_resolved(self, ticket: Ticket, resolved: list[Ticket], _stored: Stored) -> None:
        resolved.append(ticket)
        names = ", ".join(each.name for each in resolved)
        self._toast.say(
            self.tr("Help given: {names}").format(names=names),
            partial(self._reopen, [each.help_request_id for each in resolved]),
        )

    def reply(self, entry: Ticket | TicketGroup) -> None:
        """Ask for a message to the students of a ticket or group, and send it."""
        if isinstance(entry, Ticket):
            self.message_one(entry.user_id, entry.name)
            return
        dialog = WordsDialog(
            self.tr("To everyone asking for help on step {number}").format(number=entry.step),
            self._window,
        )
        dialog.words_given.connect(partial(self._send_to_group, entry))
        dialog.open()

    def show_picture(self, entry: Ticket | TicketGroup) -> None:
        """Show the photo of the first ticket that has one; it is read on a thread."""
        for ticket in _tickets(entry):
            if ticket.screenshot_path is not None:
                home = self._console.services.picture_home
                self._console.tasks.run(
                    asyncio.to_thread(read_picture, home, ticket.screenshot_path),
                    partial(self._show_image, ticket.name),
                )
                return

    def show_student_menu(self, participant_id: int, at: QPoint) -> None:
        """Open the menu of one student at a place on the screen."""
        session = self._console.board.session
        participant = session.participants.get(participant_id) if session else None
        if session is None or participant is None or not self._console.actions.end.isEnabled():
            return
        menu = QMenu(self._window)
        menu.setObjectName("studentMenu")
        colours = colours_of(menu.palette())
        if session.current_subtask is not None:
            self._add_marks(menu, session, participant)
        for add_part in self.menu_parts:
            add_part(menu, participant)
        for name, text, act in (
            ("message", self.tr("Message…"), self._ask_message),
            ("rename", self.tr("Rename…"), self.ask_rename),
            ("remove", self.tr("Remove…"), self.ask_remove),
        ):
            menu.addAction(icon(name, colours), text, partial(act, participant))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _add_marks(self, menu: QMenu, session: ClassSession, participant: Participant) -> None:
        """Add entries that mark steps as done or not: the current step, and all in a submenu."""
        current = session.current_subtask
        assert current is not None
        is_done = current.id in participant.completed
        text = (
            self.tr("Step {number}: not yet") if is_done else self.tr("Mark step {number} as done")
        )
        menu.addAction(
            icon("undo" if is_done else "check", colours_of(menu.palette())),
            text.format(number=current.order_index),
            partial(self.mark, participant.id, current, not is_done),
        )
        others = menu.addMenu(self.tr("Finished steps"))
        others.setObjectName("finishedStepsMenu")
        for step in session.lesson.subtasks:
            title = f"{step.order_index}  {step.title}".replace("&", "&&")
            action = others.addAction(title)
            action.setCheckable(True)
            action.setChecked(step.id in participant.completed)
            action.toggled.connect(partial(self.mark, participant.id, step))
        menu.addSeparator()

    def mark(self, participant_id: int, step: Subtask, done: bool) -> None:
        """Mark a step as done or not done for a student; a toast offers to undo it."""
        session = self._console.board.session
        if session is None or participant_id not in session.participants:
            return
        kind = cmd.MarkDone if done else cmd.MarkNotDone
        text = (
            self.tr("{name}: step {number} marked as done.")
            if done
            else self.tr("{name}: step {number} marked as not done yet.")
        )
        words = text.format(name=session.participants[participant_id].name, number=step.order_index)
        undo = cmd.MarkNotDone if done else cmd.MarkDone
        self._send(
            kind(participant_id, step.id),
            lambda _stored: self._toast.say(
                words, lambda: self._send(undo(participant_id, step.id))
            ),
        )

    def ask_rename(self, participant: Participant) -> None:
        """Ask for another name, and rename the student."""
        dialog = NameDialog(
            self.tr("Rename {name}").format(name=participant.name), participant.name, self._window
        )
        dialog.name_given.connect(
            lambda name: self._send(cmd.RenameParticipant(participant.id, name))
        )
        dialog.open()

    def ask_remove(self, participant: Participant) -> None:
        """Ask, then remove a student from the class."""
        dialog = AskDialog(
            "removeDialog",
            self.tr("Remove {name}?").format(name=participant.name),
            self.tr("They can join again unless the class is locked."),
            self.tr("Remove"),
            self._window,
        )
        dialog.accepted.connect(lambda: self._send(cmd.RemoveParticipant(participant.id)))
        dialog.open()

    def _ask_message(self, participant: Participant) -> None:
        self.message_one(participant.user_id, participant.name)

    def _send_message(self, words: str, user_id: int | None) -> None:
        self._send(
            cmd.SendMessage(words, user_id),
            lambda _stored: self._said.say(self.tr("Message sent."), shown_ms=2_500),
        )

    def _send_to_group(self, group: TicketGroup, words: str) -> None:
        for ticket in group.tickets:
            self._send_message(words, ticket.user_id)

    def _reopen(self, help_request_ids: list[int]) -> None:
        for help_request_id in help_request_ids:
            self._send(cmd.ReopenHelp(help_request_id))

    def _show_image(self, name: str, image: QImage) -> None:
        if image.isNull():
            self._said.say(self.tr("Can't open the picture."), shown_ms=4_000)
            return
        PictureDialog(self.tr("{name}'s screen").format(name=name), image, self._window).open()


def _tickets(entry: Ticket | TicketGroup) -> tuple[Ticket, ...]:
    return (entry,) if isinstance(entry, Ticket) else entry.tickets
