"""A report as words and typed values: what tables on the screen, files and paper are made from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from classroom_app.domain.collation import SortKey, sort_key

Cell = str | int | float | datetime | None
Row = Sequence[Cell]
CellKey = tuple[int, float, SortKey | None]

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
    DAY = "day"  # datetime, UTC, shown with its date
    MARK = "mark"  # str of one sign, or int in the row of totals; stands in the middle


class FactKey(StrEnum):
    """What a fact is about."""

    CODE = "code"
    OPENED = "opened"
    STARTED = "started"
    ENDED = "ended"
    LENGTH = "length"
    PAUSED = "paused"
    CAME = "came"
    ABSENT = "absent"
    FINISHED = "finished"
    HELP = "help"
    NEVER_VISITED = "never_visited"
    USUAL_TIME = "usual_time"


class StudentColumn(StrEnum):
    """The columns of the table of students, but for those of the steps (`step_key`)."""

    NUMBER = "number"
    NAME = "name"
    OUTCOME = "outcome"
    JOINED = "joined"
    LAST_HERE = "last_here"
    HERE = "here"
    DONE = "done"
    HELP = "help"
    VISITS = "visits"
    UNVISITED = "unvisited"


class StepColumn(StrEnum):
    """The columns of the table of steps."""

    NUMBER = "number"
    TITLE = "title"
    DONE = "done"
    SHARE = "share"
    HELP = "help"
    ON_STEP = "on_step"
    LEAST = "least"
    LOWER = "lower"
    MEDIAN = "median"
    UPPER = "upper"
    MOST = "most"


class HelpColumn(StrEnum):
    """The columns of the table of calls for help; `HELPER` is there if the class had helpers."""

    ASKED = "asked"
    NAME = "name"
    STEP = "step"
    MESSAGE = "message"
    STATUS = "status"
    WAITED = "waited"
    HELPER = "helper"
    PICTURE = "picture"


class ControlColumn(StrEnum):
    """The columns of the control log."""

    WHEN = "when"
    SINCE_START = "since_start"
    WHAT = "what"
    WORDS = "words"


class QuestionColumn(StrEnum):
    """The columns of the table of answers: a row for each answer of each question."""

    STEP = "step"
    QUESTION = "question"
    ANSWER = "answer"
    COUNT = "count"
    SHARE = "share"


_OF_STEP = "step_"


def step_key(subtask_id: int) -> str:
    """Return the key of a step's column in the table of students."""
    return f"{_OF_STEP}{subtask_id}"


def answer_key(subtask_id: int) -> str:
    """Return the key of the column that has the answers to a step's question, of each student."""
    return f"answer_{subtask_id}"


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading and kind; by its `key` it is known, wherever in a table it stands."""

    key: str
    title: str
    kind: Kind = Kind.TEXT

    @property
    def is_of_step(self) -> bool:
        """Whether it has the times of one step, in the table of students."""
        return self.key.startswith(_OF_STEP)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; `title` also names a sheet. Each cell stands at its column's place.

    `total` is a last row that is never sorted away. So many columns at the left as `frozen` says
    stay in sight, and stand on each page.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    total: Row | None = None
    frozen: int = 0

    @property
    def all_rows(self) -> Sequence[Row]:
        """The rows with that of the totals, if there is one."""
        return self.rows if self.total is None else [*self.rows, self.total]

    @classmethod
    def of(
        cls, title: str, columns: Sequence[Column], records: Iterable[Mapping[str, Cell]]
    ) -> "Table":
        """Return a table of records that have a value for the key of each column.

        Raises:
            KeyError: a record has not.
        """
        keys = [column.key for column in columns]
        return cls(title, columns, [tuple(record[key] for key in keys) for record in records])

    def place(self, key: str) -> int:
        """Return where the column with this key stands, from 0.

        Raises:
            KeyError: there is no such column.
        """
        for place, column in enumerate(self.columns):
            if column.key == key:
                return place
        raise KeyError(key)

    def values(self, key: str) -> list[Cell]:
        """Return the cells of one column, from the top.

        Raises:
            KeyError: there is no such column.
        """
        place = self.place(key)
        return [row[place] for row in self.rows]

    def sorted_by(self, key: str, *, falls: bool = False) -> "Table":
        """Return the table sorted by a column; what is missing comes last, whichever way.

        Raises:
            KeyError: there is no such column.
        """
        place = self.place(key)
        there = [row for row in self.rows if row[place] is not None]
        there.sort(key=lambda row: cell_key(row[place]), reverse=falls)
        missing = [row for row in self.rows if row[place] is None]
        return replace(self, rows=there + missing)

    def only(self, keys: Sequence[str]) -> "Table":
        """Return the table with these columns alone, in this order.

        Raises:
            KeyError: there is no such column.
        """
        places = [self.place(key) for key in keys]
        columns = [self.columns[place] for place in places]
        return Table(self.title, columns, [[row[place] for place in places] for row in self.rows])


def cell_key(cell: Cell) -> CellKey:
    """Return what to sort the cells of a column by: values, then words; not what is missing.

    Raises:
        TypeError: there is no value.
    """
    match cell:
        case str():
            return 1, 0.0, sort_key(cell)
        case datetime():
            return 0, cell.timestamp(), None
        case int() | float():
            return 0, float(cell), None
    raise TypeError("what is missing has no place")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is worth saying of the whole; `key` is None outside the report of a class."""

    key: FactKey | None
    title: str
    value: Cell
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report in one language.

    The columns are those of `StudentColumn`, `StepColumn`, `HelpColumn` and `ControlColumn`, and
    `students` has one more for each step (`step_key`), with the seconds that it took, and after
    those one for each question (`answer_key`). `steps` is what the charts draw. `people` is how
    many could finish a step. `questions` has no columns where the lesson asks nothing.
    """

    title: str
    facts: Sequence[Fact]
    people: int
    students: Table
    steps: Table
    help: Table
    controls: Table
    questions: Table = Table("", (), ())

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables in the order of reading."""
        asked = (self.questions,) if self.questions.columns else ()
        return self.students, self.steps, *asked, self.help, self.controls


@dataclass(frozen=True, slots=True)
class TableDocument:
    """Facts and tables alone, in one language; the first table is what a CSV holds."""

    title: str
    facts: Sequence[Fact]
    tables: Sequence[Table]


class FileKind(StrEnum):
    """The kinds of spreadsheet files; the value is the file's ending."""

    CSV = "csv"
    XLSX = "xlsx"


class DocumentWriter(Protocol):
    """Writes spreadsheet files. Blocks: for a thread."""

    def __call__(
        self, kind: FileKind, document: Document | TableDocument, path: Path, progress: Progress
    ) -> None:
        """Write `document` to `path`, whole or not at all.

        Raises:
            OSError: it could not be written.
            Cancelled: `progress` said so.
        """
