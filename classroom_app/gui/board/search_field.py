"""Where a name is searched; Esc takes the search back."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from classroom_app.gui.theme.icons import icon
from classroom_app.gui.theme.tokens import colours_of


class SearchField(QLineEdit):
    """`left` when Esc was pressed; the field is empty then."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchField")
        self.setProperty("quiet", "true")
        self.setClearButtonEnabled(True)
        self._sign = QAction(self)
        self.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        self._draw()

    def name_sign(self, name: str) -> None:
        """Name the sign: to screen readers it is a button."""
        self._sign.setText(name)
        for button in self.findChildren(QToolButton):
            if button.defaultAction() is self._sign:
                button.setAccessibleName(name)

    def event(self, qevent: QEvent) -> bool:
        """Keep Esc from closing the projector while there is a search to take back."""
        if (
            qevent.type() == QEvent.Type.ShortcutOverride
            and isinstance(qevent, QKeyEvent)
            and qevent.key() == Qt.Key.Key_Escape
        ):
            qevent.accept()
            return True
        return super().event(qevent)

    def keyPressEvent(self, qevent: QKeyEvent) -> None:
        """Esc empties the field and leaves it."""
        if qevent.key() == Qt.Key.Key_Escape:
            # What is being composed goes too, or it would stay there without the keyboard.
            QCoreApplication.sendEvent(self, QInputMethodEvent("", []))
            QGuiApplication.inputMethod().reset()
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(qevent)

    def changeEvent(self, qevent: QEvent) -> None:
        """Draw the sign again when the colours change."""
        if qevent.type() == QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(qevent)

    def _draw(self) -> None:
        self._sign.setIcon(icon("search", colours_of(self.palette()), "muted"))
