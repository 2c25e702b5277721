"""Certificates of attendance on A4, one page per name."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPageLayout, QPainter, QPen

from classroom_app.application.certificate import CertificatesJob
from classroom_app.application.spreadsheet_text import readable
from classroom_app.gui.handout.typeface import Typeface
from classroom_app.gui.people.certificate_words import CertificateLabels, labels_in
from classroom_app.gui.people.paged_paper import PagedPaper, a4
from classroom_app.gui.theme.tokens import LIGHT

MARGIN_MM = 12
_HEADING, _NAME, _BODY, _SMALL = 44.0, 22.0, 17.0, 13.0
_SMALLEST_SHARE = 0.45  # factor; text that is still too long at this size is wrapped
_INSET = 58.0  # of the text from the page's edge
_FRAME, _LINE_BETWEEN = 2.4, 5.0
_SEAL = 62.0
_FRAME_COLOUR = "#8a6d1f"
_SEAL_COLOUR = "#9aa3b4"
_LABEL_GAP = 18.0
_APART, _FEW_LETTERS = 30.0, 5  # a short Korean heading is letterspaced, as usual on certificates


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line of text and its top left corner on the page, in points."""

    left: float
    top: float
    text: str
    face: Typeface


class CertificatePaper(PagedPaper):
    """The certificates of one job."""

    def __init__(self, job: CertificatesJob, families: Sequence[str]) -> None:
        self._job, self._families = job, families

    @property
    def title(self) -> str:
        """The heading and the course."""
        words = self._job.words
        return " - ".join(filter(None, (words.heading, words.course)))

    @property
    def language(self) -> str:
        """The language of the certificates."""
        return self._job.language

    @cached_property
    def layout(self) -> QPageLayout:
        """A4, portrait."""
        return a4(MARGIN_MM)

    @property
    def pages(self) -> Sequence[str]:
        """The name on each page."""
        return self._job.names

    @property
    def all_text(self) -> str:
        """All characters on the certificates, for the PDF's text layer."""
        words, labels = self._job.words, self._labels
        said = (words.heading, words.course, words.dates, words.hours, words.words)
        named = (labels.name, labels.course, labels.dates, labels.hours, labels.seal)
        return "".join((*said, words.issued_on, words.issuer, *named, *self.pages))

    def paint_page(self, painter: QPainter, number: int) -> None:
        """Paint one certificate; `number` counts from 0."""
        width, height = self.size.width(), self.size.height()
        self._paint_frame(painter, QRectF(0, 0, width, height))
        placed, seal = self._laid_out(readable(self.pages[number]))
        self._paint_seal(painter, seal)
        for line in placed:
            line.face.paint(painter, line.left, line.top, line.text, LIGHT.text)

    # What is where ------------------------------------------------------------------------------

    def _laid_out(self, name: str) -> tuple[list[_Placed], QRectF]:
        """Return the lines of one certificate, and the box for its seal."""
        words = self._job.words
        width, height = self.size.width(), self.size.height()
        room = width - 2 * _INSET
        placed: list[_Placed] = []
        top = height * 0.12
        top = self._place_heading(placed, top, room)
        top = max(top + 30, height * 0.26)
        top = self._place_facts(placed, name, top, room)
        top = max(top + 26, height * 0.50)
        said = readable(words.words)
        body = self._smaller(said, _BODY, room, (height * 0.70 - top))
        for line in body.lines(said, room):
            placed.append(_Placed(_INSET, top, line, body))
            top += body.leading * 1.15
        top = max(top + 24, height * 0.72)
        for line, face in self._fitted(words.issued_on, _BODY, room, 1):
            placed.append(_Placed((width - face.width(line)) / 2, top, line, face))
            top += face.leading
        top += 26
        # The seal comes right after the issuer's name, which must leave room for it.
        issuer = self._fitted(words.issuer, _NAME, room - _SEAL - 12, 2)
        widest = max((face.width(line) for line, face in issuer), default=0.0)
        left = (width - widest - _SEAL - 12) / 2
        high = sum(face.leading for _line, face in issuer)
        middle = top + max(high, _SEAL) / 2
        at = middle - high / 2
        for line, face in issuer:
            placed.append(_Placed(left, at, line, face))
            at += face.leading
        return placed, QRectF(left + widest + 12, middle - _SEAL / 2, _SEAL, _SEAL)

    def _place_facts(self, placed: list[_Placed], name: str, top: float, room: float) -> float:
        """Place name, course, dates and hours below one another; return where they end."""
        words, labels = self._job.words, self._labels
        rows = [
            (labels.name, name, _NAME),
            (labels.course, words.course, _BODY),
            (labels.dates, words.dates, _BODY),
            (labels.hours, words.hours, _BODY),
        ]
        rows = [row for row in rows if row[1].strip()]
        label = Typeface(self._families, _BODY)
        indent = max(label.width(text) for text, _value, _size in rows) + _LABEL_GAP
        for text, value, size in rows:
            lines = self._fitted(value, size, room - indent, 2)
            first = lines[0][1]
            placed.append(_Placed(_INSET, top + (first.leading - label.leading) / 2, text, label))
            for line, face in lines:
                placed.append(_Placed(_INSET + indent, top, line, face))
                top += face.leading
            top += 9
        return top

    def _fitted(self, text: str, size: float, room: float, most: int) -> list[tuple[str, Typeface]]:
        """Break a text into lines, shrinking the font as needed for at most `most` lines.

        Below `_SMALLEST_SHARE` of `size` it takes more lines instead.
        """
        text = readable(text).strip()
        if not text:
            return []
        smallest = size * _SMALLEST_SHARE
        face = Typeface(self._families, size, bold=True)
        lines = face.lines(text, room)
        while len(lines) > most and size > smallest:
            size *= 0.92
            face = Typeface(self._families, size, bold=True)
            lines = face.lines(text, room)
        return [(line, face) for line in lines]

    def _smaller(self, text: str, size: float, room: float, height: float) -> Typeface:
        """Return the largest font up to `size` in which a text fits, or the smallest allowed."""
        face = Typeface(self._families, size)
        while len(face.lines(text, room)) * face.leading * 1.15 > height and size > _SMALL * 0.6:
            size *= 0.94
            face = Typeface(self._families, size)
        return face

    def _place_heading(self, placed: list[_Placed], top: float, room: float) -> float:
        """Place the heading, letterspaced if it is short Korean text; return where it ends."""
        width, heading = self.size.width(), readable(self._job.words.heading).strip()
        is_korean = all("\uac00" <= letter <= "\ud7a3" for letter in heading)
        if is_korean and 1 < len(heading) <= _FEW_LETTERS:
            face = Typeface(self._families, _HEADING, bold=True)
            left = (width - face.width(heading) - _APART * (len(heading) - 1)) / 2
            for letter in heading:
                placed.append(_Placed(left, top, letter, face))
                left += face.width(letter) + _APART
            return top + face.leading
        for line, face in self._fitted(heading, _HEADING, room, 1):
            placed.append(_Placed((width - face.width(line)) / 2, top, line, face))
            top += face.leading
        return top

    # Painting -----------------------------------------------------------------------------------

    def _paint_frame(self, painter: QPainter, page: QRectF) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = _FRAME / 2
        painter.setPen(QPen(QColor(_FRAME_COLOUR), _FRAME))
        painter.drawRect(page.adjusted(half, half, -half, -half))
        inner = page.adjusted(*(sign * (_FRAME + _LINE_BETWEEN) for sign in (1, 1, -1, -1)))
        painter.setPen(QPen(QColor(_FRAME_COLOUR), 0.7))
        painter.drawRect(inner)
        for corner in (inner.topLeft(), inner.topRight(), inner.bottomLeft(), inner.bottomRight()):
            painter.drawEllipse(corner, 4.0, 4.0)

    def _paint_seal(self, painter: QPainter, box: QRectF) -> None:
        """Paint the place for a stamp or a signature."""
        pen = QPen(QColor(_SEAL_COLOUR), 0.8)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
        face = Typeface(self._families, _SMALL)
        text = self._labels.seal
        at = box.center() - QPointF(face.width(text), face.leading) / 2
        face.paint(painter, at.x(), at.y(), text, _SEAL_COLOUR)

    @cached_property
    def _labels(self) -> CertificateLabels:
        return labels_in(self._job.language)
