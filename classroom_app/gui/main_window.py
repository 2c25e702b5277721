"""The main window: assembles pages, menus and notices, and holds no rules.

Only the page in front is created at the start; the others are created on first use.
"""

from collections.abc import Collection
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QDialog,
    QHBoxLayout,
    QMainWindow,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from classroom_app.application.ports import StorageError
from classroom_app.application.services import Services
from classroom_app.application.shared_lists import Topic, Topics
from classroom_app.domain.class_session import ClassSession
from classroom_app.gui.console import Console
from classroom_app.gui.frame.address_news import AddressNews
from classroom_app.gui.frame.crash_banner import CrashBanner
from classroom_app.gui.frame.file_drop import FileDrop
from classroom_app.gui.frame.guess_banner import GuessBanner
from classroom_app.gui.frame.help_menu import HelpMenu
from classroom_app.gui.frame.line_bar import LineBar
from classroom_app.gui.frame.menus import Menus
from classroom_app.gui.frame.notice_bar import NoticeBar
from classroom_app.gui.frame.notices import Notices
from classroom_app.gui.frame.own_data_banner import OwnDataBanner
from classroom_app.gui.frame.reach_watch import ReachWatch
from classroom_app.gui.frame.side_rail import SideRail
from classroom_app.gui.frame.support import Support
from classroom_app.gui.kit.freed_keys import FreedKeys
from classroom_app.gui.kit.page_stack import PageStack
from classroom_app.gui.late_imports import import_later
from classroom_app.gui.lead.class_page import ClassPage, Rehearse
from classroom_app.gui.lead.open_faults import open_fault_text
from classroom_app.gui.preferences import Key
from classroom_app.gui.projector.projector_control import ProjectorControl
from classroom_app.protocol.lesson_file import SUFFIXES

if TYPE_CHECKING:
    from classroom_app.gui.history.history_page import HistoryPage
    from classroom_app.gui.lessons.lessons_page import LessonsPage
    from classroom_app.gui.people.people_page import PeoplePage
    from classroom_app.gui.settings.settings_page import SettingsPage

# Fits a 1366 × 768 screen that Windows scales to 150 %, with its taskbar and title bar.
SMALLEST = (880, 420)
# In a smaller window the rail takes less room.
SPACIOUS = (1090, 520)
FIRST_SIZE = (1320, 820)
# Pixels for the system's window frame and title bar.
FRAME = 48
# Imported after the start, the likeliest to be needed first.
LATER = (
    "lead.board_panel",
    "lead.open_panel",
    "projector.projector",
    "lessons.lessons_page",
    "history.history_page",
    "people.people_page",
    "settings.settings_page",
    "handout.handout_dialog",
)


class MainWindow(QMainWindow):
    """`close_requested` asks for an orderly shutdown; `allow_close` then lets the window close."""

    close_requested = Signal()
    restart_requested = Signal(object)  # a `RestartRequest`
    start_again_requested = Signal()

    def __init__(
        self,
        services: Services,
        settings: QSettings,
        language: str | None = None,
        rehearse: Rehearse | None = None,
        support: Support | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self._may_close = False
        self.console = Console(services, settings, language, self)
        self.notice = NoticeBar(self)
        self._notices = Notices(self.console, self.notice, self)
        self._reach = ReachWatch(self.console, self.notice, self)
        self._address_news = AddressNews(self.console, self.notice, self)
        self.rail = SideRail(self)
        self.class_page = ClassPage(self.console, self)
        self.class_page.rehearse = rehearse
        self.console.actions.rehearse.setVisible(rehearse is not None)
        self._stack = PageStack(self)
        self._stack.addWidget(self.class_page)
        self._menus = Menus(self.menuBar(), self.console, self)
        self._help = HelpMenu(self.console, support, self)
        self._support = support
        self.projector = ProjectorControl(self.console, self)
        self._drop = FileDrop(self)
        actions = self.console.actions
        self._freed_keys = FreedKeys(actions.end, actions.next_step, actions.undo, self)
        self._freed_keys.repeated.connect(actions.rest_while_held)
        self._build()
        self._connect()
        self.setMinimumSize(*SMALLEST)
        self.resize(QSize(*FIRST_SIZE))
        self._retranslate()
        self.show_page(self.console.preferences.text(Key.PAGE) or "class")

    @cached_property
    def lessons_page(self) -> "LessonsPage":
        """The lesson library and the editor."""
        from classroom_app.gui.lessons.lessons_page import LessonsPage

        page = LessonsPage(self.console, self)
        page.worked_on.connect(self.class_page.pick)
        page.class_requested.connect(self._on_class_requested)
        page.own_lesson_requested.connect(self._help.show_own_lesson)
        page.picture_covered.connect(self.projector.reload_picture)
        page.handout_requested.connect(self._on_handout_requested)
        self._stack.addWidget(page)
        return page

    @cached_property
    def people_page(self) -> "PeoplePage":
        """The rosters."""
        from classroom_app.gui.people.people_page import PeoplePage

        page = PeoplePage(self.console, self)
        page.attendance.erased.connect(self._on_erased)
        self._stack.addWidget(page)
        return page

    @cached_property
    def history_page(self) -> "HistoryPage":
        """The past classes and their reports."""
        from classroom_app.gui.history.history_page import HistoryPage

        page = HistoryPage(self.console, self)
        page.erased.connect(self._on_erased)
        page.handout_requested.connect(self._on_handout_requested)
        self._stack.addWidget(page)
        return page

    @cached_property
    def settings_page(self) -> "SettingsPage":
        """The settings."""
        from classroom_app.gui.settings.settings_page import SettingsPage

        page = SettingsPage(self.console, self)
        page.data.erased.connect(self._on_erased)
        page.data.laid_ready.connect(self.start_again_requested)
        page.start.restart_requested.connect(self.restart_requested)
        page.place.restart_requested.connect(self.restart_requested)
        page.place.guide_requested.connect(self._help.show_school)
        if self._support is not None:
            page.offer(self._help.copy_diagnostics)
        self._stack.addWidget(page)
        return page

    def _choose_keys(self) -> None:
        """Decide whether Page Down and the full stop lead the class.

        They do where a presenter remote is used: on the class page, in dialogs over it, and on the
        projector. Elsewhere they scroll and type. So they do over the class while the keyboard is
        in a multi-line text field, or in a scroll area of a dialog.
        """
        active, written = QApplication.activeWindow(), QApplication.focusWidget()
        is_wall = active is not None and active is self.projector.projector
        is_text = isinstance(written, QPlainTextEdit | QTextEdit)
        scrolls = isinstance(written, QAbstractScrollArea) and written.window() is not self
        is_class = self._stack.currentWidget() is self.class_page
        may_lead = is_class and not is_text and not scrolls
        self.console.actions.let_page_keys_lead(is_wall or may_lead)
        if isinstance(active, QDialog):  # Ctrl+Right works in all of them; so does undoing it
            active.addAction(self.console.actions.undo)

    def show_first(self) -> None:
        """Show the window as it was left; maximized if the first size does not fit the screen."""
        self._show()
        page = self._stack.currentWidget()
        if page is self.class_page:
            self.class_page.take_focus()
        elif page is not None:  # otherwise the rail has the focus, and Return switches pages
            page.setFocus()
        self.console.tasks.run(import_later(f"classroom_app.gui.{name}" for name in LATER))

    def _show(self) -> None:
        if self.restoreGeometry(self.console.preferences.blob(Key.GEOMETRY)):
            self.show()
            return
        room = self.screen().availableSize()
        if room.width() < FIRST_SIZE[0] + FRAME or room.height() < FIRST_SIZE[1] + FRAME:
            self.showMaximized()
        else:
            self.show()

    def come_to_front(self, lesson_file: str = "") -> None:
        """Raise the window: the program was started a second time, perhaps with a lesson file."""
        if lesson_file:
            self.add_lessons([lesson_file])
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def show_session(self, session: ClassSession) -> None:
        """Show this class on the class page."""
        self.class_page.show_session(session)
        self.show_page("class")

    def show_page(self, name: str) -> None:
        """Bring a page to the front and remember it; an unknown name means the class page."""
        page: ClassPage | LessonsPage | PeoplePage | HistoryPage | SettingsPage
        match name:
            case "lessons":
                page = self.lessons_page
            case "people":
                page = self.people_page
            case "history":
                page = self.history_page
            case "settings":
                page = self.settings_page
            case _:
                page, name = self.class_page, "class"
        page.refresh()
        self.rail.choose(name)
        self._stack.setCurrentWidget(page)
        self.console.preferences.put(Key.PAGE, name)

    async def flush(self) -> None:
        """Save pending edits before the program stops.

        Raises:
            StorageError: the edits could not be stored.
        """
        if "lessons_page" in vars(self):
            await self.lessons_page.flush()

    def allow_close(self) -> None:
        """Let the next close go through: everything has stopped."""
        self._may_close = True
        # Deleted here, in the window's thread, not whenever Python collects garbage.
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.projector.close()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.disconnect(self._choose_keys)
        app.focusChanged.disconnect(self._freed_keys.follow)
        app.focusWindowChanged.disconnect(self._choose_keys)
        self.console.close()

    def closeEvent(self, qevent: QCloseEvent) -> None:
        """Ask for an orderly shutdown first, unless it is done; the class is kept."""
        if self._may_close:
            qevent.accept()
            return
        qevent.ignore()
        self.console.preferences.put(Key.GEOMETRY, self.saveGeometry())
        self.close_requested.emit()

    def resizeEvent(self, qevent: QResizeEvent) -> None:
        """Shrink the rail in a small window, to leave more room for the pages."""
        width, height = SPACIOUS
        self.rail.fit(slim=self.width() < width, low=self.height() < height)
        super().resizeEvent(qevent)

    def changeEvent(self, qevent: QEvent) -> None:
        """Retranslate when the language changes."""
        if qevent.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(qevent)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Classroom"))
        self._menus.retranslate()
        self._help.retranslate()

    def _connect(self) -> None:
        self.rail.page_chosen.connect(self.show_page)
        self.class_page.own_lesson_requested.connect(self._help.show_own_lesson)
        self.class_page.moved_unseen.connect(self.notice.say)
        self.class_page.import_requested.connect(self._on_import_requested)
        self.class_page.handout_requested.connect(self._on_handout_requested)
        self._menus.handout.triggered.connect(self._on_handout_wanted)
        self.class_page.report_requested.connect(self._on_report_requested)
        self._menus.backup.triggered.connect(lambda: self.settings_page.data.ask_backup())
        self._menus.restore.triggered.connect(lambda: self.settings_page.data.ask_restore())
        self._drop.dropped.connect(self._on_dropped)
        unsubscribe = self.console.services.changes.subscribe(self._on_changes)
        self.destroyed.connect(lambda: unsubscribe())
        self.projector.screen_lost.connect(self._notices.projector_lost)
        self.projector.screen_returned.connect(self._notices.projector_returned)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._choose_keys)
        app.focusChanged.connect(self._freed_keys.follow)
        app.focusWindowChanged.connect(self._choose_keys)
        self._stack.currentChanged.connect(self._choose_keys)

    def _on_import_requested(self) -> None:
        self.show_page("lessons")
        self.lessons_page.choose_file()

    def _on_report_requested(self, session_id: int) -> None:
        self.history_page.ask_for(session_id)
        self.show_page("history")

    def _on_handout_wanted(self) -> None:
        """Show the handout for the page in front."""
        page = self._stack.currentWidget()
        asks = getattr(page, "ask_handout", self.class_page.ask_handout)
        if not asks():
            self.notice.say(self.tr("Choose a lesson with steps first."))

    def _on_handout_requested(self, lesson_id: int, reached: Collection[int] = ()) -> None:
        from classroom_app.gui.handout.handout_dialog import open_handout

        open_handout(self.console, lesson_id, reached, self, self._on_no_handout)

    def _on_no_handout(self, error: Exception) -> None:
        if isinstance(error, StorageError):
            self.notice.storage_failed(error.cause)
        else:
            self.notice.say(open_fault_text(error))

    def _on_dropped(self, paths: list[str]) -> None:
        """Import rosters while the people page is visible, unless lessons are among the files."""
        is_of_people = "people_page" in vars(self) and self.people_page.isVisible()
        if is_of_people and not any(path.lower().endswith(SUFFIXES) for path in paths):
            self.people_page.import_files(paths)
        else:
            self.add_lessons(paths)

    def add_lessons(self, paths: list[str]) -> None:
        """Import lesson files and folders of them, and show the lessons."""
        self.show_page("lessons")
        self.lessons_page.import_files(paths)

    def _on_class_requested(self, lesson_id: int) -> None:
        guests = self.console.preferences.flag(Key.GUESTS)
        work = self.console.services.instructor.open_class(
            lesson_id, guests_allowed=guests, roster_id=self.console.roster_id
        )
        self.console.tasks.run(
            work, self.show_session, lambda error: self.notice.say(open_fault_text(error))
        )

    def _on_changes(self, topics: Topics) -> None:
        """Update what another computer has changed."""
        if Topic.COVERED in topics:
            self.projector.reload_picture()
        if Topic.ERASED in topics:
            self._on_erased()

    def _on_erased(self) -> None:
        """Leave the class page's class if it has ended and was erased."""
        session = self.console.board.session
        if session is not None and self.console.services.classroom.session(session.id) is None:
            self.class_page.leave_session()

    def _build(self) -> None:
        centre = QWidget(self)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(LineBar(self.console, self))
        right.addWidget(self.notice)
        right.addWidget(GuessBanner(self.console, self))
        if self.console.services.start.place.passed_over is not None:
            own_data = OwnDataBanner(self.console, self)
            own_data.restart_requested.connect(self.restart_requested)
            right.addWidget(own_data)
        if self._support is not None and self._support.last_crash is not None:
            banner = CrashBanner(self._support.last_crash, self)
            banner.dismissed.connect(self._support.dismiss_crash)
            right.addWidget(banner)
        right.addWidget(self._stack, 1)
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(centre)
