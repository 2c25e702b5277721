"""Where everything stands on the pages of a handout: no step is torn over a page.

Pure arithmetic over type and the sizes of pictures; all lengths are in points.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt

from classroom_app.application.handout import Handout, HandoutStep
from classroom_app.domain.question import Question
from classroom_app.gui.handout.typeface import Typeface

BODY, STEP_TITLE, TITLE, SMALL = 16, 19, 27, 12
BOX, BOX_GAP = 13.0, 8.0  # before an answer, to be ticked
GAP = 26.0  # between two steps
COLUMN_GAP = 28.0
BADGE = 30.0  # the number's circle
BADGE_GAP = 10.0
PICTURE_GAP = 16.0
# Of a picture: so tall that two steps, each under a title of one line, have room on a page.
TALLEST = 290.0
WIDEST_BESIDE = 0.45  # the picture's share of the column, beside the text
LOWEST = 150.0  # a picture is made smaller before a step takes two pages, and no smaller than this
FOOTER, RUNNING = 30.0, 30.0  # the lines below and above a page
NOTE_LINE = 30.0
_ROUNDING = 0.01
_KEEP = Qt.AspectRatioMode.KeepAspectRatio
_LONG = 6  # lines of a title that is written smaller
_FEWEST_LINES = 4  # below the picture of a step that goes on on the next page
_PARAGRAPH = 8.0  # between what is to be done and what else there is to know


@dataclass(frozen=True, slots=True)
class Type:
    """The letters of a handout."""

    body: Typeface
    step: Typeface
    long_step: Typeface  # a title of many lines
    title: Typeface
    small: Typeface

    @classmethod
    def of(cls, families: Sequence[str]) -> "Type":
        """Return them in the first of these families that is there."""
        return cls(
            Typeface(families, BODY),
            Typeface(families, STEP_TITLE, bold=True),
            Typeface(families, BODY, bold=True),
            Typeface(families, TITLE, bold=True),
            Typeface(families, SMALL),
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, from the top left of its block; an empty box is left of an answer's first."""

    at: QPointF
    text: str
    face: Typeface
    has_box: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A step, or a part of one that is longer than a page, in one piece.

    `picture` is where its picture stands, from the top left of the block.
    """

    step: HandoutStep
    height: float
    lines: tuple[Line, ...]
    picture: QRectF | None = None
    is_continued: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A block on a page, by its top left."""

    at: QPointF
    block: Block


@dataclass(slots=True)
class Page:
    """What stands on one page; `rests` are what is left of its columns below the last step."""

    placed: list[Placed] = field(default_factory=list)
    rests: list[QRectF] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The room on a page: `size` without the margins, and what the first page's head takes."""

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
        """Return where a column stands; both count from 0."""
        top = self.head if page == 0 else RUNNING
        left = column * (self.column_width + COLUMN_GAP)
        return QRectF(left, top, self.column_width, self.size.height() - FOOTER - top)


def laid_out(
    handout: Handout, pictures: Sequence[QSizeF | None], type_: Type, sheet: Sheet, continued: str
) -> list[Page]:
    """Return the pages of a handout, one at least.

    `pictures` are the sizes of the steps' pictures, in any unit. A step goes to the next column or
    page whole; one that is longer than a page begins at the top of one, and its other parts repeat
    its number and the word `continued`.
    """
    flow = _Flow(sheet)
    for step, picture in zip(handout.steps, pictures, strict=True):
        for block in blocks_of(step, picture, type_, sheet.column_width, sheet.room, continued):
            flow.put(block)
    flow.end()
    return flow.pages


class _Flow:
    """Fills one column after the other."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.pages = [Page()]
        self._column = 0
        self._area = sheet.column(0, 0)
        self._top = self._area.top()

    def put(self, block: Block) -> None:
        """Place a block where it has room; at the top of a page everything has."""
        while self._top + block.height > self._area.bottom() + _ROUNDING and not self._is_fresh:
            self._leave_column()
            if self._column == self._sheet.columns:
                self._column = 0
                self.pages.append(Page())
            self._enter_column()
        self.pages[-1].placed.append(Placed(QPointF(self._area.left(), self._top), block))
        self._top += block.height + GAP

    def end(self) -> None:
        """Note what is left of the last page."""
        self._leave_column()
        while self._column < self._sheet.columns:
            self._enter_column()
            self._leave_column()

    @property
    def _is_fresh(self) -> bool:
        """Whether this is an empty column of the full height."""
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
    """Return a step as one block, or as several where it is longer than a page (`room`)."""
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
    """Return a step with its picture beside the words or above them, whichever is lower."""
    choices = [_stacked(step, picture, type_, width, tallest)]
    if picture is not None:
        beside = _beside(step, picture, type_, width, tallest)
        choices += [beside] if beside is not None else []
    return min(reversed(choices), key=lambda block: block.height)


def _beside(
    step: HandoutStep, picture: QSizeF, type_: Type, width: float, tallest: float
) -> Block | None:
    """Return a step with its picture at the left of the words; None where that is too narrow."""
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
    """Return a step with its picture, if it has one, above the words."""
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
    """Return a step that is longer than a page in parts that are not."""
    head, top = _head(step, type_, width)
    # More pages are needed in any case: the picture may be as large as elsewhere.
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
    """Return the title's lines beside the number, and where what follows begins."""
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
    """Return where a title of one line begins, so that it is level with its number."""
    return max(0.0, (BADGE - type_.step.leading) / 2)


def _words(
    step: HandoutStep, type_: Type, left: float, width: float, top: float
) -> tuple[list[Line], float]:
    """Return the lines of what is to be done, and where they end."""
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
