"""The people of a roster as an editable table of numbers and names."""

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QObject,
    QSortFilterProxyModel,
    Qt,
    Signal,
)

from classroom_app.domain.roster import Person, by_name
from classroom_app.gui.kit.roles import ID_ROLE, NO_PARENT, ROW_ROLE, Index
from classroom_app.gui.kit.search_text import has_text

NUMBER, NAME = range(2)
_EDITED = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole)


class PeopleModel(QAbstractTableModel):
    """`written` carries a person's id, the column, and the text entered there."""

    written = Signal(int, int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._people: tuple[Person, ...] = ()
        self._ranks: list[int] = []

    def rank(self, row: int, column: int) -> int:
        """Return a row's sort rank by a column: the number itself, or the position by name.

        All names are ranked at once and cached, so that sorting a long roster stays fast while a
        class is running.
        """
        if column == NUMBER:
            return self._people[row].number
        if not self._ranks:
            self._ranks = [0] * len(self._people)
            keys = [by_name(person) for person in self._people]
            for place, each in enumerate(sorted(range(len(keys)), key=keys.__getitem__)):
                self._ranks[each] = place
        return self._ranks[row]

    def show_people(self, people: tuple[Person, ...]) -> None:
        """Show these people; no reset if they are the same ones in the same order."""
        self._ranks = []
        if [one.id for one in people] == [one.id for one in self._people]:
            before, self._people = self._people, people
            for row, (old, new) in enumerate(zip(before, people, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(row, NUMBER), self.index(row, NAME))
            return
        self.beginResetModel()
        self._people = people
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Return how many people there are."""
        return 0 if parent.isValid() else len(self._people)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        """Return two: the number and the name."""
        return 0 if parent.isValid() else 2

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Make every cell editable."""
        editable = Qt.ItemFlag.ItemIsEditable if index.isValid() else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | editable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a number, a name, the person, or their id."""
        if not index.isValid() or index.row() >= len(self._people):
            return None
        person = self._people[index.row()]
        if role == ROW_ROLE:
            return person
        if role == ID_ROLE:
            return person.id
        if role in _EDITED:
            return str(person.number) if index.column() == NUMBER else person.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{person.number} {person.name}"
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Emit `written` if the text differs; the model itself is not changed."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        text = str(value).strip()
        if text != self.data(index):
            self.written.emit(self._people[index.row()].id, index.column(), text)
        return True

    def headerData(
        self, place: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the title of a column."""
        if role != Qt.ItemDataRole.DisplayRole or way is not Qt.Orientation.Horizontal:
            return None
        if place == NUMBER:
            return QCoreApplication.translate("PeopleModel", "Number")
        return QCoreApplication.translate("PeopleModel", "Name")


class SortedPeople(QSortFilterProxyModel):
    """Sorts the people by number or by name, and filters them by a search."""

    def __init__(self, model: PeopleModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setSourceModel(model)
        self._model = model
        self._words: list[str] = []
        self.sort(NUMBER)

    def search(self, text: str) -> None:
        """Show the people who match every word: a part of the name, or the whole number."""
        self._words = text.split()
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Return whether a person matches the search."""
        person = self.sourceModel().index(row, 0, parent).data(ROW_ROLE)
        return isinstance(person, Person) and all(
            has_text(person.name, word) or str(person.number) == word for word in self._words
        )

    def lessThan(self, left: Index, right: Index) -> bool:
        """Compare numbers by value, and names in alphabetical order."""
        column = left.column()
        return self._model.rank(left.row(), column) < self._model.rank(right.row(), column)
