"""Who stands in a table, in which column, and what is wrong with a row."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.domain.names import is_name
from classroom_app.domain.roster import MAX_NUMBER, MAX_PEOPLE, Person, Roster
from classroom_app.domain.sheet import Row
from classroom_app.protocol.roster_rows import (
    Layout,
    Line,
    Problem,
    is_one_line_of_names,
    layout_of,
    one_below_the_other,
    read_lines,
)
from classroom_app.protocol.text_rows import text_rows


def lines(text: str, into: Roster | None = None) -> list[Line]:
    rows = text_rows(text)
    return read_lines(rows, layout_of(rows), into)


def people(text: str, into: Roster | None = None) -> list[tuple[int | None, str]]:
    return [(line.number, line.name) for line in lines(text, into) if line.is_taken]


KIM_LEE = [(1, "김영희"), (2, "이순자")]
TABLES = {
    "with a head": "번호,이름\n1,김영희\n2,이순자",
    "without a head": "1,김영희\n2,이순자",
    "the other way round": "성명,No.\n김영희,1\n이순자,2",
    "without a head, the other way round": "김영희,1\n이순자,2",
    "English": "No;Name\n1;김영희\n2;이순자",
    "with spaces in the head": "번 호\t성 명\n1\t김영희\n2\t이순자",
    "with more columns": "연번,반,성명(한글),전화번호,생년\n1,가,김영희,010-1234-5678,1950\n"
    "2,가,이순자,010-8765-4321,1951",
    "more columns without a head": "여,1950,김영희,010-1234-5678,1\n여,1950,이순자,010-2,2",
    "below a title": "2026 봄 수강생 명단,,\n담당: 민지,,\n번호,이름,비고\n1,김영희,\n2,이순자,",
    "family names apart": "번호,성,이름\n1,김,영희\n2,이,순자",
    "without numbers": "이름\n김영희\n이순자",
    "names alone": "김영희\n이순자",
    "with 번 and dots": "1번,김영희\n2.,이순자",
    "with wide digits": "\uff11,김영희\n\uff12,이순자",
    "with leading zeros": "001,김영희\n002,이순자",
    "with remarks in the head": "번호(필수),이름(실명)\n1,김영희\n2,이순자",
    "with two lines in the head": '"번호\n(필수)","성명\n(한글)"\n1,김영희\n2,이순자',
    "with the head in parts of letters": unicodedata.normalize(
        "NFD", "번호,이름\n1,김영희\n2,이순자"
    ),
    "with a wide head": "\uff2e\uff4f,\uff2e\uff41\uff4d\uff45\n1,김영희\n2,이순자",
    "numbers in brackets": "(1) 김영희\n(2) 이순자",
    "circled numbers": "\u2460 김영희\n\u2461이순자",
    "번 behind the number": "1번 김영희\n2번. 이순자",
    "a stroke behind the number": "1 - 김영희\n2- 이순자",
    "a stroke before each name": "- 김영희\n- 이순자",
    "a dot before each name": "\u2022 김영희\n\u00b7이순자",
}


@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES)
def test_names_and_numbers_are_found(text: str) -> None:
    assert people(text) == KIM_LEE


@pytest.mark.parametrize(
    "text",
    [
        "출석번호,성명\n11,김영희\n12,이순자",
        "Member number,Name\n11,김영희\n12,이순자",
        "번호,이름\n11.0,김영희\n12.0,이순자",
        "번호,이름\n\u246a,김영희\n\u246b,이순자",
        "(11) 김영희\n(12) 이순자",
        "\u246a 김영희\n\u246b이순자",
    ],
)
def test_numbers_are_found_however_they_are_written(text: str) -> None:
    assert people(text) == [(11, "김영희"), (12, "이순자")]


def test_a_heading_may_take_two_rows() -> None:
    head = "번호,인적사항,,비고\n,성명,나이,\n"
    assert people(f"{head}11,김영희,70,\n12,이순자,71,") == [(11, "김영희"), (12, "이순자")]


BESIDE = "봄 수강생\n번호,이름,나이,,번호,이름,나이\n1,김영희,70,,3,박철수,72\n2,이순자,71,,,,"


def test_two_lists_beside_each_other_are_one() -> None:
    rows = one_below_the_other(text_rows(BESIDE))
    found = read_lines(rows, layout_of(rows))
    assert [(line.row, line.number, line.name) for line in found] == [
        (3, 1, "김영희"),
        (4, 2, "이순자"),
        (3, 3, "박철수"),
    ]


@pytest.mark.parametrize(
    "text",
    ["번호,이름,보호자,이름\n1,김영희,딸,김민지", "이름,이름\n김영희,이순자", "1,김영희,여", ""],
)
def test_a_list_that_is_one_stays_as_it_is(text: str) -> None:
    rows = text_rows(text)
    assert one_below_the_other(rows) == rows


def test_a_phone_number_is_no_number_of_a_person() -> None:
    assert people("전화번호,이름\n01012345678,김영희\n01087654321,이순자") == KIM_LEE


def test_a_name_of_two_lines_in_its_cell_is_one_name() -> None:
    assert people('번호,이름\n1,"김영희\n(반장)"\n2,이순자') == [
        (1, "김영희 (반장)"),
        (2, "이순자"),
    ]


def test_rows_behind_a_quotation_mark_without_its_end_are_no_name() -> None:
    (line,) = lines('번호,이름\n1,"김영희\n2,이순자\n3,박철수')
    assert (line.problem, line.is_taken) == (Problem.NO_TEXT, False)


def test_names_in_two_columns_of_the_west() -> None:
    assert people("First name,Last name\nMary,Smith\nJohn,") == [(1, "Mary Smith"), (2, "John")]


def test_names_in_one_line() -> None:
    rows = text_rows("김영희, 이순자, 박철수")
    assert is_one_line_of_names(rows)
    below = one_below_the_other(rows)
    found = read_lines(below, layout_of(below))
    assert [(line.number, line.name) for line in found] == [*KIM_LEE, (3, "박철수")]
    assert not is_one_line_of_names(text_rows("1,김영희,여"))


def test_who_has_no_number_gets_the_next() -> None:
    assert people("번호,이름\n,김영희\n7,이순자\n,박철수") == [
        (8, "김영희"),
        (7, "이순자"),
        (9, "박철수"),
    ]


def test_numbers_go_on_after_those_of_the_roster() -> None:
    roster = Roster(1, "봄", (Person(1, 30, "최영수"),))
    assert people("김영희\n이순자", roster) == [(31, "김영희"), (32, "이순자")]


def test_the_highest_number_leaves_room_below() -> None:
    assert people(f"{MAX_NUMBER},김영희\n,이순자\n,박철수") == [
        (MAX_NUMBER, "김영희"),
        (1, "이순자"),
        (2, "박철수"),
    ]


def test_no_number_below_the_highest_is_given_twice() -> None:
    assert people(f"{MAX_NUMBER},김영희\n2,최영수\n,이순자\n,박철수") == [
        (MAX_NUMBER, "김영희"),
        (2, "최영수"),
        (1, "이순자"),
        (3, "박철수"),
    ]


PROBLEMS = {
    "no name": ("5,", Problem.NO_NAME, False),
    "a long name": (f"5,{'가' * 41}", Problem.LONG_NAME, False),
    "nothing to be seen": ("5,\u3164\u200b", Problem.NO_TEXT, False),
    "a control character": ("5,김\x07영희", Problem.NO_TEXT, False),
    "a formula": ('5,"=HYPERLINK(""http://x"",""김"")"', Problem.FORMULA, False),
    "a formula with a plus": ("5,+82", Problem.FORMULA, False),
    "a wide formula": ("5,\uff1d1", Problem.FORMULA, False),
    "the same again": ("1,김 영희", Problem.TWICE, False),
    "a number in use": ("1,박철수", Problem.NUMBER_IN_USE, True),
    "no number": ("열,박철수", Problem.BAD_NUMBER, True),
    "number 0": ("0,박철수", Problem.BAD_NUMBER, True),
    "a negative number": ("-3,박철수", Problem.BAD_NUMBER, True),
    "a large number": ("1234567890123,박철수", Problem.BAD_NUMBER, True),
    "the same name": ("5,김영희", Problem.SAME_NAME, True),
}


@pytest.mark.parametrize(("text", "problem", "is_taken"), PROBLEMS.values(), ids=PROBLEMS)
def test_a_row_at_fault_is_named(text: str, problem: Problem, is_taken: bool) -> None:
    *_others, line = lines(f"번호,이름\n1,김영희\n2,이순자\n\n{text}")
    assert (line.row, line.problem, line.is_taken) == (5, problem, is_taken)
    if is_taken and problem is not Problem.SAME_NAME:
        assert line.number == 3, "the next one that is free"
    others = {Problem.TWICE: 2, Problem.NUMBER_IN_USE: 2, Problem.SAME_NAME: 2}
    assert line.other == others.get(problem, 0)


def test_whom_the_roster_has_is_not_taken_twice() -> None:
    roster = Roster(1, "봄", (Person(1, 1, "김영희"),))
    (again,) = lines("번호,이름\n1,김영희", roster)
    assert (again.problem, again.other) == (Problem.TWICE, 0)
    (namesake,) = lines("번호,이름\n4,김영희", roster)
    assert (namesake.problem, namesake.other) == (Problem.SAME_NAME, 0)


def test_there_is_room_for_so_many() -> None:
    found = lines("\n".join(f"{n},사람" for n in range(1, MAX_PEOPLE + 3)))
    assert sum(line.is_taken for line in found) == MAX_PEOPLE
    assert [line.problem for line in found[-2:]] == [Problem.TOO_MANY] * 2


def test_a_chosen_layout_is_followed() -> None:
    rows = text_rows("1,가,김영희\n2,나,이순자")
    found = read_lines(rows, Layout(1, None, 1))
    assert [(line.number, line.name) for line in found] == [(1, "나")]


CELLS = st.text(st.characters(codec="utf-8"), max_size=45) | st.integers(-2, 60).map(str)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=40))
def test_who_is_taken_can_be_stored(cells: list[tuple[str, str]]) -> None:
    rows = [Row(n, pair) for n, pair in enumerate(cells, start=1)]
    for layout in (layout_of(rows), Layout(0, 0, 1)):
        taken = [line for line in read_lines(rows, layout) if line.is_taken]
        numbers = [line.number for line in taken]
        assert len(set(numbers)) == len(numbers)
        assert all(n is not None and 1 <= n <= MAX_NUMBER for n in numbers)
        assert all(is_name(line.name) for line in taken)
