"""The texts of a handout besides the lesson itself, in the language of the lesson."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QTranslator

from classroom_app.gui.language import LANGUAGES
from classroom_app.system.paths import resources_dir

_CONTEXT = "HandoutWords"
_NAME, _NOTES, _PAGE, _CONTINUED = map(
    str,
    (
        QT_TRANSLATE_NOOP("HandoutWords", "Name"),
        QT_TRANSLATE_NOOP("HandoutWords", "Notes"),
        QT_TRANSLATE_NOOP("HandoutWords", "Page {number} of {count}"),
        QT_TRANSLATE_NOOP("HandoutWords", "(continued)"),
    ),
)


@dataclass(frozen=True, slots=True)
class HandoutWords:
    """`page` is formatted with `number` and `count`."""

    name: str = _NAME
    notes: str = _NOTES
    page: str = _PAGE
    continued: str = _CONTINUED


def words_in(language: str, otherwise: str = "en") -> HandoutWords:
    """Return the texts in a language, or in `otherwise` if the program has no such translation.

    Reads a file: blocks.
    """
    code = language[:2].lower()
    said = translated_in(code if code in LANGUAGES else otherwise, _CONTEXT)
    return HandoutWords(said(_NAME), said(_NOTES), said(_PAGE), said(_CONTINUED))


def translated_in(code: str, context: str) -> Callable[[str], str]:
    """Return a function that translates into a language, independent of the window's.

    Reads a file: blocks.
    """
    translator = QTranslator()
    path = resources_dir() / "translations" / f"classroom_app_{code}.qm"
    if code == "en" or not translator.load(str(path)):
        return lambda text: text
    return lambda text: translator.translate(context, text) or text
