"""Tables to be painted by the painting process."""

from dataclasses import dataclass
from typing import ClassVar

from classroom_app.application.report_document import TableDocument


@dataclass(frozen=True, slots=True)
class TablesJob:
    """A document to be painted as PDF; `language` is the language of its texts."""

    NAME: ClassVar[str] = "tables"

    document: TableDocument
    language: str
