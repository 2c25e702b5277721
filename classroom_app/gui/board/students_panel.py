"""The students of the class: search, counters, order, and two views that one key switches."""

from enum import StrEnum

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from classroom_app.gui.actions import Actions
from classroom_app.gui.board.arrangement import Arrangement, Only, Order
from classroom_app.gui.board.card_view import CardView
from classroom_app.gui.board.counter_bar import CounterBar
from classroom_app.gui.board.matrix_model import MatrixModel
from classroom_app.gui.board.matrix_view import MatrixView
from classroom_app.gui.board.order_box import OrderBox
from classroom_app.gui.board.search_field import SearchField
from classroom_app.gui.board.selection_bar import SelectionBar, SelectionKeys
from classroom_app.gui.board.student_model import StudentModel
from classroom_app.gui.board.unclear_banner import UnclearBanner
from classroom_app.gui.board.visit_sign import VisitClicks
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.clear_button import name_clear_button
from classroom_app.gui.kit.composed_text import ComposedText
from classroom_app.gui.kit.fitting_row import FittingRow, hide_when_narrow
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.kit.roles import ID_ROLE
from classroom_app.gui.theme.icons import icon
from classroom_app.gui.theme.tokens import Space

# Rows whose order follows events in the class move once a second at most.
REARRANGE_MS = 1_000


class View(StrEnum):
    """The two views of the students."""

    CARDS = "cards"
    MATRIX = "matrix"


class StudentsPanel(Panel):
    """The students.

    `menu_requested`: the menu of one student, at a place on the screen. `removal_requested` has the
    ids of the selected students, who are to be removed; `visited` those of one or several students
    who were visited.
    """

    menu_requested = Signal(int, QPoint)
    removal_requested = Signal(object)
    visited = Signal(object)
    view_changed = Signal(str)

    def __init__(
        self,
        students: StudentModel,
        matrix: MatrixModel,
        actions: Actions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("panel", parent)
        self._students, self._matrix, self._actions = students, matrix, actions
        self._arrangement, self._is_low = Arrangement(), False
        self._session_id: int | None = None
        self._heading = Label("", "section", parent=self)
        self._search = SearchField(self)
        self._typed = ComposedText(self._search)
        self._order = OrderBox(self)
        self._counters = CounterBar(students.board, self)
        self._empty = Label("", "empty", wraps=True, parent=self)
        self._empty.setObjectName("emptyStudents")
        self._views: dict[View, CardView | MatrixView] = {
            View.CARDS: CardView(students, self),
            View.MATRIX: MatrixView(matrix, self),
        }
        self._stack = QStackedWidget(self)
        self._unclear = UnclearBanner(students.board, self)
        self._selected = SelectionBar(self)
        self._buttons: dict[View, IconButton] = {}
        self._group = QButtonGroup(self)
        self._build()
        self._timer = QTimer(self, interval=REARRANGE_MS)
        self._timer.timeout.connect(self._rearrange_calmly)
        self._timer.start()
        self._connect()
        self.choose_view(View.CARDS)
        self.finish()

    @property
    def view(self) -> View:
        """The view shown."""
        return next(view for view, button in self._buttons.items() if button.isChecked())

    def choose_view(self, view: View) -> None:
        """Show a view."""
        self._buttons[view].setChecked(True)
        self._show_empty()
        self.view_changed.emit(view.value)

    def switch_view(self) -> None:
        """Switch to the other view."""
        self.choose_view(View.MATRIX if self.view is View.CARDS else View.CARDS)

    def start_search(self) -> None:
        """Put the keyboard focus into the search field."""
        self._search.setFocus()
        self._search.selectAll()

    def put_need_first(self, on: bool) -> None:
        """Sort by need, or in the order of joining again."""
        self._order.choose(Order.NEED if on else Order.JOINING)

    def set_low(self, on: bool) -> None:
        """Reduce the spacing where there is little height."""
        self._is_low = on
        self._column.setSpacing(Space.XS if on else Space.S)
        self._count_selected()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._heading.setText(self.tr("STUDENTS"))
        self._search.setPlaceholderText(self.tr("Find a student"))
        self._search.setAccessibleName(self.tr("Find a student"))
        name_clear_button(self._search, self.tr("Clear the search"))
        self._search.name_sign(self.tr("Search"))
        names = {
            View.CARDS: self.tr("Cards"),
            View.MATRIX: self.tr("Grid"),
        }
        for view, button in self._buttons.items():
            button.setAccessibleName(names[view])
            button.setToolTip(self.tr("{view} (V to switch)").format(view=names[view]))
            self._views[view].setAccessibleName(
                self.tr("Students, {view}").format(view=names[view])
            )
            self._views[view].viewport().update()
        self._show_empty()

    def _build(self) -> None:
        bar = QWidget(self)
        bar.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        head = QHBoxLayout(bar)
        head.setContentsMargins(Space.M, 0, Space.M, 0)
        head.setSpacing(Space.S)
        head.addWidget(self._heading)
        head.addStretch(0)  # the search takes the width first, up to its maximum
        self._search.setMinimumWidth(130)
        self._search.setMaximumWidth(230)
        head.addWidget(self._search, 2)
        head.addWidget(self._order)
        for view in View:
            button = IconButton(view.value, kind="quiet", name=f"{view}ViewButton", parent=self)
            button.setCheckable(True)
            button.setProperty("tight", "true")
            button.clicked.connect(lambda _on, chosen=view: self.choose_view(chosen))
            self._group.addButton(button)
            self._buttons[view] = button
            head.addWidget(button)
            self._stack.addWidget(self._views[view])
        self._counters.setContentsMargins(Space.M, 0, Space.M, 0)
        self._empty.setContentsMargins(Space.XXL, Space.XXL, Space.XXL, Space.XXL)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._empty)
        self._fitting = FittingRow(
            bar, (hide_when_narrow(self._heading), hide_when_narrow(self._order))
        )
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(1, Space.S, 1, Space.S)
        column.setSpacing(Space.S)
        column.addWidget(bar)
        column.addWidget(self._counters)
        column.addWidget(self._unclear)
        column.addWidget(self._selected)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._typed.changed.connect(lambda text: self._arrange(search=text.strip()))
        self._students.board.reset.connect(self._on_reset)
        self._search.left.connect(lambda: self._views[self.view].setFocus())
        self._order.chosen.connect(self._on_order)
        self._counters.only_chosen.connect(lambda only: self._arrange(only=Only(only)))
        self._selected.remove_requested.connect(self._ask_removal)
        self._selected.left.connect(self._clear_selection)
        self.view_changed.connect(self._count_selected)
        for view in self._views.values():
            view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
            view.selectionModel().selectionChanged.connect(self._count_selected)
            SelectionKeys(view, self._ask_removal)
            VisitClicks(view, view.visit_sign_place).visited.connect(self.visited)
            view.customContextMenuRequested.connect(
                lambda at, asked=view: self._ask_menu(asked, at)
            )
            view.activated.connect(
                lambda index, asked=view: self._ask_menu(asked, asked.visualRect(index).center())
            )
        for signal in (
            self._students.modelReset,
            self._students.rowsInserted,
            self._students.rowsRemoved,
        ):
            signal.connect(self._show_empty)
        for model in (self._students, self._matrix):
            for signal in (model.modelReset, model.rowsRemoved):
                signal.connect(self._count_selected)

    def _on_order(self, order: str) -> None:
        self._actions.need_first.setChecked(order == Order.NEED)
        self._arrange(order=Order(order))

    def _arrange(
        self, *, search: str | None = None, only: Only | None = None, order: Order | None = None
    ) -> None:
        old = self._arrangement
        self._arrangement = Arrangement(
            old.search if search is None else search,
            old.only if only is None else only,
            old.order if order is None else order,
        )
        self._students.arrange(self._arrangement)
        self._matrix.arrange(self._arrangement)
        self._show_empty()

    def _on_reset(self) -> None:
        """Clear search and filter for another class: they would hide its students."""
        session = self._students.board.session
        if session is None or session.id == self._session_id:
            return
        is_first, self._session_id = self._session_id is None, session.id
        if not is_first:
            self._counters.reset()
            self._search.clear()
            self._arrange(search="", only=Only.ALL)

    def _rearrange_calmly(self) -> None:
        """Update the order, unless the pointer is over the rows."""
        if self._arrangement.is_lively and not self._stack.underMouse():
            self._students.rearrange()
            self._matrix.rearrange()

    @property
    def selected_ids(self) -> list[int]:
        """The ids of the selected students in the view shown, in its order."""
        chosen = self._views[self.view].selectionModel().selectedIndexes()
        places = sorted({index.row(): index.data(ID_ROLE) for index in chosen}.items())
        return [each for _, each in places if isinstance(each, int) and each > 0]

    def _count_selected(self) -> None:
        """Show how many are selected; where there is little height, instead of the banner."""
        selected = len(self.selected_ids)
        self._selected.show_count(selected)
        self._unclear.set_aside(self._is_low and selected > 1)

    def _clear_selection(self) -> None:
        self._views[self.view].clearSelection()

    def _ask_removal(self) -> None:
        selected = self.selected_ids
        if selected:
            self.removal_requested.emit(selected)

    def _ask_menu(self, view: QAbstractItemView, at: QPoint) -> None:
        participant_id = view.indexAt(at).data(ID_ROLE)
        selected = self.selected_ids
        if len(selected) > 1 and participant_id in selected:
            self._show_menu_of_several(view.viewport().mapToGlobal(at), len(selected))
            return
        if isinstance(participant_id, int) and participant_id > 0:  # absent people have no menu
            self.menu_requested.emit(participant_id, view.viewport().mapToGlobal(at))

    def _show_menu_of_several(self, at: QPoint, count: int) -> None:
        menu = QMenu(self)
        menu.setObjectName("studentsMenu")
        menu.addAction(
            icon("remove", self.colours),
            self.tr("Remove {count} students…").format(count=count),
            self._ask_removal,
        )
        ids = self.selected_ids
        menu.addAction(
            icon("eye", self.colours),
            self.tr("Was there: {count} students").format(count=count),
            lambda: self.visited.emit(ids),
        )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _show_empty(self) -> None:
        session = self._students.board.session
        is_empty = self._students.rowCount() == 0
        is_searched = bool(self._typed.text.strip())
        if session is not None and (session.participant_count or is_searched):
            self._empty.setText(
                self.tr("No matches. Press Esc to clear the search, or choose “All”.")
            )
        else:
            self._empty.setText(
                self.tr(
                    "No one has joined yet. Show the QR code, or have students go to the "
                    "address above and enter the code."
                )
            )
        self._stack.setCurrentWidget(self._empty if is_empty else self._views[self.view])
