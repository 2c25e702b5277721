"""A handout on A4, for a printer, a PDF, or a picture of one page.

Painted on a thread, so all input is plain values.
"""

import math
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QMarginsF,
    QPointF,
    QRectF,
    QSize,
    QSizeF,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from classroom_app.application.handout import Handout, HandoutStep
from classroom_app.application.report_document import Progress
from classroom_app.domain.mark_words import mark_text
from classroom_app.gui.handout.handout_layout import (
    BADGE,
    BOX,
    BOX_GAP,
    FOOTER,
    NOTE_LINE,
    Block,
    Line,
    Page,
    Placed,
    Sheet,
    Type,
    laid_out,
)
from classroom_app.gui.handout.handout_words import HandoutWords
from classroom_app.gui.handout.pdf_text import with_language, with_letters_of
from classroom_app.gui.kit import images
from classroom_app.gui.kit.mark_painting import paint_marks
from classroom_app.gui.theme.tokens import LIGHT
from classroom_app.system.atomic_write import atomic_write

MARGIN_MM = 15
POINTS_PER_INCH = 72
DOTS_PER_INCH = 200
PICTURE_DOTS_PER_INCH, FEWEST_DOTS_PER_INCH = 180, 110
"""Resolutions that pictures are scaled down to: more would only enlarge files for phones."""
MANY_PICTURES = 24
"""With more pictures than this, each gets a lower resolution."""
_LONG_TITLE = 3  # titles with more lines are set smaller
_MANY_DIGITS = 3  # numbers with this many digits are set smaller
_UNSEEN, _NARROWEST_UNSEEN = "#00000000", 120.0
_FEWEST_NOTES = 3  # of the lines for notes at the end; none if fewer fit


def page_layout() -> QPageLayout:
    """Return the page layout of handouts: A4, portrait."""
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    size = QPageSize(QPageSize.PageSizeId.A4)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)


class HandoutPaper:
    """The pages of one handout; the layout takes a while and is computed on first use."""

    def __init__(
        self,
        handout: Handout,
        words: HandoutWords,
        families: Sequence[str],
        columns: int = 1,
    ) -> None:
        self._handout, self._words = handout, words
        self._families, self._columns = families, columns

    @property
    def title(self) -> str:
        """The lesson's title."""
        return self._handout.title

    @cached_property
    def type(self) -> Type:
        """The typefaces."""
        return Type.of(self._families)

    @cached_property
    def pages(self) -> list[Page]:
        """The layout of each page. Blocks: use a thread."""
        sizes = [size_of(step) for step in self._handout.steps]
        return laid_out(self._handout, sizes, self.type, self._sheet, self._words.continued)

    def paint(
        self, device: QPagedPaintDevice, progress: Progress, *, tells_marks: bool = False
    ) -> None:
        """Paint all pages. Blocks: use a thread.

        With `tells_marks`, invisible text over each picture describes its marks, for screen
        readers.

        Raises:
            Cancelled: raised by `progress`.
            OSError: the device cannot be painted on.
        """
        painter = QPainter()
        if not painter.begin(device):
            raise OSError("the paper cannot be painted on")
        try:
            scale = device.logicalDpiX() / POINTS_PER_INCH * self._shrunk_on(device)
            painter.scale(scale, scale)
            count = len(self.pages)
            for number in range(count):
                progress(number, count)
                if number:
                    device.newPage()
                self._paint_page(painter, number, tells_marks=tells_marks)
            progress(count, count)
        finally:
            painter.end()

    def _shrunk_on(self, device: QPagedPaintDevice) -> float:
        """Return the scale at which a page fits on the device's paper, at most 1."""
        room = device.pageLayout().paintRect(QPageLayout.Unit.Point)
        size = self._sheet.size
        return min(1.0, room.width() / size.width(), room.height() / size.height())

    def pdf(self, progress: Progress) -> bytes:
        """Return all pages as a PDF. Blocks: use a thread.

        Raises:
            Cancelled, OSError: as in `paint`.
        """
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        device = QPdfWriter(buffer)
        device.setTitle(self._handout.title)
        device.setCreator("Classroom")
        device.setResolution(DOTS_PER_INCH)
        device.setPageLayout(page_layout())
        self.paint(device, progress, tells_marks=True)
        buffer.close()
        pdf = with_letters_of(bytes(content.data()), self._all_text)
        return with_language(pdf, self._handout.language)

    @property
    def _all_text(self) -> str:
        """All characters on the pages, for the PDF's text layer; some more than once."""
        words, placed = self._words, [placed for page in self.pages for placed in page.placed]
        said = [line.text for one in placed for line in one.block.lines]
        marks = [self._marks_of(one.block.step) for one in placed]
        return "".join((*said, *marks, self.title, "…", words.name, words.notes, words.page))

    def write_pdf(self, path: Path, progress: Progress) -> None:
        """Write all pages to a PDF file, atomically. Blocks: use a thread.

        Raises:
            Cancelled, OSError: as in `paint`; OSError also if the file cannot be written.
        """
        with atomic_write(path) as beside:
            beside.write_bytes(self.pdf(progress))

    def page_image(self, number: int, width: int) -> QImage:
        """Return one page (from 0) as a picture `width` pixels wide. Blocks: use a thread."""
        whole = page_layout().fullRect(QPageLayout.Unit.Point)
        scale = width / whole.width()
        image = QImage(width, round(whole.height() * scale), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        inside = page_layout().paintRect(QPageLayout.Unit.Point)
        painter.scale(scale, scale)
        painter.translate(inside.topLeft())
        self._paint_page(painter, number)
        painter.end()
        return image

    # The first page's head ----------------------------------------------------------------------

    @property
    def _width(self) -> float:
        return page_layout().paintRect(QPageLayout.Unit.Point).width()

    @cached_property
    def _title_lines(self) -> tuple[list[str], bool]:
        """The title's lines, and whether they are set smaller."""
        lines = self.type.title.lines(self._handout.title, self._width)
        if len(lines) <= _LONG_TITLE:
            return lines, False
        return self.type.step.lines(self._handout.title, self._width), True

    @cached_property
    def _sheet(self) -> Sheet:
        size = page_layout().paintRect(QPageLayout.Unit.Point).size()
        lines, is_long = self._title_lines
        face = self.type.step if is_long else self.type.title
        head = len(lines) * face.leading + 10 + 2 * NOTE_LINE + 26
        return Sheet(QSizeF(size), head, self._columns)

    def _paint_head(self, painter: QPainter) -> None:
        lines, is_long = self._title_lines
        face = self.type.step if is_long else self.type.title
        top = 0.0
        for line in lines:
            face.paint(painter, 0, top, line, LIGHT.text)
            top += face.leading
        top += 10
        for word in (self._words.name, self._words.notes):
            self._paint_written(painter, QRectF(0, top, self._width, NOTE_LINE), word)
            top += NOTE_LINE
        painter.fillRect(QRectF(0, top + 12, self._width, 1.6), QColor(LIGHT.accent))

    def _paint_written(self, painter: QPainter, line: QRectF, word: str = "") -> None:
        """Paint a line to write on, with a label at its left."""
        left = line.left()
        if word:
            top = line.bottom() - self.type.body.leading
            self.type.body.paint(painter, left, top, word, LIGHT.text)
            left += self.type.body.width(word) + 10
        y = line.bottom() - 3
        painter.setPen(QPen(QColor(LIGHT.border_strong), 0.8))
        painter.drawLine(QPointF(left, y), QPointF(line.right(), y))

    # Pages --------------------------------------------------------------------------------------

    def _paint_page(self, painter: QPainter, number: int, *, tells_marks: bool = False) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        page, count = self.pages[number], len(self.pages)
        small = self.type.small
        if number == 0:
            self._paint_head(painter)
        else:
            title = small.shortened(self._handout.title, self._width)
            small.paint(painter, 0, 0, title, LIGHT.muted)
        for placed in page.placed:
            self._paint_block(painter, placed, tells_marks=tells_marks)
        if number == count - 1:
            word = self._words.notes
            for rest in page.rests:
                if self._paint_notes(painter, rest, word):
                    word = ""
        words = self._words.page.format(number=number + 1, count=count)
        top = self._sheet.size.height() - FOOTER + 12
        small.paint(painter, (self._width - small.width(words)) / 2, top, words, LIGHT.muted)

    def _marks_of(self, step: HandoutStep) -> str:
        return mark_text(step.marks, self._handout.language) if step.picture else ""

    def _paint_block(self, painter: QPainter, placed: Placed, *, tells_marks: bool) -> None:
        painter.save()
        painter.translate(placed.at)
        block = placed.block
        self._paint_number(painter, block)
        for line in block.lines:
            line.face.paint(painter, line.at.x(), line.at.y(), line.text, LIGHT.text)
            if line.has_box:
                self._paint_box(painter, line)
        if block.picture is not None:
            paint_picture(painter, block.step, block.picture, self._dots)
            if tells_marks:
                self._paint_unseen(painter, block.picture, self._marks_of(block.step))
        painter.restore()

    def _paint_unseen(self, painter: QPainter, picture: QRectF, text: str) -> None:
        """Paint transparent text over a picture, for search and screen readers."""
        face = self.type.small
        for place, line in enumerate(face.lines(text, max(picture.width(), _NARROWEST_UNSEEN))):
            face.paint(painter, picture.left(), picture.top() + place * face.leading, line, _UNSEEN)

    @cached_property
    def _dots(self) -> float:
        """Resolution of pictures in dpi: lower with many pictures, to keep files small."""
        count = sum(step.picture is not None for step in self._handout.steps)
        finer = PICTURE_DOTS_PER_INCH * math.sqrt(MANY_PICTURES / max(count, MANY_PICTURES))
        return max(finer, FEWEST_DOTS_PER_INCH)

    def _paint_box(self, painter: QPainter, line: Line) -> None:
        """Paint the box to tick before an answer."""
        top = line.at.y() + (line.face.leading - BOX) / 2
        painter.setPen(QPen(QColor(LIGHT.text), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(line.at.x() - BOX - BOX_GAP, top, BOX, BOX))

    def _paint_number(self, painter: QPainter, block: Block) -> None:
        circle, text = QRectF(0, 0, BADGE, BADGE), str(block.step.number)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(LIGHT.accent))
        painter.drawEllipse(circle)
        face = self.type.long_step if len(text) < _MANY_DIGITS else self.type.small
        left = (BADGE - face.width(text)) / 2
        face.paint(painter, left, (BADGE - face.leading) / 2, text, LIGHT.on_accent)

    def _paint_notes(self, painter: QPainter, rest: QRectF, word: str) -> bool:
        """Paint lines for notes, the first one labelled; return False if there is no room."""
        lines = int(rest.height() / NOTE_LINE)
        if lines < _FEWEST_NOTES:
            return False
        for place in range(lines):
            line = QRectF(rest.left(), rest.top() + place * NOTE_LINE, rest.width(), NOTE_LINE)
            self._paint_written(painter, line, word if place == 0 else "")
        return True


def size_of(step: HandoutStep) -> QSizeF | None:
    """Return the displayed size of a step's picture in pixels; None without a readable one."""
    if step.picture is None:
        return None
    size = images.size_of(step.picture.data)
    return None if size.isEmpty() else QSizeF(size)


def paint_picture(painter: QPainter, step: HandoutStep, box: QRectF, dots: float) -> None:
    """Paint a step's picture with its marks in a box of the same aspect ratio.

    It is scaled down to `dots` per inch. Blocks: decodes the picture.
    """
    assert step.picture is not None, "a box is for a picture"
    image = images.image_of(step.picture.data)
    if not image.isNull():
        painter.drawImage(box, _printed(image, box.size(), dots))
    painter.setPen(QPen(QColor(LIGHT.border_strong), 0.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)
    paint_marks(painter, box, step.marks)


def _printed(image: QImage, points: QSizeF, dots: float) -> QImage:
    """Return a picture on white, scaled down to `dots` per inch."""
    size = (points * (dots / POINTS_PER_INCH)).toSize()
    if size.width() < image.width():
        image = image.scaled(
            size.expandedTo(QSize(1, 1)),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    if not image.hasAlphaChannel():
        return image.convertToFormat(QImage.Format.Format_RGB32)
    paper = QImage(image.size(), QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()
    return paper
