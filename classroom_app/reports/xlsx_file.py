"""A report as an Excel workbook: a sheet for each table, typed cells, charts of the steps."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from classroom_app.application.report_document import (
    Cell,
    Column,
    Document,
    Kind,
    Progress,
    StepColumn,
    Table,
)
from classroom_app.application.spreadsheet_text import cell_text, one_line
from classroom_app.reports.sheet_names import sheet_key, sheet_name
from classroom_app.system.atomic_write import atomic_write

_NUMBER_FORMAT = {
    Kind.COUNT: "0",
    Kind.SECONDS: '0.0" s"',
    Kind.SHARE: "0 %",
    Kind.MOMENT: "yyyy-mm-dd hh:mm:ss",
}
_COUNTS = (StepColumn.DONE, StepColumn.HELP)
_TIMES = (StepColumn.LOWER, StepColumn.MEDIAN, StepColumn.UPPER)
_NARROWEST, _WIDEST = 9, 46
_ROWS_MEASURED = 200
_A4, _HEAD_HEIGHT = 9, 36


def write_xlsx(
    document: Document, path: Path, progress: Progress, zone: tzinfo | None = None
) -> None:
    """Write a report as a workbook; times are of `zone`, by default this PC's.

    Rows go to disk as they come, so that a large class does not fill the memory.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with atomic_write(path) as beside:
        try:
            with xlsxwriter.Workbook(beside, options) as book:
                _fill(_Workbook(book, zone), document, progress)
        except FileCreateError as error:  # a full disk, most likely
            raise OSError(str(error)) from error


def _fill(book: "_Workbook", document: Document, progress: Progress) -> None:
    total, done = sum(len(table.rows) for table in document.tables), 0
    book.keep_names_of(document.tables)
    book.add_facts(document)
    for table in document.tables:
        book.add_table(table, lambda row, before=done: progress(before + row, total))
        done += len(table.rows)
    book.add_charts(document.steps)
    progress(total, total)


class _Workbook:
    """Puts sheets into a workbook."""

    def __init__(self, book: Any, zone: tzinfo | None) -> None:
        self._book, self._zone = book, zone
        self._title = book.add_format({"bold": True, "font_size": 16})
        self._bold = book.add_format({"bold": True})
        self._head = book.add_format(
            {
                "bold": True,
                "bg_color": "#E8EDFD",
                "bottom": 1,
                "text_wrap": True,
                "valign": "vcenter",
                "indent": 1,
            }
        )
        self._text = book.add_format({"indent": 1})
        self._formats = {
            kind: book.add_format({"num_format": code, "align": "right"})
            for kind, code in _NUMBER_FORMAT.items()
        }
        self._facts: Any = None
        self._names: dict[str, str] = {}  # of sheets, by the titles of their tables

    def keep_names_of(self, tables: Sequence[Table]) -> None:
        """Name the sheets of the tables, before a lesson's title may take such a name."""
        for table in tables:
            self._names[table.title] = sheet_name(table.title, self._taken)

    @property
    def _taken(self) -> set[str]:
        return set(map(sheet_key, self._names.values()))

    def add_facts(self, document: Document) -> None:
        """The first sheet: what is worth saying of the whole."""
        title = one_line(document.title)
        self._book.set_properties({"title": title})
        sheet = self._facts = self._book.add_worksheet(sheet_name(document.title, self._taken))
        self._fit_on_paper(sheet)
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 24)
        self._write_text(sheet, 0, 0, title, self._title)
        for row, fact in enumerate(document.facts, start=2):
            self._write_text(sheet, row, 0, fact.title, self._bold)
            self._write(sheet, row, 1, fact.value, fact.kind)

    def add_table(self, table: Table, progress: Any) -> None:
        """A sheet with a frozen head and filters."""
        sheet = self._book.add_worksheet(self._names[table.title])
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        self._fit_on_paper(sheet)
        sheet.set_row(0, _HEAD_HEIGHT)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, _width(table, place, column))
            self._write_text(sheet, 0, place, one_line(column.title), self._head)
        if table.rows:
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
        for number, row in enumerate(table.rows, start=1):
            progress(number - 1)
            for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
                self._write(sheet, number, place, cell, column.kind)

    def add_charts(self, steps: Table) -> None:
        """Draw the counts and the medians of the steps beside the facts."""
        if not steps.rows:
            return
        number = steps.place(StepColumn.NUMBER)
        for row, keys in enumerate((_COUNTS, _TIMES)):
            chart = self._book.add_chart({"type": "column"})
            name = self._names[steps.title]
            for place in map(steps.place, keys):
                chart.add_series(
                    {
                        "name": [name, 0, place],
                        "categories": [name, 1, number, len(steps.rows), number],
                        "values": [name, 1, place, len(steps.rows), place],
                    }
                )
            chart.set_x_axis({"name": steps.columns[number].title})
            chart.set_legend({"position": "bottom"})
            chart.set_size({"width": 640, "height": 320})
            self._facts.insert_chart(1 + 17 * row, 3, chart)

    def _fit_on_paper(self, sheet: Any) -> None:
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)

    def _write(self, sheet: Any, row: int, place: int, cell: Cell, kind: Kind) -> None:
        if cell is None:
            return
        if isinstance(cell, datetime):
            local = cell.astimezone(self._zone).replace(tzinfo=None)
            sheet.write_datetime(row, place, local, self._formats[Kind.MOMENT])
        elif isinstance(cell, str):
            self._write_text(sheet, row, place, cell_text(cell), self._text)
        else:
            sheet.write_number(row, place, cell, self._formats.get(kind))

    def _write_text(self, sheet: Any, row: int, place: int, text: str, form: Any) -> None:
        # XlsxWriter takes such text for XML of its own and writes it as it is.
        is_taken_for_xml = text.startswith("<r>") and text.endswith("</r>")
        sheet.write_string(row, place, f"'{text}" if is_taken_for_xml else text, form)


def _width(table: Table, place: int, column: Column) -> int:
    """Return how many letters a column needs; a Korean one takes the room of two."""
    if column.kind is Kind.MOMENT:
        return 20
    texts = [str(row[place]) for row in table.rows[:_ROWS_MEASURED] if isinstance(row[place], str)]
    words = max((_room(word) for word in column.title.split()), default=0)
    words = max(words, _room(column.title) // 2 + 2)  # on two lines
    return min(max(words + 3, *(_room(text) + 2 for text in texts), _NARROWEST), _WIDEST)


def _room(text: str) -> int:
    return sum(2 if letter > "\u1100" else 1 for letter in text)
