"""Reads the rows of a text: comma-separated values of any spreadsheet, or pasted lines."""

import csv
import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice

from classroom_app.domain.sheet import (
    MAX_CELL_LENGTH,
    MAX_COLUMNS,
    MAX_ROWS,
    Row,
    SheetError,
    SheetFlaw,
)
from classroom_app.protocol.lesson_text import json_text

_SEPARATORS = ("\t", ";", ",", "|")
_LINES_LOOKED_AT = 200
_LONGEST_LINE = 200_000
# The first line in which Excel declares the separator.
_DECLARED = re.compile(r"sep=(.)\s*\Z", re.IGNORECASE)
# "3 Kim", "3. Kim", "(3) Kim", "③ Kim", "3번 Kim", "3 - Kim": a list as people write it.
_NUMBERED = re.compile(
    r"\s*(?:\(?(\d{1,9})\s*번?(?:\s*[.):、]+\s*|\s*[-–]\s+|\s+[-–]\s*|\s+)|([\u2460-\u2473])\s*)(\S.*)",
    re.DOTALL,
)
# "- Kim", "• Kim".
_LISTED = re.compile(r"\s*(?:[-–*]\s+|[•·▪■●○◦]\s*)(\S.*)", re.DOTALL)


def decoded(content: bytes) -> str:
    """Return the text of a file: UTF-8, UTF-16 or the Korean code page.

    Raises:
        SheetError: it is in none of them, or not text.
    """
    try:
        text = json_text(content)
        text = text if isinstance(text, str) else text.decode()
    except (UnicodeDecodeError, LookupError) as error:
        raise SheetError(SheetFlaw.ENCODING) from error
    if "\0" in text:
        raise SheetError(SheetFlaw.OTHER_KIND)
    return text


def text_rows(text: str) -> tuple[Row, ...]:
    """Return the rows that are not empty, whatever the separator of their cells.

    Raises:
        SheetError: there are too many rows, one is too long, or quotes are damaged.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")
    if len(lines) > 10 * MAX_ROWS:  # most of them empty
        raise SheetError(SheetFlaw.TOO_MANY_ROWS)
    if max(map(len, lines)) > _LONGEST_LINE:
        raise SheetError(SheetFlaw.OTHER_KIND)
    first, separator = 0, None
    declared = _DECLARED.match(lines[0])
    if declared is not None:
        first, separator = 1, declared[1]
    separator = separator or _separator(lines[first:])
    rows = _separated(lines, first, separator) if separator else _lines(lines)
    return tuple(_apart(rows)) if all(len(row.cells) == 1 for row in rows) else tuple(rows)


def _separated(lines: list[str], first: int, separator: str) -> list[Row]:
    reader = csv.reader((f"{line}\n" for line in lines[first:]), delimiter=separator)
    found: list[Row] = []
    number = first + 1
    try:
        for cells in reader:
            _append(found, number, cells)
            number = first + reader.line_num + 1
    except csv.Error as error:
        raise SheetError(SheetFlaw.DAMAGED, f"{number}: {error}") from error
    return found


def _lines(lines: list[str]) -> list[Row]:
    found: list[Row] = []
    for number, line in enumerate(lines, start=1):
        _append(found, number, [line])
    return found


def _append(rows: list[Row], number: int, cells: Iterable[str]) -> None:
    kept = [cell[:MAX_CELL_LENGTH].strip() for cell in islice(cells, MAX_COLUMNS)]
    while kept and not kept[-1]:
        kept.pop()
    if kept:
        if len(rows) >= MAX_ROWS:
            raise SheetError(SheetFlaw.TOO_MANY_ROWS)
        rows.append(Row(number, tuple(kept)))


def _separator(lines: list[str]) -> str | None:
    """Return the separator that gives most lines the same number of cells, at least two."""
    looked_at = [line for line in islice(lines, _LINES_LOOKED_AT) if line.strip()]
    best, most = None, 0
    for separator in _SEPARATORS:
        try:
            rows = list(csv.reader(looked_at, delimiter=separator))
        except csv.Error:
            continue
        widths = Counter(len(row) for row in rows if len(row) > 1)
        alike = max(widths.values(), default=0)
        if alike > most:
            best, most = separator, alike
    return best


def _apart(rows: list[Row]) -> list[Row]:
    """Split the number from the name in rows of one cell, if most of them begin with one.

    If most begin with a bullet instead, it is removed.
    """
    cells = [row.cells[0] for row in rows]
    found = [_NUMBERED.fullmatch(cell) for cell in cells]
    if 2 * sum(map(bool, found)) > len(rows):
        return [
            row if parts is None else Row(row.number, (parts[1] or parts[2], parts[3]))
            for row, parts in zip(rows, found, strict=True)
        ]
    listed = [_LISTED.fullmatch(cell) for cell in cells]
    if 2 * sum(map(bool, listed)) > len(rows):
        return [
            row if parts is None else Row(row.number, (parts[1],))
            for row, parts in zip(rows, listed, strict=True)
        ]
    return rows
