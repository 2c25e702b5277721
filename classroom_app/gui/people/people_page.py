"""The page People: rosters at the left, and of the chosen one its people and their attendance."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from classroom_app.domain.roster import Roster
from classroom_app.gui.console import Console
from classroom_app.gui.kit.label import ElidedLabel, Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.people.attendance_panel import AttendancePanel
from classroom_app.gui.people.people_panel import PeoplePanel
from classroom_app.gui.people.roster_list import RosterList
from classroom_app.gui.people.roster_list_model import count_text
from classroom_app.gui.people.title_dialog import TitleDialog
from classroom_app.gui.theme.tokens import Space

PEOPLE, ATTENDANCE = range(2)


class PeoplePage(Panel):
    """Follows the rosters, whoever changes them."""

    def __init__(self, console: Console, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("peoplePage")
        self._console = console
        self.list = RosterList(self)
        self._title = ElidedLabel("", "large", self)
        self._count = Label("", "muted", parent=self)
        self.tabs = QTabBar(self)
        self.tabs.setObjectName("rosterTabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.people = PeoplePanel(console, self)
        self.attendance = AttendancePanel(console, self)
        self._pages = QStackedWidget(self)
        self._empty = Label("", "empty", wraps=True, parent=self)
        self._empty.setObjectName("noRosters")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._right = QStackedWidget(self)
        self._build()
        self.list.roster_chosen.connect(self._show_roster)
        self.list.new_requested.connect(self.ask_new)
        self.tabs.currentChanged.connect(self._on_tab)
        unsubscribe = console.services.rosters.subscribe(self._on_changed)
        self.destroyed.connect(lambda: unsubscribe())
        self.finish()

    @property
    def roster(self) -> Roster | None:
        """The roster that is chosen, as it is now."""
        return self._console.services.rosters.roster(self.list.chosen_id)

    def refresh(self) -> None:
        """Show the rosters as they are: the page comes to the front."""
        self._show_list()
        self.attendance.refresh()

    def choose(self, roster_id: int) -> None:
        """Choose a roster."""
        self._show_list(roster_id)

    def ask_new(self) -> None:
        """Ask for the title of a new roster."""
        dialog = TitleDialog(self.tr("New roster"), "", self.window())
        dialog.title_given.connect(self._make)
        dialog.open()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        for place, text in enumerate((self.tr("People"), self.tr("Attendance"))):
            if place < self.tabs.count():
                self.tabs.setTabText(place, text)
            else:
                self.tabs.addTab(text)
        self.tabs.setAccessibleName(self.tr("Parts of the roster"))
        self._empty.setText(
            self.tr(
                "No rosters yet. A roster holds the names of a course, with a number each: in a "
                "class, people then type their number in place of their name."
            )
        )
        self._name_roster()

    def _make(self, title: str) -> None:
        work = self._console.services.rosters.create(title)
        self._console.tasks.run(work, lambda roster: self.choose(roster.id))

    def _on_changed(self, _roster_id: int) -> None:
        self._show_list()

    def _show_list(self, wanted: int | None = None) -> None:
        self.list.show_rosters(self._console.services.rosters.rosters, wanted)
        self._show_roster()

    def _on_tab(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        if place == ATTENDANCE:
            self.attendance.refresh()

    def _show_roster(self, _roster_id: object = None) -> None:
        roster = self.roster
        self.people.show_roster(roster)
        self.attendance.show_roster(roster)
        self._right.setCurrentIndex(0 if roster is not None else 1)
        self._name_roster()

    def _name_roster(self) -> None:
        roster = self.roster
        if roster is not None:
            self._title.setText(roster.title)
            self._count.setText(count_text(roster))

    def _build(self) -> None:
        shown = QWidget(self)
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._count)
        self.head = QHBoxLayout()
        self.head.setSpacing(Space.S)
        self.head.addLayout(words, 1)
        column.addLayout(self.head)
        column.addWidget(self.tabs)
        self._pages.addWidget(self.people)
        self._pages.addWidget(self.attendance)
        column.addWidget(self._pages, 1)
        self._right.addWidget(shown)
        self._right.addWidget(self._empty)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        row.setSpacing(Space.L)
        row.addWidget(self.list)
        row.addWidget(self._right, 1)
