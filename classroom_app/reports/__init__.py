"""Reports as spreadsheet files."""

from classroom_app.reports.spreadsheets import write_document

__all__ = ["write_document"]
