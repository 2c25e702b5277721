"""The People page: rosters at the left, and the selected one's people and attendance."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QHideEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from classroom_app.application.report_document import FileKind
from classroom_app.domain.roster import Roster
from classroom_app.gui.console import Console
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.gui.kit.fitting_row import FittingRow, icon_alone_when_narrow
from classroom_app.gui.kit.label import ElidedLabel, Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.people.attendance_panel import AttendancePanel
from classroom_app.gui.people.cards_dialog import CardsDialog
from classroom_app.gui.people.people_panel import PeoplePanel
from classroom_app.gui.people.roster_dialogs import RosterDialogs
from classroom_app.gui.people.roster_list import RosterList
from classroom_app.gui.people.roster_list_model import count_text
from classroom_app.gui.theme.tokens import Space

PEOPLE, ATTENDANCE = range(2)


class PeoplePage(Panel):
    """Follows changes of the rosters, made here or on other computers.

    `listed` follows each update of the list. `noted` means that a scrub is due after a person was
    removed, `scrubbed` that a due scrub is done, or postponed to the end of a running class.
    `cards_shown` means that the dialog for seat cards is open.
    """

    listed = Signal()
    noted = Signal()
    cards_shown = Signal()
    scrubbed = Signal()

    def __init__(self, console: Console, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("peoplePage")
        self._console = console
        self.list = RosterList(self)
        self._title = ElidedLabel("", "large", self, letters=18)
        self._count = Label("", "muted", parent=self)
        self.tabs = QTabBar(self)
        self.tabs.setObjectName("rosterTabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.toast = Toast(self, lift=Space.XL)
        self.dialogs = RosterDialogs(console, self.toast, self)
        self.people = PeoplePanel(console, self.toast, self)
        self.attendance = AttendancePanel(console, self)
        self._pages = QStackedWidget(self)
        self._empty = Label("", "empty", wraps=True, parent=self)
        self._empty.setObjectName("noRosters")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._right = QStackedWidget(self)
        self._rename = IconButton("rename", name="renameRosterButton", parent=self)
        self._export = IconButton("export", name="exportRosterButton", parent=self)
        self._kinds = QMenu(self)
        self._kinds.setObjectName("exportRosterMenu")
        self._export.setMenu(self._kinds)
        self._as_kind = {kind: self._entry(kind) for kind in (FileKind.XLSX, FileKind.CSV)}
        self._cards = IconButton("qr", name="seatCardsButton", parent=self)
        self._delete = IconButton("trash", kind="danger", name="deleteRosterButton", parent=self)
        self._build()
        self.list.roster_chosen.connect(self._show_roster)
        self.list.new_requested.connect(self.dialogs.ask_new)
        self.list.import_requested.connect(lambda: self.dialogs.ask_file(None))
        for button, ask in (
            (self._rename, self.dialogs.ask_title),
            (self._cards, self._ask_cards),
            (self._delete, self.dialogs.ask_delete),
        ):
            button.clicked.connect(lambda _checked=False, ask=ask: self._with_roster(ask))
        self.dialogs.made.connect(self.choose)
        self.people.paste_requested.connect(
            lambda: self._with_roster(lambda one: self.dialogs.ask_paste(one, self._add))
        )
        self.people.file_requested.connect(
            lambda: self._with_roster(lambda one: self.dialogs.ask_file(one, self._add))
        )
        self.people.edits.removed.connect(self._on_removed)
        self.tabs.currentChanged.connect(self._on_tab)
        unsubscribe = console.services.rosters.subscribe(self._on_changed)
        self.destroyed.connect(lambda: unsubscribe())
        self.finish()

    @property
    def roster(self) -> Roster | None:
        """The selected roster in its current state, or None."""
        return self._console.services.rosters.roster(self.list.chosen_id)

    def refresh(self) -> None:
        """Update the page when it is shown."""
        self._show_list()
        self.attendance.refresh()

    def choose(self, roster_id: int) -> None:
        """Select a roster."""
        self._show_list(roster_id)

    def import_files(self, paths: Sequence[str]) -> None:
        """Preview the first of these files for a new roster; ignore the others."""
        for path in paths[:1]:
            self.dialogs.read_file(Path(path), None)

    def hideEvent(self, qevent: QHideEvent) -> None:
        """Scrub what was deleted from rosters when the page is left."""
        super().hideEvent(qevent)
        work = self._console.services.privacy.scrub_if_due()
        self._console.tasks.run(work, lambda _none: self.scrubbed.emit())

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
        for button, text in (
            (self._rename, self.tr("Rename…")),
            (self._cards, self.tr("Seat cards…")),
            (self._export, self.tr("Export…")),
            (self._delete, self.tr("Delete…")),
        ):
            button.setText(text)
            button.setAccessibleName(text.replace("…", ""))
            button.setToolTip(text.replace("…", ""))
        self._cards.setToolTip(self.tr("Print cards with name, number and QR code for the seats"))
        self._as_kind[FileKind.XLSX].setText(self.tr("Excel workbook (.xlsx)…"))
        self._as_kind[FileKind.CSV].setText(self.tr("CSV…"))
        self._name_roster()

    def _ask_cards(self, roster: Roster) -> None:
        """Show the seat cards of a roster, once the token in their links is stored."""
        work = self._console.services.seat_cards.token_of(roster.id)
        self._console.tasks.run(
            work,
            lambda token: self._show_cards(roster, token),
            lambda error: self.toast.say(cause_text(error)),
        )

    def _show_cards(self, roster: Roster, token: str) -> None:
        dialog = CardsDialog(self._console, roster, token, self.toast, self)
        dialog.open()
        self.cards_shown.emit()

    def _entry(self, kind: FileKind) -> QAction:
        action = QAction(self)
        action.setObjectName(f"{kind}RosterAction")
        action.triggered.connect(
            lambda: self._with_roster(lambda one: self.dialogs.ask_export(kind, one))
        )
        self._kinds.addAction(action)
        return action

    def _with_roster(self, do: Callable[[Roster], None]) -> None:
        roster = self.roster
        if roster is not None:
            do(roster)

    def _add(self, _title: str, people: list[tuple[int, str]]) -> None:
        self.people.add(people)

    def _on_removed(self) -> None:
        """Note that a scrub is due, so that no bytes of removed people stay in the database."""
        work = self._console.services.privacy.note_deleted()
        self._console.tasks.run(work, lambda _none: self.noted.emit())

    def _on_changed(self, _roster_id: int) -> None:
        self._show_list()

    def _show_list(self, wanted: int | None = None) -> None:
        self.list.show_rosters(self._console.services.rosters.rosters, wanted)
        self._show_roster()
        self.listed.emit()

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
            self._cards.setEnabled(bool(roster.people))

    def _build(self) -> None:
        shown = QWidget(self)
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._count)
        head = QWidget(shown)
        head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.head = QHBoxLayout(head)
        self.head.setContentsMargins(0, 0, 0, 0)
        self.head.setSpacing(Space.S)
        self.head.addLayout(words, 1)
        for button in (self._rename, self._cards, self._export, self._delete):
            self.head.addWidget(button)
        narrow = (self._rename, self._delete, self._export, self._cards)
        self._fitting = FittingRow(head, [*map(icon_alone_when_narrow, narrow)])
        column.addWidget(head)
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
