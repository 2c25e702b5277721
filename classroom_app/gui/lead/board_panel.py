"""The open class: everything about it on one screen."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget

from classroom_app.gui.board.help_model import HelpModel
from classroom_app.gui.board.help_panel import HelpPanel
from classroom_app.gui.board.matrix_model import MatrixModel
from classroom_app.gui.board.step_model import StepModel
from classroom_app.gui.board.steps_panel import StepsPanel
from classroom_app.gui.board.student_model import StudentModel
from classroom_app.gui.board.students_panel import StudentsPanel, View
from classroom_app.gui.console import Console
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.kit.toasts import Toasts
from classroom_app.gui.kit.watermark import Watermark
from classroom_app.gui.lead.access_dialogs import AccessDialogs
from classroom_app.gui.lead.auto_advance import AutoAdvance
from classroom_app.gui.lead.board_split import BoardSplit
from classroom_app.gui.lead.bottom_bar import BottomBar
from classroom_app.gui.lead.chime import Chime
from classroom_app.gui.lead.class_dialogs import ClassDialogs
from classroom_app.gui.lead.comfort_desk import ComfortDesk
from classroom_app.gui.lead.ended_card import EndedCard
from classroom_app.gui.lead.help_watch import HelpWatch
from classroom_app.gui.lead.message_bar import MessageBar
from classroom_app.gui.lead.number_dialogs import NumberDialogs
from classroom_app.gui.lead.question_bar import QuestionBar
from classroom_app.gui.lead.step_watch import StepWatch
from classroom_app.gui.lead.top_bar import TopBar
from classroom_app.gui.lead.visit_notes import VisitNotes
from classroom_app.gui.preferences import Key
from classroom_app.gui.theme.tokens import Space

# Below this width the steps' titles are hidden, below this height margins shrink.
NARROW, LOW = 1_000, 520


class BoardPanel(Panel):
    """Assembles the parts; what is requested on them goes to `ClassDialogs` and others."""

    def __init__(self, console: Console, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._console = console
        board, actions = console.board, console.actions
        self.steps = StepModel(board, self)
        self.students = StudentModel(board, self)
        self.matrix = MatrixModel(board, self)
        self.help = HelpModel(board, self)
        self._top = TopBar(board, actions, console.services.server, self)
        console.addresses.changed.connect(self._top.refresh)
        console.bridge.code_changed.connect(self._top.refresh)
        self._steps = StepsPanel(self.steps, self)
        self._students = StudentsPanel(self.students, self.matrix, actions, self)
        self._help = HelpPanel(self.help, board, self)
        self._message = MessageBar(board, self)
        self.question = QuestionBar(console, self)
        self._bottom = BottomBar(board, actions, self)
        self.ended = EndedCard(console, self)
        # Over the whole window, so that a toast is visible on whatever page an action was taken.
        self.toasts = Toasts(self.window(), lift=128, right=self._width_of_help)
        self.toast = self.toasts.add()  # for messages without an Undo
        self._dialogs = ClassDialogs(console, self.toasts.add(), self, said=self.toast)
        self._visits = VisitNotes(console, self.toasts.add(), self)
        self._numbers = NumberDialogs(console, self.toasts.add(), self.toasts.add(), self)
        self._comfort = ComfortDesk(console, self.toasts.add(), self)
        self._dialogs.menu_parts += [
            self._visits.add_to_menu,
            self._comfort.add_to_menu,
            self._numbers.add_to_menu,
        ]
        self._access = AccessDialogs(console, self.toast, self)
        self.help_watch = HelpWatch(console, self.toasts.add(), self)
        self.step_watch = StepWatch(console, self.toasts.add(), self)
        self.auto_advance = AutoAdvance(console, self)
        self.chime = Chime(console.bridge, console.preferences, QApplication.beep, self)
        self._watermark = Watermark(self._students)
        for signal in (board.reset, console.language.changed):
            signal.connect(self._show_watermark)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._build()
        self._connect()
        self.finish()

    def showEvent(self, qevent: QShowEvent) -> None:
        """Move the toasts beside the help queue, which other pages do not have."""
        super().showEvent(qevent)
        self.toasts.stack()

    def _width_of_help(self) -> int:
        """Return the width to keep free for the help queue: no toast may cover its buttons."""
        return self._help.width() + Space.M if self.isVisible() else 0

    def take_focus(self) -> None:
        """Take the focus from buttons and lists, so that a stray Return does nothing."""
        self.setFocus()

    def _show_watermark(self) -> None:
        session = self._console.board.session
        is_rehearsal = session is not None and session.rehearsal
        self._watermark.show_words(self.tr("Rehearsal") if is_rehearsal else "")

    def resizeEvent(self, qevent: QResizeEvent) -> None:
        """Hide or shrink the least important parts on a small screen."""
        self._set_slim(self.width() < NARROW)
        is_low = self.height() < LOW
        for part in (self._top, self._bottom, self._students, self._help):
            part.set_low(is_low)
        edge = Space.S if is_low else Space.M
        self._middle.setContentsMargins(Space.M, edge, Space.M, edge)
        super().resizeEvent(qevent)

    def _set_slim(self, slim: bool) -> None:
        """Hide the steps' titles, or show them again at their former width."""
        if slim is self._steps.is_slim:
            return
        self._steps.set_slim(slim)
        self._bottom.set_names_step(slim)
        self._split.set_slim(slim)

    def _connect(self) -> None:
        dialogs, actions = self._dialogs, self._console.actions
        self._steps.step_chosen.connect(dialogs.start_step)
        self._students.menu_requested.connect(dialogs.show_student_menu)
        self._students.removal_requested.connect(self._access.ask_remove_several)
        self._students.visited.connect(self._visits.note)
        self._help.on_the_way_requested.connect(dialogs.go_to)
        self._help.done_requested.connect(dialogs.resolve)
        self._help.reply_requested.connect(dialogs.reply)
        self._help.picture_requested.connect(dialogs.show_picture)
        self._help.take_back_requested.connect(dialogs.helpers.take_back)
        actions.undo.triggered.connect(self.toasts.undo)
        self.toasts.undo_offered.connect(actions.offer_undo)
        actions.find.triggered.connect(self._students.start_search)
        actions.switch_view.triggered.connect(self._students.switch_view)
        actions.need_first.toggled.connect(self._students.put_need_first)
        preferences = self._console.preferences
        stored = preferences.text(Key.VIEW)
        if stored in list(View):
            self._students.choose_view(View(stored))
        self._students.view_changed.connect(lambda view: preferences.put(Key.VIEW, view))

    def _build(self) -> None:
        self._split = split = BoardSplit(self._steps, self._students, self._help, self)
        # The bars, notices and questions around it get their height first.
        split.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._middle = middle = QVBoxLayout()
        middle.setSpacing(Space.M)
        middle.addWidget(self.ended)
        middle.addWidget(self.question)
        middle.addWidget(split, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top)
        column.addLayout(middle, 1)
        column.addWidget(self._message)
        column.addWidget(self.auto_advance.bar)
        column.addWidget(self._bottom)
