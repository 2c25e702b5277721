"""The field in which a name is searched; Esc clears the search."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from classroom_app.gui.theme.icons import icon
from classroom_app.gui.theme.tokens import colours_of


class SearchField(QLineEdit):
    """`left` is emitted when Esc was pressed; the field is empty then."""

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
        """Name the icon: to screen readers it is a button."""
        self._sign.setText(name)
        for button in self.findChildren(QToolButton):
            if button.defaultAction() is self._sign:
                button.setAccessibleName(name)

    def event(self, qevent: QEvent) -> bool:
        """Keep Esc from closing the projector while the search has the keyboard."""
        if (
            qevent.type() == QEvent.Type.ShortcutOverride
            and isinstance(qevent, QKeyEvent)
            and qevent.key() == Qt.Key.Key_Escape
        ):
            qevent.accept()
            return True
        return super().event(qevent)

    def keyPressEvent(self, qevent: QKeyEvent) -> None:
        """Clear and leave the field on Esc."""
        if qevent.key() == Qt.Key.Key_Escape:
            # Drop the text being composed too, or it would stay in the field without the focus.
            QCoreApplication.sendEvent(self, QInputMethodEvent("", []))
            QGuiApplication.inputMethod().reset()
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(qevent)

    def changeEvent(self, qevent: QEvent) -> None:
        """Draw the icon again when the colours change."""
        if qevent.type() == QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(qevent)

    def _draw(self) -> None:
        self._sign.setIcon(icon("search", colours_of(self.palette()), "muted"))
