"""Writes a document with the writer for its kind of file."""

from pathlib import Path

from classroom_app.application.report_document import Document, FileKind, Progress, TableDocument
from classroom_app.reports.csv_file import write_csv


def write_document(
    kind: FileKind, document: Document | TableDocument, path: Path, progress: Progress
) -> None:
    """Implements `application.report_document.DocumentWriter`."""
    if kind is FileKind.XLSX:
        # Imported here, on the writing thread: importing XlsxWriter takes longer than a report.
        from classroom_app.reports.xlsx_file import write_xlsx

        write_xlsx(document, path, progress)
    else:  # a CSV file has one table only: the first
        write_csv(document.tables[0], path, progress)
