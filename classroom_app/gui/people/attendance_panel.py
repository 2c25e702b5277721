"""The attendance of a roster: the table, corrections, exports and certificates."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from classroom_app.application.attendance_service import (
    AttendanceSettings,
    ChangedElsewhereError,
    CourseRecord,
    Overruled,
)
from classroom_app.application.certificate import Kept
from classroom_app.application.ports import StorageError
from classroom_app.application.privacy_service import ClassRunningError, PersonTraces
from classroom_app.application.report_document import TableDocument
from classroom_app.application.shared_lists import Topic, Topics
from classroom_app.domain.attendance import SIGNS, Limits, Mark
from classroom_app.domain.roster import Roster
from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.console import Console
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.gui.kit.faults_dialog import FaultsDialog
from classroom_app.gui.kit.fitting_row import FittingRow, icon_alone_when_narrow
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.page_stack import PageStack
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.people.attendance_model import CORRECTED
from classroom_app.gui.people.attendance_table import AttendanceTable
from classroom_app.gui.people.attendance_words import (
    attendance_document,
    limits_text,
    mark_word,
    signs_text,
)
from classroom_app.gui.people.certificate_dialog import CertificateDialog
from classroom_app.gui.people.erase_person_dialog import ErasePersonDialog
from classroom_app.gui.people.limits_dialog import LimitsDialog
from classroom_app.gui.people.person_page import PersonPage
from classroom_app.gui.people.table_exporter import TableExporter
from classroom_app.gui.theme.tokens import Space

Change = tuple[int, int, Mark | None]


class AttendancePanel(Panel):
    """The tab Attendance of the People page.

    `shown` means that the stored attendance of the roster is shown; `asked` that the question
    whether to delete a person is open. `erased` follows the deletion, `refused` a failed one.
    """

    shown = Signal()
    asked = Signal()
    erased = Signal()
    refused = Signal()

    def __init__(self, console: Console, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("attendancePanel")
        self._console = console
        self._roster: Roster | None = None
        self.course: CourseRecord | None = None
        self._is_reading = self._is_outdated = False
        self.toast = Toast(self, lift=Space.XL)
        self.exporter = TableExporter(console, self.toast, self)
        self.table = AttendanceTable(self)
        self.person = PersonPage(self.exporter, self)
        self._legend = Label("", "caption", wraps=True, parent=self)
        self._legend.setObjectName("attendanceLegend")
        self._empty = Label("", "empty", wraps=True, parent=self)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._mark = IconButton("check", name="markAttendanceButton", parent=self)
        self._marks = QMenu(self)
        self._marks.setObjectName("markMenu")
        self._mark_actions: dict[Mark | None, QAction] = {}
        self._mark.setMenu(self._marks)
        self._mark.setProperty("menu", "true")
        self._open = IconButton("people", name="openPersonButton", parent=self)
        self._limits = IconButton("clock", name="limitsButton", parent=self)
        self._certificates = IconButton("certificate", name="certificatesButton", parent=self)
        self._export = IconButton("export", name="exportAttendanceButton", parent=self)
        self._kinds = self.exporter.offer_kinds(self._export, self.document)
        self._print = IconButton("print", name="printAttendanceButton", parent=self)
        self._pages = PageStack(self)
        self._sheet = QWidget(self)
        self._build()
        self._connect()
        self.finish()

    def show_roster(self, roster: Roster | None) -> None:
        """Show a roster; call when another one is selected and when it has changed."""
        is_other = (roster and roster.id) != (self._roster and self._roster.id)
        self._roster = roster
        if is_other:
            self.course = None
            self.toast.dismiss()
            self._show_course()
        self.refresh()

    def refresh(self) -> None:
        """Reload the attendance if the tab is visible."""
        if self.isVisible() and self._roster is not None:
            self._read()

    def document(self) -> TableDocument | None:
        """Return the attendance sheet that is shown, or None."""
        return None if self.course is None else attendance_document(self.course)

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        words = {
            Mark.PRESENT: self.tr("Mark as present"),
            Mark.PARTIAL: self.tr("Mark as late or left early"),
            Mark.ABSENT: self.tr("Mark as absent"),
        }
        for mark, text in words.items():
            self._mark_actions[mark].setText(f"{SIGNS[mark]}  {text}")
        self._mark_actions[None].setText(self.tr("As the phone says"))
        for button, text in (
            (self._mark, self.tr("Mark")),
            (self._open, self.tr("Person…")),
            (self._limits, self.tr("Limits…")),
            (self._certificates, self.tr("Certificates…")),
            (self._export, self.tr("Export")),
            (self._print, self.tr("Print…")),
        ):
            button.setText(text)
            button.setAccessibleName(text.replace("…", ""))
        self.table.setAccessibleName(self.tr("Attendance"))
        self.exporter.name_kinds(self._kinds)
        self._show_course()

    def restyle(self) -> None:
        """Draw the signs in the current colours."""
        self.table.model_.paint_in(self.colours)

    def showEvent(self, qevent: QShowEvent) -> None:
        """Reload what may have changed while the tab was hidden."""
        super().showEvent(qevent)
        self.refresh()

    def mark(self, mark: Mark | None) -> None:
        """Correct the attendance in the selected cells; None removes corrections."""
        changes: list[Change] = []
        before: list[Change] = []
        for row, cell in self.table.chosen_places():
            noted = None if cell.correction is None else cell.correction.mark
            if noted is not mark:
                changes.append((cell.session_id, row.person.id, mark))
                before.append((cell.session_id, row.person.id, noted))
        if changes:
            self._correct(changes, before)

    def open_person(self, person_id: int) -> None:
        """Show one person's page."""
        if self.course is not None and self.person.show_person(self.course, person_id):
            self._pages.setCurrentWidget(self.person)

    def ask_limits(self) -> None:
        """Open the dialog for the limits of this roster."""
        if self.course is None:
            return
        settings = self.course.settings
        dialog = LimitsDialog(settings.limits, settings.enough, self.window())
        dialog.chosen.connect(partial(self._set_limits, self.course.roster.id, settings))
        dialog.open()

    def ask_certificates(self) -> None:
        """Open the dialog for the certificates of this roster."""
        course = self.course
        if course is None:
            return
        today = self._console.services.clock.now().astimezone().date()
        dialog = CertificateDialog(self._console, course, today, self.window())
        seen = dict(course.settings.words)
        dialog.words_kept.connect(partial(self._keep_words, course.roster.id, seen))
        dialog.enough_chosen.connect(partial(self._set_enough, course.roster.id, course.settings))
        dialog.open()

    def ask_delete(self, person_id: int) -> None:
        """Ask, then delete a person from one roster and its classes, or from everything."""
        work = self._console.services.privacy.person_traces(person_id)
        self._console.tasks.run(work, self._ask_delete)

    # Reading ------------------------------------------------------------------------------------

    def _read(self) -> None:
        """Read the attendance; if a read is running, once more after it."""
        if self._roster is None:
            return
        if self._is_reading:
            self._is_outdated = True
            return
        self._is_reading, self._is_outdated = True, False
        work = self._console.services.attendance.course(self._roster.id)
        self._console.tasks.run(work, self._take, self._on_unread, self._end)

    def _end(self) -> None:
        self._is_reading = False

    def _take(self, course: CourseRecord) -> None:
        if self._is_outdated:
            self._read()
        if self._roster is not None and course.roster.id == self._roster.id:
            self.course = course
            self._show_course()
            if not self._is_reading:
                self.shown.emit()

    def _on_unread(self, error: Exception) -> None:
        """Show why reading failed; say nothing about a roster that was deleted meanwhile."""
        if isinstance(error, StorageError):
            self.course = None
            self._show_course()
            self._empty.setText(cause_text(error.cause))
        if self._is_outdated:
            self._read()

    def _show_course(self) -> None:
        course = self.course
        self.table.model_.show_course(course)
        has_classes = course is not None and bool(course.attendance.meetings)
        self._empty.setText(
            self.tr(
                "No classes were held with this roster yet. Choose it when you open a class; "
                "after the class, who came stands here."
            )
            if course is not None
            else ""
        )
        if course is not None:
            limits = limits_text(course.attendance.limits)
            corrected = self.tr("{sign} corrected by hand").format(sign=CORRECTED)
            self._legend.setText(f"{signs_text()}, {corrected}.  {limits}.")
        is_person = self._pages.currentWidget() is self.person
        person_id = self.person.person_id
        stays = (
            is_person
            and course is not None
            and person_id is not None
            and self.person.show_person(course, person_id)
        )
        if not stays:
            self._pages.setCurrentWidget(self._sheet if has_classes else self._empty)
        self._allow()

    def _allow(self) -> None:
        """Enable the buttons that apply now; the tooltips of the others say why not."""
        has_classes = self.course is not None and bool(self.course.attendance.meetings)
        places = bool(self.table.chosen_places())
        for button, is_allowed, reason in (
            (self._mark, places, self.tr("Select one or more cells first.")),
            (self._open, self.table.chosen_person() is not None, self.tr("Select a cell first.")),
            (self._limits, has_classes, ""),
            (self._certificates, has_classes, ""),
            (self._export, has_classes, ""),
            (self._print, has_classes, ""),
        ):
            button.setEnabled(is_allowed)
            button.setToolTip(button.accessibleName() if is_allowed else reason)

    # Changing -----------------------------------------------------------------------------------

    def _correct(self, changes: Sequence[Change], before: Sequence[Change]) -> None:
        work = self._console.services.attendance.correct(changes, before)
        self._console.tasks.run(work, partial(self._on_corrected, changes, before))

    def _on_corrected(
        self, changes: Sequence[Change], before: Sequence[Change], overruled: Sequence[Overruled]
    ) -> None:
        self.refresh()
        mark, count = changes[0][2], len(changes) - len(overruled)
        if overruled:
            self._say_overruled(overruled)
            return
        if mark is None:
            said = self.tr("The phone's word counts again ({count}).").format(count=count)
        else:
            said = self.tr("Marked by hand: {mark} ({count}).").format(
                mark=f"{SIGNS[mark]} {mark_word(mark)}", count=count
            )
        self.toast.say(said, partial(self._take_back, before, changes))

    def _take_back(self, before: Sequence[Change], changes: Sequence[Change]) -> None:
        work = self._console.services.attendance.correct(before, changes)
        self._console.tasks.run(work, self._on_taken_back)

    def _on_taken_back(self, overruled: Sequence[Overruled]) -> None:
        self.refresh()
        if overruled:
            self._say_overruled(overruled)

    def _say_overruled(self, overruled: Sequence[Overruled]) -> None:
        """Report that another computer corrected the same cells first, and how."""
        first = overruled[0].stands
        if first is None:
            said = self.tr(
                "Not marked ({count}): another computer took the mark back meanwhile. Look again."
            ).format(count=len(overruled))
        else:
            said = self.tr(
                "Not marked ({count}): {who} marked {mark} on another computer meanwhile."
            ).format(
                count=len(overruled),
                who=first.by,
                mark=f"{SIGNS[first.mark]} {mark_word(first.mark)}",
            )
        self.toast.say(said)

    def _set_limits(
        self, roster_id: int, seen: AttendanceSettings, limits: Limits, enough: int
    ) -> None:
        work = self._console.services.attendance.set_limits(roster_id, limits, enough, seen)
        self._console.tasks.run(work, lambda _none: self.refresh(), self._on_limits_not_set)

    def _on_limits_not_set(self, error: Exception) -> None:
        self.refresh()
        if isinstance(error, ChangedElsewhereError):
            self.toast.say(
                self.tr("Not changed: another computer set other limits meanwhile. Look again.")
            )
        elif isinstance(error, StorageError):
            self._console.tasks.storage_failed.emit(error.cause)

    def _set_enough(self, roster_id: int, seen: AttendanceSettings, enough: int) -> None:
        self._set_limits(roster_id, seen, seen.limits, enough)

    def _keep_words(
        self, roster_id: int, seen: dict[str, Kept], language: str, kept: dict[str, str]
    ) -> None:
        before, seen[language] = seen.get(language, {}), kept
        work = self._console.services.attendance.keep_words(roster_id, language, kept, before)
        self._console.tasks.run(work, lambda _none: self.refresh(), self._on_words_not_kept)

    def _on_words_not_kept(self, error: Exception) -> None:
        self.refresh()
        if isinstance(error, ChangedElsewhereError):
            self.toast.say(
                self.tr(
                    "Another computer wrote other words for certificates meanwhile. Those are "
                    "remembered; yours are on the certificates that you made."
                )
            )
        elif isinstance(error, StorageError):
            self._console.tasks.storage_failed.emit(error.cause)

    def _ask_delete(self, person: PersonTraces | None) -> None:
        if person is not None:
            leaves_copies = self._console.services.privacy.leaves_copies
            dialog = ErasePersonDialog(person, self.window(), leaves_copies=leaves_copies)
            dialog.confirmed.connect(self._erase)
            dialog.open()
            self.asked.emit()

    def _erase(self, person: PersonTraces) -> None:
        work = self._console.services.privacy.erase_person(person)
        self._console.tasks.run(work, lambda _none: self._on_erased(), self._on_not_erased)

    def _on_erased(self) -> None:
        self._pages.setCurrentWidget(self._sheet)
        self.refresh()
        self.erased.emit()

    def _on_not_erased(self, error: Exception) -> None:
        if isinstance(error, ClassRunningError) and error.computer:
            fault = self.tr(
                "“{title}” is being led on the computer {computer}. Wait until it has ended."
            ).format(title=error.title, computer=error.computer)
        elif isinstance(error, ClassRunningError):
            fault = self.tr("“{title}” is still running. End it first.").format(title=error.title)
        else:
            fault = cause_text(error.cause if isinstance(error, StorageError) else error)
        FaultsDialog(
            self.tr("Couldn't delete"), self.tr("Nothing was changed."), [fault], self.window()
        ).open()
        self.refused.emit()

    def _show_menu(self, at: QPoint) -> None:
        if self.table.chosen_places():
            self._marks.popup(at)

    def _open_chosen(self) -> None:
        row = self.table.chosen_person()
        if row is not None:
            self.open_person(row.person.id)

    def _on_print(self) -> None:
        document = self.document()
        if document is not None:
            self.exporter.print_document(document)

    def _on_changes(self, topics: Topics) -> None:
        """Reload after another computer changed attendance or classes, or deleted people."""
        if topics & {Topic.ATTENDANCE, Topic.CLASSES, Topic.ERASED}:
            self.refresh()

    def _on_lead_changed(self) -> None:
        """Reload once the class has ended: from then on it counts."""
        session = self._console.board.session
        if session is not None and session.status is SessionStatus.ENDED:
            self.refresh()

    def _close_person(self) -> None:
        self._pages.setCurrentWidget(self._sheet)
        self.table.setFocus()

    # Building -----------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.table.person_opened.connect(self.open_person)
        self.table.menu_requested.connect(self._show_menu)
        self.table.selection_changed.connect(self._allow)
        self.person.back_requested.connect(self._close_person)
        self.person.delete_requested.connect(self.ask_delete)
        self._open.clicked.connect(self._open_chosen)
        self._limits.clicked.connect(self.ask_limits)
        self._certificates.clicked.connect(self.ask_certificates)
        self._print.clicked.connect(self._on_print)
        self._console.bridge.lead_changed.connect(self._on_lead_changed)
        unsubscribe = self._console.services.changes.subscribe(self._on_changes)
        self.destroyed.connect(lambda: unsubscribe())

    def _build(self) -> None:
        for mark in (*Mark, None):
            if mark is None:
                self._marks.addSeparator()
            action = self._marks.addAction("", partial(self.mark, mark))
            action.setObjectName(f"mark{mark.value.title() if mark else 'Measured'}Action")
            self._mark_actions[mark] = action
        head = QWidget(self._sheet)
        head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self._mark)
        row.addWidget(self._open)
        row.addStretch(1)
        later = (self._limits, self._certificates, self._export, self._print)
        for button in later:
            row.addWidget(button)
        first_to_go = (self._print, self._limits, self._export, self._open, self._mark)
        stages = [*map(icon_alone_when_narrow, (*first_to_go, self._certificates))]
        self._fitting = FittingRow(head, stages)
        column = QVBoxLayout(self._sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(head)
        card = Panel("panel", self._sheet)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, Space.XS, 1, Space.XS)
        inside.addWidget(self.table)
        column.addWidget(card, 1)
        column.addWidget(self._legend)
        for page in (self._empty, self._sheet, self.person):
            self._pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
