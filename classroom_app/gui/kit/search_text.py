"""Text search that also finds Korean syllables while they are half typed."""

from functools import lru_cache
from typing import NamedTuple

_FIRST, _LAST = 0xAC00, 0xD7A3  # Hangul syllables in Unicode
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
# The keystrokes of each vowel and of each final, in Unicode's order.
_VOWELS = "ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ"
_FINALS = (
    " ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ"
    " ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ"
)
_KEYS_OF_VOWEL, _KEYS_OF_FINAL = _VOWELS.split(" "), _FINALS.split(" ")


class _Keys(NamedTuple):
    """The keystrokes of a text, and the places among them where a letter begins."""

    keys: str
    starts: frozenset[int]


def has_text(text: str, typed: str) -> bool:
    """Tell whether `text` contains `typed` from the beginning of a letter, ignoring case.

    길 is on the way to 기러기 and 기 to 김: a list that is searched while a syllable is composed
    does not become empty in between.
    """
    wanted = _keys_of(typed.casefold()).keys
    keys, starts = _keys_of(text.casefold())
    place = keys.find(wanted)
    while place >= 0 and place not in starts:
        place = keys.find(wanted, place + 1)
    return place >= 0 or not wanted


@lru_cache(maxsize=4_096)  # the names of a class are searched at every keystroke
def _keys_of(text: str) -> _Keys:
    keys, starts = "", set()
    for letter in text:
        starts.add(len(keys))
        keys += _keys_of_letter(letter)
    return _Keys(keys, frozenset(starts))


def _keys_of_letter(letter: str) -> str:
    number = ord(letter) - _FIRST
    if not 0 <= number <= _LAST - _FIRST:
        return letter
    rest, final = divmod(number, len(_KEYS_OF_FINAL))
    initial, vowel = divmod(rest, len(_KEYS_OF_VOWEL))
    return _INITIALS[initial] + _KEYS_OF_VOWEL[vowel] + _KEYS_OF_FINAL[final]
