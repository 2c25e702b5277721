"""The class: welcome, open, or lead it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from classroom_app.domain.class_session import ClassSession
from classroom_app.gui.pages.board_panel import BoardPanel
from classroom_app.gui.pages.console import Console
from classroom_app.gui.pages.open_panel import OpenPanel
from classroom_app.gui.pages.welcome_panel import WelcomePanel
from classroom_app.gui.preferences import Key


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

    def show_opener(self) -> None:
        """Offer to open a class."""
        self.opener.refresh()
        self.setCurrentWidget(self.opener)
        self.opener.take_focus()
