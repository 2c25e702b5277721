"""Asks before a class or a student is deleted, and explains what is deleted along with it."""

from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from classroom_app.application.ports import StorageError
from classroom_app.application.privacy_service import ClassRunningError, OldClass, Trace
from classroom_app.application.report_service import PastClass
from classroom_app.gui.console import Console
from classroom_app.gui.history.erase_student_dialog import EraseStudentDialog
from classroom_app.gui.history.past_classes_model import day_text
from classroom_app.gui.kit.ask_dialog import AskDialog
from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.gui.kit.faults_dialog import FaultsDialog
from classroom_app.gui.kit.server_copies import server_copies
from classroom_app.gui.theme.icons import icon
from classroom_app.gui.theme.tokens import colours_of


class EraseDialogs(QObject):
    """Asks, then deletes and emits `erased`, or shows why that failed and emits `refused`.

    Questions that need a query first emit `asked` once their dialog is open; `ask_old` emits
    `nothing_found` instead if there is nothing to delete.
    """

    asked = Signal()
    erased = Signal()
    nothing_found = Signal()
    refused = Signal()

    def __init__(self, console: Console, window: QWidget) -> None:
        super().__init__(window)
        self._console, self._window = console, window

    def ask_class(self, past: PastClass) -> None:
        """Ask, then delete one class."""
        dialog = AskDialog(
            "eraseClassDialog",
            self.tr("Delete the class “{title}” of {day}?").format(
                title=past.title, day=day_text(past)
            ),
            self.tr(
                "This also deletes its report, with the names, times, help requests, "
                "messages and pictures of its students ({count})."
            ).format(count=past.people)
            + " "
            + self._for_good(),
            self.tr("Delete"),
            self._window,
        )
        dialog.accepted.connect(partial(self._erase_classes, [past.id]))
        dialog.open()

    def ask_old(self, days: int) -> None:
        """Ask, then delete all classes older than `days`."""
        work = self._console.services.privacy.older_than(days)
        self._console.tasks.run(work, partial(self._ask_old, days))

    def show_student_menu(self, participant_id: int, at: QPoint) -> None:
        """Show a context menu that offers to delete a student."""
        menu = QMenu(self._window)
        menu.setObjectName("reportStudentMenu")
        menu.addAction(
            icon("trash", colours_of(menu.palette())),
            self.tr("Delete this student…"),
            partial(self.ask_student, participant_id),
        )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def ask_student(self, participant_id: int) -> None:
        """Ask, then delete a student from this class or from all classes."""
        work = self._console.services.privacy.traces(participant_id)
        self._console.tasks.run(work, partial(self._ask_student, participant_id))

    def _ask_old(self, days: int, old: list[OldClass]) -> None:
        if not old:
            self.nothing_found.emit()
            return
        dialog = AskDialog(
            "eraseOldDialog",
            self.tr("Delete these classes ({count})?").format(count=len(old)),
            self.tr(
                "This deletes every class older than {days} days ({first} to {last}) "
                "with its report, names, messages and pictures."
            ).format(
                days=days,
                first=f"{old[0].created_at.astimezone():%Y-%m-%d}",
                last=f"{old[-1].created_at.astimezone():%Y-%m-%d}",
            )
            + " "
            + self._for_good(),
            self.tr("Delete"),
            self._window,
        )
        dialog.accepted.connect(partial(self._erase_classes, [one.id for one in old]))
        dialog.open()
        self.asked.emit()

    def _ask_student(self, participant_id: int, traces: list[Trace]) -> None:
        if traces:
            leaves_copies = self._console.services.privacy.leaves_copies
            dialog = EraseStudentDialog(
                participant_id, traces, self._window, leaves_copies=leaves_copies
            )
            dialog.confirmed.connect(self._erase_student)
            dialog.open()
            self.asked.emit()

    def _erase_classes(self, session_ids: list[int]) -> None:
        work = self._console.services.privacy.erase_classes(session_ids)
        self._console.tasks.run(work, lambda _none: self.erased.emit(), self._on_refused)

    def _erase_student(self, traces: list[Trace]) -> None:
        work = self._console.services.privacy.erase_student(traces)
        self._console.tasks.run(work, lambda _none: self.erased.emit(), self._on_refused)

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, ClassRunningError) and error.computer:
            fault = self.tr(
                "“{title}” is being led on the computer {computer}. Wait until it has ended."
            ).format(title=error.title, computer=error.computer)
        elif isinstance(error, ClassRunningError):
            fault = self.tr("“{title}” is still running. End it first.").format(title=error.title)
        else:
            fault = cause_text(error.cause if isinstance(error, StorageError) else error)
        FaultsDialog(
            self.tr("Couldn't delete"),
            self.tr("Nothing was changed."),
            [fault],
            self._window,
        ).open()
        self.refused.emit()

    def _for_good(self) -> str:
        return self.tr(
            "Automatic copies in the data folder are deleted too; backups you "
            "saved elsewhere are not. You can't undo this."
        ) + server_copies(leaves_copies=self._console.services.privacy.leaves_copies)
