"""The rosters as a list model."""

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QObject, Qt

from classroom_app.domain.roster import Roster
from classroom_app.gui.kit.roles import ID_ROLE, NO_PARENT, ROW_ROLE, Index
from classroom_app.gui.kit.texts import plain_tooltip


class RosterListModel(QAbstractListModel):
    """One row per roster, in the order given to `show_rosters`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rosters: list[Roster] = []

    def show_rosters(self, rosters: list[Roster]) -> None:
        """Show these rosters; no reset if they are the same ones in the same order."""
        if [one.id for one in rosters] == [one.id for one in self._rosters]:
            self._rosters = rosters
            if rosters:
                self.dataChanged.emit(self.index(0), self.index(len(rosters) - 1))
            return
        self.beginResetModel()
        self._rosters = rosters
        self.endResetModel()

    def place_of(self, roster_id: int) -> int | None:
        """Return the row of a roster, or None if it is not listed."""
        return next((n for n, one in enumerate(self._rosters) if one.id == roster_id), None)

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Return the number of rosters."""
        return 0 if parent.isValid() else len(self._rosters)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a roster's title, the roster, its id, or a line about it."""
        if not index.isValid() or index.row() >= len(self._rosters):
            return None
        roster = self._rosters[index.row()]
        if role == ROW_ROLE:
            return roster
        if role == ID_ROLE:
            return roster.id
        if role == Qt.ItemDataRole.DisplayRole:
            return roster.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(roster.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{roster.title} · {count_text(roster)}"
        return None


def count_text(roster: Roster) -> str:
    """Return how many people are on a roster."""
    return QCoreApplication.translate("RosterList", "People: {count}").format(
        count=len(roster.people)
    )
