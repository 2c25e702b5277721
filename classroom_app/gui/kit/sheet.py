"""What all dialogs share: a heading, a body, a row of buttons."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.calm_wheel import calm_wheel
from classroom_app.gui.kit.held_key import HeldKey
from classroom_app.gui.kit.label import Label
from classroom_app.gui.theme.tokens import Colours, Space, colours_of

# The height of a system's title bar.
FRAME = 40


class Sheet(QDialog):
    """A dialog that is deleted when closed; its content goes into `body`.

    It is never modal: nothing may come between the instructor and the class. Opening the same
    dialog again brings the one that is open to the front instead.
    """

    # Whether it is closed when the class shown ends or is replaced by another.
    is_about_class = True

    def __init__(self, name: str, parent: QWidget | None, *, width: int = 460) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(width)
        self._held = HeldKey()
        self.heading = Label("", "title", wraps=True, parent=self)
        self.body = QVBoxLayout()
        self.body.setSpacing(Space.M)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(Space.M)
        self.buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        column.setSpacing(Space.L)
        column.addWidget(self.heading)
        column.addLayout(self.body, 1)
        column.addLayout(self.buttons)

    @property
    def colours(self) -> Colours:
        """The colours in use."""
        return colours_of(self.palette())

    def set_heading(self, text: str) -> None:
        """Set the heading and the window title."""
        self.heading.setText(text)
        self.setWindowTitle(text)

    def add_button(self, name: str, kind: str = "", *, is_default: bool = False) -> QPushButton:
        """Add a button at the right; Return presses the default one."""
        button = IconButton(kind=kind, name=name, parent=self)
        if is_default:
            button.setAutoDefault(True)
            button.setDefault(True)
        self.buttons.addWidget(button)
        return button

    def open(self) -> None:
        """Show the dialog, or raise the one with the same question, and leave the window usable."""
        twin = self._twin()
        if twin is None:
            self.show()
        else:
            self.deleteLater()
            twin.raise_()
        (twin or self).activateWindow()

    def _twin(self) -> "Sheet | None":
        parent = self.parentWidget()
        if parent is None:
            return None
        for dialog in parent.window().findChildren(Sheet, self.objectName()):
            is_same = dialog.windowTitle() == self.windowTitle()
            if dialog is not self and is_same and dialog.isVisible():
                return dialog
        return None

    def retranslate(self) -> None:
        """Set the texts in the current language; a dialog that has texts overrides this."""

    def keyPressEvent(self, qevent: QKeyEvent) -> None:
        """Handle Return and Esc once per press: held, they would also answer the next dialog."""
        if not self._held.is_repeat(qevent):
            super().keyPressEvent(qevent)

    def showEvent(self, qevent: QShowEvent) -> None:
        """Give wrapped text its full height: Qt computes its height for a guessed width."""
        super().showEvent(qevent)
        calm_wheel(self)
        self.fit()

    def fit(self) -> None:
        """Take the height that the text needs at this width."""
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            width = max(self.width(), self.minimumWidth())
            room = self.screen().availableSize().height() - FRAME
            needed = self._needed(layout, width)
            if needed > room and self.give_way(needed - room):
                needed = self._needed(layout, width)
                self.resize(width, needed)
            # The preferred sizes of its parts are no reason to exceed the screen.
            least = max(
                layout.totalMinimumHeightForWidth(width), layout.totalMinimumSize().height()
            )
            self.resize(width, max(min(max(self.height(), needed), room), least))

    def give_way(self, pixels: int) -> bool:
        """Reduce the needed height by `pixels`, on a screen that is too low; tell whether it did.

        A dialog with a picture overrides this.
        """
        return False

    @staticmethod
    def _needed(layout: QLayout, width: int) -> int:
        layout.activate()
        return max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())

    def changeEvent(self, qevent: QEvent) -> None:
        """Retranslate when the language changes."""
        if qevent.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(qevent)
