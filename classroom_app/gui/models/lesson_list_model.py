"""The lessons of this PC as a list."""

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from classroom_app.application.lesson_library import LessonSummary
from classroom_app.gui.models.students_base import NO_PARENT, ROW_ROLE, Index


class LessonListModel(QAbstractListModel):
    """One row a lesson; search narrows it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[LessonSummary] = []
        self._shown: list[LessonSummary] = []
        self._search = ""

    def show_lessons(self, lessons: list[LessonSummary]) -> None:
        """Show these."""
        self._all = lessons
        self.search(self._search)

    def search(self, words: str) -> None:
        """Show those whose title or description has these words."""
        self._search = words
        wanted = words.strip().casefold()
        self.beginResetModel()
        self._shown = [
            lesson
            for lesson in self._all
            if wanted in f"{lesson.title} {lesson.description or ''}".casefold()
        ]
        self.endResetModel()

    def lesson(self, place: int) -> LessonSummary:
        """Return the lesson in a row."""
        return self._shown[place]

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Return how many are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a lesson's title, or the lesson."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        lesson = self._shown[index.row()]
        if role == ROW_ROLE:
            return lesson
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return lesson.title
        return None
