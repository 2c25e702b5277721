"""Text for spreadsheet cells, in files and on the clipboard: never a formula, always readable."""

import unicodedata

# The last four are the full-width forms, which East Asian spreadsheets accept too.
_STARTS_A_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_LINE_BREAKS = dict.fromkeys(map(ord, "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), "\n")


def cell_text(text: str) -> str:
    """Return text for one cell of a spreadsheet: `readable`, and not a formula.

    Line breaks stay, as single line feeds.
    """
    return escape_formula(readable(text))


def readable(text: str) -> str:
    """Return text without control characters and noncharacters.

    XML cannot represent them, but lesson files and phones may contain them. Tabs become spaces,
    and line breaks of every kind single line feeds.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LINE_BREAKS)
    return "".join(letter for letter in text.replace("\t", " ") if _is_readable(letter))


def one_line(text: str) -> str:
    """Return text for a cell where a line break would start another row, as on the clipboard."""
    return " ".join(cell_text(text).splitlines())


def escape_formula(text: str) -> str:
    """Return text that no spreadsheet treats as a formula: students write names and messages.

    A text that would begin one gets an apostrophe in front, the spreadsheets' own sign for plain
    text. Leading blanks and invisible characters do not hide a formula.
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
