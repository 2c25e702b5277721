"""A short message at the bottom with an optional Undo, gone after a few seconds."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.kit.texts import breakable
from classroom_app.gui.theme.tokens import Space

UNDO_MS = 8_000
WIDEST = 600


class Toast(Panel):
    """Floats over its parent, above the footer; `undo_offered` reports whether it can be undone."""

    undo_offered = Signal(bool)
    resized = Signal()

    def __init__(self, parent: QWidget, lift: int) -> None:
        super().__init__("toast", parent)
        self.setObjectName("toast")
        self._host, self._lift, self._right = parent, lift, 0
        self._undo: Callable[[], None] | None = None
        self._way = ""
        self._words = Label("", wraps=True, parent=self)
        self._words.setObjectName("toastText")
        self._button = IconButton(name="undoButton", parent=self)
        self._button.clicked.connect(self.undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        row.setSpacing(Space.L)
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.dismiss)
        parent.installEventFilter(self)
        self.hide()
        self.finish()

    @property
    def text(self) -> str:
        """What the toast says."""
        return self._words.accessibleName()

    def say(
        self,
        text: str,
        undo: Callable[[], None] | None = None,
        shown_ms: int = UNDO_MS,
        *,
        way: str = "",
    ) -> None:
        """Show a message, with a button if `undo` is given; `way` replaces the button's Undo."""
        self._undo, self._way = undo, way
        self.retranslate()
        self._words.setText(breakable(text))
        self._words.setAccessibleName(text)
        self._button.setVisible(undo is not None)
        self.show()
        self._place()
        self.raise_()
        self._timer.start(shown_ms)
        self.undo_offered.emit(undo is not None)

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo now."""
        return self._undo is not None

    def undo(self) -> None:
        """Undo, if there still is something to undo."""
        undo = self._undo
        self.dismiss()
        if undo is not None:
            undo()

    def dismiss(self) -> None:
        """Hide the toast; what it offered can no longer be undone."""
        self._timer.stop()
        self._undo = None
        self.hide()
        self.undo_offered.emit(False)

    def withdraw(self, undo: Callable[[], None]) -> None:
        """Hide the toast if this is what it offers: it can no longer be undone."""
        if self._undo == undo:
            self.dismiss()

    def retranslate(self) -> None:
        """Set the text of the button."""
        words = self._way or self.tr("Undo")
        self._button.setText(words)
        self._button.setAccessibleName(words)

    def move_to(self, lift: int, right: int) -> None:
        """Float `lift` pixels above the bottom; leave `right` pixels free at the right."""
        self._lift, self._right = lift, right
        self._place()

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        """Stay in place when the parent is resized."""
        if qevent.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
            self.resized.emit()
        return super().eventFilter(watched, qevent)

    def _place(self) -> None:
        parent, layout = self._host, self.layout()
        assert layout is not None
        # The text in one line, or in as many as the width of the window requires.
        one_line = self._words.fontMetrics().horizontalAdvance(self._words.text())
        rest = layout.sizeHint().width() - self._words.sizeHint().width()
        room = parent.width() - self._right
        width = min(one_line + rest + Space.M, WIDEST, room - 2 * Space.XL)
        self.resize(width, layout.totalHeightForWidth(width))
        self.move((room - width) // 2, parent.height() - self.height() - self._lift)
