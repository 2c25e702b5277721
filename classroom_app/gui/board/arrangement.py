"""Which students are shown, and in what order."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from classroom_app.domain.collation import sort_key
from classroom_app.gui.board.student_row import URGENCY, Sign, StudentRow
from classroom_app.gui.kit.search_text import has_text


class Order(StrEnum):
    """How the students are sorted; only `NEED` moves them during the class."""

    JOINING = "joining"
    NAME = "name"
    NEED = "need"


class Only(StrEnum):
    """A counter that was chosen as a filter."""

    ALL = "all"
    HERE = "here"
    DONE = "done"
    WORKING = "working"
    STUCK = "stuck"
    HELP = "help"
    LOST = "lost"
    ABSENT = "absent"
    UNVISITED = "unvisited"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Search words, a filter and an order."""

    search: str = ""
    only: Only = Only.ALL
    order: Order = Order.JOINING

    @property
    def is_lively(self) -> bool:
        """Whether events in the class may change which students are shown, or where."""
        return self.only is not Only.ALL or self.order is not Order.JOINING or bool(self.search)

    def arrange(self, rows: Iterable[StudentRow]) -> list[int]:
        """Return the ids to show, in order; `rows` come in the order of joining.

        Absent people come last in every order.
        """
        shown = [row for row in rows if self.shows(row)]
        if self.order is Order.NAME:
            shown.sort(key=lambda row: (row.sign is Sign.ABSENT, sort_key(row.name)))
        elif self.order is Order.NEED:
            shown.sort(key=_need)
        return [row.participant_id for row in shown]

    def shows(self, row: StudentRow) -> bool:
        """Tell whether a student passes the search and the filter."""
        if self.search and not has_text(row.name, self.search):
            return False
        match self.only:
            case Only.HERE:
                return row.is_here
            case Only.DONE:
                return row.is_done and row.is_here
            case Only.WORKING:
                return row.is_here and not row.is_done and row.stuck is None
            case Only.STUCK:
                return row.stuck is not None
            case Only.HELP:
                return row.sign is Sign.HELP
            case Only.LOST:
                return row.is_offline
            case Only.ABSENT:
                return row.sign is Sign.ABSENT
            case Only.UNVISITED:
                return row.unvisited_min is not None
            case _:
                return True


def _need(row: StudentRow) -> tuple[int, float]:
    waits = row.sign in (Sign.HELP, Sign.STUCK)
    return URGENCY[row.sign], -(row.seconds or 0.0) if waits else 0.0
