"""A report on A4: the key figures with charts, the students, and everything that happened.

Painted on a thread, so all input is plain values; the charts come in as recorded `QPicture`s.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QMarginsF,
    QPointF,
    QRectF,
    QSizeF,
    Qt,
)
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
    QTextOption,
)

from classroom_app.application.report_document import (
    ControlColumn,
    Document,
    HelpColumn,
    Progress,
    QuestionColumn,
    Row,
    StepColumn,
    StudentColumn,
    Table,
)
from classroom_app.gui.handout.pdf_text import with_letters_of
from classroom_app.gui.history.report_pictures import HelpPicture, pages_of, paint_pictures
from classroom_app.gui.kit.report_table_model import cell_text
from classroom_app.gui.theme.tokens import LIGHT
from classroom_app.system.atomic_write import atomic_write

MARGIN_MM = 15
POINTS_PER_INCH = 72
# The charts' lines are a fixed number of dots wide: at a higher resolution they would be too thin.
DOTS_PER_INCH = 200
_LINE = 12.5
_TITLE_HEIGHT, _HEADING_HEIGHT, _FOOTER_HEIGHT = 36.0, 18.0, 22.0
_GAP = 12.0  # between two tables
_FEWEST_ROWS = 3  # of a table that starts at the bottom of a page
_ROWS_OF_STEPS = 24  # on the first page, below the charts
_TEXT_POINTS, _HEAD_POINTS = 8.5, 7.5
# The printed columns from left to right, with their relative widths.
_STUDENT_WIDTHS: dict[str, float] = {
    StudentColumn.NUMBER: 0.6,
    StudentColumn.NAME: 2.2,
    StudentColumn.OUTCOME: 1.7,
    StudentColumn.JOINED: 1.0,
    StudentColumn.LAST_HERE: 1.0,
    StudentColumn.HERE: 1.1,
    StudentColumn.DONE: 0.9,
    StudentColumn.HELP: 1.0,
    StudentColumn.VISITS: 0.8,
}
_HELP_WIDTHS: dict[str, float] = {
    HelpColumn.ASKED: 1.0,
    HelpColumn.NAME: 1.8,
    HelpColumn.STEP: 0.7,
    HelpColumn.MESSAGE: 3.8,
    HelpColumn.STATUS: 1.3,
    HelpColumn.WAITED: 1.1,
    HelpColumn.HELPER: 1.6,
    HelpColumn.PICTURE: 0.7,
}
_QUESTION_WIDTHS: dict[str, float] = {
    QuestionColumn.STEP: 0.6,
    QuestionColumn.QUESTION: 4.0,
    QuestionColumn.ANSWER: 3.0,
    QuestionColumn.COUNT: 0.9,
    QuestionColumn.SHARE: 0.8,
}
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
    """Translated texts beyond the document; `page` is formatted with `number` and `count`.

    `pictures` is the heading above the pictures of help requests, `lost` replaces a missing one.
    """

    counts: str
    times: str
    page: str
    pictures: str = ""
    lost: str = ""


@dataclass(frozen=True, slots=True)
class _Block:
    """The rows of a table that are on one page, with their `heights` in points."""

    table: Table
    widths: Mapping[str, float]
    heights: Sequence[float]
    head_lines: int


@dataclass(frozen=True, slots=True)
class ReportPaper:
    """Everything that the pages need; both charts were drawn at `picture_size`."""

    document: Document
    words: PaperWords
    counts: QPicture
    times: QPicture
    picture_size: QSizeF
    font: QFont
    help_pictures: Sequence[HelpPicture] = ()

    def paint(self, device: QPagedPaintDevice, progress: Progress) -> None:
        """Paint all pages. Blocks: use a thread.

        Raises:
            Cancelled: raised by `progress`.
            OSError: the device cannot be painted on.
        """
        self._paint(device, progress)

    def _paint(self, device: QPagedPaintDevice, progress: Progress) -> str:
        """Paint all pages; return the characters written on them, each once."""
        painter = QPainter()
        if not painter.begin(device):
            raise OSError("the paper cannot be painted on")
        try:
            scale = device.logicalDpiX() / POINTS_PER_INCH
            painter.scale(scale, scale)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            page = device.pageLayout().paintRect(QPageLayout.Unit.Point)
            pages = _Pages(self, painter, QRectF(0, 0, page.width(), page.height()))
            blocks, pictures = pages.plan(), pages_of(self.help_pictures)
            count = 1 + len(blocks) + len(pictures)
            progress(0, count)
            pages.first(count)
            for number, on_page in enumerate(blocks, start=2):
                progress(number - 1, count)
                device.newPage()
                pages.other(on_page, number, count)
            for number, shown in enumerate(pictures, start=2 + len(blocks)):
                progress(number - 1, count)
                device.newPage()
                pages.pictures(shown, number, count)
            progress(count, count)
            return "".join(pages.letters)
        finally:
            painter.end()

    def write_pdf(self, path: Path, progress: Progress) -> None:
        """Write all pages to a PDF file, atomically. Blocks: use a thread.

        Raises:
            Cancelled, OSError: as in `paint`; OSError also if the file cannot be written.
        """
        with atomic_write(path) as beside:
            content = QByteArray()
            buffer = QBuffer(content)
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            device = QPdfWriter(buffer)
            device.setTitle(self.document.title)
            device.setCreator("Classroom")
            device.setResolution(DOTS_PER_INCH)
            device.setPageLayout(page_layout())
            letters = self._paint(device, progress)
            buffer.close()
            beside.write_bytes(with_letters_of(bytes(content.data()), letters))


def page_layout() -> QPageLayout:
    """Return the page layout of reports: A4, portrait."""
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    size = QPageSize(QPageSize.PageSizeId.A4)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)


class _Pages:
    """Paints the pages in points; `_y` is where the next line begins."""

    def __init__(self, paper: ReportPaper, painter: QPainter, page: QRectF) -> None:
        self._paper, self._painter, self._page = paper, painter, page
        self._y = 0.0
        self.letters: set[str] = set()  # all that were written

    def plan(self) -> list[list[_Block]]:
        """Return the blocks of each page after the first."""
        document = self._paper.document
        steps = document.steps
        left = Table(steps.title, steps.columns, steps.rows[_ROWS_OF_STEPS:])
        pages: list[list[_Block]] = []
        room = 0.0
        for table, widths, head_lines in (
            (left, _STEP_WIDTHS, 2),
            (document.questions, _QUESTION_WIDTHS, 1),
            (document.students, _STUDENT_WIDTHS, 2),
            (document.help, _present(document.help, _HELP_WIDTHS), 1),
            (document.controls, _CONTROL_WIDTHS, 1),
        ):
            heights = [self._height(table, row, widths) for row in table.rows]
            head = _HEADING_HEIGHT + _LINE * head_lines + 2 + _GAP
            while heights:
                fewest = sum(heights[:_FEWEST_ROWS])
                if not pages or head + fewest > room:
                    pages.append([])
                    room = self._page.height() - _TITLE_HEIGHT - _FOOTER_HEIGHT
                fits = _fitting(heights, room - head)
                rows = table.rows[len(table.rows) - len(heights) :][:fits]
                part = Table(table.title, table.columns, rows)
                pages[-1].append(_Block(part, widths, heights[:fits], head_lines))
                room -= head + sum(heights[:fits])
                heights = heights[fits:]
        return pages

    def first(self, count: int) -> None:
        """Paint the first page: key figures, charts and the first steps."""
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
        self._table(_Block(shown, _STEP_WIDTHS, [_LINE] * len(rows), 2))
        self._footer(1, count)

    def other(self, blocks: Sequence[_Block], number: int, count: int) -> None:
        """Paint a page of tables."""
        self._y = 0.0
        self._title()
        for block in blocks:
            self._heading(block.table.title)
            self._table(block)
            self._y += _GAP
        self._footer(number, count)

    def pictures(self, shown: Sequence[HelpPicture], number: int, count: int) -> None:
        """Paint a page of pictures that came with help requests."""
        words = self._paper.words
        self._y = 0.0
        self._title()
        self._heading(words.pictures)
        height = self._page.height() - _FOOTER_HEIGHT - self._y
        paint_pictures(
            self._painter,
            QRectF(0, self._y, self._page.width(), height),
            shown,
            self._write_words,
            words.lost,
        )
        self._footer(number, count)

    def _height(self, table: Table, row: Row, widths: Mapping[str, float]) -> float:
        """Return the height of a row whose texts are wrapped, not cut; at most about a page."""
        self._painter.setFont(self._font(_TEXT_POINTS))
        metrics = QFontMetricsF(self._painter.font(), self._painter.device())
        height = _LINE
        for place, _left, width in self._edges(table, widths):
            text = cell_text(row[place], table.columns[place].kind)
            if metrics.horizontalAdvance(text) > width or "\n" in text:
                box = QRectF(0, 0, width, self._page.height())
                found = self._painter.boundingRect(box, text, _wrapped(Qt.AlignmentFlag.AlignLeft))
                height = max(height, found.height() + 3)
        most = self._page.height() - _TITLE_HEIGHT - _FOOTER_HEIGHT - 4 * _LINE
        return min(height, most)

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
            beside = box.adjusted(0, 0, -width * 0.5, 0)
            self._write(fact.title, beside, 8.5, tone=LIGHT.muted)
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
        # `play` scales by the device's resolution, which the painter's scale already includes.
        finer = picture.logicalDpiX() / painter.device().logicalDpiX()
        painter.scale(scale * finer, scale * finer)
        painter.setClipRect(QRectF(QPointF(), size / finer))
        picture.play(painter)
        painter.restore()
        self._y += height + 4

    def _heading(self, text: str) -> None:
        self._write(text, self._row(16), 10.5, bold=True)
        self._y += 18

    def _edges(self, table: Table, widths: Mapping[str, float]) -> list[tuple[int, float, float]]:
        """Return index, left edge and width of the columns in `widths`, in its order."""
        whole, left = sum(widths.values()), 0.0
        edges = []
        for key, share in widths.items():
            width = self._page.width() * share / whole
            edges.append((table.place(key), left, width - 6))
            left += width
        return edges

    def _table(self, block: _Block) -> None:
        table, edges = block.table, self._edges(block.table, block.widths)
        height = _LINE * block.head_lines
        for place, left, width in edges:
            cell = QRectF(left, self._y, width, height)
            title, side = table.columns[place].title, self._side(table, place)
            wraps = block.head_lines > 1
            self._write(title, cell, _HEAD_POINTS, tone=LIGHT.muted, side=side, wraps=wraps)
        self._y += height + 1
        self._line(LIGHT.border_strong, 0.6)
        for row, height in zip(table.rows, block.heights, strict=True):
            for place, left, width in edges:
                text = cell_text(row[place], table.columns[place].kind)
                cell = QRectF(left, self._y, width, height)
                self._write_cell(text, cell, self._side(table, place))
            self._y += height
            self._line(LIGHT.border, 0.3)

    def _side(self, table: Table, place: int) -> Qt.AlignmentFlag:
        is_text = table.columns[place].kind == "text"
        return Qt.AlignmentFlag.AlignLeft if is_text else Qt.AlignmentFlag.AlignRight

    def _footer(self, number: int, count: int) -> None:
        box = QRectF(0, self._page.height() - 12, self._page.width(), 12)
        text = self._paper.words.page.format(number=number, count=count)
        self._write(text, box, 8, tone=LIGHT.muted, side=Qt.AlignmentFlag.AlignRight)

    def _row(self, height: float) -> QRectF:
        return QRectF(0, self._y, self._page.width(), height)

    def _line(self, colour: str, width: float) -> None:
        self._painter.setPen(QPen(QColor(colour), width))
        self._painter.drawLine(QPointF(0, self._y), QPointF(self._page.width(), self._y))

    def _font(self, points: float, *, bold: bool = False) -> QFont:
        font = QFont(self._paper.font)
        font.setPointSizeF(points * POINTS_PER_INCH / self._painter.device().logicalDpiY())
        font.setBold(bold)
        return font

    def _write_cell(self, text: str, box: QRectF, side: Qt.AlignmentFlag) -> None:
        """Write one elided line, or wrap the text in a higher row."""
        if box.height() == _LINE:
            self._write(text, box, _TEXT_POINTS, side=side)
            return
        self._write_words(text, box.adjusted(0, 1, 0, 0), side)

    def _write_words(
        self, text: str, box: QRectF, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    ) -> None:
        self.letters.update(text)
        self._painter.setFont(self._font(_TEXT_POINTS))
        self._painter.setPen(QColor(LIGHT.text))
        self._painter.drawText(box, text, _wrapped(side))

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
        self.letters.update(text, "…")
        painter = self._painter
        font = self._font(points, bold=bold)
        painter.setFont(font)
        painter.setPen(QColor(tone))
        if wraps:
            flags = side | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
            painter.drawText(box, int(flags), text)
            return
        metrics = QFontMetricsF(font, painter.device())
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), shown)


def _wrapped(side: Qt.AlignmentFlag) -> QTextOption:
    """Return the options for wrapped text: words that are too long are broken."""
    option = QTextOption(side | Qt.AlignmentFlag.AlignTop)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _fitting(heights: Sequence[float], room: float) -> int:
    """Return how many rows fit; at least one, so that `plan` makes progress."""
    fits, used = 0, 0.0
    for height in heights:
        used += height
        if used > room and fits:
            break
        fits += 1
    return fits


def _present(table: Table, widths: Mapping[str, float]) -> Mapping[str, float]:
    """Return the widths of the columns that are present in the table."""
    keys = {column.key for column in table.columns}
    return {key: width for key, width in widths.items() if key in keys}
