"""Finds the columns of names and numbers in a table, and reads a person from each row."""

import itertools
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain

from classroom_app.domain.names import MAX_NAME_LENGTH, clean_name, is_name, name_key
from classroom_app.domain.roster import MAX_NUMBER, MAX_PEOPLE, Roster
from classroom_app.domain.sheet import Row

# Headings of columns, the most certain first; only letters and digits count.
_NUMBER_WORDS = (
    *("번호", "수강번호", "회원번호", "학번", "순번", "연번", "순서", "번"),
    *("number", "no", "nr", "num", "id"),
)
_NAME_WORDS = (
    *("이름", "성명", "성함", "수강생이름", "수강생명", "수강생", "학생이름", "학생명", "회원명"),
    *("회원", "학생", "참가자", "참여자", "한글이름", "한글성명", "이름한글", "성명한글"),
    *("name", "fullname", "student", "studentname", "person", "participant"),
)
_GIVEN_WORDS = ("이름", "firstname", "givenname", "first", "given")
_FAMILY_WORDS = ("성", "성씨", "lastname", "familyname", "surname", "last", "family")
_KNOWN_WORDS = frozenset((*_NUMBER_WORDS, *_NAME_WORDS, *_GIVEN_WORDS, *_FAMILY_WORDS))
# The end of a heading above numbers of people, such as 출석번호 or 접수번호.
_LIKE_NUMBER = ("번호", "number")
# What begins a remark in a heading, such as 이름(실명), or its second line.
_REMARK = re.compile(r"[(\[\n]")
_WHOLE = re.compile(r"(\d+)\.0+")
_ROWS_BEFORE_HEAD, _ROWS_LOOKED_AT = 12, 200
_MOSTLY = 0.8
# Including the full-width forms of East Asia.
_FORMULA_SIGNS = tuple("=+-@\uff1d\uff0b\uff0d\uff20")


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table; `head` is the number of rows before the first person.

    `family` is the column of the family name, if it is separate.
    """

    head: int
    number: int | None
    name: int | None
    family: int | None = None


class Problem(StrEnum):
    """What is wrong with a row; see `Line.is_taken` for the consequence."""

    NO_NAME = "NO_NAME"
    LONG_NAME = "LONG_NAME"
    NO_TEXT = "NO_TEXT"
    FORMULA = "FORMULA"
    TWICE = "TWICE"
    TOO_MANY = "TOO_MANY"
    BAD_NUMBER = "BAD_NUMBER"
    NUMBER_IN_USE = "NUMBER_IN_USE"
    SAME_NAME = "SAME_NAME"


_TAKEN_ALL_THE_SAME = frozenset({Problem.BAD_NUMBER, Problem.NUMBER_IN_USE, Problem.SAME_NAME})


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file: `row` is its number there, `written` the text of the faulty cell.

    `other` is the row with the same number or name; 0 stands for the roster that is added to.
    """

    row: int
    number: int | None
    name: str
    problem: Problem | None = None
    written: str = ""
    other: int = 0

    @property
    def is_taken(self) -> bool:
        """Whether the person is added, perhaps with another number than written."""
        return self.problem is None or self.problem in _TAKEN_ALL_THE_SAME


def layout_of(rows: Sequence[Row]) -> Layout:
    """Return the most likely layout, by the headings or else by the contents of the columns."""
    for place, row in enumerate(rows[:_ROWS_BEFORE_HEAD]):
        words = [_word(cell) for cell in row.cells]
        family, given = _headed(words, _FAMILY_WORDS), _headed(words, _GIVEN_WORDS)
        number = _headed(words, _NUMBER_WORDS)
        if number is None and place:  # of a heading of two rows
            above = _headed([_word(cell) for cell in rows[place - 1].cells], _NUMBER_WORDS)
            is_free = above is not None and not row.cell(above)
            number = above if is_free else None
        if number is None:
            number = _headed_like_a_number(words, rows[place + 1 : place + 1 + _ROWS_LOOKED_AT])
        if family is not None and given is not None:
            return Layout(place + 1, number, given, family)
        name = _headed(words, _NAME_WORDS)
        if name is not None and name != number:
            return Layout(place + 1, number, name)
    return _guessed(rows[:_ROWS_LOOKED_AT])


def is_one_line_of_names(rows: Sequence[Row]) -> bool:
    """Return whether all names are in one row, separated by commas."""
    return len(rows) == 1 and len(rows[0].cells) > 2 and all(map(_is_like_a_name, rows[0].cells))


def one_below_the_other(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return a row for each name of such a line, and put lists side by side into one."""
    if is_one_line_of_names(rows):
        return tuple(Row(row.number, (cell,)) for row in rows for cell in row.cells if cell)
    for place, row in enumerate(rows[:_ROWS_BEFORE_HEAD]):
        starts = _starts_of_lists([_word(cell) for cell in row.cells])
        if starts:
            parts = list(zip(starts, [*starts[1:], None], strict=True))
            head = Row(row.number, row.cells[: parts[0][1]])
            below = (
                Row(one.number, one.cells[start:end])
                for start, end in parts
                for one in rows[place + 1 :]
                if any(one.cells[start:end])
            )
            # The first list keeps its columns, and the others are moved below it.
            before = ("",) * starts[0]
            moved = (Row(one.number, before + one.cells) for one in below)
            return (*rows[:place], head, *moved)
    return tuple(rows)


def _starts_of_lists(words: list[str]) -> list[int]:
    """Return the first columns of lists with the same headings; empty if there is one list."""
    number, name = _headed(words, _NUMBER_WORDS), _headed(words, _NAME_WORDS)
    if number is None or name is None or number == name:
        return []
    numbers, names = (
        [place for place, word in enumerate(words) if word == words[each]]
        for each in (number, name)
    )
    if len(numbers) < 2 or len(numbers) != len(names):
        return []
    starts = [min(pair) for pair in zip(numbers, names, strict=True)]
    apart = {b - a for pair in (numbers, names) for a, b in itertools.pairwise(pair)}
    return starts if len(apart) == 1 else []


def read_lines(rows: Sequence[Row], layout: Layout, into: Roster | None = None) -> list[Line]:
    """Return the person in each row, with a unique number, and what is wrong with the row.

    People without a number, or with one that is in use, get the next after the highest. People whom
    the roster already has, by number and name, are not added again.
    """
    return _Reading(rows[layout.head :], layout, into).lines()


class _Reading:
    def __init__(self, rows: Sequence[Row], layout: Layout, into: Roster | None) -> None:
        self._rows, self._layout = rows, layout
        people = into.people if into is not None else ()
        self._room = MAX_PEOPLE - len(people)
        self._numbers = {person.number: (0, name_key(person.name)) for person in people}
        self._names = {name_key(person.name): 0 for person in people}

    def lines(self) -> list[Line]:
        found = [self._line(row) for row in self._rows]
        highest = max(self._numbers, default=0)
        above = range(highest + 1, MAX_NUMBER + 1)
        below = (n for n in range(1, highest) if n not in self._numbers)
        free = chain(above, below)
        return [
            replace(line, number=next(free)) if line.is_taken and line.number is None else line
            for line in found
        ]

    def _line(self, row: Row) -> Line:
        written = _written_name(row, self._layout)
        name, problem = _checked(written)
        number, bad = _number(row.cell(self._layout.number))
        if problem is not None:
            return Line(row.number, number, written, problem, written)
        key = name_key(name)
        if number is not None and number in self._numbers:
            other, whose = self._numbers[number]
            if whose == key:
                return Line(row.number, number, name, Problem.TWICE, str(number), other)
            problem, bad, number = Problem.NUMBER_IN_USE, str(number), None
        elif bad:
            problem, other = Problem.BAD_NUMBER, 0
        elif key in self._names:
            problem, other = Problem.SAME_NAME, self._names[key]
        else:
            other = 0
        if self._room <= 0:
            return Line(row.number, number, name, Problem.TOO_MANY)
        self._room -= 1
        if number is not None:
            self._numbers[number] = (row.number, key)
        self._names.setdefault(key, row.number)
        return Line(row.number, number, name, problem, bad, other)


def _written_name(row: Row, layout: Layout) -> str:
    name, family = _one_line(row.cell(layout.name)), row.cell(layout.family)
    if not family:
        return name
    is_hangul = all("가" <= letter <= "힣" for letter in family + name)
    return f"{family}{name}" if is_hangul else f"{name} {family}".strip()


def _one_line(written: str) -> str:
    """Join a name that has two lines in its cell; rows that run together have digits and stay."""
    joined = " ".join(written.split())
    return joined if "\n" in written and _is_like_a_name(joined) else written


def _checked(written: str) -> tuple[str, Problem | None]:
    if not written:
        return "", Problem.NO_NAME
    if written.startswith(_FORMULA_SIGNS):
        return "", Problem.FORMULA
    if is_name(written):
        return clean_name(written), None
    return "", Problem.LONG_NAME if len(written) > MAX_NAME_LENGTH else Problem.NO_TEXT


def _number(written: str) -> tuple[int | None, str]:
    """Return the number in a cell, or None and the text that is there instead."""
    plain = unicodedata.normalize("NFKC", written).strip()
    plain = plain.removesuffix(".").removesuffix("번").removeprefix("#").strip()
    whole = _WHOLE.fullmatch(plain)
    plain = whole[1] if whole else plain
    if not plain:
        return None, ""
    if plain.isdecimal() and len(plain) <= 12 and 1 <= int(plain) <= MAX_NUMBER:
        return int(plain), ""
    return None, written


def _word(cell: str) -> str:
    if cell.strip() == "#":
        return "no"
    plain = unicodedata.normalize("NFKC", cell).casefold()
    whole = "".join(letter for letter in plain if letter.isalnum())
    if whole in _KNOWN_WORDS:
        return whole
    return "".join(letter for letter in _REMARK.split(plain.strip())[0] if letter.isalnum())


def _headed(words: list[str], known: tuple[str, ...]) -> int | None:
    """Return the column with the most certain of these headings."""
    return next((words.index(word) for word in known if word in words), None)


def _headed_like_a_number(words: list[str], below: Sequence[Row]) -> int | None:
    """Return the column whose heading ends like one of numbers and whose cells are numbers."""
    return next(
        (
            place
            for place, word in enumerate(words)
            if word.endswith(_LIKE_NUMBER) and _are_numbers([row.cell(place) for row in below])
        ),
        None,
    )


def _guessed(rows: Sequence[Row]) -> Layout:
    width = max((len(row.cells) for row in rows), default=0)
    columns = [[row.cell(place) for row in rows] for place in range(width)]
    name = _best(columns, _is_like_a_name)
    numbers = (n for n, cells in enumerate(columns) if n != name and _are_numbers(cells))
    return Layout(0, next(numbers, None), name)


def _are_numbers(cells: list[str]) -> bool:
    """Return whether most are numbers and different; ages and years repeat."""
    filled = [cell for cell in cells if cell]
    distinct = {_number(cell)[0] for cell in filled} - {None}
    return bool(filled) and len(distinct) >= _MOSTLY * len(filled)


def _best(columns: list[list[str]], fits: Callable[[str], bool]) -> int | None:
    """Return the column in which most cells fit and differ; words such as "female" repeat."""
    shares = [
        _share(cells, fits) * (1 if 2 * len(set(cells)) > len(cells) else 0.1) for cells in columns
    ]
    best = max(shares, default=0.0)
    return shares.index(best) if best > 0 else (0 if columns else None)


def _share(cells: list[str], fits: Callable[[str], bool]) -> float:
    return sum(fits(cell) for cell in cells if cell) / len(cells)


def _is_like_a_name(cell: str) -> bool:
    has_letter = any(letter.isalpha() for letter in cell)
    return has_letter and not any(letter.isdecimal() for letter in cell) and is_name(cell)
