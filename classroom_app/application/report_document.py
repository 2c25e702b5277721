"""A report as texts and typed values, from which screens, files and paper are made."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from msgspec import Struct, structs

from classroom_app.domain.collation import SortKey, sort_key

Cell = str | int | float | datetime | None
Row = Sequence[Cell]
CellKey = tuple[int, float, SortKey | None]

Progress = Callable[[int, int], None]
"""Called on the working thread with (done, total); raises `Cancelled` to stop the work."""


class Cancelled(Exception):
    """The work was cancelled; nothing of it is left."""


class Kind(StrEnum):
    """The type of a column's values; a cell may always be None."""

    TEXT = "text"  # str
    COUNT = "count"  # int
    SECONDS = "seconds"  # int or float
    SHARE = "share"  # float, 0 to 1
    MOMENT = "moment"  # datetime, UTC
    DAY = "day"  # datetime, UTC, shown with its date
    MARK = "mark"  # str of one sign, or int in the row of totals; centered


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
    """The columns of the table of students, except those of the steps (`step_key`)."""

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
    """The columns of the table of help requests; `HELPER` only if the class had helpers."""

    ASKED = "asked"
    NAME = "name"
    STEP = "step"
    MESSAGE = "message"
    STATUS = "status"
    WAITED = "waited"
    HELPER = "helper"
    PICTURE = "picture"


class ControlColumn(StrEnum):
    """The columns of the activity log."""

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
    """Return the key of the column with each student's answer to a step's question."""
    return f"answer_{subtask_id}"


class Column(Struct, frozen=True):
    """A column's heading and kind; `key` identifies it, wherever in a table it is."""

    key: str
    title: str
    kind: Kind = Kind.TEXT

    @property
    def is_of_step(self) -> bool:
        """Whether it is the column of one step's times, in the table of students."""
        return self.key.startswith(_OF_STEP)


class Table(Struct, frozen=True):
    """Rows under headings, with one cell per column; `title` also names a sheet.

    `total` is a last row that sorting does not move. The first `frozen` columns stay visible when
    scrolling, and are repeated on each page.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    total: Row | None = None
    frozen: int = 0

    @property
    def all_rows(self) -> Sequence[Row]:
        """The rows, followed by the row of totals, if there is one."""
        return self.rows if self.total is None else [*self.rows, self.total]

    @classmethod
    def of(
        cls,
        title: str,
        columns: Sequence[Column],
        records: Iterable[Mapping[str, Cell]],
        *,
        frozen: int = 0,
    ) -> "Table":
        """Return a table of records, which must have a value for the key of each column.

        Raises:
            KeyError: a record has no value for a column.
        """
        keys = [column.key for column in columns]
        rows = [tuple(record[key] for key in keys) for record in records]
        return cls(title, columns, rows, frozen=frozen)

    def place(self, key: str) -> int:
        """Return the index of the column with this key.

        Raises:
            KeyError: there is no such column.
        """
        for place, column in enumerate(self.columns):
            if column.key == key:
                return place
        raise KeyError(key)

    def values(self, key: str) -> list[Cell]:
        """Return the cells of one column, without the total.

        Raises:
            KeyError: there is no such column.
        """
        place = self.place(key)
        return [row[place] for row in self.rows]

    def sorted_by(self, key: str, *, falls: bool = False) -> "Table":
        """Return the table sorted by a column, descending if it `falls`; missing values come last.

        Raises:
            KeyError: there is no such column.
        """
        place = self.place(key)
        there = [row for row in self.rows if row[place] is not None]
        there.sort(key=lambda row: cell_key(row[place]), reverse=falls)
        missing = [row for row in self.rows if row[place] is None]
        return structs.replace(self, rows=there + missing)

    def only(self, keys: Sequence[str]) -> "Table":
        """Return a table of these columns alone, in this order, without the total.

        Raises:
            KeyError: there is no such column.
        """
        places = [self.place(key) for key in keys]
        columns = [self.columns[place] for place in places]
        return Table(self.title, columns, [[row[place] for place in places] for row in self.rows])


def cell_key(cell: Cell) -> CellKey:
    """Return the key to sort the cells of a column by: numbers and times first, then texts.

    Raises:
        TypeError: the cell is None.
    """
    match cell:
        case str():
            return 1, 0.0, sort_key(cell)
        case datetime():
            return 0, cell.timestamp(), None
        case int() | float():
            return 0, float(cell), None
    raise TypeError("what is missing has no place")


class Fact(Struct, frozen=True):
    """One figure about the whole class or course; `key` is None except in a class's report."""

    key: FactKey | None
    title: str
    value: Cell
    kind: Kind = Kind.TEXT


class Document(Struct, frozen=True):
    """A whole report in one language.

    The columns are those of `StudentColumn`, `StepColumn`, `HelpColumn` and `ControlColumn`.
    `students` has one more for each step (`step_key`), with the seconds that it took, and after
    those one for each question (`answer_key`). The charts draw `steps`. `people` is how many people
    could finish a step. `questions` has no columns if the lesson has no questions.
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
        """All tables in reading order."""
        asked = (self.questions,) if self.questions.columns else ()
        return self.students, self.steps, *asked, self.help, self.controls


class TableDocument(Struct, frozen=True):
    """Facts and tables alone, in one language; a CSV file contains only the first table."""

    title: str
    facts: Sequence[Fact]
    tables: Sequence[Table]


class FileKind(StrEnum):
    """The kinds of spreadsheet files; the value is the file extension."""

    CSV = "csv"
    XLSX = "xlsx"


class DocumentWriter(Protocol):
    """Writes spreadsheet files. Blocks; call it on a thread."""

    def __call__(
        self, kind: FileKind, document: Document | TableDocument, path: Path, progress: Progress
    ) -> None:
        """Write `document` to `path`, atomically.

        Raises:
            OSError: it could not be written.
            Cancelled: `progress` raised it.
        """
