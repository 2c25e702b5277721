"""The list of steps; a double-click or Return starts any of them."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget

from classroom_app.gui.board.step_delegate import StepDelegate
from classroom_app.gui.board.step_model import StepModel, StepRow
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.kit.roles import ROW_ROLE
from classroom_app.gui.theme.tokens import Space

# The minimum width, with titles and without.
WIDTH, SLIM_WIDTH = 180, 68
_ANY_WIDTH = 16_777_215  # Qt's QWIDGETSIZE_MAX, which has no name in PySide6


class StepsPanel(Panel):
    """`step_chosen` has the id of the step to start."""

    step_chosen = Signal(int)

    def __init__(self, model: StepModel, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self._model = model
        self._place: int | None = None
        self._heading = Label("", "section", parent=self)
        self._view = QListView(self)
        self._view.setObjectName("stepsView")
        self._view.setModel(model)
        self._view.setItemDelegate(StepDelegate(self._view))
        self._view.setUniformItemSizes(True)
        self._view.setMouseTracking(True)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._view.activated.connect(self._on_activated)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XS, Space.M, Space.XS, Space.S)
        column.setSpacing(Space.S)
        self._heading.setContentsMargins(Space.M, 0, 0, 0)
        column.addWidget(self._heading)
        column.addWidget(self._view, 1)
        model.dataChanged.connect(self._on_changed)
        model.modelReset.connect(self._on_changed)
        self.set_slim(False)
        self.finish()

    @property
    def is_slim(self) -> bool:
        """Whether the titles are hidden."""
        return self._heading.isHidden()

    def set_slim(self, on: bool) -> None:
        """Show only numbers and counts, or the titles too."""
        self.setMinimumWidth(SLIM_WIDTH if on else WIDTH)
        self.setMaximumWidth(SLIM_WIDTH if on else _ANY_WIDTH)
        self._heading.setVisible(not on)

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._heading.setText(self.tr("STEPS"))
        self._view.setAccessibleName(self.tr("Steps of the lesson"))
        self._view.viewport().update()

    def _on_activated(self, index: QModelIndex) -> None:
        step = index.data(ROW_ROLE)
        if isinstance(step, StepRow):
            self.step_chosen.emit(step.subtask_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current step visible."""
        super().resizeEvent(event)
        self._show_place()

    def _on_changed(self) -> None:
        """Scroll to the current step only when it changes: someone may be looking at others."""
        before, self._place = self._place, self._model.current_place()
        if self._place != before:
            self._show_place()

    def _show_place(self) -> None:
        if self._place is not None:
            self._view.scrollTo(self._model.index(self._place))
