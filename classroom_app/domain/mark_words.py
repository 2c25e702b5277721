"""Marks in words, for people who cannot see the picture, in the language of the lesson."""

from collections.abc import Sequence
from typing import Final

from classroom_app.domain.marks import (
    LongPressMark,
    Mark,
    SwipeMark,
    TapMark,
    TypeMark,
    ring_numbers,
)

_OTHER_LANGUAGES: Final = "en"
# By thirds of the picture, first down, then across: 0 is the top or left, 2 the bottom or right.
_PLACES = {
    "en": (
        ("at the top left", "at the top", "at the top right"),
        ("on the left", "in the middle", "on the right"),
        ("at the bottom left", "at the bottom", "at the bottom right"),
    ),
    "ko": (
        ("왼쪽 위", "위쪽 가운데", "오른쪽 위"),
        ("왼쪽", "가운데", "오른쪽"),
        ("왼쪽 아래", "아래쪽 가운데", "오른쪽 아래"),
    ),
}
# First vertical, then horizontal: -1 is up or left.
_WAYS = {
    "en": {
        (-1, 0): "Swipe up",
        (1, 0): "Swipe down",
        (0, -1): "Swipe left",
        (0, 1): "Swipe right",
        (-1, -1): "Swipe up and to the left",
        (-1, 1): "Swipe up and to the right",
        (1, -1): "Swipe down and to the left",
        (1, 1): "Swipe down and to the right",
    },
    "ko": {
        (-1, 0): "위로 밀어 올리세요",
        (1, 0): "아래로 밀어 내리세요",
        (0, -1): "왼쪽으로 미세요",
        (0, 1): "오른쪽으로 미세요",
        (-1, -1): "왼쪽 위로 미세요",
        (-1, 1): "오른쪽 위로 미세요",
        (1, -1): "왼쪽 아래로 미세요",
        (1, 1): "오른쪽 아래로 미세요",
    },
}
_SENTENCES = {
    "en": {
        "tap": "Tap {place}.",
        "long_press": "Touch and hold {place}.",
        "swipe": "{way}, starting {place}.",
        "type": "Type into the box {place}.",
    },
    "ko": {
        "tap": "{place}{object} 누르세요.",
        "long_press": "{place}{object} 길게 누르세요.",
        "swipe": "{place}에서 {way}.",
        "type": "{place}에 있는 칸에 글자를 입력하세요.",
    },
}
# A swipe is diagonal if its shorter component is at least this fraction of the longer one.
_ASLANT = 0.5


def mark_sentences(marks: Sequence[Mark], language: str) -> tuple[str, ...]:
    """Return one sentence for each mark, beginning with its number in the picture, if it has one.

    `language` is "ko" or "en"; any other counts as "en".
    """
    language = language if language in _SENTENCES else _OTHER_LANGUAGES
    return tuple(
        _sentence(mark, language) if number is None else f"{number}. {_sentence(mark, language)}"
        for mark, number in zip(marks, ring_numbers(marks), strict=True)
    )


def mark_text(marks: Sequence[Mark], language: str) -> str:
    """Return all marks as one text; '' when there are none."""
    return " ".join(mark_sentences(marks, language))


def _sentence(mark: Mark, language: str) -> str:
    sentence = _SENTENCES[language][mark.KIND]
    match mark:
        case TapMark() | LongPressMark():
            return _filled(sentence, _place(mark.x, mark.y, language))
        case SwipeMark():
            place = _place(mark.x, mark.y, language)
            return _filled(sentence, place, _WAYS[language][_way(mark)])
        case TypeMark():
            centre = (mark.x + mark.width / 2, mark.y + mark.height / 2)
            return _filled(sentence, _place(*centre, language))


def _filled(sentence: str, place: str, way: str = "") -> str:
    return sentence.format(place=place, way=way, object="을" if place.endswith("쪽") else "를")


def _place(x: float, y: float, language: str) -> str:
    return _PLACES[language][_third(y)][_third(x)]


def _third(fraction: float) -> int:
    return max(0, min(int(fraction * 3), 2))


def _way(mark: SwipeMark) -> tuple[int, int]:
    down, right = mark.to_y - mark.y, mark.to_x - mark.x
    least = max(abs(down), abs(right)) * _ASLANT
    return _sign(down, least), _sign(right, least)


def _sign(length: float, least: float) -> int:
    return 0 if abs(length) < least else (1 if length > 0 else -1)
