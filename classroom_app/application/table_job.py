"""Tables to be painted by the painting process."""

from typing import ClassVar

from msgspec import Struct

from classroom_app.application.report_document import TableDocument


class TablesJob(Struct, frozen=True):
    """A document to be painted as PDF; `language` is the language of its texts."""

    NAME: ClassVar[str] = "tables"

    document: TableDocument
    language: str
