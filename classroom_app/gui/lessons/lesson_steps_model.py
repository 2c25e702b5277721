"""The steps of the lesson being edited, as a list model."""

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QObject, Qt

from classroom_app.domain.lesson_draft import SubtaskDraft
from classroom_app.gui.kit.roles import NO_PARENT, ROW_ROLE, Index
from classroom_app.gui.lessons.lesson_document import LessonDocument


@dataclass(frozen=True, slots=True)
class DraftRow:
    """What the list shows of a step; `number` counts from 1."""

    number: int
    title: str
    has_picture: bool
    has_fault: bool


class LessonStepsModel(QAbstractListModel):
    """Follows a document without model resets, so that selection and scroll position are kept."""

    def __init__(self, document: LessonDocument, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._steps = document.draft.subtasks
        self._faulty: frozenset[int] = frozenset()
        document.changed.connect(self._on_changed)
        self._on_changed()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Return how many steps there are."""
        return 0 if parent.isValid() else len(self._steps)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a step's title, or its row."""
        if not index.isValid() or index.row() >= len(self._steps):
            return None
        row = self.row(index.row())
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _said(row)
        return None

    def row(self, place: int) -> DraftRow:
        """Return what is shown of a step."""
        step = self._steps[place]
        return DraftRow(
            place + 1, step.title.strip(), step.picture is not None, place in self._faulty
        )

    def _on_changed(self) -> None:
        faulty = frozenset(
            fault.step - 1 for fault in self._document.told_faults if fault.step is not None
        )
        repaint = faulty != self._faulty
        self._faulty = faulty
        self._change_to(self._document.draft.subtasks)
        if repaint and self._steps:
            self._changed(0, len(self._steps) - 1)

    def _change_to(self, new: tuple[SubtaskDraft, ...]) -> None:
        old = self._steps
        first = _common(old, new)
        tail = _common(old[first:][::-1], new[first:][::-1])
        old_end, new_end = len(old) - tail, len(new) - tail
        gone, come = old[first:old_end], new[first:new_end]
        if not gone and not come:
            self._steps = new
        elif len(gone) == len(come) > 1 and gone[1:] + gone[:1] == come:
            self._move(first, old_end - 1, new)
        elif len(gone) == len(come) > 1 and gone[-1:] + gone[:-1] == come:
            self._move(old_end - 1, first, new)
        elif len(gone) == len(come):
            self._steps = new
            self._changed(first, new_end - 1)
        else:
            self._replace(first, gone, come, new)

    def _move(self, place: int, to: int, new: tuple[SubtaskDraft, ...]) -> None:
        before = to + 1 if to > place else to
        self.beginMoveRows(NO_PARENT, place, place, NO_PARENT, before)
        self._steps = new
        self.endMoveRows()
        self._changed(min(place, to), max(place, to))

    def _replace(
        self,
        first: int,
        gone: tuple[SubtaskDraft, ...],
        come: tuple[SubtaskDraft, ...],
        new: tuple[SubtaskDraft, ...],
    ) -> None:
        if gone:
            self.beginRemoveRows(NO_PARENT, first, first + len(gone) - 1)
            self._steps = self._steps[:first] + self._steps[first + len(gone) :]
            self.endRemoveRows()
        if come:
            self.beginInsertRows(NO_PARENT, first, first + len(come) - 1)
            self._steps = new
            self.endInsertRows()
        if first < len(new):
            self._changed(first, len(new) - 1)  # later steps have new numbers

    def _changed(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first), self.index(last))


def _common(one: tuple[SubtaskDraft, ...], other: tuple[SubtaskDraft, ...]) -> int:
    """Return the length of the common prefix."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left is not right and left != right:
            break
        count += 1
    return count


def _said(row: DraftRow) -> str:
    """Return what a screen reader reads for a step."""
    title = row.title or QCoreApplication.translate("LessonStepsModel", "untitled")
    said = QCoreApplication.translate("LessonStepsModel", "Step {number}: {title}").format(
        number=row.number, title=title
    )
    if row.has_picture:
        said += ", " + QCoreApplication.translate("LessonStepsModel", "with a picture")
    if row.has_fault:
        said += ", " + QCoreApplication.translate("LessonStepsModel", "needs fixing")
    return said
