"""A table of texts from a spreadsheet or text file, and the reasons a file cannot be read."""

from enum import StrEnum

from msgspec import Struct

# A file of names is small; a larger one is something else, or meant to exhaust memory.
MAX_FILE_BYTES = 10_000_000
MAX_ROWS, MAX_COLUMNS = 20_000, 60
MAX_CELL_LENGTH = 1_000


class Row(Struct, frozen=True):
    """One row that is not empty; `number` is what the spreadsheet calls it, from 1."""

    number: int
    cells: tuple[str, ...]

    def cell(self, place: int | None) -> str:
        """Return the text in a column, "" if there is none."""
        return "" if place is None or place >= len(self.cells) else self.cells[place]


class Sheet(Struct, frozen=True):
    """One table of a file; a text file has a single one, with an empty title."""

    title: str
    rows: tuple[Row, ...]


class SheetFlaw(StrEnum):
    """Why a file cannot be read."""

    EMPTY = "EMPTY"
    TOO_LARGE = "TOO_LARGE"
    TOO_MANY_ROWS = "TOO_MANY_ROWS"
    ENCODING = "ENCODING"
    OLD_EXCEL = "OLD_EXCEL"
    OTHER_KIND = "OTHER_KIND"
    DAMAGED = "DAMAGED"


class SheetError(ValueError):
    """A file is not a readable table; `flaw` says why, `detail` is the underlying error."""

    def __init__(self, flaw: SheetFlaw, detail: str = "") -> None:
        super().__init__(flaw, detail)
        self.flaw, self.detail = flaw, detail

    def __str__(self) -> str:
        """Name the fault."""
        return f"{self.flaw}: {self.detail}" if self.detail else str(self.flaw)
