"""Text for cells, whether they come by file or by clipboard: shown, never run, always readable."""

import unicodedata

# The last four are the wide ones, which count in East Asia.
_STARTS_A_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_LINE_BREAKS = dict.fromkeys(map(ord, "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), "\n")


def cell_text(text: str) -> str:
    """Return text for one cell of a spreadsheet: without what no file can hold, and no formula.

    Line breaks stay, as single line feeds.
    """
    return escape_formula(readable(text))


def readable(text: str) -> str:
    """Return text without characters that break a file: controls, and what is no character.

    XML has no way to write them, and lesson files and phones may send them. Tabs become blanks,
    and line breaks of every kind single line feeds.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LINE_BREAKS)
    return "".join(letter for letter in text.replace("\t", " ") if _is_readable(letter))


def one_line(text: str) -> str:
    """Return the text of a cell where a line break would begin another row, as in the clipboard."""
    return " ".join(cell_text(text).splitlines())


def escape_formula(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: students write names and messages.

    What would begin one gets an apostrophe before it, the spreadsheets' own sign for plain text.
    Blanks and invisible characters at the beginning do not hide it.
    """
    seen = text
    while seen and seen[0] not in "\t\r\n" and unicodedata.category(seen[0])[0] in "ZC":
        seen = seen[1:]
    return f"'{text}" if seen.startswith(_STARTS_A_FORMULA) else text


def _is_readable(letter: str) -> bool:
    if letter == "\n":
        return True
    is_noncharacter = ord(letter) & 0xFFFE == 0xFFFE or "\ufdd0" <= letter <= "\ufdef"
    return not is_noncharacter and unicodedata.category(letter) not in ("Cc", "Cs")
