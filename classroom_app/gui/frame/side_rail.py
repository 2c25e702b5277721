"""The slim rail of pages at the left: icons with words."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget

from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.theme.icons import icon
from classroom_app.gui.theme.tokens import Size, Space

PAGES = ("class", "lessons", "history", "settings")


class SideRail(Panel):
    """One button a page; `page_chosen` names it."""

    page_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("rail", parent)
        self.setFixedWidth(Size.RAIL)
        self._buttons: dict[str, QToolButton] = {}
        group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, Space.M, Space.S, Space.M)
        column.setSpacing(Space.XS)
        for name in PAGES:
            button = QToolButton(self)
            button.setObjectName(f"{name}PageButton")
            button.setProperty("rail", "true")
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setIconSize(QSize(24, 24))
            button.setFixedSize(Size.RAIL - 2 * Space.S - 1, 64)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked, page=name: self.page_chosen.emit(page))
            group.addButton(button)
            self._buttons[name] = button
            if name == "settings":
                column.addStretch(1)
            column.addWidget(button)
        self.finish()

    def choose(self, page: str) -> None:
        """Mark the page that is shown."""
        self._buttons[page].setChecked(True)

    def retranslate(self) -> None:
        """Name the pages."""
        words = {
            "class": self.tr("Class"),
            "lessons": self.tr("Lessons"),
            "history": self.tr("History"),
            "settings": self.tr("Settings"),
        }
        for name, button in self._buttons.items():
            button.setText(words[name])
            button.setAccessibleName(words[name])

    def restyle(self) -> None:
        """Draw the icons."""
        for name, button in self._buttons.items():
            button.setIcon(icon(name, self.colours, "muted", 24))
