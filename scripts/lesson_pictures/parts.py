"""The parts of screens: bars, rows, switches, buttons, keys, faces."""

from dataclasses import dataclass

from scripts.lesson_pictures.canvas import (
    CARD,
    GREY,
    INK,
    LINE,
    MAIN,
    PAPER,
    PRESSED,
    SOFT,
    Canvas,
)
from scripts.lesson_pictures.elements import Box, Element

STATUS, TITLE, ROW, NAVIGATION = 34.0, 58.0, 64.0, 50.0
_INSET, _ROUND = 12.0, 18.0
_DISC = 19.0


def status_bar(
    canvas: Canvas,
    screen: Box,
    *,
    wifi: bool = True,
    colour: str = INK,
    left: float = 22,
    right: float = 22,
) -> float:
    """Draw the clock and the icons at the very top; return where the bar ends."""
    y = screen.y + 6
    canvas.text("10:30", Box(screen.x + left, y, 80, 26), 18, bold=True, colour=colour)
    right = screen.right - right
    canvas.outline(Box(right - 32, y + 5, 29, 16), colour, 4, 2)
    canvas.fill(Box(right - 29, y + 8, 17, 10), colour, 1.5)
    canvas.fill(Box(right - 2, y + 10, 3, 6), colour, 1)
    if wifi:
        canvas.glyph("wifi", Box(right - 66, y, 26, 26), colour, 2.3)
    return screen.y + STATUS


def title_bar(
    canvas: Canvas, screen: Box, top: float, words: str, back: str = ""
) -> Element | None:
    """Draw the title of a page; if there is a `back`, also an arrow called so, and return it."""
    left = screen.x + (82 if back else 24)
    canvas.text(words, Box(left, top, screen.right - left - 12, TITLE), 27, bold=True)
    if not back:
        return None
    box = Box(screen.x + 22, top + TITLE / 2 - 20, 40, 40)
    canvas.glyph("back", box.inset(4), stroke=2.6)
    return canvas.element(back, box)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list; `lit` is the one that the step is about."""

    words: str
    glyph: str = ""
    colour: str = GREY
    ink: str = CARD
    below: str = ""
    below_colour: str = SOFT
    switch: bool | None = None
    lit: bool = False
    called: str = ""
    """The step's word for it, if that is only a part of these words."""
    height: float = ROW
    free: float = 0
    """The room left at its end, for an arrow."""


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """The places of a row and its switch."""

    row: Element
    switch: Element | None = None


def rows(canvas: Canvas, screen: Box, top: float, lines: list[Row]) -> list[PlacedRow]:
    """Draw a card with rows, from this height on; return their places."""
    card = Box(
        screen.x + _INSET, top, screen.width - 2 * _INSET, sum(line.height for line in lines)
    )
    canvas.fill(card, CARD, _ROUND)
    placed = []
    y = top
    for number, line in enumerate(lines):
        placed.append(_row(canvas, Box(card.x, y, card.width, line.height), line))
        y += line.height
        if number < len(lines) - 1:
            canvas.fill(Box(card.x + 18, y - 0.5, card.width - 36, 1), LINE)
    return placed


def _row(canvas: Canvas, box: Box, line: Row) -> PlacedRow:
    if line.lit and line.switch is None:
        canvas.fill(box.inset(3), PRESSED, _ROUND - 3)
    left, middle = box.x + 20, box.y + box.height / 2
    if line.glyph:
        centre = box.x + 20 + _DISC
        canvas.disc(centre, middle, _DISC, line.colour)
        canvas.glyph(line.glyph, Box(centre - 13, middle - 13, 26, 26), line.ink, 2.2)
        left = centre + _DISC + 24
    called = line.called or line.words
    # The mark is beside the words, not on them: on the icon before them, or at the row's end.
    is_marked_at_end = line.lit and not line.glyph
    right = box.right - line.free
    right -= 84 if line.switch is not None or is_marked_at_end else 4 if line.free else 16
    room = Box(left, box.y + 2, right - left, box.height - 4)
    if line.below:
        half = box.height / 2
        canvas.text(line.words, Box(left, box.y + 6, right - left, half - 2), 24, bold=line.lit)
        canvas.text(
            line.below,
            Box(left, box.y + half + 1, right - left, half - 6),
            19,
            colour=line.below_colour,
            bold=line.lit,
        )
    else:
        canvas.text(line.words, room, 25, bold=line.lit)
    end = (box.right - line.free - 44, middle)
    spot = (box.x + 20 + _DISC, middle) if line.glyph else end
    if line.switch is None:
        return PlacedRow(canvas.element(called, box, spot))
    place = Box(box.right - 68, middle - 14, 46, 28)
    switch(canvas, place, is_on=line.switch)
    row = canvas.element(called, Box(box.x, box.y, place.x - box.x, box.height))
    return PlacedRow(row, canvas.element(called, place))


def switch(canvas: Canvas, place: Box, *, is_on: bool) -> None:
    """Draw a switch."""
    radius = place.height / 2
    canvas.fill(place, MAIN if is_on else GREY, radius)
    x = place.right - radius if is_on else place.x + radius
    canvas.disc(x, place.y + radius, radius - 4, CARD)


def navigation(canvas: Canvas, screen: Box, home: str, colour: str = INK) -> Element:
    """Draw the three buttons at the very bottom; return the one in the middle."""
    y = screen.bottom - NAVIGATION / 2 - 3
    third = screen.width / 3
    places = [screen.x + third * (number + 0.5) for number in range(3)]
    for glyph, x in zip(("recent", "home", "back"), places, strict=True):
        canvas.glyph(glyph, Box(x - 15, y - 15, 30, 30), colour, 2.3)
    return canvas.element(home, Box(places[1] - 28, y - 22, 56, 44))


def button(canvas: Canvas, box: Box, words: str, *, lit: bool = False) -> Element:
    """Draw a button with words on it; the lit one has room for a mark before them."""
    canvas.fill(box, PRESSED if lit else PAPER, box.height / 2)
    start = 62 if lit else 10
    room = Box(box.x + start, box.y, box.width - start - 14, box.height)
    canvas.text(words, room, 25, bold=True, align="middle")
    return canvas.element(words, box, (box.x + 30, box.middle[1]) if lit else None)


def app_tile(
    canvas: Canvas, x: float, y: float, glyph: str, ground: str, ink: str, words: str
) -> Element:
    """Draw an app of a home screen, its icon centered there and its name below."""
    half = 29.0
    canvas.fill(Box(x - half, y - half, 2 * half, 2 * half), ground, 19)
    canvas.glyph(glyph, Box(x - 20, y - 20, 40, 40), ink, 1.9)
    if glyph == "bubble":
        canvas.glyph("dots", Box(x - 15, y - 17, 30, 30), ink, 2.2)
    canvas.text(words, Box(x - 46, y + half + 1, 92, 27), 18, align="middle", bold=True)
    return canvas.element(words, Box(x - 44, y - half, 88, 2 * half + 28), (x, y))


@dataclass(frozen=True, slots=True)
class _Look:
    skin: str
    hair: str
    clothes: str
    is_long: bool


_LOOKS = (
    _Look("#f2c9a5", "#3b2f2a", "#2f7a68", is_long=True),
    _Look("#e8b88f", "#6b6b6b", "#8a4f7d", is_long=True),
    _Look("#f0cdaa", "#b9b9b9", "#b5622b", is_long=False),
)
DAUGHTER, FRIEND, SELF = range(3)


def face(canvas: Canvas, box: Box, number: int, ground: str = "#dfe8e4") -> None:
    """Draw a friendly face of our own in a circle."""
    look = _LOOKS[number]
    long_hair = (
        f'<path d="M26 46c-3-30 51-30 48 0 2 12 4 24-2 30H28c-6-6-4-18-2-30Z" fill="{look.hair}"/>'
        if look.is_long
        else ""
    )
    with canvas.round(box):
        canvas.fill(box, ground)
        canvas.svg(
            f"{long_hair}"
            f'<ellipse cx="50" cy="103" rx="37" ry="30" fill="{look.clothes}"/>'
            f'<rect x="42" y="62" width="16" height="17" rx="7" fill="{look.skin}"/>'
            f'<ellipse cx="50" cy="49" rx="20" ry="23" fill="{look.skin}"/>'
            f'<path d="M29 47c0-30 42-30 42 0-4-9-10-14-21-14s-17 5-21 14Z" fill="{look.hair}"/>'
            '<g fill="none" stroke="#4a3a30" stroke-width="2.4" stroke-linecap="round">'
            '<path d="M42 48v2M58 48v2M42 59c4 5 12 5 16 0"/></g>',
            box,
            100,
        )


PHOTOS = (
    '<rect width="100" height="100" fill="#9fd0f2"/><circle cx="74" cy="24" r="11" fill="#ffd93b"/>'
    '<path d="M0 76 32 34l30 38 14-16 24 26v18H0Z" fill="#4c8a5a"/>',
    '<rect width="100" height="100" fill="#d8ecc8"/><path d="M50 100V52" stroke="#3f7f4d" '
    'stroke-width="6"/><g fill="#e0567a"><circle cx="50" cy="26" r="12"/><circle cx="68" cy="40" '
    'r="12"/><circle cx="61" cy="60" r="12"/><circle cx="39" cy="60" r="12"/><circle cx="32" '
    'cy="40" r="12"/></g><circle cx="50" cy="45" r="10" fill="#ffd93b"/>',
    '<rect width="100" height="100" fill="#f6d7b0"/><rect y="70" width="100" height="30" '
    'fill="#7fb069"/><path d="M24 72V46h52v26Z" fill="#fff"/><path d="m16 48 34-26 34 26Z" '
    'fill="#b5472b"/><rect x="44" y="54" width="13" height="18" fill="#6b4a35"/>',
    '<rect width="100" height="100" fill="#bfe0ee"/><rect y="58" width="100" height="42" '
    'fill="#3f7fb0"/><path d="M26 62h50l-9 15H36Z" fill="#b5472b"/><path d="M49 58V18l25 36Z" '
    'fill="#fff"/>',
)


def photo(canvas: Canvas, box: Box, number: int) -> None:
    """Draw a photo of our own."""
    canvas.svg(PHOTOS[number % len(PHOTOS)], box, 100)
