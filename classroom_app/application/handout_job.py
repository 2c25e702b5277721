"""A handout to be painted by the painting process."""

from dataclasses import dataclass
from typing import ClassVar

from classroom_app.application.handout import Handout


@dataclass(frozen=True, slots=True)
class HandoutJob:
    """A handout in `columns` columns; its fixed words are in the lesson's language.

    `otherwise` is their language if this program does not speak the lesson's; "" means that of
    this PC.
    """

    NAME: ClassVar[str] = "handout"

    handout: Handout
    columns: int = 1
    otherwise: str = ""
