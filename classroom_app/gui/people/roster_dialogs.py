"""The dialogs about a roster: title, import, export and deletion."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from classroom_app.application.ports import StorageError
from classroom_app.application.report_document import FileKind
from classroom_app.application.roster_service import UnknownRosterError
from classroom_app.domain.roster import Roster
from classroom_app.domain.roster_merge import MergedRoster
from classroom_app.domain.sheet import Sheet
from classroom_app.gui.console import Console
from classroom_app.gui.kit.ask_dialog import AskDialog
from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.gui.kit.faults_dialog import FaultsDialog
from classroom_app.gui.kit.file_dialog import FileDialog, SaveDialog
from classroom_app.gui.kit.texts import shown_path
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.people.import_dialog import ImportDialog
from classroom_app.gui.people.roster_clashes import clash_text
from classroom_app.gui.people.roster_words import document_of, fault_text
from classroom_app.gui.people.title_dialog import TitleDialog
from classroom_app.protocol.roster_file import SUFFIXES
from classroom_app.system.file_names import file_name

Chosen = Callable[[str, list[tuple[int, str]]], None]


class RosterDialogs(QObject):
    """`made` carries the id of a new roster, `saved` the path of an exported file.

    `asked` means that the preview of a file is open, `refused` that reading or writing one failed.
    """

    asked = Signal()
    made = Signal(int)
    saved = Signal(str)
    deleted = Signal()
    refused = Signal()

    def __init__(self, console: Console, toast: Toast, page: QWidget) -> None:
        super().__init__(page)
        self._console, self._toast, self._page = console, toast, page
        self._rosters = console.services.rosters

    def ask_new(self) -> None:
        """Ask for the title of a new roster."""
        dialog = TitleDialog(self.tr("New roster"), "", self._page.window())
        dialog.title_given.connect(lambda title: self._make(title, []))
        dialog.open()

    def ask_title(self, roster: Roster) -> None:
        """Ask for another title."""
        dialog = TitleDialog(self.tr("Rename the roster"), roster.title, self._page.window())
        dialog.title_given.connect(partial(self._rename, roster))
        dialog.open()

    def ask_file(self, into: Roster | None, chosen: Chosen | None = None) -> None:
        """Ask for a file of names, for a new roster or for `into`."""
        dialog = FileDialog("rosterFileDialog", self.tr("Names from a file"), self._page)
        endings = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        tables = self.tr("Excel workbooks and CSV files ({endings})").format(endings=endings)
        dialog.setNameFilters([tables, self.tr("All files (*)")])
        dialog.fileSelected.connect(lambda path: self.read_file(Path(path), into, chosen))
        dialog.open()

    def read_file(self, path: Path, into: Roster | None, chosen: Chosen | None = None) -> None:
        """Preview the people in a file.

        Confirming calls `chosen` if `into` is given too, and else creates a roster.
        """
        self._console.tasks.run(
            self._rosters.read_file(path),
            partial(self._show_file, path, into, chosen),
            partial(self._on_not_read, path),
        )

    def ask_paste(self, into: Roster, chosen: Chosen) -> None:
        """Ask for pasted names to add to a roster."""
        dialog = ImportDialog(self._console.tasks, self._page.window(), into=into)
        dialog.people_chosen.connect(chosen)
        dialog.open()

    def ask_export(self, kind: FileKind, roster: Roster) -> None:
        """Ask where to export a roster to."""
        filters = {
            FileKind.XLSX: self.tr("Excel workbook (*.xlsx)"),
            FileKind.CSV: self.tr("CSV (*.csv)"),
        }
        title, ending = self.tr("Export the roster"), f".{kind}"
        dialog = SaveDialog("exportRosterDialog", title, self._page, filters[kind], ending)
        dialog.selectFile(f"{file_name(roster.title)}{ending}")
        dialog.chosen.connect(lambda path: self.export(kind, roster, Path(path)))
        dialog.open()

    def export(self, kind: FileKind, roster: Roster, path: Path) -> None:
        """Write a roster to a file."""
        work = self._console.services.reports.write(
            kind, document_of(roster), path, lambda _done, _total: None
        )
        self._console.tasks.run(
            work, lambda _none: self._on_saved(path), partial(self._on_not_saved, path)
        )

    def ask_delete(self, roster: Roster) -> None:
        """Ask, then delete a roster permanently."""
        dialog = AskDialog(
            "deleteRosterDialog",
            self.tr("Delete “{title}”?").format(title=roster.title),
            self.tr(
                "All {count} people on it are deleted, and you can't undo this. Reports of classes "
                "that you held with it stay, with the names of those who came."
            ).format(count=len(roster.people)),
            self.tr("Delete"),
            self._page.window(),
        )
        dialog.accepted.connect(lambda: self.delete(roster.id))
        dialog.open()

    def delete(self, roster_id: int) -> None:
        """Delete a roster permanently and scrub the database file."""
        self._console.tasks.run(self._delete(roster_id), lambda _none: self.deleted.emit())

    async def _delete(self, roster_id: int) -> None:
        privacy = self._console.services.privacy
        await privacy.note_deleted()
        await self._rosters.delete(roster_id)
        await privacy.scrub_if_due()

    def _make(self, title: str, people: list[tuple[int, str]]) -> None:
        work = self._rosters.create(title, people)
        self._console.tasks.run(work, lambda roster: self.made.emit(roster.id))

    def _rename(self, roster: Roster, title: str) -> None:
        work = self._rosters.change(roster, roster.titled(title))
        self._console.tasks.run(work, self._on_renamed, self._on_not_renamed)

    def _on_renamed(self, done: MergedRoster) -> None:
        if not done.is_as_wanted:
            self._toast.say(clash_text(done))

    def _on_not_renamed(self, error: Exception) -> None:
        if isinstance(error, UnknownRosterError):
            self._toast.say(self.tr("This roster was deleted on another computer."))
        elif isinstance(error, StorageError):
            self._console.tasks.storage_failed.emit(error.cause)

    def _show_file(
        self, path: Path, into: Roster | None, chosen: Chosen | None, sheets: list[Sheet]
    ) -> None:
        dialog = ImportDialog(
            self._console.tasks,
            self._page.window(),
            into=into,
            title=path.stem,
            sheets=sheets,
        )
        dialog.people_chosen.connect(chosen if into is not None and chosen else self._make)
        dialog.open()
        self.asked.emit()

    def _on_not_read(self, path: Path, error: Exception) -> None:
        FaultsDialog(
            self.tr("Couldn't read {file}").format(file=path.name),
            self.tr("Nobody was added."),
            [fault_text(error)],
            self._page.window(),
        ).open()
        self.refused.emit()

    def _on_saved(self, path: Path) -> None:
        self._toast.say(self.tr("Saved to {path}").format(path=shown_path(path, self._page)))
        self.saved.emit(str(path))

    def _on_not_saved(self, path: Path, error: Exception) -> None:
        FaultsDialog(
            self.tr("Couldn't save {file}").format(file=path.name),
            self.tr("Close the file if another program has it open, or choose another location."),
            [cause_text(error)],
            self._page.window(),
        ).open()
        self.refused.emit()
