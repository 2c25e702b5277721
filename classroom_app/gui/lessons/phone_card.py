"""Where the parts of a step stand on the phone's page, in CSS pixels."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetricsF

from classroom_app.domain.lesson_draft import SubtaskDraft
from classroom_app.gui.kit.wrapped_text import wrapped
from classroom_app.gui.lessons.phone_look import PhoneSize

_TEXTS_KEPT = 64


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of one text, ready to be drawn."""

    lines: tuple[str, ...]
    font: QFont
    line_height: float

    @property
    def height(self) -> float:
        """How high they are together."""
        return len(self.lines) * self.line_height


class PhoneTexts:
    """Breaks texts into lines, and keeps them for the next drawing."""

    def __init__(self, font: Callable[[], QFont]) -> None:
        self._font = font
        self._laid: dict[tuple[str, float, int], Words] = {}

    def words(self, text: str, rem: float, line: float, weight: int = 400) -> Words:
        """Return a text in lines; `line` is how high one is, in sizes of its font."""
        key = (text, rem, weight)
        if key not in self._laid:
            if len(self._laid) >= _TEXTS_KEPT:
                self._laid.clear()
            font = self.font(rem * PhoneSize.REM, weight)
            lines = wrapped(text, PhoneSize.INNER, QFontMetricsF(font).horizontalAdvance)
            self._laid[key] = Words(tuple(lines), font, rem * PhoneSize.REM * line)
        return self._laid[key]

    def forget(self) -> None:
        """The font is another one."""
        self._laid.clear()

    def font(self, pixels: float, weight: int = 400) -> QFont:
        """Return the font in a size."""
        font = QFont(self._font())
        font.setPixelSize(round(pixels))
        font.setWeight(QFont.Weight(weight))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font


@dataclass(frozen=True, slots=True)
class PhoneCard:
    """The words of a step and the size of its picture, if it has one."""

    title: Words
    guide: Words
    more: Words
    picture: tuple[float, float] | None

    @classmethod
    def of(
        cls, step: SubtaskDraft, image: tuple[int, int] | None, texts: PhoneTexts
    ) -> "PhoneCard":
        """Lay out a step; `image` is its picture's size in its own pixels."""
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
        )

    @property
    def gap(self) -> float:
        """What is between title, picture and words."""
        return PhoneSize.S2 if self.picture is None else PhoneSize.PICTURE_GAP

    @property
    def is_picture_first(self) -> bool:
        """Whether the picture stands before the words.

        It does if it is wider than high, and then whole in sight above the two buttons.
        """
        if self.picture is None or self.picture[0] <= self.picture[1]:
            return False
        bottom = PhoneSize.BAR + self._title_end + self.gap + self.picture[1]
        return bottom <= PhoneSize.HEIGHT - PhoneSize.ACTS

    @property
    def link_height(self) -> float:
        """How high the words below the picture are that make it larger."""
        return PhoneSize.WIDE_LINK if self.is_picture_first else PhoneSize.LINK

    @property
    def height(self) -> float:
        """How high the card is."""
        height = self._title_end
        if self.picture is not None:
            height += self.gap + self.picture[1] + self.link_height
        for words in (self.guide, self.more):
            height += self.gap + words.height if words.lines else 0
        reading = 1 + PhoneSize.S2 + PhoneSize.CHECK
        return height + PhoneSize.TIGHT + PhoneSize.S1 + reading + PhoneSize.TIGHT

    @property
    def _title_end(self) -> float:
        tight = PhoneSize.TIGHT
        head = tight + PhoneSize.TOUCH + tight + PhoneSize.BEAD
        return head + tight + self.title.height
