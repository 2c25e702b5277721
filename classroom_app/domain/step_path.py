"""The way that the class took through its steps, for going back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# Steps that began within so little of one another were one slip of the finger: one Undo takes all
# of them back.
BURST = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class StepMove:
    """The class left the step `before` (None: it had not begun) at `at`."""

    before: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class StepPath:
    """The moves that have not been taken back, the oldest first."""

    moves: tuple[StepMove, ...] = ()

    @property
    def burst(self) -> tuple[StepMove, ...]:
        """What one Undo takes back: the last move, with those just before it; perhaps nothing."""
        place = len(self.moves) - 1
        while place > 0 and self.moves[place].at - self.moves[place - 1].at < BURST:
            place -= 1
        return self.moves[max(place, 0) :]

    def on_from(self, before: int | None, at: datetime) -> "StepPath":
        """Return the path of a class that went on from a step."""
        return StepPath((*self.moves, StepMove(before, at)))

    def back_to(self, to: int | None, before: int | None, at: datetime) -> "StepPath":
        """Return the path of a class that went back: what it did since it left `to` is forgotten.

        Going back to where it has not been (an old history, another client) is a move like others.
        """
        for place in reversed(range(len(self.moves))):
            if self.moves[place].before == to:
                return StepPath(self.moves[:place])
        return self.on_from(before, at)
