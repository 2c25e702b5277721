"""Seat cards on A4, eight per page with cutting marks: name, number, QR code, how to join.

Painted on a thread or in a separate process, so all input is plain values. Lengths are in points.
"""

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPageLayout, QPainter, QPen

from classroom_app.application.seat_card_job import SeatCard, SeatCardJob
from classroom_app.gui.handout.typeface import Typeface
from classroom_app.gui.kit.qr_code import qr_image
from classroom_app.gui.people.card_words import CardWords
from classroom_app.gui.people.paged_paper import PagedPaper, a4
from classroom_app.gui.theme.tokens import LIGHT

ACROSS, DOWN = 2, 4
ON_A_PAGE = ACROSS * DOWN
MARGIN_MM = 10.0  # most printers need less
MARK = 12.0  # the length of a cutting mark
INSIDE = 12.0  # from the cut to the content
QR_SIDE = 98.0  # with its quiet zone; a phone reads it at arm's length
_GAP = 8.0
_NAME_SIZES = (24, 20, 16, 13)
_TWO_LINES = 12  # size of a name that is too long for one line at any size
_NAME_ROOM = 34.0
_MODULE_DOTS = 8  # per module of the QR code; it is pure black and white, so that edges print sharp


class CardPaper(PagedPaper):
    """The pages of one roster's cards."""

    def __init__(self, job: SeatCardJob, words: CardWords, families: Sequence[str]) -> None:
        self._job, self._words, self._families = job, words, families

    @property
    def title(self) -> str:
        """The roster's title."""
        return self._job.title

    @property
    def language(self) -> str:
        """The language of the texts."""
        return self._job.language

    @cached_property
    def layout(self) -> QPageLayout:
        """A4, portrait."""
        return a4(MARGIN_MM)

    @cached_property
    def pages(self) -> list[tuple[SeatCard, ...]]:
        """The cards of each page."""
        cards = self._job.cards
        return [cards[at : at + ON_A_PAGE] for at in range(0, len(cards), ON_A_PAGE)]

    @property
    def all_text(self) -> str:
        """All characters on the cards, for the PDF's text layer."""
        job, words = self._job, self._words
        names = (card.name for card in job.cards)
        said = (words.scan, words.type_it, words.type_code)
        return "".join((job.title, job.address, job.code, *said, *names, "0123456789…"))

    def paint_page(self, painter: QPainter, number: int) -> None:
        """Paint one page; `number` counts from 0."""
        self._paint_marks(painter)
        for place, card in enumerate(self.pages[number]):
            painter.save()
            row, column = divmod(place, ACROSS)
            painter.translate(column * self._card.width(), row * self._card.height())
            self._paint_card(painter, card)
            painter.restore()

    @cached_property
    def _card(self) -> QRectF:
        return QRectF(0, 0, self.size.width() / ACROSS, self.size.height() / DOWN)

    @cached_property
    def _names(self) -> list[Typeface]:
        return [Typeface(self._families, points, bold=True) for points in _NAME_SIZES]

    @cached_property
    def _digits(self) -> list[Typeface]:
        return [Typeface(self._families, points, bold=True) for points in (52, 40, 28, 18)]

    @cached_property
    def _small(self) -> Typeface:
        return Typeface(self._families, 9.5)

    @cached_property
    def _caption(self) -> Typeface:
        return Typeface(self._families, 9.5, bold=True)

    def _paint_marks(self, painter: QPainter) -> None:
        """Paint a cross wherever cards meet, clipped at the edges of the printable area."""
        painter.setPen(QPen(QColor(LIGHT.muted), 0.5))
        whole = QRectF(0, 0, self.size.width(), self.size.height())
        for column in range(ACROSS + 1):
            for row in range(DOWN + 1):
                at = QPointF(column * self._card.width(), row * self._card.height())
                for dx, dy in ((MARK, 0.0), (-MARK, 0.0), (0.0, MARK), (0.0, -MARK)):
                    end = at + QPointF(dx / 2, dy / 2)
                    if whole.adjusted(-0.1, -0.1, 0.1, 0.1).contains(end):
                        painter.drawLine(at, end)

    def _paint_card(self, painter: QPainter, card: SeatCard) -> None:
        inner = self._card.adjusted(INSIDE, INSIDE, -INSIDE, -INSIDE)
        code = QRectF(inner.right() - QR_SIDE, inner.top(), QR_SIDE, QR_SIDE)
        _paint_code(painter, code, card.link)
        room = code.left() - _GAP - inner.left()
        title = self._small.shortened(self._job.title, room)
        self._small.paint(painter, inner.left(), inner.top(), title, LIGHT.muted)
        number = str(card.number)
        digits = next((f for f in self._digits if f.width(number) <= room), self._digits[-1])
        top = inner.top() + self._small.leading
        digits.paint(painter, inner.left(), top, number, LIGHT.accent)
        name = QRectF(inner.left(), code.bottom(), inner.width(), _NAME_ROOM)
        self._paint_name(painter, card.name, name)
        self._paint_way(painter, number, QRectF(inner.left(), name.bottom(), inner.width(), 0))

    def _paint_name(self, painter: QPainter, name: str, room: QRectF) -> None:
        """Paint the name vertically centered: on one line, or on two smaller ones."""
        width = room.width()
        face = next((f for f in self._names if f.width(name) <= width), None)
        lines = [name]
        if face is None:
            face = Typeface(self._families, _TWO_LINES, bold=True)
            first, *rest = face.lines(name, width)
            lines = [first, face.shortened(" ".join(rest), width)]
        top = room.center().y() - len(lines) * face.leading / 2
        for line in lines:
            face.paint(painter, room.left(), top, line, LIGHT.text)
            top += face.leading

    def _paint_way(self, painter: QPainter, number: str, room: QRectF) -> None:
        job, words = self._job, self._words
        typed = words.type_code if job.code else words.type_it
        way = typed.format(address=job.address, code=job.code, number=number)
        top = room.top()
        self._caption.paint(painter, room.left(), top, words.scan, LIGHT.text)
        top += self._caption.leading
        for line in self._small.lines(way, room.width()):
            self._small.paint(painter, room.left(), top, line, LIGHT.muted)
            top += self._small.leading


def _paint_code(painter: QPainter, box: QRectF, text: str) -> None:
    image = qr_image(text)
    size = QSize(image.width(), image.height()) * _MODULE_DOTS
    sharp = image.scaled(size).convertToFormat(QImage.Format.Format_Mono)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.drawImage(box, sharp)
    painter.restore()
