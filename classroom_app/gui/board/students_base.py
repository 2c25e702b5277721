"""What the models for the list, the cards and the grid share: which student is in which row."""

from collections.abc import Iterator

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from classroom_app.domain.insight import ClassInsight
from classroom_app.domain.roster import Person
from classroom_app.domain.seat_claim import is_marked
from classroom_app.gui.board.absent_row import absent_row
from classroom_app.gui.board.arrangement import Arrangement
from classroom_app.gui.board.class_board import ClassBoard
from classroom_app.gui.board.student_row import StudentRow, student_row
from classroom_app.gui.board.wording import student_summary
from classroom_app.gui.kit.roles import ID_ROLE, NO_PARENT, ROW_ROLE, Index
from classroom_app.gui.kit.texts import plain_tooltip

NAME_COLUMN = 1
# If more rows than these are added and removed at once, the model is reset.
_FEW = 24


class StudentsBase(QAbstractTableModel):
    """Rows of students, found by id in constant time; cells are computed when they are painted."""

    def __init__(self, board: ClassBoard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._arrangement = Arrangement()
        self._ids: list[int] = []
        self._places: dict[int, int] = {}
        self._made: dict[int, StudentRow] = {}
        self._made_for: ClassInsight | None = None
        self._absent_people: tuple[Person, ...] = ()
        self._absent_rows: list[StudentRow] = []
        self._absent: dict[int, StudentRow] = {}
        board.reset.connect(self.reset)
        board.roll_changed.connect(self.rearrange)
        board.students_changed.connect(self._on_students_changed)
        self.reset()

    @property
    def arrangement(self) -> Arrangement:
        """The search, the filter and the order."""
        return self._arrangement

    @property
    def board(self) -> ClassBoard:
        """The class shown."""
        return self._board

    def arrange(self, arrangement: Arrangement) -> None:
        """Apply another search, filter or order."""
        if arrangement != self._arrangement:
            self._arrangement = arrangement
            self.rearrange()

    def row(self, place: int) -> StudentRow:
        """Return the student in a row; built once per insight, though it is read cell by cell."""
        participant_id = self._ids[place]
        if self._made_for is not self._board.insight:
            self._made, self._made_for = {}, self._board.insight
        made = self._made.get(participant_id)
        if made is None:
            made = self._made[participant_id] = self._make(participant_id)
        return made

    def _make(self, participant_id: int) -> StudentRow:
        session = self._board.session
        assert session is not None, "rows stand for people of a session"
        if participant_id < 0:  # a person on the roster who is not here
            return self._absent[participant_id]
        participant = session.participants[participant_id]
        return student_row(
            session,
            participant,
            self._board.insight_of(participant),
            is_unclear=self._board.insight.step_may_be_unclear,
            is_new_phone=is_marked(participant, self._board.clock.now()),
        )

    def place_of(self, participant_id: int) -> int | None:
        """Return the row of a student, or None if they are not shown."""
        return self._places.get(participant_id)

    def reset(self) -> None:
        """Read everything again."""
        self.beginResetModel()
        self._put(self._arranged())
        self.endResetModel()

    def rearrange(self) -> None:
        """Recompute which students are shown and where, changing as few rows as possible."""
        absent = self._absent_people
        ids = self._arranged()
        old = self._ids
        if ids == old:
            if ids and absent != self._absent_people:  # a name or a number has changed
                last = self.index(len(ids) - 1, self.columnCount() - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        if ids[: len(old)] == old:
            self.beginInsertRows(NO_PARENT, len(old), len(ids) - 1)
            self._put(ids)
            self.endInsertRows()
        elif len(ids) == len(old) and set(ids) == self._places.keys():
            self._move(ids)
        elif len(old) - len(ids) == 1 and set(ids) < self._places.keys():
            self._take_out(ids)
        elif self._absent_people and self._patch(ids):
            pass
        else:
            self.beginResetModel()
            self._put(ids)
            self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Return the number of students shown."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what is the same in every column; subclasses add the rest."""
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        if role == ROW_ROLE:
            return self.row(index.row())
        if role == ID_ROLE:
            return self._ids[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(student_summary(self.row(index.row())))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return student_summary(self.row(index.row()))
        return None

    def _arranged(self) -> list[int]:
        session = self._board.session
        if session is None:
            return []
        if self._absent_people != self._board.absent:
            self._absent_people = self._board.absent
            total = len(session.lesson.subtasks)
            self._absent_rows = [absent_row(person, total) for person in self._absent_people]
            # Keep rows of people who are no longer absent until the rows shown are replaced.
            shown = {key: row for key, row in self._absent.items() if key in self._places}
            self._absent = shown | {row.participant_id: row for row in self._absent_rows}
        return self._arrangement.arrange(self._rows())

    def _rows(self) -> Iterator[StudentRow]:
        session = self._board.session
        assert session is not None
        whole = self._board.insight
        for participant_id, insight in whole.students.items():
            participant = session.participants[participant_id]
            yield student_row(session, participant, insight, is_unclear=whole.step_may_be_unclear)
        yield from self._absent_rows

    def _put(self, ids: list[int]) -> None:
        self._ids = ids
        self._places = {participant_id: place for place, participant_id in enumerate(ids)}

    def _move(self, ids: list[int]) -> None:
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        whose = [self._ids[index.row()] for index in held]
        self._put(ids)
        moved = [
            self.index(self._places[participant_id], index.column())
            for participant_id, index in zip(whose, held, strict=True)
        ]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def _take_out(self, ids: list[int]) -> None:
        gone = next(
            place
            for place, participant_id in enumerate(self._ids)
            if place >= len(ids) or ids[place] != participant_id
        )
        if self._ids[:gone] + self._ids[gone + 1 :] != ids:
            self.reset()
            return
        self.beginRemoveRows(NO_PARENT, gone, gone)
        self._put(ids)
        self.endRemoveRows()

    def _patch(self, ids: list[int]) -> bool:
        """Remove a few rows and insert a few, if the others keep their order; tell whether it did.

        A student who joins was absent before: that row is removed, and a new one is inserted before
        those of the absent people.
        """
        wanted = set(ids)
        gone = [place for place, key in enumerate(self._ids) if key not in wanted]
        new = [place for place, key in enumerate(ids) if key not in self._places]
        kept = [key for key in self._ids if key in wanted]
        is_in_order = kept == [key for key in ids if key in self._places]
        if not is_in_order or len(gone) + len(new) > _FEW:
            return False
        for first, last in reversed(list(_runs(gone))):
            self.beginRemoveRows(NO_PARENT, first, last)
            self._put(self._ids[:first] + self._ids[last + 1 :])
            self.endRemoveRows()
        for first, last in _runs(new):
            self.beginInsertRows(NO_PARENT, first, last)
            self._put(self._ids[:first] + ids[first : last + 1] + self._ids[first:])
            self.endInsertRows()
        return True

    def _on_students_changed(self, ids: frozenset[int] | None) -> None:
        if not self._ids:
            return
        last = self.columnCount() - 1
        if ids is None or len(ids) > len(self._ids) // 2:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, last))
            return
        for first, final in _runs(sorted(self._places[i] for i in ids if i in self._places)):
            self.dataChanged.emit(self.index(first, 0), self.index(final, last))


def _runs(places: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of each run of consecutive places."""
    start = previous = None
    for place in places:
        if previous is None or start is None:
            start = place
        elif place != previous + 1:
            yield start, previous
            start = place
        previous = place
    if start is not None and previous is not None:
        yield start, previous
