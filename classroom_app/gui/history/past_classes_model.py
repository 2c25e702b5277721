"""The past classes as a list model."""

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QDate, QLocale, QObject, Qt

from classroom_app.application.report_service import PastClass
from classroom_app.domain.session_code import formatted_code
from classroom_app.gui.kit.roles import ID_ROLE, NO_PARENT, ROW_ROLE, Index
from classroom_app.gui.kit.search_text import has_text
from classroom_app.gui.kit.texts import plain_tooltip


class PastClassesModel(QAbstractListModel):
    """One row per class; the search covers title, lesson, code, day and computer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[PastClass] = []
        self._shown: list[PastClass] = []
        self._search = ""

    @property
    def is_empty(self) -> bool:
        """Whether there are no classes at all, regardless of the search."""
        return not self._all

    def show_classes(self, classes: list[PastClass]) -> None:
        """Replace the classes, newest first; no reset if they are equal to the current ones."""
        if classes != self._all:
            self._all = classes
            self.search(self._search)

    def search(self, words: str) -> None:
        """Show the classes that match every word."""
        self._search = words
        wanted = words.split()
        self.beginResetModel()
        self._shown = [
            past for past in self._all if all(has_text(_searched(past), word) for word in wanted)
        ]
        self.endResetModel()

    def place_of(self, session_id: int) -> int | None:
        """Return the row of a class, or None if it is not shown."""
        places = (n for n, past in enumerate(self._shown) if past.id == session_id)
        return next(places, None)

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Return how many classes are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a class's title, the class, its id, or a line about it."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        past = self._shown[index.row()]
        if role == ROW_ROLE:
            return past
        if role == ID_ROLE:
            return past.id
        if role == Qt.ItemDataRole.DisplayRole:
            return past.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = (past.title, day_text(past), people_text(past), past.computer)
            return " · ".join(filter(None, said))
        if role == Qt.ItemDataRole.ToolTipRole and past.computer:
            return plain_tooltip(led_text(past))
        return None


def day_text(past: PastClass) -> str:
    """Return the day (in the format of the locale) and the local time of a class."""
    at = (past.started_at or past.created_at).astimezone()
    day = QLocale().toString(QDate(at.year, at.month, at.day), QLocale.FormatType.ShortFormat)
    return f"{day}  {at:%H:%M}"


def led_text(past: PastClass) -> str:
    """Return on which computer a class was led, "" if `computer` is not set."""
    if not past.computer:
        return ""
    return QCoreApplication.translate("PastClasses", "Led on {computer}").format(
        computer=past.computer
    )


def people_text(past: PastClass) -> str:
    """Return how many students the class had."""
    return QCoreApplication.translate("PastClasses", "Students: {count}").format(count=past.people)


def _searched(past: PastClass) -> str:
    day = (past.started_at or past.created_at).astimezone()
    words = (past.title, past.lesson_title, past.code, formatted_code(past.code), day_text(past))
    return f"{' '.join(words)} {day:%Y-%m-%d} {past.computer}"
