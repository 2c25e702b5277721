"""Fields of a lesson's editor: their undo is the lesson's, and each counts its letters."""

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
    """Tell whether this is undo or redo, which is for the whole lesson."""
    return any(qevent.matches(key) for key in _WITHOUT_UNDO)


class LineField(QLineEdit):
    """One line; `left` when the keyboard goes elsewhere."""

    left = Signal()

    def keyPressEvent(self, qevent: QKeyEvent) -> None:
        """Leave undo and redo to the editor around."""
        if is_undo_key(qevent):
            qevent.ignore()
        else:
            super().keyPressEvent(qevent)

    def focusOutEvent(self, qevent: QFocusEvent) -> None:
        """Tell that writing here has ended."""
        super().focusOutEvent(qevent)
        self.left.emit()


class LinesField(QPlainTextEdit):
    """Several lines; Tab goes on to the next field."""

    left = Signal()

    def __init__(self, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self._fit()

    def keyPressEvent(self, qevent: QKeyEvent) -> None:
        """Leave undo and redo to the editor around."""
        if is_undo_key(qevent):
            qevent.ignore()
        else:
            super().keyPressEvent(qevent)

    def focusOutEvent(self, qevent: QFocusEvent) -> None:
        """Tell that writing here has ended."""
        super().focusOutEvent(qevent)
        self.left.emit()

    def changeEvent(self, qevent: QEvent) -> None:
        """Keep room for so many lines of the present type."""
        super().changeEvent(qevent)
        if qevent.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self._lines * self.fontMetrics().lineSpacing() + _MARGIN)


class WrittenField(Panel):
    """A name, a field, a counter, and under it what is wrong; `written` has the new text."""

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
        self._composed = ComposedText(self.field)  # hands over what is composed when one leaves
        self.field.setObjectName(name)
        self.field.setAcceptDrops(False)  # a file that is dropped is for the window
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
        """What is written."""
        field = self.field
        return field.text() if isinstance(field, LineField) else field.toPlainText()

    @property
    def fault(self) -> str:
        """What is said to be wrong, or ''."""
        return "" if self._fault.isHidden() else self._fault.text()

    @property
    def counter(self) -> str:
        """How many letters there are, and how many there may be."""
        return self._counter.text()

    def name(self, words: str, hint: str = "") -> None:
        """Call the field so; the hint stands in it while it is empty."""
        self._label.setText(words.upper())
        self.field.setAccessibleName(words)
        self.field.setPlaceholderText(hint)

    def show_text(self, text: str, fault: str) -> None:
        """Show this, without taking the cursor from who is writing it."""
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
