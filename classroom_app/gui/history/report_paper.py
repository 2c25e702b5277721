"""A report on two pages of A4: the figures with their charts, and who was there.

Painted on a thread: everything comes in as values, the charts as drawing commands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QPicture,
)

from classroom_app.application.report_document import (
    ControlColumn,
    Document,
    Progress,
    StepColumn,
    StudentColumn,
    Table,
)
from classroom_app.gui.history.report_table_model import cell_text
from classroom_app.gui.theme.tokens import LIGHT
from classroom_app.system.atomic_write import atomic_write

MARGIN_MM = 15
POINTS_PER_INCH = 72
# The charts' lines are so many dots wide: with more of them they would be too thin to see.
DOTS_PER_INCH = 200
_LINE = 12.5
_ROWS_OF_STEPS = 24
# The columns that are printed, from the left, with their shares of the width.
_STUDENT_WIDTHS: dict[str, float] = {
    StudentColumn.NUMBER: 0.6,
    StudentColumn.NAME: 2.4,
    StudentColumn.OUTCOME: 2.0,
    StudentColumn.DONE: 1.0,
    StudentColumn.HELP: 1.0,
    StudentColumn.HERE: 1.1,
}
_SHORT_COLUMNS = (StudentColumn.NUMBER, StudentColumn.NAME, StudentColumn.DONE)
_CONTROL_WIDTHS: dict[str, float] = {
    ControlColumn.WHEN: 1.0,
    ControlColumn.SINCE_START: 1.0,
    ControlColumn.WHAT: 2.0,
    ControlColumn.WORDS: 4.0,
}
_STEP_WIDTHS: dict[str, float] = {
    **dict.fromkeys(StepColumn, 1.0),
    StepColumn.NUMBER: 0.7,
    StepColumn.TITLE: 3.4,
}


@dataclass(frozen=True, slots=True)
class PaperWords:
    """What paper says beyond the document; `page` and `more` have a place for a number."""

    counts: str
    times: str
    page: str
    more: str


@dataclass(frozen=True, slots=True)
class ReportPaper:
    """Everything that the pages need; the pictures are as large as `picture_size`."""

    document: Document
    words: PaperWords
    counts: QPicture
    times: QPicture
    picture_size: QSizeF
    font: QFont

    def paint(self, device: QPagedPaintDevice, progress: Progress) -> None:
        """Paint both pages. Blocks: for a thread.

        Raises:
            Cancelled: `progress` said so.
            OSError: the device takes no painting.
        """
        progress(0, 2)
        painter = QPainter()
        if not painter.begin(device):
            raise OSError("the paper cannot be painted on")
        try:
            scale = device.logicalDpiX() / POINTS_PER_INCH
            painter.scale(scale, scale)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            page = device.pageLayout().paintRect(QPageLayout.Unit.Point)
            pages = _Pages(self, painter, QRectF(0, 0, page.width(), page.height()))
            pages.first()
            progress(1, 2)
            device.newPage()
            pages.second()
            progress(2, 2)
        finally:
            painter.end()

    def write_pdf(self, path: Path, progress: Progress) -> None:
        """Write both pages as a PDF file, whole or not at all. Blocks: for a thread.

        Raises:
            Cancelled, OSError: as `paint`.
        """
        with atomic_write(path) as beside:
            device = QPdfWriter(str(beside))
            device.setTitle(self.document.title)
            device.setCreator("Classroom")
            device.setResolution(DOTS_PER_INCH)
            device.setPageLayout(page_layout())
            self.paint(device, progress)


def page_layout() -> QPageLayout:
    """Return the page that reports are made for."""
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    size = QPageSize(QPageSize.PageSizeId.A4)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)


class _Pages:
    """Paints in points, from the top down."""

    def __init__(self, paper: ReportPaper, painter: QPainter, page: QRectF) -> None:
        self._paper, self._painter, self._page = paper, painter, page
        self._y = 0.0

    def first(self) -> None:
        paper, steps = self._paper, self._paper.document.steps
        self._title()
        self._facts()
        rows = steps.rows[:_ROWS_OF_STEPS]
        below = (len(rows) + 3) * _LINE + 24
        height = max((self._page.height() - self._y - below - 48) / 2, 110.0)
        for heading, picture in (
            (paper.words.counts, paper.counts),
            (paper.words.times, paper.times),
        ):
            self._heading(heading)
            self._picture(picture, height)
        self._heading(steps.title)
        shown = Table(steps.title, steps.columns, rows)
        self._table(shown, self._page, _STEP_WIDTHS, head_lines=2)
        self._footer(1, len(steps.rows) - len(rows))

    def second(self) -> None:
        self._y = 0.0
        document = self._paper.document
        self._title()
        left_over = self._students(document.students)
        if not left_over:
            self._controls(document.controls)
        self._footer(2, left_over)

    def _students(self, table: Table) -> int:
        """Paint who was there in one, two or three columns; return how many had no room."""
        self._heading(table.title)
        top, room = self._y, int((self._page.height() - self._y - 26) // _LINE) - 2
        count = len(table.rows)
        columns = 1 if count <= room else 2 if count <= 2 * room else 3
        keys = _STUDENT_WIDTHS if columns == 1 else _SHORT_COLUMNS
        widths = {key: _STUDENT_WIDTHS[key] for key in keys}
        gap = 18.0
        width = (self._page.width() - gap * (columns - 1)) / columns
        for column in range(columns):
            self._y = top
            rows = table.rows[column * room : (column + 1) * room]
            box = QRectF(column * (width + gap), 0, width, 0)
            self._table(Table(table.title, table.columns, rows), box, widths)
        self._y = top + (min(count, room) + 2) * _LINE
        return max(count - columns * room, 0)

    def _controls(self, table: Table) -> None:
        room = int((self._page.height() - self._y - 60) // _LINE) - 1
        if room < 3 or not table.rows:
            return
        self._heading(table.title)
        rows = table.rows[:room]
        self._table(Table(table.title, table.columns, rows), self._page, _CONTROL_WIDTHS)

    def _title(self) -> None:
        self._write(self._paper.document.title, self._row(26), 18, bold=True)
        self._y += 28
        self._line(LIGHT.accent, 1.5)
        self._y += 8

    def _facts(self) -> None:
        facts = self._paper.document.facts
        half = (len(facts) + 1) // 2
        top, width = self._y, self._page.width() / 2
        for place, fact in enumerate(facts):
            column, row = divmod(place, half)
            box = QRectF(column * width, top + row * 14, width - 12, 14)
            self._write(fact.title, box, 8.5, tone=LIGHT.muted)
            value = cell_text(fact.value, fact.kind) or "–"
            if isinstance(fact.value, datetime):
                value = f"{fact.value.astimezone():%Y-%m-%d  %H:%M}"
            self._write(value, box.adjusted(width * 0.5, 0, 0, 0), 9.5, bold=True)
        self._y = top + half * 14 + 8

    def _picture(self, picture: QPicture, height: float) -> None:
        size, painter = self._paper.picture_size, self._painter
        scale = min(self._page.width() / size.width(), height / size.height())
        painter.save()
        painter.translate((self._page.width() - size.width() * scale) / 2, self._y)
        # A picture plays larger where dots are finer; the painter's scale has that in it already.
        finer = picture.logicalDpiX() / painter.device().logicalDpiX()
        painter.scale(scale * finer, scale * finer)
        painter.setClipRect(QRectF(QPointF(), size / finer))
        picture.play(painter)
        painter.restore()
        self._y += height + 4

    def _heading(self, text: str) -> None:
        self._write(text, self._row(16), 10.5, bold=True)
        self._y += 18

    def _table(
        self, table: Table, box: QRectF, widths: Mapping[str, float], *, head_lines: int = 1
    ) -> None:
        """Paint the columns of `widths` alone, in its order."""
        whole = sum(widths.values())
        edges: list[tuple[int, float, float]] = []
        x = box.left()
        for key, share in widths.items():
            width = box.width() * share / whole
            edges.append((table.place(key), x, width))
            x += width
        height = _LINE * head_lines
        for place, left, width in edges:
            cell = QRectF(left, self._y, width - 6, height)
            title, side = table.columns[place].title, self._side(table, place)
            self._write(title, cell, 7.5, tone=LIGHT.muted, side=side, wraps=head_lines > 1)
        self._y += height + 1
        self._line(LIGHT.border_strong, 0.6, box)
        for row in table.rows:
            for place, left, width in edges:
                text = cell_text(row[place], table.columns[place].kind)
                cell = QRectF(left, self._y, width - 6, _LINE)
                self._write(text, cell, 8.5, side=self._side(table, place))
            self._y += _LINE
            self._line(LIGHT.border, 0.3, box)

    def _side(self, table: Table, place: int) -> Qt.AlignmentFlag:
        is_text = table.columns[place].kind == "text"
        return Qt.AlignmentFlag.AlignLeft if is_text else Qt.AlignmentFlag.AlignRight

    def _footer(self, number: int, left_over: int) -> None:
        words = self._paper.words
        box = QRectF(0, self._page.height() - 12, self._page.width(), 12)
        right = Qt.AlignmentFlag.AlignRight
        self._write(words.page.format(number=number), box, 8, tone=LIGHT.muted, side=right)
        if left_over > 0:
            self._write(words.more.format(count=left_over), box, 8, tone=LIGHT.muted)

    def _row(self, height: float) -> QRectF:
        return QRectF(0, self._y, self._page.width(), height)

    def _line(self, colour: str, width: float, box: QRectF | None = None) -> None:
        across = box if box is not None else self._page
        self._painter.setPen(QPen(QColor(colour), width))
        self._painter.drawLine(QPointF(across.left(), self._y), QPointF(across.right(), self._y))

    def _write(
        self,
        text: str,
        box: QRectF,
        points: float,
        *,
        bold: bool = False,
        tone: str = LIGHT.text,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        wraps: bool = False,
    ) -> None:
        painter = self._painter
        font = QFont(self._paper.font)
        font.setPointSizeF(points * POINTS_PER_INCH / painter.device().logicalDpiY())
        font.setBold(bold)
        painter.setFont(font)
        painter.setPen(QColor(tone))
        if wraps:
            flags = side | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
            painter.drawText(box, int(flags), text)
            return
        metrics = QFontMetricsF(font, painter.device())
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
