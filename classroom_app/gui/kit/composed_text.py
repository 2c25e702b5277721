"""What stands in a field, with the syllable that is still being composed."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit


class ComposedText(QObject):
    """The text of a field as it is seen; `changed` with each syllable, also an unfinished one.

    An input method shows what it composes in the field but hands it over only later: Qt's own
    `text` and `textChanged` do not know of it, so a button would stay grey at the first 네.
    """

    changed = Signal(str)
    edited = Signal(str)  # by whoever writes, not by the program

    def __init__(self, field: QLineEdit | QPlainTextEdit) -> None:
        super().__init__(field)
        self._field, self._composed = field, ""
        self._is_composing = False
        self._told = self.text
        field.installEventFilter(self)
        field.textChanged.connect(self._tell)
        if isinstance(field, QLineEdit):
            field.textEdited.connect(self._tell_edited)

    @property
    def text(self) -> str:
        """What is seen in the field."""
        field = self._field
        if isinstance(field, QLineEdit):
            text, place = field.text(), field.cursorPosition()
        else:
            text, place = field.toPlainText(), field.textCursor().position()
        units = text.encode("utf-16-le")  # what Qt counts in
        before, after = units[: 2 * place], units[2 * place :]
        return before.decode("utf-16-le") + self._composed + after.decode("utf-16-le")

    def finish(self) -> str:
        """Have what is composed handed over, and return the whole text."""
        if self._composed and self._field.hasFocus():
            QGuiApplication.inputMethod().commit()
        return self.text

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        """Note what is being composed, once the field has it."""
        if not isinstance(qevent, QInputMethodEvent):
            return super().eventFilter(watched, qevent)
        self._composed, self._is_composing = "", True
        self._field.event(qevent)
        self._composed, self._is_composing = qevent.preeditString(), False
        self._tell()
        self.edited.emit(self.text)
        return True

    def _tell(self) -> None:
        text = self.text
        if not self._is_composing and text != self._told:
            self._told = text
            self.changed.emit(text)

    def _tell_edited(self) -> None:
        if not self._is_composing:
            self.edited.emit(self.text)
