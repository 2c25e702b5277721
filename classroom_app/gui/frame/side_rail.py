"""The slim rail of pages at the left: icons with labels."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget

from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.theme.icons import icon
from classroom_app.gui.theme.tokens import Size, Space

PAGES = ("class", "lessons", "people", "history", "settings")
SLIM_PADDING = 8


class SideRail(Panel):
    """One button per page; `page_chosen` has the page's name."""

    page_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("rail", parent)
        self._is_slim = self._is_low = False
        self._buttons: dict[str, QToolButton] = {}
        group = QButtonGroup(self)
        self._column = column = QVBoxLayout(self)
        column.setSpacing(Space.XS)
        for name in PAGES:
            button = QToolButton(self)
            button.setObjectName(f"{name}PageButton")
            button.setProperty("rail", "true")
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setIconSize(QSize(24, 24))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked, page=name: self.page_chosen.emit(page))
            group.addButton(button)
            self._buttons[name] = button
            if name == "settings":
                column.addStretch(1)
            column.addWidget(button)
        self.finish()

    def choose(self, page: str) -> None:
        """Check the button of the page shown."""
        self._buttons[page].setChecked(True)

    def fit(self, *, slim: bool, low: bool) -> None:
        """Use less width in a narrow window, and less height in a low one."""
        if (slim, low) != (self._is_slim, self._is_low):
            self._is_slim, self._is_low = slim, low
            self._set_sizes()

    def retranslate(self) -> None:
        """Set the labels in the current language."""
        words = {
            "class": self.tr("Class"),
            "lessons": self.tr("Lessons"),
            "people": self.tr("People"),
            "history": self.tr("History"),
            "settings": self.tr("Settings"),
        }
        for name, button in self._buttons.items():
            button.setText(words[name])
            button.setAccessibleName(words[name])
        self._set_sizes()

    def _set_sizes(self) -> None:
        """Make a slim rail as wide as its longest label; `SLIM_PADDING` is room for bold type."""
        width, side = Size.RAIL - 2 * Space.S - 1, Space.S
        if self._is_slim:
            words = max(
                self.fontMetrics().horizontalAdvance(b.text()) for b in self._buttons.values()
            )
            width, side = min(words + SLIM_PADDING, width), Space.XS
        above = Space.S if self._is_low else Space.M
        self._column.setContentsMargins(side, above, side, above)
        for button in self._buttons.values():
            button.setFixedSize(width, 60 if self._is_low else 64)
        self.setFixedWidth(width + 2 * side + 1)

    def restyle(self) -> None:
        """Draw the icons in the current colours."""
        for name, button in self._buttons.items():
            button.setIcon(icon(name, self.colours, "muted", 24))
