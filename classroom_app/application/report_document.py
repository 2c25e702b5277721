"""A report as words and typed values: what tables on the screen, files and paper are made from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Protocol

Cell = str | int | float | datetime | None
Row = Sequence[Cell]

Progress = Callable[[int, int], None]
"""Called from the working thread with what is done of how much; raises `Cancelled` to stop."""


class Cancelled(Exception):
    """Somebody does not want it any more; nothing of it is left."""


class Kind(StrEnum):
    """What the values of a column are; a cell may always be None."""

    TEXT = "text"  # str
    COUNT = "count"  # int
    SECONDS = "seconds"  # int or float
    SHARE = "share"  # float, 0 to 1
    MOMENT = "moment"  # datetime, UTC


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading and kind."""

    title: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; `title` also names a sheet."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is worth saying of the whole."""

    title: str
    value: Cell
    kind: Kind = Kind.TEXT


class StepColumn(IntEnum):
    """The columns of a document's table of steps: the charts know them by these."""

    NUMBER = 0
    TITLE = 1
    DONE = 2
    SHARE = 3
    HELP = 4
    ON_STEP = 5
    LEAST = 6
    LOWER = 7
    MEDIAN = 8
    UPPER = 9
    MOST = 10


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report in one language.

    `students` has one column for each step, with the seconds that it took; `steps` has the
    columns of `StepColumn` and is what the charts draw. `people` is how many could finish a step.
    """

    title: str
    facts: Sequence[Fact]
    people: int
    students: Table
    steps: Table
    help: Table
    controls: Table

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables in the order of reading."""
        return self.students, self.steps, self.help, self.controls


class FileKind(StrEnum):
    """The kinds of spreadsheet files; the value is the file's ending."""

    CSV = "csv"
    XLSX = "xlsx"


class DocumentWriter(Protocol):
    """Writes spreadsheet files. Blocks: for a thread."""

    def __call__(self, kind: FileKind, document: Document, path: Path, progress: Progress) -> None:
        """Write `document` to `path`, whole or not at all.

        Raises:
            OSError: it could not be written.
            Cancelled: `progress` said so.
        """
