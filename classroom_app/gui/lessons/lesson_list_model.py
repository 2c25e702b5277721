"""The stored lessons as a list model."""

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QObject, Qt

from classroom_app.application.lesson_ports import LessonSummary
from classroom_app.gui.kit.roles import NO_PARENT, ROW_ROLE, Index
from classroom_app.gui.kit.search_text import has_text
from classroom_app.gui.lessons.lesson_words import language_name


class LessonListModel(QAbstractListModel):
    """One row per lesson, filtered by search words and by language."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[LessonSummary] = []
        self._shown: list[LessonSummary] = []
        self._search = self._language = ""

    @property
    def languages(self) -> list[str]:
        """The languages of all the lessons."""
        return sorted({lesson.language for lesson in self._all})

    @property
    def lessons(self) -> list[LessonSummary]:
        """All lessons, shown or not."""
        return self._all

    @property
    def total(self) -> int:
        """How many lessons there are, shown or not."""
        return len(self._all)

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter is set."""
        return bool(self._search.strip() or self._language)

    def show_lessons(self, lessons: list[LessonSummary]) -> None:
        """Replace the lessons; the filters stay as they are."""
        self._all = lessons
        self._narrow()

    def search(self, words: str) -> None:
        """Show the lessons whose title or description contains these words."""
        self._search = words
        self._narrow()

    def show_language(self, code: str) -> None:
        """Show the lessons in one language, or in all of them for ''."""
        self._language = code
        self._narrow()

    def lesson(self, place: int) -> LessonSummary:
        """Return the lesson in a row."""
        return self._shown[place]

    def row_of(self, lesson_id: int) -> int:
        """Return the row of a lesson, or -1 if it is not shown."""
        ids = [lesson.id for lesson in self._shown]
        return ids.index(lesson_id) if lesson_id in ids else -1

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Return how many lessons are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a lesson's title, or the lesson."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        lesson = self._shown[index.row()]
        if role == ROW_ROLE:
            return lesson
        if role == Qt.ItemDataRole.DisplayRole:
            return lesson.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join([lesson.title, *facts_of(lesson)])
        return None

    def _narrow(self) -> None:
        wanted = self._search.strip()
        self.beginResetModel()
        self._shown = [
            lesson
            for lesson in self._all
            if has_text(f"{lesson.title} {lesson.description or ''}", wanted)
            and self._language in ("", lesson.language)
        ]
        self.endResetModel()


def facts_of(lesson: LessonSummary) -> list[str]:
    """Return what to show beside a lesson's title: unfinished or not, its steps, its language."""
    facts = [
        QCoreApplication.translate("LessonListModel", "Steps: {count}").format(
            count=lesson.step_count
        ),
        language_name(lesson.language),
    ]
    if lesson.is_unfinished:
        facts.insert(0, QCoreApplication.translate("LessonListModel", "Unfinished"))
    return facts
