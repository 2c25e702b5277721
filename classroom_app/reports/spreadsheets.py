"""Which file is written by whom."""

from pathlib import Path

from classroom_app.application.report_document import Document, FileKind, Progress
from classroom_app.reports.csv_file import write_csv
from classroom_app.reports.xlsx_file import write_xlsx


def write_document(kind: FileKind, document: Document, path: Path, progress: Progress) -> None:
    """Implements `application.report_document.DocumentWriter`."""
    if kind is FileKind.XLSX:
        write_xlsx(document, path, progress)
    else:  # one table is all that fits: that of the students
        write_csv(document.students, path, progress)
