"""Saves and prints tables of people: asks where, writes off the event loop, offers to open."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QPageLayout
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from classroom_app.application.certificate import CertificatesJob
from classroom_app.application.report_document import FileKind, TableDocument
from classroom_app.application.seat_card_job import SeatCardJob
from classroom_app.application.table_job import TablesJob
from classroom_app.gui.console import Console
from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.gui.kit.faults_dialog import FaultsDialog
from classroom_app.gui.kit.file_dialog import SaveDialog
from classroom_app.gui.kit.long_work import LongWork
from classroom_app.gui.kit.printing import ask_for_printer, say_not_printed
from classroom_app.gui.kit.texts import shown_path
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.people.paged_paper import DOTS_PER_INCH, PagedPaper
from classroom_app.gui.people.table_paper import TablePaper
from classroom_app.gui.tasks import Effort
from classroom_app.system.atomic_write import atomic_write
from classroom_app.system.file_names import file_name

KINDS = ("xlsx", "pdf", "csv")
Source = Callable[[], TableDocument | None]


class TableExporter(QObject):
    """`finished` carries the path of the saved file, or "" after printing.

    The toast then shows the path and offers to open the file. `stopped` means that saving or
    printing failed or was cancelled, `printer_asked` that the printer's dialog was opened.
    """

    finished = Signal(str)
    printer_asked = Signal()
    stopped = Signal()

    def __init__(self, console: Console, toast: Toast, window: QWidget) -> None:
        super().__init__(window)
        self._console, self._toast, self._window = console, toast, window

    def offer_kinds(self, button: QPushButton, source: Source) -> QMenu:
        """Give a button a menu of file kinds, and return it.

        An entry asks where to save the document that `source` returns at that time, if any.
        """
        menu = QMenu(button)
        menu.setObjectName("exportKindsMenu")
        for kind in KINDS:
            action = menu.addAction(kind, partial(self._ask_of, source, kind))
            action.setObjectName(f"{kind}Action")
        button.setMenu(menu)
        button.setProperty("menu", "true")
        self.name_kinds(menu)
        return menu

    def name_kinds(self, menu: QMenu) -> None:
        """Set the texts of such a menu in the current language."""
        words = {
            "xlsx": self.tr("Excel workbook (.xlsx)…"),
            "pdf": self.tr("PDF…"),
            "csv": self.tr("CSV…"),
        }
        for kind, action in zip(KINDS, menu.actions(), strict=True):
            action.setText(words[kind])

    def ask_where(self, kind: str, name: str, save: Callable[[Path], None]) -> None:
        """Ask where to save a file, suggesting `name`, then call `save` with its path."""
        filters = {
            "pdf": self.tr("PDF (*.pdf)"),
            "xlsx": self.tr("Excel workbook (*.xlsx)"),
            "csv": self.tr("CSV (*.csv)"),
        }
        dialog = SaveDialog(
            "saveTableDialog",
            self.tr("Save"),
            self._window,
            filters[kind],
            f".{kind}",
        )
        dialog.selectFile(f"{file_name(name)}.{kind}")
        dialog.chosen.connect(lambda path: save(Path(path)))
        dialog.open()

    def save(self, kind: str, document: TableDocument, path: Path) -> None:
        """Save a document as a file of this kind."""
        if kind == "pdf":
            self.save_pdf(TablesJob(document, self._console.language.code), path)
            return
        attendance = self._console.services.attendance
        self._work(
            self.tr("Saving…"),
            lambda effort: attendance.write(FileKind(kind), document, path, effort),
            lambda _none: self._on_saved(path),
        )

    def save_pdf(self, job: TablesJob | CertificatesJob | SeatCardJob, path: Path) -> None:
        """Have a PDF painted in another process, and save it."""
        self._work(
            self.tr("Saving…"),
            lambda effort: self._painted(job, path, effort),
            lambda _none: self._on_saved(path),
        )

    def print_document(self, document: TableDocument) -> None:
        """Ask for the printer, then print a document."""
        self.print_paper(self.paper_of(document))

    def paper_of(self, document: TableDocument) -> TablePaper:
        """Return the paper of a document, in the window's language."""
        families = QGuiApplication.font().families()
        return TablePaper(document, self._console.language.code, families)

    def print_paper(self, paper: PagedPaper) -> None:
        """Ask for the printer, then print."""
        self._console.tasks.run(
            asyncio.to_thread(lambda: paper.layout),  # on a thread: it may measure every text
            partial(self._ask_printer, paper),
        )

    def print_on(self, paper: PagedPaper, printer: QPrinter) -> None:
        """Print on a printer that was set up by its dialog."""
        self._work(
            self.tr("Printing…"),
            lambda effort: asyncio.to_thread(paper.paint, printer, effort),
            lambda _none: self._on_printed(),
            self._on_not_printed,
        )

    def _ask_printer(self, paper: PagedPaper, layout: QPageLayout) -> None:
        ask_for_printer(
            self._window,
            layout,
            DOTS_PER_INCH,
            partial(self.print_on, paper),
            is_class_open=self._console.actions.end.isEnabled(),
        )
        self.printer_asked.emit()

    def _ask_of(self, source: Source, kind: str) -> None:
        document = source()
        if document is not None:
            self.ask_where(kind, document.title, partial(self.save, kind, document))

    async def _painted(
        self, job: TablesJob | CertificatesJob | SeatCardJob, path: Path, effort: Effort
    ) -> None:
        content = await effort.until_done(self._console.services.attendance.pdf(job))

        def write() -> None:
            with atomic_write(path) as beside:
                beside.write_bytes(content)

        await asyncio.to_thread(write)

    def _work(
        self,
        heading: str,
        start: Callable[[Effort], Coroutine[Any, Any, None]],
        done: Callable[[None], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        work = LongWork(self._console.tasks, self._window)
        work.failed.connect(failed or self._on_failed)
        work.cancelled.connect(self.stopped)
        work.run(heading, start, done)

    def _on_saved(self, path: Path) -> None:
        said = self.tr("Saved to {path}").format(path=shown_path(path, self._window))
        self._toast.say(said, partial(_open, path), way=self.tr("Open"))
        self.finished.emit(str(path))

    def _on_printed(self) -> None:
        self._toast.say(self.tr("Sent to the printer."))
        self.finished.emit("")

    def _on_not_printed(self, error: Exception) -> None:
        say_not_printed(self._window, error)
        self.stopped.emit()

    def _on_failed(self, error: Exception) -> None:
        FaultsDialog(
            self.tr("Couldn't save"),
            self.tr("Close the file if another program has it open, or choose another location."),
            [cause_text(error)],
            self._window,
        ).open()
        self.stopped.emit()


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
