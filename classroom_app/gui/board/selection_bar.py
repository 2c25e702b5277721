"""How many students are selected, and what can be done with them."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QWidget

from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.theme.tokens import Space


class SelectionBar(Panel):
    """Hidden while fewer than two are selected."""

    remove_requested = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("selectionBar")
        self._selected = 0
        self._words = Label("", "heading", parent=self)
        self._words.setObjectName("selectedLabel")
        self._remove = IconButton("remove", name="removeSelectedButton", parent=self)
        self._remove.clicked.connect(self.remove_requested)
        self._close = IconButton("close", kind="quiet", name="clearSelectionButton", parent=self)
        self._close.clicked.connect(self.left)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, 0, Space.M, 0)
        row.setSpacing(Space.M)
        row.addWidget(self._words)
        row.addStretch(1)
        row.addWidget(self._remove)
        row.addWidget(self._close)
        self.hide()
        self.finish()

    def show_count(self, selected: int) -> None:
        """Show how many are selected."""
        self._selected = selected
        self.setVisible(selected > 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._words.setText(self.tr("{count} selected").format(count=self._selected))
        self._remove.setText(self.tr("Remove…"))
        self._remove.setAccessibleName(
            self.tr("Remove {count} selected students").format(count=self._selected)
        )
        self._close.setAccessibleName(self.tr("Clear the selection"))
        self._close.setToolTip(self.tr("Clear the selection (Esc)"))


class SelectionKeys(QObject):
    """Delete calls `remove` for the selected students, Esc clears the selection.

    An event filter, since shortcuts would conflict with others on these keys.
    """

    def __init__(self, view: QAbstractItemView, remove: Callable[[], None]) -> None:
        super().__init__(view)
        self._view, self._remove = view, remove
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        """Handle the two keys."""
        if qevent.type() == QEvent.Type.KeyPress and isinstance(qevent, QKeyEvent):
            if qevent.key() == Qt.Key.Key_Delete and not qevent.isAutoRepeat():
                self._remove()
                return True
            if qevent.key() == Qt.Key.Key_Escape and self._view.selectionModel().hasSelection():
                self._view.clearSelection()
                return True
        return super().eventFilter(watched, qevent)
