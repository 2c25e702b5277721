"""The class page: the welcome, opening a class, or leading it."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from classroom_app.application.classroom import CodeInUseElsewhereError
from classroom_app.application.handout_service import steps_reached
from classroom_app.application.ports import Leader
from classroom_app.application.server_place import is_server
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.console import Console
from classroom_app.gui.kit.page_stack import PageStack
from classroom_app.gui.lead.moved_panel import MovedPanel
from classroom_app.gui.lead.open_faults import open_fault_text
from classroom_app.gui.lead.open_panel import OpenPanel
from classroom_app.gui.lead.welcome_panel import WelcomePanel
from classroom_app.gui.preferences import Key

if TYPE_CHECKING:
    from classroom_app.gui.lead.board_panel import BoardPanel

Rehearse = Callable[[ClassSession, int, int], None]
"""Sends this many simulated students and this many simulated helpers to a class."""


class ClassPage(PageStack):
    """Shows the panel for the state of the class; only this page decides which class is shown."""

    import_requested = Signal()
    own_lesson_requested = Signal()  # to show how a lesson is made
    moved_unseen = Signal(str)  # a text to show where another page is in front
    report_requested = Signal(int)  # of this class, which has ended
    handout_requested = Signal(int, object)  # of this lesson id, of the steps with these numbers

    def __init__(self, console: Console, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("classPage")
        self._console = console
        self.rehearse: Rehearse | None = None
        console.actions.rehearse.triggered.connect(self.ask_rehearsal)
        console.actions.new_class.triggered.connect(self.leave_session)
        console.bridge.led_elsewhere.connect(self._show_moved)
        place = console.services.start.place
        is_away = is_server(place.url or place.passed_over)
        if is_away and console.services.instructor.profile.is_new:
            # Welcomed in another database perhaps, where the name that students see was given.
            console.preferences.put(Key.WELCOMED, False)
        if console.preferences.flag(Key.WELCOMED):
            self.show_opener()
        else:
            self.setCurrentWidget(self.welcome)

    @cached_property
    def welcome(self) -> WelcomePanel:
        """Shown at the very first start."""
        panel = WelcomePanel(self._console, self)
        panel.welcomed.connect(self.show_opener)
        panel.own_lesson_requested.connect(self.own_lesson_requested)
        self.addWidget(panel)
        return panel

    @cached_property
    def opener(self) -> OpenPanel:
        """Shown while no class is open."""
        panel = OpenPanel(self._console, self)
        panel.opened.connect(self.show_session)
        panel.taken_up.connect(self._console.actions.show_qr.trigger)
        panel.import_requested.connect(self.import_requested)
        self.addWidget(panel)
        return panel

    @cached_property
    def moved(self) -> MovedPanel:
        """Shown when another computer has taken over the class."""
        panel = MovedPanel(self)
        panel.understood.connect(self.show_opener)
        self.addWidget(panel)
        return panel

    @cached_property
    def board(self) -> "BoardPanel":
        """Shown while a class is open, and after it has ended."""
        from classroom_app.gui.lead.board_panel import BoardPanel

        panel = BoardPanel(self._console, self)
        panel.ended.report_requested.connect(self.report_requested)
        panel.ended.again_requested.connect(self._open_again)
        panel.ended.handout_requested.connect(self.ask_handout)
        self.addWidget(panel)
        return panel

    def show_session(self, session: ClassSession) -> None:
        """Show this class, to lead it."""
        board = self.board  # created before the class is set, so that it receives every signal
        self._console.dispatcher.session_id = session.id
        self._console.bridge.follow(session)
        self.setCurrentWidget(board)
        board.take_focus()

    def refresh(self) -> None:
        """Read the lessons again, if the panel to open a class is shown."""
        panel = self.currentWidget()
        if isinstance(panel, OpenPanel):
            panel.refresh()

    def ask_handout(self) -> bool:
        """Ask for the handout of the class shown, or else of the lesson chosen.

        Returns False if there is neither.
        """
        session = self._console.board.session
        if session is not None:
            is_over = session.status is SessionStatus.ENDED
            reached = steps_reached(session) if is_over else []
            self.handout_requested.emit(session.lesson.id, reached)
            return True
        lesson = self.opener.lesson
        if lesson is None:
            return False
        self.handout_requested.emit(lesson.id, ())
        return True

    def pick(self, lesson_id: int) -> None:
        """Choose this lesson for the next class."""
        self.opener.pick(lesson_id)

    def leave_session(self) -> None:
        """Leave the ended class, and offer to open another."""
        self._let_go()
        self.show_opener()

    def _let_go(self) -> None:
        self._console.bridge.follow(None)
        self._console.dispatcher.session_id = None

    def _show_moved(self, session: ClassSession, leader: Leader) -> None:
        self._let_go()
        self.moved.show_moved(session, leader)
        self.setCurrentWidget(self.moved)
        self.take_focus()
        if not self.isVisible():
            self.moved_unseen.emit(self.moved.heading)

    def ask_rehearsal(self) -> None:
        """Ask for the number of simulated phones, then open a class for them."""
        from classroom_app.gui.lead.rehearsal_dialog import RehearsalDialog

        lesson = self.opener.lesson
        if lesson is not None and self.rehearse is not None:
            dialog = RehearsalDialog(lesson.title, self)
            dialog.count_given.connect(partial(self._open_rehearsal, lesson.id))
            dialog.open()

    def _open_rehearsal(self, lesson_id: int, count: int, helpers: int) -> None:
        work = self._console.services.instructor.open_class(
            lesson_id, rehearsal=True, roster_id=self._console.roster_id
        )
        self._console.tasks.run(
            work,
            partial(self._begin_rehearsal, count, helpers),
            lambda error: self.board.toast.say(open_fault_text(error)),
        )

    def _begin_rehearsal(self, count: int, helpers: int, session: ClassSession) -> None:
        self.show_session(session)
        if self.rehearse is not None:
            self.rehearse(session, count, helpers)

    def _open_again(self) -> None:
        """Open a class with the same lesson, as it is now, and the same code if still possible."""
        over = self._console.board.session
        if over is None:
            return
        ended = self.board.ended
        ended.allow_again(False)

        def fail(error: Exception) -> None:
            ended.allow_again(True)
            self.board.toast.say(open_fault_text(error))

        self._console.tasks.run(self._another(over), self.show_session, fail)

    async def _another(self, over: ClassSession) -> ClassSession:
        services = self._console.services
        lesson_id = await services.lessons.newest(over.lesson.id)
        work = partial(
            services.instructor.open_class,
            lesson_id,
            guests_allowed=over.guests_allowed,
            roster_id=over.roster_id,
        )
        try:
            return await work(over.code)
        except CodeInUseElsewhereError:  # another computer has been given it meanwhile
            return await work()

    def take_focus(self) -> None:
        """Set the focus where there is something to do, if the page is visible."""
        panel = self.currentWidget()
        if self.isVisible():
            others = WelcomePanel | OpenPanel | MovedPanel
            front = panel if isinstance(panel, others) else self.board
            front.take_focus()

    def show_opener(self) -> None:
        """Show the panel to open a class."""
        self.opener.refresh()
        self.setCurrentWidget(self.opener)
        self.opener.take_focus()
