"""The classes of the past as a list."""

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QDate, QLocale, QObject, Qt

from classroom_app.application.report_service import PastClass
from classroom_app.domain.session_code import formatted_code
from classroom_app.gui.kit.roles import ID_ROLE, NO_PARENT, ROW_ROLE, Index
from classroom_app.gui.kit.search_text import has_text
from classroom_app.gui.kit.texts import plain_tooltip


class PastClassesModel(QAbstractListModel):
    """One row a class, newest first; search looks at title, lesson, code and day."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[PastClass] = []
        self._shown: list[PastClass] = []
        self._search = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is no class at all, whatever is searched for."""
        return not self._all

    def show_classes(self, classes: list[PastClass]) -> None:
        """Show these."""
        if classes != self._all:
            self._all = classes
            self.search(self._search)

    def search(self, words: str) -> None:
        """Show those that have all these words."""
        self._search = words
        wanted = words.split()
        self.beginResetModel()
        self._shown = [
            past for past in self._all if all(has_text(_searched(past), word) for word in wanted)
        ]
        self.endResetModel()

    def place_of(self, session_id: int) -> int | None:
        """Return the row of a class, None when it is not shown."""
        places = (n for n, past in enumerate(self._shown) if past.id == session_id)
        return next(places, None)

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Return how many are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a class's title, the class, or a line about it."""
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
    """Return the day and hour of a class, as the language writes them."""
    at = (past.started_at or past.created_at).astimezone()
    day = QLocale().toString(QDate(at.year, at.month, at.day), QLocale.FormatType.ShortFormat)
    return f"{day}  {at:%H:%M}"


def led_text(past: PastClass) -> str:
    """Return on which computer a class was led, "" where no other could have been."""
    if not past.computer:
        return ""
    return QCoreApplication.translate("PastClasses", "Led on {computer}").format(
        computer=past.computer
    )


def people_text(past: PastClass) -> str:
    """Return how many came."""
    return QCoreApplication.translate("PastClasses", "Students: {count}").format(count=past.people)


def _searched(past: PastClass) -> str:
    day = (past.started_at or past.created_at).astimezone()
    words = (past.title, past.lesson_title, past.code, formatted_code(past.code), day_text(past))
    return f"{' '.join(words)} {day:%Y-%m-%d} {past.computer}"
