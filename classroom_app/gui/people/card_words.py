"""The translated texts of a seat card."""

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP

from classroom_app.gui.handout.handout_words import translated_in

_CONTEXT = "CardWords"
_SCAN, _TYPE, _TYPE_CODE = map(
    str,
    (
        QT_TRANSLATE_NOOP("CardWords", "Point your phone’s camera at this square."),
        QT_TRANSLATE_NOOP(
            "CardWords",
            "Or open {address}, enter the class code on the big screen, then your number {number}.",
        ),
        QT_TRANSLATE_NOOP(
            "CardWords",
            "Or open {address}, enter the class code {code}, then your number {number}.",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class CardWords:
    """`type_it` is formatted with `address` and `number`, `type_code` with `code` as well."""

    scan: str = _SCAN
    type_it: str = _TYPE
    type_code: str = _TYPE_CODE


def card_words_in(language: str) -> CardWords:
    """Return the texts in one of the program's languages. Reads a file: blocks."""
    said = translated_in(language, _CONTEXT)
    return CardWords(said(_SCAN), said(_TYPE), said(_TYPE_CODE))
