"""The class: welcome, open, or lead it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from classroom_app.domain.class_session import ClassSession
from classroom_app.gui.dialogs.rehearsal_dialog import RehearsalDialog
from classroom_app.gui.pages.board_panel import BoardPanel
from classroom_app.gui.pages.console import Console
from classroom_app.gui.pages.open_panel import OpenPanel
from classroom_app.gui.pages.welcome_panel import WelcomePanel
from classroom_app.gui.preferences import Key

Rehearse = Callable[[ClassSession, int], None]
"""Sends so many simulated students to a class."""


class ClassPage(QStackedWidget):
    """Shows what there is to do: nothing else asks which class is shown."""

    import_requested = Signal()

    def __init__(self, console: Console, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("classPage")
        self._console = console
        self.welcome = WelcomePanel(console, self)
        self.opener = OpenPanel(console, self)
        self.board = BoardPanel(console, self)
        for panel in (self.welcome, self.opener, self.board):
            self.addWidget(panel)
        self.welcome.welcomed.connect(self.show_opener)
        self.opener.opened.connect(self.show_session)
        self.opener.import_requested.connect(self.import_requested)
        self.rehearse: Rehearse | None = None
        console.actions.rehearse.triggered.connect(self.ask_rehearsal)
        console.actions.new_class.triggered.connect(self.leave_session)
        if console.preferences.flag(Key.WELCOMED):
            self.show_opener()

    def show_session(self, session: ClassSession) -> None:
        """Lead this class."""
        self._console.dispatcher.session_id = session.id
        self._console.bridge.follow(session)
        self.setCurrentWidget(self.board)
        self.board.take_focus()

    def leave_session(self) -> None:
        """The class is over: on to the next."""
        self._console.bridge.follow(None)
        self._console.dispatcher.session_id = None
        self.show_opener()

    def ask_rehearsal(self) -> None:
        """Ask how many simulated phones shall come, then open a class for them."""
        lesson = self.opener.lesson
        if lesson is not None and self.rehearse is not None:
            dialog = RehearsalDialog(lesson.title, self)
            dialog.count_given.connect(partial(self._open_rehearsal, lesson.id))
            dialog.open()

    def _open_rehearsal(self, lesson_id: int, count: int) -> None:
        work = self._console.services.desk.open_class(lesson_id, rehearsal=True)
        self._console.tasks.run(work, partial(self._begin_rehearsal, count))

    def _begin_rehearsal(self, count: int, session: ClassSession) -> None:
        self.show_session(session)
        if self.rehearse is not None:
            self.rehearse(session, count)

    def take_focus(self) -> None:
        """Let the keyboard begin where there is something to do."""
        panel = self.currentWidget()
        if self.isVisible() and isinstance(panel, WelcomePanel | OpenPanel | BoardPanel):
            panel.take_focus()

    def show_opener(self) -> None:
        """Offer to open a class."""
        self.opener.refresh()
        self.setCurrentWidget(self.opener)
        self.opener.take_focus()
