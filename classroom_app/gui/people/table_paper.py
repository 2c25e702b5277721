"""Tables on A4 with ruled cells, such as attendance sheets.

A table that is too wide for a page continues on further pages, with its frozen columns repeated.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPageLayout, QPainter, QPen

from classroom_app.application.report_document import Cell, Column, Kind, Row, Table, TableDocument
from classroom_app.application.spreadsheet_text import readable
from classroom_app.gui.handout.handout_words import words_in
from classroom_app.gui.handout.typeface import Typeface
from classroom_app.gui.people.paged_paper import PagedPaper, a4
from classroom_app.gui.theme.tokens import LIGHT

MARGIN_MM = 12
_TITLE, _HEADING, _BODY, _SMALL = 17, 11, 9, 8
_PAD, _PAD_Y = 5.0, 2.0  # padding of a cell
_FOOTER = 22.0
_GAP = 16.0  # between two tables
_NARROWEST, _NARROWEST_MARK = 34.0, 27.0
_WIDEST = 170.0
_MOST_STRETCHED = 1.7  # limit, so that a table of few columns stays compact
_FEWEST_ROWS = 3  # of a table that starts at the bottom of a page
_GROUND = "#eef1f8"  # background of headings and totals
_ROUNDING = 0.01


@dataclass(frozen=True, slots=True)
class _Line:
    """A row on paper: the lines of each cell, and its height in points."""

    cells: Sequence[Sequence[str]]
    height: float


@dataclass(frozen=True, slots=True)
class _Part:
    """Some rows and columns of a table, with the column titles in `head`."""

    heading: str
    kinds: Sequence[Kind]
    widths: Sequence[float]
    head: _Line
    lines: Sequence[_Line]
    has_total: bool


class TablePaper(PagedPaper):
    """A document of tables; in landscape if its widest table does not fit in portrait."""

    def __init__(self, document: TableDocument, language: str, families: Sequence[str]) -> None:
        self._document, self._language, self._families = document, language, families

    @property
    def title(self) -> str:
        """The title of the document, also in the PDF's metadata."""
        return self._document.title

    @property
    def language(self) -> str:
        """The language of the document."""
        return self._language

    @cached_property
    def layout(self) -> QPageLayout:
        """A4, in landscape if a table is too wide for portrait."""
        upright = a4(MARGIN_MM)
        room = upright.paintRect(QPageLayout.Unit.Point).width()
        widest = max((sum(self._natural(table)) for table in self._tables), default=0.0)
        return upright if widest <= room else a4(MARGIN_MM, landscape=True)

    @property
    def all_text(self) -> str:
        """All characters of the document, for the PDF's text layer."""
        said = [self.title, *self._fact_lines]
        for table in self._tables:
            said.append(table.title + "".join(column.title for column in table.columns))
            said += ["".join(map(paper_text, row)) for row in table.all_rows]
        return "".join((*said, self._page_words, ":·…"))

    @cached_property
    def pages(self) -> list[list[_Part]]:
        """The parts of tables on each page. Blocks: use a thread."""
        pages: list[list[_Part]] = [[]]
        room = self._room - self._head_height
        for table in self._tables:
            for columns in self._groups(table):
                whole = self._whole(table, columns)
                above = whole.head.height + self._heading_height(whole)
                lines = whole.lines
                while lines:
                    fits = _fitting(lines, room - above)
                    if fits < min(_FEWEST_ROWS, len(lines)) and pages[-1]:
                        pages.append([])
                        room = self._room - self._running
                        continue
                    some, lines = lines[: max(fits, 1)], lines[max(fits, 1) :]
                    part = replace(whole, lines=some, has_total=whole.has_total and not lines)
                    pages[-1].append(part)
                    room -= above + sum(line.height for line in some) + _GAP
                    if lines:
                        room = 0.0
        return pages

    def paint_page(self, painter: QPainter, number: int) -> None:
        """Paint one page (from 0): its title, its tables and the page number."""
        width = self.size.width()
        if number == 0:
            top = self._paint_head(painter)
        else:
            shown = self._small.shortened(self.title, width)
            self._small.paint(painter, 0, 0, shown, LIGHT.muted)
            top = self._running
        for part in self.pages[number]:
            if part.heading:
                self._heading.paint(painter, 0, top, part.heading, LIGHT.text)
                top += self._heading_height(part)
            top = self._paint_part(painter, part, top) + _GAP
        words = self._page_words.format(number=number + 1, count=len(self.pages))
        left = (width - self._small.width(words)) / 2
        below = self.size.height() - self._small.leading
        self._small.paint(painter, left, below, words, LIGHT.muted)

    # What is where ------------------------------------------------------------------------------

    @property
    def _tables(self) -> list[Table]:
        return [table for table in self._document.tables if table.rows]

    @property
    def _room(self) -> float:
        return self.size.height() - _FOOTER

    @cached_property
    def _running(self) -> float:
        return self._small.leading + 6

    @cached_property
    def _fact_lines(self) -> list[str]:
        lines: list[str] = []
        facts = self._document.facts
        said = [f"{fact.title}: {paper_text(fact.value, fact.kind)}" for fact in facts]
        for words in said:
            longer = f"{lines[-1]}   ·   {words}" if lines else words
            if lines and self._body.width(longer) <= self.size.width():
                lines[-1] = longer
            else:
                lines += self._body.lines(words, self.size.width())
        return lines

    @cached_property
    def _title_lines(self) -> list[str]:
        return self._big.lines(self.title, self.size.width())

    @property
    def _head_height(self) -> float:
        titles = len(self._title_lines) * self._big.leading
        return titles + 4 + len(self._fact_lines) * self._body.leading + 8

    def _heading_height(self, part: _Part) -> float:
        return self._heading.leading + 3 if part.heading else 0.0

    def _natural(self, table: Table) -> list[float]:
        """Return the preferred width of each column."""
        return [self._wanted(table, place, column) for place, column in enumerate(table.columns)]

    def _wanted(self, table: Table, place: int, column: Column) -> float:
        cells = [paper_text(row[place], column.kind) for row in table.all_rows]
        lines = [line for cell in cells for line in cell.splitlines()]
        widest = max(map(self._bold.width, lines), default=0)
        head = max((self._bold.width(word) for word in column.title.split()), default=0)
        narrowest = _NARROWEST_MARK if column.kind is Kind.MARK else _NARROWEST
        return max(min(max(widest, head) + 2 * _PAD, _WIDEST), narrowest)

    def _groups(self, table: Table) -> list[list[int]]:
        """Return groups of column indices that fit a page's width, each with the frozen columns."""
        wanted, room = self._natural(table), self.size.width()
        frozen = list(range(table.frozen))
        taken = sum(wanted[: table.frozen])
        groups, used = [list(frozen)], taken
        for place in range(table.frozen, len(wanted)):
            if used + wanted[place] > room + _ROUNDING and len(groups[-1]) > len(frozen):
                groups.append(list(frozen))
                used = taken
            groups[-1].append(place)
            used += wanted[place]
        return groups

    def _widths(self, table: Table, columns: Sequence[int]) -> list[float]:
        natural = self._natural(table)
        wanted = [natural[place] for place in columns]
        stretched = min(self.size.width() / sum(wanted), _MOST_STRETCHED)
        return [width * stretched for width in wanted]

    def _whole(self, table: Table, columns: Sequence[int]) -> _Part:
        """Return all rows of these columns as one part, before it is split into pages."""
        widths = self._widths(table, columns)
        titles = [table.columns[place].title for place in columns]
        return _Part(
            table.title if len(self._tables) > 1 else "",
            [table.columns[place].kind for place in columns],
            widths,
            self._line(titles, widths, self._bold),
            [self._row(table, row, columns, widths) for row in table.all_rows],
            has_total=table.total is not None,
        )

    def _row(
        self, table: Table, row: Row, columns: Sequence[int], widths: Sequence[float]
    ) -> _Line:
        words = [paper_text(row[place], table.columns[place].kind) for place in columns]
        return self._line(words, widths, self._body)

    def _line(self, words: Sequence[str], widths: Sequence[float], face: Typeface) -> _Line:
        most = int((self._room - self._running) / 3 / face.leading)  # a third of a page per row
        cells = [
            face.lines(text, width - 2 * _PAD + _ROUNDING)[:most]
            for text, width in zip(words, widths, strict=True)
        ]
        lines = max(map(len, cells), default=1)
        return _Line(cells, max(lines, 1) * face.leading + 2 * _PAD_Y)

    # Painting -----------------------------------------------------------------------------------

    def _paint_head(self, painter: QPainter) -> float:
        top = 0.0
        for line in self._title_lines:
            self._big.paint(painter, 0, top, line, LIGHT.text)
            top += self._big.leading
        top += 4
        for line in self._fact_lines:
            self._body.paint(painter, 0, top, line, LIGHT.muted)
            top += self._body.leading
        return top + 8

    def _paint_part(self, painter: QPainter, part: _Part, top: float) -> float:
        whole = sum(part.widths)
        self._paint_ground(painter, QRectF(0, top, whole, part.head.height))
        edges = [top]
        self._paint_cells(painter, part, part.head, top, self._bold, is_head=True)
        top += part.head.height
        edges.append(top)
        for place, line in enumerate(part.lines):
            is_total = part.has_total and place == len(part.lines) - 1
            if is_total:
                self._paint_ground(painter, QRectF(0, top, whole, line.height))
            self._paint_cells(painter, part, line, top, self._bold if is_total else self._body)
            top += line.height
            edges.append(top)
        painter.setPen(QPen(QColor(LIGHT.border_strong), 0.5))
        for edge in edges:
            painter.drawLine(QPointF(0, edge), QPointF(whole, edge))
        left = 0.0
        for width in (0.0, *part.widths):
            left += width
            painter.drawLine(QPointF(left, edges[0]), QPointF(left, top))
        return top

    def _paint_ground(self, painter: QPainter, box: QRectF) -> None:
        painter.fillRect(box, QColor(_GROUND))

    def _paint_cells(
        self,
        painter: QPainter,
        part: _Part,
        line: _Line,
        top: float,
        face: Typeface,
        *,
        is_head: bool = False,
    ) -> None:
        left = 0.0
        for lines, kind, width in zip(line.cells, part.kinds, part.widths, strict=True):
            height = len(lines) * face.leading
            at = top + (line.height - height) / 2
            for text in lines:
                room = width - 2 * _PAD - face.width(text)
                if kind is Kind.MARK or is_head:
                    room /= 2
                elif kind is Kind.TEXT:
                    room = 0
                face.paint(painter, left + _PAD + room, at, text, LIGHT.text)
                at += face.leading
            left += width

    # Letters ------------------------------------------------------------------------------------

    @cached_property
    def _page_words(self) -> str:
        return words_in(self._language).page

    @cached_property
    def _big(self) -> Typeface:
        return Typeface(self._families, _TITLE, bold=True)

    @cached_property
    def _heading(self) -> Typeface:
        return Typeface(self._families, _HEADING, bold=True)

    @cached_property
    def _body(self) -> Typeface:
        return Typeface(self._families, _BODY)

    @cached_property
    def _bold(self) -> Typeface:
        return Typeface(self._families, _BODY, bold=True)

    @cached_property
    def _small(self) -> Typeface:
        return Typeface(self._families, _SMALL)


def paper_text(cell: Cell, kind: Kind = Kind.TEXT) -> str:
    """Return a value as text; times are in this computer's time zone."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell.astimezone():%Y-%m-%d %H:%M}"
    if isinstance(cell, str):
        return readable(cell)
    if kind is Kind.SHARE:
        return f"{round(cell * 100)} %"
    if kind is Kind.SECONDS:
        return f"{int(cell) // 60}:{int(cell) % 60:02}"
    return str(cell)


def _fitting(lines: Sequence[_Line], room: float) -> int:
    """Return how many rows fit, from the first one."""
    fits, used = 0, 0.0
    for line in lines:
        used += line.height
        if used > room:
            break
        fits += 1
    return fits
