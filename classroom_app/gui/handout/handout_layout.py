"""The layout of a handout: a step is never split over pages unless it is longer than one.

Pure arithmetic on font metrics and the sizes of pictures; all lengths are in points.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt

from classroom_app.application.handout import Handout, HandoutStep
from classroom_app.domain.question import Question
from classroom_app.gui.handout.typeface import Typeface

BODY, STEP_TITLE, TITLE, SMALL = 16, 19, 27, 12
BOX, BOX_GAP = 13.0, 8.0  # the box to tick before an answer
GAP = 26.0  # between two steps
COLUMN_GAP = 28.0
BADGE = 30.0  # the number's circle
BADGE_GAP = 10.0
PICTURE_GAP = 16.0
# Greatest height of a picture: two steps with one-line titles fit on a page.
TALLEST = 290.0
WIDEST_BESIDE = 0.45  # greatest share of the column's width for a picture beside the text
LOWEST = 150.0  # how far a picture is shrunk, in height, to keep its step on one page
FOOTER, RUNNING = 30.0, 30.0  # heights of the page number below and the running title above
NOTE_LINE = 30.0
_ROUNDING = 0.01
_KEEP = Qt.AspectRatioMode.KeepAspectRatio
_LONG = 6  # titles with more lines are set smaller
_FEWEST_LINES = 4  # below the picture of a step that continues on the next page
_PARAGRAPH = 8.0  # between the instructions and the details


@dataclass(frozen=True, slots=True)
class Type:
    """The typefaces of a handout."""

    body: Typeface
    step: Typeface
    long_step: Typeface  # a title of many lines
    title: Typeface
    small: Typeface

    @classmethod
    def of(cls, families: Sequence[str]) -> "Type":
        """Return the typefaces in these font families, the first available one preferred."""
        return cls(
            Typeface(families, BODY),
            Typeface(families, STEP_TITLE, bold=True),
            Typeface(families, BODY, bold=True),
            Typeface(families, TITLE, bold=True),
            Typeface(families, SMALL),
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; `at` is relative to the block's top left.

    `has_box` puts an empty box to its left: the first line of an answer.
    """

    at: QPointF
    text: str
    face: Typeface
    has_box: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A step, or a part of a step that is longer than a page; a block is never split.

    `picture` is the box of its picture, relative to the top left of the block.
    """

    step: HandoutStep
    height: float
    lines: tuple[Line, ...]
    picture: QRectF | None = None
    is_continued: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and its top left corner on the page."""

    at: QPointF
    block: Block


@dataclass(slots=True)
class Page:
    """The blocks of one page; `rests` is the free space below the last step of each column."""

    placed: list[Placed] = field(default_factory=list)
    rests: list[QRectF] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The space on a page: `size` inside the margins, and the height of the first page's head."""

    size: QSizeF
    head: float
    columns: int = 1

    @property
    def column_width(self) -> float:
        """The width of one column."""
        gaps = COLUMN_GAP * (self.columns - 1)
        return (self.size.width() - gaps) / self.columns

    @property
    def room(self) -> float:
        """The height of a column on any page but the first."""
        return self.size.height() - RUNNING - FOOTER

    def column(self, page: int, column: int) -> QRectF:
        """Return the box of a column; `page` and `column` count from 0."""
        top = self.head if page == 0 else RUNNING
        left = column * (self.column_width + COLUMN_GAP)
        return QRectF(left, top, self.column_width, self.size.height() - FOOTER - top)


def laid_out(
    handout: Handout, pictures: Sequence[QSizeF | None], type_: Type, sheet: Sheet, continued: str
) -> list[Page]:
    """Return the pages of a handout, at least one.

    `pictures` are the sizes of the steps' pictures, in any unit. A step that does not fit moves to
    the next column or page as a whole. A step that is longer than a page is split; its further
    parts repeat its number with the word `continued`.
    """
    flow = _Flow(sheet)
    for step, picture in zip(handout.steps, pictures, strict=True):
        for block in blocks_of(step, picture, type_, sheet.column_width, sheet.room, continued):
            flow.put(block)
    flow.end()
    return flow.pages


class _Flow:
    """Fills one column after another with blocks."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.pages = [Page()]
        self._column = 0
        self._area = sheet.column(0, 0)
        self._top = self._area.top()

    def put(self, block: Block) -> None:
        """Place a block where it fits, at the latest in an empty column of full height."""
        while self._top + block.height > self._area.bottom() + _ROUNDING and not self._is_fresh:
            self._leave_column()
            if self._column == self._sheet.columns:
                self._column = 0
                self.pages.append(Page())
            self._enter_column()
        self.pages[-1].placed.append(Placed(QPointF(self._area.left(), self._top), block))
        self._top += block.height + GAP

    def end(self) -> None:
        """Record the free space on the last page."""
        self._leave_column()
        while self._column < self._sheet.columns:
            self._enter_column()
            self._leave_column()

    @property
    def _is_fresh(self) -> bool:
        """Whether the current column is empty and of full height."""
        return len(self.pages) > 1 and self._top == self._area.top()

    def _enter_column(self) -> None:
        self._area = self._sheet.column(len(self.pages) - 1, self._column)
        self._top = self._area.top()

    def _leave_column(self) -> None:
        area = self._area
        rest = QRectF(area.left(), self._top, area.width(), area.bottom() - self._top)
        self.pages[-1].rests.append(rest)
        self._column += 1


def blocks_of(
    step: HandoutStep,
    picture: QSizeF | None,
    type_: Type,
    width: float,
    room: float,
    continued: str,
) -> list[Block]:
    """Return a step as one block, or as several if it is higher than `room` (a page)."""
    whole = _whole(step, picture, type_, width, TALLEST)
    tallest = TALLEST
    while whole.height > room and picture is not None and tallest > LOWEST:
        tallest = max(LOWEST, tallest * 0.8)
        whole = _whole(step, picture, type_, width, tallest)
    if whole.height <= room:
        return [whole]
    return _parts(step, picture, type_, width, room, continued)


def _whole(
    step: HandoutStep, picture: QSizeF | None, type_: Type, width: float, tallest: float
) -> Block:
    """Return a step with its picture beside the text or above it, whichever is less high."""
    choices = [_stacked(step, picture, type_, width, tallest)]
    if picture is not None:
        beside = _beside(step, picture, type_, width, tallest)
        choices += [beside] if beside is not None else []
    return min(reversed(choices), key=lambda block: block.height)


def _beside(
    step: HandoutStep, picture: QSizeF, type_: Type, width: float, tallest: float
) -> Block | None:
    """Return a step with its picture left of the text; None if that leaves the text too narrow."""
    size = picture.scaled(QSizeF(width * WIDEST_BESIDE, tallest), _KEEP)
    left = size.width() + PICTURE_GAP
    if width - left < type_.body.points * 12:
        return None
    head, top = _head(step, type_, width)
    words, bottom = _words(step, type_, left, width - left, top)
    box = QRectF(QPointF(0, top), size)
    return Block(step, max(box.bottom(), bottom), (*head, *words), box)


def _stacked(
    step: HandoutStep, picture: QSizeF | None, type_: Type, width: float, tallest: float
) -> Block:
    """Return a step with its picture, if it has one, above the text."""
    head, top = _head(step, type_, width)
    box = None
    if picture is not None:
        size = picture.scaled(QSizeF(width, tallest), _KEEP)
        box = QRectF(QPointF((width - size.width()) / 2, top), size)
        top = box.bottom() + PICTURE_GAP / 2
    words, bottom = _words(step, type_, 0, width, top)
    height = bottom if words or box is None else box.bottom()
    return Block(step, height, (*head, *words), box)


def _parts(
    step: HandoutStep,
    picture: QSizeF | None,
    type_: Type,
    width: float,
    room: float,
    continued: str,
) -> list[Block]:
    """Split a step that is higher than a page into parts that fit."""
    head, top = _head(step, type_, width)
    # More than one page is needed anyway, so the picture need not be shrunk to save space.
    tallest = max(LOWEST, min(TALLEST, room - top - _FEWEST_LINES * type_.body.leading))
    whole = _stacked(step, picture, type_, width, tallest)
    again = Line(QPointF(BADGE + BADGE_GAP, _title_top(type_)), continued, type_.step)
    begins = max(BADGE, type_.step.leading) + 6
    parts: list[Block] = []
    box, lines = whole.picture, list(head)
    bottom, shift = 0.0, 0.0
    for line in whole.lines[len(head) :]:
        top = line.at.y() + shift
        if top + line.face.leading > room:
            parts.append(Block(step, bottom, tuple(lines), box, bool(parts)))
            box, lines = None, [again]
            shift, top = begins - line.at.y(), begins
        lines.append(replace(line, at=QPointF(line.at.x(), top)))
        bottom = top + line.face.leading
    parts.append(Block(step, bottom, tuple(lines), box, bool(parts)))
    return parts


def _head(step: HandoutStep, type_: Type, width: float) -> tuple[list[Line], float]:
    """Return the title's lines beside the number, and where the rest of the step begins."""
    left, face = BADGE + BADGE_GAP, type_.step
    texts = face.lines(step.title, width - left)
    if len(texts) > _LONG:
        face = type_.long_step
        texts = face.lines(step.title, width - left)
    first = _title_top(type_)
    lines = [
        Line(QPointF(left, first + place * face.leading), text, face)
        for place, text in enumerate(texts)
    ]
    return lines, max(first + len(texts) * face.leading, BADGE) + 6


def _title_top(type_: Type) -> float:
    """Return the top of a title such that its first line is level with the number."""
    return max(0.0, (BADGE - type_.step.leading) / 2)


def _words(
    step: HandoutStep, type_: Type, left: float, width: float, top: float
) -> tuple[list[Line], float]:
    """Return the lines of instructions, details and question, and where they end."""
    lines: list[Line] = []
    for text in (step.text, step.more):
        if not text:
            continue
        if lines:
            top += _PARAGRAPH
        for words in type_.body.lines(text, width):
            lines.append(Line(QPointF(left, top), words, type_.body))
            top += type_.body.leading
    if step.question is not None:
        asked, top = _asked(step.question, type_, left, width, top + _PARAGRAPH * bool(lines))
        lines += asked
    return lines, top


def _asked(
    question: Question, type_: Type, left: float, width: float, top: float
) -> tuple[list[Line], float]:
    """Return the lines of a question with its answers, and where they end."""
    lines: list[Line] = []
    for words in type_.long_step.lines(question.text.strip(), width):
        lines.append(Line(QPointF(left, top), words, type_.long_step))
        top += type_.long_step.leading
    inside = BOX + BOX_GAP
    for answer in question.answers:
        for number, words in enumerate(type_.body.lines(answer.strip(), width - inside)):
            at = QPointF(left + inside, top)
            lines.append(Line(at, words, type_.body, has_box=number == 0))
            top += type_.body.leading
    return lines, top
