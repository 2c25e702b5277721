"""The place of a step, kept right while the lesson is edited."""

from collections.abc import Callable
from weakref import WeakSet

from classroom_app.domain.lesson_draft import LessonDraft

Follow = Callable[[LessonDraft, LessonDraft, int], int | None]


class FollowedStep:
    """`place` is the index of the step now; None once it was removed or the lesson was left."""

    def __init__(self, place: int | None) -> None:
        self.place = place


class FollowedSteps:
    """The steps that somebody still needs: those nobody refers to any more are forgotten."""

    def __init__(self) -> None:
        self._steps: WeakSet[FollowedStep] = WeakSet()

    def add(self, draft: LessonDraft, place: int) -> FollowedStep:
        """Follow the step of `draft` at `place`; any index without a step is None at once."""
        step = FollowedStep(place if 0 <= place < len(draft.subtasks) else None)
        self._steps.add(step)
        return step

    def move(self, before: LessonDraft, after: LessonDraft, follow: Follow | None) -> None:
        """Update all places after a change; for `follow` None, the lesson is another one."""
        for step in self._steps:
            if step.place is not None:
                step.place = None if follow is None else follow(before, after, step.place)
