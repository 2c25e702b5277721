"""Files of names, told apart by what is in them."""

import pytest

from classroom_app.domain.sheet import MAX_FILE_BYTES, SheetError, SheetFlaw
from classroom_app.protocol.roster_file import read_sheets
from tests.helpers.roster_files import workbook


def test_a_workbook_and_a_text_are_read_whatever_their_name() -> None:
    (sheet,) = read_sheets(workbook([["이름"], ["김영희"]]))
    assert (sheet.title, sheet.rows[1].cells) == ("Sheet1", ("김영희",))
    (sheet,) = read_sheets("이름\r\n김영희\r\n".encode("cp949"))
    assert (sheet.title, sheet.rows[1].cells) == ("", ("김영희",))


FLAWS = {
    "nothing": (b"", SheetFlaw.EMPTY),
    "blanks": (b"\r\n , \r\n", SheetFlaw.EMPTY),
    "an empty workbook": (workbook([]), SheetFlaw.EMPTY),
    "Excel 97": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), SheetFlaw.OLD_EXCEL),
    "PDF": (b"%PDF-1.7\n", SheetFlaw.OTHER_KIND),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), SheetFlaw.OTHER_KIND),
    "a page": (b"<!DOCTYPE html><table>", SheetFlaw.OTHER_KIND),
    "an archive": (b"PK\x05\x06" + bytes(18), SheetFlaw.OTHER_KIND),
    "too large": (b"a\n" * (MAX_FILE_BYTES // 2 + 1), SheetFlaw.TOO_LARGE),
}


@pytest.mark.parametrize(("content", "flaw"), FLAWS.values(), ids=FLAWS)
def test_anything_else_is_refused(content: bytes, flaw: SheetFlaw) -> None:
    with pytest.raises(SheetError) as raised:
        read_sheets(content)
    assert raised.value.flaw is flaw
