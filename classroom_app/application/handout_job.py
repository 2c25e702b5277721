"""What the process that paints handouts is asked for."""

from dataclasses import dataclass
from typing import ClassVar

from classroom_app.application.handout import Handout


@dataclass(frozen=True, slots=True)
class HandoutJob:
    """A handout in so many columns; `otherwise` is the language for lessons in unknown ones.

    "" stands for that of this PC.
    """

    NAME: ClassVar[str] = "handout"

    handout: Handout
    columns: int = 1
    otherwise: str = ""
