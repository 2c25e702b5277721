"""One picture while it is drawn: a part of a phone, and the contents of its screen."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen
from PySide6.QtSvg import QSvgRenderer

from classroom_app.gui.lessons.phone_frame import GROUND, PhoneShape, draw_body, screen_path
from scripts.lesson_pictures.elements import WIDTH, Box, Deed, Element
from scripts.lesson_pictures.glyphs import GLYPHS

FONT = "Noto Sans CJK KR"
SCALE = 2
"""Pixels per unit: wide enough for a phone's sharp screen and for a projector."""

EDGE = 14.0
SCREEN = Box(EDGE, EDGE, WIDTH - 2 * EDGE, 760)
"""The screen of the whole phone; pictures show its upper or its lower part."""

INK, SOFT, LINE = "#14181c", "#4d565e", "#d3d8dc"
PAPER, CARD, PRESSED = "#eef0f2", "#ffffff", "#cdeade"
# Only marks are blue.
MAIN, GREY, RED, GREEN, YELLOW = "#0b7063", "#8b949c", "#c8281e", "#3c7d1f", "#ffd93b"

_SMALLEST, _SHRINK = 15.0, 5


class Canvas:
    """The upper part of a phone, or its lower part, `height` units high."""

    def __init__(self, height: float) -> None:
        self.height = height
        self.elements: list[Element] = []
        self.deeds: list[Deed] = []
        self.words: list[str] = []
        self._image = QImage(
            round(WIDTH * SCALE), round(height * SCALE), QImage.Format.Format_RGB32
        )
        self._image.fill(QColor(GROUND))
        self._painter = QPainter(self._image)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.scale(SCALE, SCALE)

    def finish(self) -> QImage:
        """Return the picture."""
        self._painter.end()
        return self._image

    # --- Elements and marks ---

    def element(self, called: str, box: Box, spot: tuple[float, float] | None = None) -> Element:
        """Record what the step calls `called`, and where it is."""
        made = Element(called, box, spot or box.middle)
        self.elements.append(made)
        return made

    def tap(self, element: Element) -> None:
        """Add a mark to tap an element."""
        self.deeds.append(Deed("tap", element))

    def type_in(self, element: Element) -> None:
        """Add a mark to type into an element."""
        self.deeds.append(Deed("type", element))

    def swipe(self, element: Element, right: float = 0, down: float = 0) -> None:
        """Add a mark to swipe from an element, by so many units."""
        x, y = element.spot
        self.deeds.append(Deed("swipe", element, (x + right, y + down)))

    # --- The phone ---

    @contextmanager
    def phone(
        self, top: float = 0, *, until: float | None = None, ends: bool = False, paper: str = PAPER
    ) -> Iterator[Box]:
        """Draw the upper part of a phone between these heights, or with `ends` its lower part.

        Yields the visible part of the screen; the drawing inside the `with` block is clipped to it.
        """
        until = self.height if until is None else until
        screen = SCREEN
        begin = top + EDGE if not ends else until - EDGE - SCREEN.height
        first = max(top, begin)
        with (
            self._clipped(Box(0, top, WIDTH, until - top)),
            self.phone_at(Box(screen.x, begin, screen.width, screen.height), paper),
        ):
            yield Box(screen.x, first, screen.width, min(until, begin + screen.height) - first)

    @contextmanager
    def phone_at(self, screen: Box, paper: str) -> Iterator[PhoneShape]:
        """Draw a phone with this screen; drawing inside the `with` block is clipped to it."""
        shape = PhoneShape(_rect(screen))
        draw_body(self._painter, shape)
        self._painter.save()
        self._painter.setClipPath(screen_path(shape), Qt.ClipOperation.IntersectClip)
        self._painter.fillRect(shape.screen, QColor(paper))
        yield shape
        self._painter.restore()

    @contextmanager
    def round(self, box: Box) -> Iterator[None]:
        """Clip drawing inside the `with` block to the circle in this square."""
        path = QPainterPath()
        path.addEllipse(_rect(box))
        self._painter.save()
        self._painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        yield
        self._painter.restore()

    @contextmanager
    def _clipped(self, box: Box) -> Iterator[None]:
        self._painter.save()
        self._painter.setClipRect(_rect(box))
        yield
        self._painter.restore()

    # --- Shapes and text ---

    def fill(self, box: Box, colour: str, radius: float = 0) -> None:
        """Fill a rectangle."""
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(colour))
        self._painter.drawRoundedRect(_rect(box), radius, radius)

    def outline(self, box: Box, colour: str, radius: float = 0, width: float = 2) -> None:
        """Draw the edge of a rectangle."""
        self._painter.setPen(QPen(QColor(colour), width))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(_rect(box.inset(width / 2)), radius, radius)

    def disc(self, x: float, y: float, radius: float, colour: str) -> Box:
        """Fill a circle and return the square around it."""
        box = Box(x - radius, y - radius, 2 * radius, 2 * radius)
        self.fill(box, colour, radius)
        return box

    def ring(self, x: float, y: float, radius: float, colour: str, width: float = 2.5) -> Box:
        """Draw a circle and return the square around it."""
        box = Box(x - radius, y - radius, 2 * radius, 2 * radius)
        self.outline(box, colour, radius, width)
        return box

    def svg(self, body: str, box: Box, view: float = 24) -> None:
        """Draw a piece of SVG that is `view` units wide and high."""
        source = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {view} {view}">{body}</svg>'
        renderer = QSvgRenderer(QByteArray(source.encode()))
        renderer.render(self._painter, _rect(box))

    def glyph(self, name: str, box: Box, colour: str = INK, stroke: float = 1.9) -> None:
        """Draw one of our own line drawings."""
        self.svg(
            f'<g fill="none" stroke="{colour}" stroke-width="{stroke}" stroke-linecap="round" '
            f'stroke-linejoin="round">{GLYPHS[name]}</g>',
            box,
        )

    def text(
        self,
        words: str,
        box: Box,
        size: float,
        *,
        colour: str = INK,
        bold: bool = False,
        align: str = "left",
    ) -> None:
        """Write words into a box, smaller or on more lines if they do not fit.

        Raises:
            ValueError: they would be too small to read.
        """
        self.words.append(words)
        flags = {
            "left": Qt.AlignmentFlag.AlignLeft,
            "middle": Qt.AlignmentFlag.AlignHCenter,
            "right": Qt.AlignmentFlag.AlignRight,
        }[align]
        how = int(flags | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        font = QFont(FONT)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setBold(bold)
        rect = _rect(box)
        one_line = int(flags | Qt.AlignmentFlag.AlignVCenter)
        for smaller in range(_SHRINK):  # a little smaller is better than two lines
            font.setPixelSize(round(size) - smaller)
            if QFontMetricsF(font).horizontalAdvance(words) <= box.width:
                size, how = size - smaller, one_line
                break
        while True:
            font.setPixelSize(round(size))
            # Measured in the font's own pixels: the painter's scale does not change the widths.
            needed = QFontMetricsF(font).boundingRect(rect, how, words)
            longest = max(
                QFontMetricsF(font).horizontalAdvance(word) for word in words.split() or [""]
            )
            if longest <= box.width and needed.height() <= box.height * 1.15:
                break
            size -= 1
            if size < _SMALLEST:
                raise ValueError(f"too long for its place in a picture: {words}")
        self._painter.setFont(font)
        self._painter.setPen(QColor(colour))
        self._painter.drawText(rect, how | int(Qt.TextFlag.TextDontClip), words)


def _rect(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)
