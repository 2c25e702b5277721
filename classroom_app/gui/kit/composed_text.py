"""What stands in a field, with the syllable that is still being composed."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit


class ComposedText(QObject):
    """The text of a field as it is seen; `changed` with each syllable, also an unfinished one.

    An input method shows what it composes in the field but hands it over only later: Qt's own
    `text` and `textChanged` do not know of it, so a button would stay grey at the first 네.
    `commit` has the input method hand over what it composes.
    """

    changed = Signal(str)
    edited = Signal(str)  # by whoever writes, not by the program

    def __init__(
        self, field: QLineEdit | QPlainTextEdit, commit: Callable[[], None] | None = None
    ) -> None:
        super().__init__(field)
        self._commit = commit or QGuiApplication.inputMethod().commit
        self._field, self._composed = field, ""
        self._is_composing = False
        self._own = ""
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
        """Have what is composed handed over, and return the whole text.

        Some input methods drop it instead (fcitx5 does): then it is put in here, and not again if
        they hand it over later after all.
        """
        composed, whole = self._composed, self.text
        if composed and self._field.hasFocus():
            self._commit()
            if self.text != whole:
                self._put_in(composed)
        return self.text

    def _put_in(self, composed: str) -> None:
        event = QInputMethodEvent("", [])
        event.setCommitString(composed)
        QCoreApplication.sendEvent(self._field, event)
        self._own = composed

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        """Note what is being composed, once the field has it."""
        if isinstance(qevent, QInputMethodEvent) and watched is self._field:
            handed_over, self._own = self._own, "" if qevent.preeditString() else self._own
            if handed_over and qevent.commitString() == handed_over:
                self._own = ""
                return True
            self._composed, self._is_composing = "", True
            self._field.event(qevent)
            self._composed, self._is_composing = qevent.preeditString(), False
            self._heed_presses(bool(self._composed))
            self._tell()
            self.edited.emit(self.text)
            return True
        is_leaving = qevent.type() == QEvent.Type.FocusAboutToChange and watched is self._field
        if is_leaving or qevent.type() == QEvent.Type.MouseButtonPress:
            # Before a button looks: pressed, it would find the field empty for a moment, and grey.
            self.finish()
        return super().eventFilter(watched, qevent)

    def _heed_presses(self, on: bool) -> None:
        app = QGuiApplication.instance()
        assert app is not None
        app.removeEventFilter(self)
        if on:
            app.installEventFilter(self)

    def _tell(self) -> None:
        text = self.text
        if not self._is_composing and text != self._told:
            self._told = text
            self.changed.emit(text)

    def _tell_edited(self) -> None:
        if not self._is_composing:
            self.edited.emit(self.text)
