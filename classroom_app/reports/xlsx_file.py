"""A report as an Excel workbook: a sheet for each table, typed cells, charts of the steps."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from types import MappingProxyType
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
    TableDocument,
)
from classroom_app.application.spreadsheet_text import cell_text, one_line
from classroom_app.reports.sheet_names import sheet_key, sheet_name
from classroom_app.system.atomic_write import atomic_write

_NUMBER_FORMAT = {
    Kind.COUNT: "0",
    Kind.SECONDS: '0.0" s"',
    Kind.SHARE: "0 %",
    Kind.MOMENT: "yyyy-mm-dd hh:mm:ss",
    Kind.DAY: "yyyy-mm-dd hh:mm",
}
_COUNTS = (StepColumn.DONE, StepColumn.HELP)
_TIMES = (StepColumn.LOWER, StepColumn.MEDIAN, StepColumn.UPPER)
_NARROWEST, _NARROWEST_MARK, _WIDEST = 9, 7, 46
_ROWS_MEASURED = 200
_LINE_HEIGHT, _TITLE_HEIGHT = 15, 22  # points
_HIGHEST_ROW = 409  # points, Excel's limit
_FACTS_WIDTHS = 26, 24
_WIDEST_STEP = 14  # a column of numbers, whose heading may have any number of lines
# On paper: A4, landscape, with these margins in inches; a line is this many screen pixels wide.
_A4, _MARGIN, _LINE_ON_PAPER = 9, 0.4, 1046
_DOTS_OF_A_LETTER, _DOTS_OF_A_COLUMN = 7, 5
_SMALLEST_SCALE = 75  # per cent
_LONGEST_HEADER = 200  # characters; Excel's limit is 255, codes included


def write_xlsx(
    document: Document | TableDocument,
    path: Path,
    progress: Progress,
    zone: tzinfo | None = None,
) -> None:
    """Write a report as a workbook, atomically; times are in `zone`, by default this PC's.

    Rows are written to disk one by one, so that a large class does not need much memory.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with atomic_write(path) as beside:
        try:
            with xlsxwriter.Workbook(beside, options) as book:
                _fill(_Workbook(book, zone), document, progress)
        except FileCreateError as error:  # a full disk, most likely
            raise OSError(str(error)) from error


def _fill(book: "_Workbook", document: Document | TableDocument, progress: Progress) -> None:
    total, done = sum(len(table.all_rows) for table in document.tables), 0
    book.keep_names_of(document.tables)
    is_report = isinstance(document, Document)
    if is_report:
        book.add_facts(document)
    for table in document.tables:
        book.add_table(
            table,
            lambda row, before=done: progress(before + row, total),
            "" if is_report else document.title,
        )
        done += len(table.all_rows)
    if isinstance(document, Document):
        book.add_charts(document.steps)
    elif document.facts:  # after the tables, which are what people open the file for
        book.add_facts(document)
    progress(total, total)


@dataclass(frozen=True, slots=True)
class _Look:
    """The formats of cells that are not marks; `long_text` is for text of several lines."""

    head: Any
    text: Any
    long_text: Any
    numbers: Mapping[Kind, Any]


class _Workbook:
    """Adds sheets to a workbook."""

    def __init__(self, book: Any, zone: tzinfo | None) -> None:
        self._book, self._zone = book, zone
        self._title = book.add_format(
            {"bold": True, "font_size": 16, "text_wrap": True, "valign": "top"}
        )
        self._bold = book.add_format({"bold": True, "valign": "top"})
        in_middle = {"align": "center", "valign": "vcenter"}
        edge = {"border": 1, "border_color": "#B4BCCB"}
        self._mark = book.add_format({**in_middle, **edge})
        self._mark_head = book.add_format(
            {**in_middle, "bold": True, "bg_color": "#E8EDFD", "border": 1, "text_wrap": True}
        )
        self._table_look = self._look({"bottom": 1}, {"valign": "top"})
        # A sheet of marks is a form to be printed and signed: borders around every cell.
        self._form_look = self._look({"border": 1}, {"valign": "vcenter", **edge})
        self._facts_look = self._look({}, {"valign": "top"}, numbers={"align": "left", "indent": 1})
        self._facts: Any = None
        self._names: dict[str, str] = {}  # names of sheets, by the titles of their tables

    def _look(
        self,
        head: Mapping[str, object],
        cells: Mapping[str, object],
        numbers: Mapping[str, object] = MappingProxyType({"align": "right"}),
    ) -> _Look:
        add = self._book.add_format
        at_left = {"align": "left", "indent": 1, **cells}
        ground = {"bold": True, "bg_color": "#E8EDFD", "text_wrap": True, "valign": "vcenter"}
        return _Look(
            add({**ground, "indent": 1, **head}),
            add(at_left),
            # Without wrapping, text would run over the next columns, and off the paper.
            add({**at_left, "text_wrap": True}),
            {
                kind: add({"num_format": code, **cells, **numbers})
                for kind, code in _NUMBER_FORMAT.items()
            },
        )

    def keep_names_of(self, tables: Sequence[Table]) -> None:
        """Choose the names of the tables' sheets, before the document's title can take one."""
        for table in tables:
            self._names[table.title] = sheet_name(table.title, self._taken)

    @property
    def _taken(self) -> set[str]:
        return set(map(sheet_key, self._names.values()))

    def add_facts(self, document: Document | TableDocument) -> None:
        """Add a sheet with the document's title and facts; in a class's report it is the first."""
        title = one_line(document.title)
        self._book.set_properties({"title": title})
        sheet = self._facts = self._book.add_worksheet(sheet_name(document.title, self._taken))
        _set_up_paper(sheet)
        sheet.fit_to_pages(1, 0)
        for place, width in enumerate(_FACTS_WIDTHS):
            sheet.set_column(place, place, width)
        lines = _lines(title, sum(_FACTS_WIDTHS) * _LINE_HEIGHT / _TITLE_HEIGHT)
        sheet.set_row(0, _TITLE_HEIGHT * lines)
        sheet.merge_range(0, 0, 0, 1, "", self._title)
        self._write_text(sheet, 0, 0, title, self._title)
        for row, fact in enumerate(document.facts, start=2):
            lines = _lines(fact.value, _FACTS_WIDTHS[1])
            if lines > 1:  # LibreOffice does not adjust the height by itself
                sheet.set_row(row, _LINE_HEIGHT * lines)
            self._write_text(sheet, row, 0, fact.title, self._bold)
            self._write(sheet, row, 1, fact.value, fact.kind, _FACTS_WIDTHS[1], self._facts_look)

    def add_table(self, table: Table, progress: Any, paper_title: str = "") -> None:
        """Add a sheet with a frozen heading and filters; `paper_title` is printed on each page."""
        sheet = self._book.add_worksheet(self._names[table.title])
        is_form = any(column.kind is Kind.MARK for column in table.columns)
        look = self._form_look if is_form else self._table_look
        sheet.freeze_panes(1, table.frozen)
        sheet.repeat_rows(0)
        _set_up_paper(sheet)
        if paper_title:
            # An ampersand begins a code there; a digit right after the size would be part of it.
            title = one_line(paper_title).replace("&", "&&")
            sheet.set_header(f"&C&14 {title[:_LONGEST_HEADER]}")
        widths = [_width(table, place, column) for place, column in enumerate(table.columns)]
        _fit_on_paper(sheet, widths, table.frozen)
        titles = [one_line(column.title) for column in table.columns]
        lines = max((_lines(*each) for each in zip(titles, widths, strict=True)), default=1)
        sheet.set_row(0, _LINE_HEIGHT * (lines + 0.5))
        for place, (title, width) in enumerate(zip(titles, widths, strict=True)):
            sheet.set_column(place, place, width)
            is_mark = table.columns[place].kind is Kind.MARK
            self._write_text(sheet, 0, place, title, self._mark_head if is_mark else look.head)
        if table.rows:
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
        for number, row in enumerate(table.all_rows, start=1):
            progress(number - 1)
            cells = zip(row, widths, strict=True)
            height = _LINE_HEIGHT * max([1, *(_lines(*each) for each in cells)])
            if height > _LINE_HEIGHT:  # LibreOffice does not adjust the height by itself
                sheet.set_row(number, min(height, _HIGHEST_ROW))
            for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
                self._write(sheet, number, place, cell, column.kind, widths[place], look)

    def add_charts(self, steps: Table) -> None:
        """Add charts of the steps' counts and times beside the facts."""
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

    def _write(
        self, sheet: Any, row: int, place: int, cell: Cell, kind: Kind, width: float, look: _Look
    ) -> None:
        if cell is None:
            if look is self._form_look:
                sheet.write_blank(row, place, None, look.text)
            return
        if isinstance(cell, datetime):
            local = cell.astimezone(self._zone).replace(tzinfo=None)
            sheet.write_datetime(row, place, local, look.numbers.get(kind))
        elif kind is Kind.MARK:
            if isinstance(cell, str):
                self._write_text(sheet, row, place, cell_text(cell), self._mark)
            else:
                sheet.write_number(row, place, cell, self._mark)
        elif isinstance(cell, str):
            text = cell_text(cell)
            is_long = _lines(text, width) > 1
            self._write_text(sheet, row, place, text, look.long_text if is_long else look.text)
        else:
            sheet.write_number(row, place, cell, look.numbers.get(kind))

    def _write_text(self, sheet: Any, row: int, place: int, text: str, form: Any) -> None:
        # XlsxWriter treats such text as rich-text XML and writes it unescaped.
        is_taken_for_xml = text.startswith("<r>") and text.endswith("</r>")
        sheet.write_string(row, place, f"'{text}" if is_taken_for_xml else text, form)


def _set_up_paper(sheet: Any) -> None:
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.set_margins(left=_MARGIN, right=_MARGIN)
    sheet.set_footer("&R&P / &N")


def _fit_on_paper(sheet: Any, widths: Sequence[float], frozen: int) -> None:
    """Fit the table to one page's width if legible; else repeat its frozen columns on each page."""
    needed = sum(_DOTS_OF_A_LETTER * width + _DOTS_OF_A_COLUMN for width in widths)
    if needed * _SMALLEST_SCALE <= _LINE_ON_PAPER * 100:
        sheet.fit_to_pages(1, 0)
    else:
        sheet.set_print_scale(_SMALLEST_SCALE)
        if frozen:
            sheet.repeat_columns(0, frozen - 1)


def _width(table: Table, place: int, column: Column) -> int:
    """Return the width of a column in characters; a Korean character counts as two."""
    if column.kind in (Kind.MOMENT, Kind.DAY):
        return 20
    rows = [*table.rows[:_ROWS_MEASURED], *(() if table.total is None else (table.total,))]
    texts = [str(row[place]) for row in rows if isinstance(row[place], str)]
    words = max((_room(word) for word in column.title.split()), default=0)
    words = max(words, _room(column.title) // 2 + 2)  # on two lines
    if column.is_of_step:
        words = min(words, _WIDEST_STEP)
    narrowest = _NARROWEST_MARK if column.kind is Kind.MARK else _NARROWEST
    return min(max(words + 3, *(_room(text) + 2 for text in texts), narrowest), _WIDEST)


def _lines(text: Cell, width: float) -> int:
    """Return how many lines a text takes in a column, with a reserve: words are not broken."""
    if not isinstance(text, str):
        return 1
    room = max(width - 2, 1)
    return sum(
        1 if _room(line) <= room else math.ceil(_room(line) * 1.15 / room)
        for line in text.split("\n")
    )


def _room(text: str) -> int:
    return sum(2 if letter > "\u1100" else 1 for letter in text)
