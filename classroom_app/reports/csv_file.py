"""A table as comma-separated values, in a form that Excel opens without an import dialog."""

import csv
from datetime import datetime, tzinfo
from pathlib import Path

from classroom_app.application.report_document import Cell, Column, Kind, Progress, Table
from classroom_app.application.spreadsheet_text import cell_text, one_line
from classroom_app.system.atomic_write import atomic_write


def write_csv(table: Table, path: Path, progress: Progress, zone: tzinfo | None = None) -> None:
    """Write a table as UTF-8 with a byte order mark; times are in `zone`, by default this PC's.

    Seconds, counts and shares (0 to 1) are written as plain numbers.
    """
    with atomic_write(path) as beside, beside.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(_heading(column) for column in table.columns)
        rows = table.all_rows
        for done, row in enumerate(rows):
            progress(done, len(rows))
            lines.writerow(_written(cell, zone) for cell in row)


def _heading(column: Column) -> str:
    title = f"{column.title} (s)" if column.kind is Kind.SECONDS else column.title
    return one_line(title)


def _written(cell: Cell, zone: tzinfo | None) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell.astimezone(zone):%Y-%m-%d %H:%M:%S}"
    if isinstance(cell, str):
        return cell_text(cell)
    return round(cell, 3) if isinstance(cell, float) else cell
