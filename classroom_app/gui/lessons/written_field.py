"""Text fields of the lesson editor: with a character counter, and the lesson's undo."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from classroom_app.gui.kit.composed_text import ComposedText
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.theme.tokens import Space

_MARGIN = 22
_WITHOUT_UNDO = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def is_undo_key(qevent: QKeyEvent) -> bool:
    """Return whether this is undo or redo, which apply to the whole lesson."""
    return any(qevent.matches(key) for key in _WITHOUT_UNDO)


class LineField(QLineEdit):
    """A single-line field; `left` means that it lost focus."""

    left = Signal()

    def keyPressEvent(self, qevent: QKeyEvent) -> None:
        """Leave undo and redo to the lesson editor."""
        if is_undo_key(qevent):
            qevent.ignore()
        else:
            super().keyPressEvent(qevent)

    def focusOutEvent(self, qevent: QFocusEvent) -> None:
        """Emit `left`."""
        super().focusOutEvent(qevent)
        self.left.emit()


class LinesField(QPlainTextEdit):
    """A field of several lines; Tab moves to the next field."""

    left = Signal()

    def __init__(self, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self._fit()

    def keyPressEvent(self, qevent: QKeyEvent) -> None:
        """Leave undo and redo to the lesson editor."""
        if is_undo_key(qevent):
            qevent.ignore()
        else:
            super().keyPressEvent(qevent)

    def focusOutEvent(self, qevent: QFocusEvent) -> None:
        """Emit `left`."""
        super().focusOutEvent(qevent)
        self.left.emit()

    def changeEvent(self, qevent: QEvent) -> None:
        """Adapt the height when the font or the style changes."""
        super().changeEvent(qevent)
        if qevent.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self._lines * self.fontMetrics().lineSpacing() + _MARGIN)


class WrittenField(Panel):
    """A label, a field, a counter and a fault; `written` carries the new text."""

    written = Signal(str)
    left = Signal()

    def __init__(
        self, name: str, limit: int, lines: int = 1, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self._limit = limit
        self._label = Label("", "section", parent=self)
        self._counter = Label("", "caption", parent=self)
        self._fault = Label("", "fault", wraps=True, parent=self)
        self._fault.hide()
        self.field: LineField | LinesField
        if lines == 1:
            self.field = line = LineField(self)
            line.setMaxLength(limit)
            line.textChanged.connect(self._on_text_changed)
        else:
            self.field = several = LinesField(lines, self)
            several.textChanged.connect(lambda: self._on_text_changed(several.toPlainText()))
        self._composed = ComposedText(self.field)  # commits composed text when the focus leaves
        self.field.setObjectName(name)
        self.field.setAcceptDrops(False)  # dropped files are for the window
        self.field.left.connect(self.left)
        self._label.setBuddy(self.field)
        head = QHBoxLayout()
        head.addWidget(self._label)
        head.addStretch(1)
        head.addWidget(self._counter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(head)
        column.addWidget(self.field)
        column.addWidget(self._fault)
        self._count("")
        self.finish()

    @property
    def text(self) -> str:
        """The text in the field."""
        field = self.field
        return field.text() if isinstance(field, LineField) else field.toPlainText()

    @property
    def fault(self) -> str:
        """The fault that is shown, or ''."""
        return "" if self._fault.isHidden() else self._fault.text()

    @property
    def counter(self) -> str:
        """The counter's text: the number of characters and the limit."""
        return self._counter.text()

    def name(self, words: str, hint: str = "") -> None:
        """Set the label and the placeholder."""
        self._label.setText(words.upper())
        self.field.setAccessibleName(words)
        self.field.setPlaceholderText(hint)

    def show_text(self, text: str, fault: str) -> None:
        """Show a text and a fault; if the text is there already, the cursor stays where it is."""
        if text != self.text:
            self.field.blockSignals(True)
            if isinstance(self.field, LineField):
                self.field.setText(text)
            else:
                self.field.setPlainText(text)
            self.field.blockSignals(False)
            self._count(text)
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        self.field.setAccessibleDescription(fault or self._counter.text())

    def _on_text_changed(self, text: str) -> None:
        self._count(text)
        self.written.emit(text)

    def _count(self, text: str) -> None:
        self._counter.setText(f"{len(text):,} / {self._limit:,}")
