"""A table of texts as spreadsheets and text files hold it, and why a file is none."""

from dataclasses import dataclass
from enum import StrEnum

# A file of names is small; what is larger is something else, or made to fill a memory.
MAX_FILE_BYTES = 10_000_000
MAX_ROWS, MAX_COLUMNS = 20_000, 60
MAX_CELL_LENGTH = 1_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not empty; `number` is what the spreadsheet calls it, from 1."""

    number: int
    cells: tuple[str, ...]

    def cell(self, place: int | None) -> str:
        """Return the text in a column, "" where there is none."""
        return "" if place is None or place >= len(self.cells) else self.cells[place]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file; a text file has one without a title."""

    title: str
    rows: tuple[Row, ...]


class SheetFlaw(StrEnum):
    """Why a file is not read."""

    EMPTY = "EMPTY"
    TOO_LARGE = "TOO_LARGE"
    TOO_MANY_ROWS = "TOO_MANY_ROWS"
    ENCODING = "ENCODING"
    OLD_EXCEL = "OLD_EXCEL"
    OTHER_KIND = "OTHER_KIND"
    DAMAGED = "DAMAGED"


class SheetError(ValueError):
    """A file is no table that can be read; `flaw` says why, `detail` what the reader met."""

    def __init__(self, flaw: SheetFlaw, detail: str = "") -> None:
        super().__init__(flaw, detail)
        self.flaw, self.detail = flaw, detail

    def __str__(self) -> str:
        """Name the fault."""
        return f"{self.flaw}: {self.detail}" if self.detail else str(self.flaw)
