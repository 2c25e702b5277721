"""The text of a field, including the syllable that is still being composed."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit


class ComposedText(QObject):
    """The text of a field as displayed; `changed` is emitted for every syllable, finished or not.

    An input method shows its preedit text in the field, but commits it only later: Qt's own `text`
    and `textChanged` do not include it, so a button would stay disabled at the first 네. `commit`
    makes the input method commit.
    """

    changed = Signal(str)
    edited = Signal(str)  # by the user, not by the program

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
        """The text as displayed in the field."""
        field = self._field
        if isinstance(field, QLineEdit):
            text, place = field.text(), field.cursorPosition()
        else:
            text, place = field.toPlainText(), field.textCursor().position()
        units = text.encode("utf-16-le")  # Qt counts in UTF-16 units
        before, after = units[: 2 * place], units[2 * place :]
        return before.decode("utf-16-le") + self._composed + after.decode("utf-16-le")

    def finish(self) -> str:
        """Commit what is being composed, and return the whole text.

        Some input methods (fcitx5 does) drop it instead: then it is inserted here, and ignored if
        they commit it later after all.
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
        """Track what is being composed; commit it before the focus moves or a mouse is pressed."""
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
            # Before the button reacts: it would find the field empty for a moment, and be disabled.
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
