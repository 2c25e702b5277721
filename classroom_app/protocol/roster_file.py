"""Reads a file of names; its kind is recognized by its first bytes, not by its name."""

from classroom_app.domain.sheet import MAX_FILE_BYTES, Sheet, SheetError, SheetFlaw
from classroom_app.protocol.lesson_text import is_picture
from classroom_app.protocol.text_rows import decoded, text_rows
from classroom_app.protocol.workbook_rows import workbook_rows

SUFFIXES = (".xlsx", ".csv", ".txt", ".tsv")

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# Excel's format before 2007, and that of a workbook with a password.
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (b"%PDF", b"{\\rtf", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"MZ", b"<!DOCTYPE", b"<html")


def read_sheets(content: bytes) -> list[Sheet]:
    """Return the tables in a file, at least one, none of them empty. May take a second.

    Raises:
        SheetError: it is of another kind, too large, damaged, or empty.
    """
    if len(content) > MAX_FILE_BYTES:
        raise SheetError(SheetFlaw.TOO_LARGE)
    if content.startswith(_ZIP):
        sheets = workbook_rows(content)
    elif content.startswith(_COMPOUND_FILE):
        raise SheetError(SheetFlaw.OLD_EXCEL)
    elif content.startswith(_OTHERS) or is_picture(content):
        raise SheetError(SheetFlaw.OTHER_KIND)
    else:
        rows = text_rows(decoded(content))
        sheets = [Sheet("", rows)] if rows else []
    if not sheets:
        raise SheetError(SheetFlaw.EMPTY)
    return sheets
