"""A handout to be painted by the painting process."""

from typing import ClassVar

from msgspec import Struct

from classroom_app.application.handout import Handout


class HandoutJob(Struct, frozen=True):
    """A handout in `columns` columns; its fixed words are in the lesson's language.

    `otherwise` is their language if this program does not speak the lesson's; "" means that of
    this PC.
    """

    NAME: ClassVar[str] = "handout"

    handout: Handout
    columns: int = 1
    otherwise: str = ""
