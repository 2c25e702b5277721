"""Texts of names: files of spreadsheets, and what somebody pastes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.domain.sheet import MAX_COLUMNS, MAX_ROWS, SheetError, SheetFlaw
from classroom_app.protocol.text_rows import decoded, text_rows


def cells(text: str) -> list[tuple[str, ...]]:
    return [row.cells for row in text_rows(text)]


TABLE = [("번호", "이름"), ("1", "김영희"), ("2", "이순자")]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_separator_and_line_end(separator: str, end: str) -> None:
    assert cells(end.join(map(separator.join, TABLE)) + end) == TABLE


def test_excel_may_name_the_separator() -> None:
    text = "sep=;\r\n번호;이름, 성\r\n1;김영희, 님\r\n"
    rows = text_rows(text)
    assert [row.cells for row in rows] == [("번호", "이름, 성"), ("1", "김영희, 님")]
    assert [row.number for row in rows] == [2, 3]


def test_quotes_hold_separators_and_line_ends() -> None:
    rows = text_rows('1,"Kim, Younghee"\n2,"Lee\nSunja"\n\n3,"Park ""Chul"" Soo"\n')
    assert [row.cells[1] for row in rows] == ["Kim, Younghee", "Lee\nSunja", 'Park "Chul" Soo']
    assert [row.number for row in rows] == [1, 2, 5]


def test_one_name_a_line() -> None:
    assert cells("김영희\n\n 이 순자 \n박철수") == [("김영희",), ("이 순자",), ("박철수",)]
    assert [row.number for row in text_rows("\n김영희\n\n이순자")] == [2, 4]


@pytest.mark.parametrize(
    "text", ["1 김영희\n2 이순자", "1. 김영희\n2. 이순자", "1)김영희\n2) 이순자"]
)
def test_a_numbered_list(text: str) -> None:
    assert cells(text) == [("1", "김영희"), ("2", "이순자")]


def test_a_comma_in_one_line_is_no_table() -> None:
    rows = cells("김영희 Kim\n이순자, 둘째\n박철수\n최영수")
    assert ("박철수",) in rows


def test_nothing_is_no_row() -> None:
    assert cells("") == cells("\ufeff") == cells(" \n , ,\n\n") == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_every_encoding_of_excel(encoding: str) -> None:
    text = "번호,이름\r\n1,김영희\r\n2,똠방각하\r\n"
    assert decoded(text.encode(encoding)).removeprefix("\ufeff") == text


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(SheetError) as raised:
        decoded("김영희이순자박철수".encode() + b"\xff\xfe\xfd")
    assert raised.value.flaw is SheetFlaw.ENCODING
    with pytest.raises(SheetError) as raised:
        decoded(b"abc\0\0\0\0def,\0\0\0")
    assert raised.value.flaw in (SheetFlaw.OTHER_KIND, SheetFlaw.ENCODING)


def test_too_much_is_refused_or_cut() -> None:
    with pytest.raises(SheetError) as raised:
        text_rows("김,1\n" * (MAX_ROWS + 1))
    assert raised.value.flaw is SheetFlaw.TOO_MANY_ROWS
    with pytest.raises(SheetError) as raised:
        text_rows('1,"' + "a,b\n" * 100_000)
    assert raised.value.flaw is SheetFlaw.DAMAGED
    for endless in ("\n" * 300_000, "a," * 200_000, "a" * 300_000):
        with pytest.raises(SheetError):
            text_rows(endless)
    wide = cells("a," * 500 + "a\n" + "b," * 500 + "b")
    assert {len(row) for row in wide} == {MAX_COLUMNS}


@given(st.text(max_size=300))
def test_whatever_is_pasted_is_rows_or_a_flaw(text: str) -> None:
    try:
        rows = text_rows(text)
    except SheetError:
        return
    assert all(row.cells and row.cells[-1] for row in rows)
    assert [row.number for row in rows] == sorted({row.number for row in rows})
