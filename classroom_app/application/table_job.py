"""Tables on paper, as the process that paints is asked for them."""

from dataclasses import dataclass
from typing import ClassVar

from classroom_app.application.report_document import TableDocument


@dataclass(frozen=True, slots=True)
class TablesJob:
    """A document to be painted as PDF; `language` is the one that it is written in."""

    NAME: ClassVar[str] = "tables"

    document: TableDocument
    language: str
