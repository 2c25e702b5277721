"""Who is on a roster: numbers and names."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from classroom_app.domain.roster import Roster
from classroom_app.gui.console import Console
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel


class PeoplePanel(Panel):
    """The tab People of the page People."""

    def __init__(self, console: Console, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("peoplePanel")
        self._console = console
        self._roster: Roster | None = None
        self._empty = Label("", "empty", wraps=True, parent=self)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._empty, 1)
        self.finish()

    def show_roster(self, roster: Roster | None) -> None:
        """Show this roster as it is now."""
        self._roster = roster

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._empty.setText(self.tr("Nobody is on this roster yet."))
