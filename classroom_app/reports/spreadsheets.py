"""Which file is written by whom."""

from pathlib import Path

from classroom_app.application.report_document import Document, FileKind, Progress, TableDocument
from classroom_app.reports.csv_file import write_csv


def write_document(
    kind: FileKind, document: Document | TableDocument, path: Path, progress: Progress
) -> None:
    """Implements `application.report_document.DocumentWriter`."""
    if kind is FileKind.XLSX:
        # Imported here, on the thread that writes: XlsxWriter takes longer than a report.
        from classroom_app.reports.xlsx_file import write_xlsx

        write_xlsx(document, path, progress)
    else:  # one table is all that fits: that of the students
        write_csv(document.tables[0], path, progress)
