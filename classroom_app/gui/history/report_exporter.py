"""Saves and prints reports: asks what and where, writes on a thread, opens the file."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSize, QSizeF, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget

from classroom_app.application.report_document import Document, FileKind
from classroom_app.application.report_service import ClassRecord
from classroom_app.domain.class_report import HelpReportRow
from classroom_app.gui.console import Console
from classroom_app.gui.history.export_dialog import ExportDialog
from classroom_app.gui.history.report_panel import ReportPanel
from classroom_app.gui.history.report_paper import (
    DOTS_PER_INCH,
    PaperWords,
    ReportPaper,
    page_layout,
)
from classroom_app.gui.history.report_pictures import HelpPicture
from classroom_app.gui.history.report_words import document_of
from classroom_app.gui.history.step_charts import draw_counts, draw_times, picture_of
from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.gui.kit.faults_dialog import FaultsDialog
from classroom_app.gui.kit.file_dialog import SaveDialog
from classroom_app.gui.kit.long_work import LongWork
from classroom_app.gui.kit.picture_dialog import read_picture
from classroom_app.gui.kit.printing import ask_for_printer, say_not_printed
from classroom_app.gui.tasks import Effort
from classroom_app.gui.theme.tokens import LIGHT
from classroom_app.system.file_names import file_name

_CHART, _LOW_CHART = QSize(1_000, 430), QSize(1_000, 300)
_FEW_STEPS = 12


class ReportExporter(QObject):
    """`finished` carries the path of the saved file, "" after printing.

    `stopped` means that saving or printing failed or was cancelled.
    """

    finished = Signal(str)
    stopped = Signal()

    def __init__(self, console: Console, panel: ReportPanel, window: QWidget) -> None:
        super().__init__(window)
        self._console, self._panel, self._window = console, panel, window

    def ask(self) -> None:
        """Ask for the kind of file, then for the place, and save there."""
        record = self._panel.record
        if record is None:
            return
        dialog = ExportDialog(len(_calls_with_pictures(record)), self._window)
        # Bound now: another report may be shown while the dialogs are open.
        dialog.chosen.connect(partial(self._ask_where, record))
        dialog.open()

    def print_report(self) -> None:
        """Ask for the printer, then print the report that is shown."""
        record = self._panel.record
        if record is None:
            return
        ask_for_printer(
            self._window,
            page_layout(),
            DOTS_PER_INCH,
            partial(self.print_on, record=record),
            is_class_open=self._console.actions.end.isEnabled(),
        )

    def print_on(self, printer: QPrinter, record: ClassRecord | None = None) -> None:
        """Print `record`, by default the one shown, on a printer set up by the dialog."""
        paper = self._paper(self._document(record, anonymous=False))
        self._work(
            self.tr("Printing…"),
            lambda effort: asyncio.to_thread(paper.paint, printer, effort),
            lambda _none: self.finished.emit(""),
            self._on_not_printed,
        )

    def save(
        self,
        kind: str,
        path: Path,
        *,
        anonymous: bool,
        opens: bool,
        pictures: bool = False,
        record: ClassRecord | None = None,
    ) -> None:
        """Save `record`, by default the one shown, to a file.

        With `pictures`, a PDF ends with the pictures that came with help requests.
        """
        document = self._document(record, anonymous=anonymous)
        reports = self._console.services.reports
        if kind == "pdf":
            shown = record or self._panel.record
            paper = self._paper(document, self._pictures(shown) if shown and pictures else ())
            self._work(
                self.tr("Saving the report…"),
                lambda effort: asyncio.to_thread(paper.write_pdf, path, effort),
                lambda _none: self._on_saved(path, opens),
            )
        else:
            self._work(
                self.tr("Saving the report…"),
                lambda effort: reports.write(FileKind(kind), document, path, effort),
                lambda _none: self._on_saved(path, opens),
            )

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

    def _document(self, record: ClassRecord | None, *, anonymous: bool) -> Document:
        shown = self._panel.record
        record = record or shown
        assert record is not None, "a report is shown"
        document = document_of(record.report, anonymous=anonymous)
        return self._panel.in_order(document) if record is shown else document

    def _pictures(self, record: ClassRecord) -> list[HelpPicture]:
        home = self._console.services.picture_home
        return [
            HelpPicture(self._words_of(line), partial(read_picture, home, line.screenshot_path))
            for line in _calls_with_pictures(record)
        ]

    def _words_of(self, line: HelpReportRow) -> str:
        """Return a picture's caption: time, student, step and message."""
        step = self.tr("step {number}").format(number=line.step) if line.step else ""
        parts = (f"{line.asked_at.astimezone():%H:%M}", line.name, step, line.message)
        return " · ".join(part for part in parts if part)

    def _paper(self, document: Document, pictures: Sequence[HelpPicture] = ()) -> ReportPaper:
        words = PaperWords(
            counts=self.tr("Finished (filled) and help requests (hatched), by step"),
            times=self.tr("Time for each step"),
            page=self.tr("Page {number} of {count}"),
            pictures=self.tr("Pictures that came with help requests"),
            lost=self.tr("The picture is not there any more."),
        )
        size = _CHART if len(document.steps.rows) <= _FEW_STEPS else _LOW_CHART
        return ReportPaper(
            document,
            words,
            picture_of(draw_counts, document, LIGHT, size),
            picture_of(draw_times, document, LIGHT, size),
            QSizeF(size),
            QApplication.font(),
            pictures,
        )

    def _ask_where(
        self, record: ClassRecord, kind: str, anonymous: bool, opens: bool, pictures: bool
    ) -> None:
        filters = {
            "pdf": self.tr("PDF (*.pdf)"),
            "xlsx": self.tr("Excel workbook (*.xlsx)"),
            "csv": self.tr("CSV (*.csv)"),
        }
        title = self.tr("Save the report")
        dialog = SaveDialog("saveReportDialog", title, self._window, filters[kind], f".{kind}")
        dialog.selectFile(f"{_file_name(record)}.{kind}")
        dialog.chosen.connect(
            lambda path: self.save(
                kind,
                Path(path),
                anonymous=anonymous,
                opens=opens,
                pictures=pictures,
                record=record,
            )
        )
        dialog.open()

    def _on_saved(self, path: Path, opens: bool) -> None:
        if opens:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        self.finished.emit(str(path))

    def _on_not_printed(self, error: Exception) -> None:
        say_not_printed(self._window, error)
        self.stopped.emit()

    def _on_failed(self, error: Exception) -> None:
        FaultsDialog(
            self.tr("Couldn't save the report"),
            self.tr("Close the file if another program has it open, or choose another location."),
            [cause_text(error)],
            self._window,
        ).open()
        self.stopped.emit()


def _calls_with_pictures(record: ClassRecord) -> list[HelpReportRow]:
    return [line for line in record.report.help if line.screenshot_path is not None]


def _file_name(record: ClassRecord) -> str:
    report = record.report
    day = (report.started_at or report.opened_at).astimezone()
    return file_name(report.title, f" {day:%Y-%m-%d %H%M}")
