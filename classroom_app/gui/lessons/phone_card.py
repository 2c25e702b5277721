"""Layout of a step on the student page, in CSS pixels."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetricsF

from classroom_app.domain.lesson_draft import SubtaskDraft
from classroom_app.domain.question import Question
from classroom_app.gui.kit.wrapped_text import wrapped
from classroom_app.gui.lessons.phone_look import PhoneSize

_TEXTS_KEPT = 64


@dataclass(frozen=True, slots=True)
class Words:
    """A text broken into lines, with its font."""

    lines: tuple[str, ...]
    font: QFont
    line_height: float

    @property
    def height(self) -> float:
        """Height of all lines."""
        return len(self.lines) * self.line_height


class PhoneTexts:
    """Breaks texts into lines, and caches them for the next drawing."""

    def __init__(self, font: Callable[[], QFont]) -> None:
        self._font = font
        self._laid: dict[tuple[str, float, int, float], Words] = {}

    def words(
        self,
        text: str,
        rem: float,
        line: float,
        weight: int = 400,
        width: float = PhoneSize.INNER,
    ) -> Words:
        """Break a text into lines no wider than `width` pixels.

        `rem` is the font size in rem; `line` is the line height as a multiple of the font size.
        """
        key = (text, rem, weight, width)
        if key not in self._laid:
            if len(self._laid) >= _TEXTS_KEPT:
                self._laid.clear()
            font = self.font(rem * PhoneSize.REM, weight)
            lines = wrapped(text, width, QFontMetricsF(font).horizontalAdvance)
            self._laid[key] = Words(tuple(lines), font, rem * PhoneSize.REM * line)
        return self._laid[key]

    def forget(self) -> None:
        """Clear the cache, after the font has changed."""
        self._laid.clear()

    def font(self, pixels: float, weight: int = 400) -> QFont:
        """Return the font in this size and weight."""
        font = QFont(self._font())
        font.setPixelSize(round(pixels))
        font.setWeight(QFont.Weight(weight))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font


@dataclass(frozen=True, slots=True)
class PhoneQuestion:
    """The laid-out text of a question, its answers, and the hint below them."""

    text: Words
    answers: tuple[Words, ...]
    hint: Words

    @classmethod
    def of(cls, question: Question, hint: str, texts: PhoneTexts) -> "PhoneQuestion":
        """Lay out a question."""
        return cls(
            texts.words(question.text.strip(), PhoneSize.GUIDE / PhoneSize.REM, 1.35, 700),
            tuple(
                texts.words(answer.strip(), 1.25, 1.4, 600, PhoneSize.ANSWER_INNER)
                for answer in question.answers
            ),
            texts.words(hint, 1, 1.4),
        )

    @property
    def height(self) -> float:
        """Height of the question with its answers and the hint."""
        answers = sum(self.answer_height(words) + PhoneSize.S2 for words in self.answers)
        return PhoneSize.S1 + self.text.height + PhoneSize.S2 + answers + self.hint.height

    @staticmethod
    def answer_height(words: Words) -> float:
        """Return the height of the button of an answer."""
        return max(PhoneSize.ANSWER, words.height + 2 * PhoneSize.S1 + 4)


@dataclass(frozen=True, slots=True)
class PhoneCard:
    """The laid-out texts of a step, its question, and the displayed size of its picture."""

    title: Words
    guide: Words
    more: Words
    picture: tuple[float, float] | None
    question: PhoneQuestion | None = None

    @classmethod
    def of(
        cls,
        step: SubtaskDraft,
        image: tuple[int, int] | None,
        texts: PhoneTexts,
        hint: str = "",
    ) -> "PhoneCard":
        """Lay out a step; `image` is the size of its picture in image pixels.

        `hint` is shown below the answers to its question.
        """
        picture = None
        if image is not None:
            width, height = image
            scale = min(1.0, PhoneSize.INNER / width, PhoneSize.PICTURE_HEIGHT / height)
            picture = width * scale, height * scale
        return cls(
            texts.words(step.title.strip(), PhoneSize.TITLE / PhoneSize.REM, 1.25, 700),
            texts.words(step.guide_text or "", PhoneSize.GUIDE / PhoneSize.REM, 1.55),
            texts.words(step.description or "", 1, 1.5),
            picture,
            PhoneQuestion.of(step.question, hint, texts) if step.question else None,
        )

    @property
    def acts(self) -> float:
        """Height of the area with the buttons at the bottom of the screen."""
        return PhoneSize.ACTS if self.question is None else PhoneSize.HELP_ALONE

    @property
    def gap(self) -> float:
        """Space between title, picture and texts."""
        return PhoneSize.S2 if self.picture is None else PhoneSize.PICTURE_GAP

    @property
    def is_picture_first(self) -> bool:
        """Whether the picture comes before the texts.

        It does if it is wider than high and then fits above the buttons without scrolling.
        """
        if self.picture is None or self.picture[0] <= self.picture[1]:
            return False
        bottom = PhoneSize.BAR + self._title_end + self.gap + self.picture[1]
        return bottom <= PhoneSize.HEIGHT - self.acts

    @property
    def link_height(self) -> float:
        """Height of the "See it larger" link below the picture."""
        return PhoneSize.WIDE_LINK if self.is_picture_first else PhoneSize.LINK

    @property
    def height(self) -> float:
        """Height of the card."""
        height = self._title_end
        if self.picture is not None:
            height += self.gap + self.picture[1] + self.link_height
        for words in (self.guide, self.more):
            height += self.gap + words.height if words.lines else 0
        if self.question is not None:
            height += self.gap + self.question.height
        reading = 1 + PhoneSize.S2 + PhoneSize.CHECK
        return height + PhoneSize.TIGHT + PhoneSize.S1 + reading + PhoneSize.TIGHT

    @property
    def _title_end(self) -> float:
        tight = PhoneSize.TIGHT
        head = tight + PhoneSize.TOUCH + tight + PhoneSize.BEAD
        return head + tight + self.title.height
