"""A lesson and its steps, as a class uses them: immutable values."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from msgspec import Struct

from classroom_app.domain.marks import Mark
from classroom_app.domain.question import Question


class TargetAction(StrEnum):
    """What the student's finger does in a step."""

    CLICK = "CLICK"
    LONG_CLICK = "LONG_CLICK"
    SCROLL = "SCROLL"
    INPUT = "INPUT"
    NAVIGATE = "NAVIGATE"


class Subtask(Struct, frozen=True):
    """One step of a lesson; `order_index` counts from 1."""

    id: int
    title: str
    order_index: int
    target_action: str | None = None
    guide_text: str | None = None
    voice_guide_text: str | None = None
    description: str | None = None
    view_id: str | None = None
    text: str | None = None
    content_description: str | None = None
    target_package: str | None = None
    picture_url: str | None = None
    marks: tuple[Mark, ...] = ()
    question: Question | None = None


@dataclass(frozen=True)
class Lesson:
    """A lesson revision with its steps in order; one that a class has used never changes."""

    id: int
    title: str
    language: str = "ko"
    description: str | None = None
    subtasks: tuple[Subtask, ...] = field(default=())

    @cached_property
    def by_id(self) -> dict[int, Subtask]:
        """The steps by their id."""
        return {subtask.id: subtask for subtask in self.subtasks}

    def subtask_after(self, subtask_id: int | None) -> Subtask | None:
        """Return the step after `subtask_id` (the first one after None), or None at the end."""
        position = 0 if subtask_id is None else self.by_id[subtask_id].order_index
        return self.subtasks[position] if position < len(self.subtasks) else None
