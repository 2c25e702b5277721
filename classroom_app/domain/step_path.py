"""The path that the class took through its steps, so that it can go back."""

from datetime import datetime, timedelta

from msgspec import Struct

# Steps that began within this time of one another were one slip of the finger: one Undo undoes them
# all.
BURST = timedelta(seconds=1)


class StepMove(Struct, frozen=True):
    """The class left the step `before` (None: it had not begun) at `at`."""

    before: int | None
    at: datetime


class StepPath(Struct, frozen=True):
    """The moves that have not been undone, oldest first."""

    moves: tuple[StepMove, ...] = ()

    @property
    def burst(self) -> tuple[StepMove, ...]:
        """The moves that one Undo undoes: the last one and those in quick succession before it."""
        place = len(self.moves) - 1
        while place > 0 and self.moves[place].at - self.moves[place - 1].at < BURST:
            place -= 1
        return self.moves[max(place, 0) :]

    def on_from(self, before: int | None, at: datetime) -> "StepPath":
        """Return the path after going on from the step `before`."""
        return StepPath((*self.moves, StepMove(before, at)))

    def back_to(self, to: int | None, before: int | None, at: datetime) -> "StepPath":
        """Return the path after going back to `to`, without the moves since the class left it.

        Going back to a step it has not left (an old history, another client) is an ordinary move.
        """
        for place in reversed(range(len(self.moves))):
            if self.moves[place].before == to:
                return StepPath(self.moves[:place])
        return self.on_from(before, at)
