"""A lesson as written by a person, before it has ids."""

from dataclasses import dataclass

from classroom_app.domain.marks import Mark
from classroom_app.domain.question import Question


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a step; `media_type` is image/png, image/jpeg or image/webp."""

    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SubtaskDraft:
    """One step as written."""

    title: str
    target_action: str | None = None
    guide_text: str | None = None
    voice_guide_text: str | None = None
    description: str | None = None
    view_id: str | None = None
    text: str | None = None
    content_description: str | None = None
    target_package: str | None = None
    picture: Picture | None = None
    marks: tuple[Mark, ...] = ()
    question: Question | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonDraft:
    """A lesson as written, its steps in order."""

    title: str
    language: str
    description: str | None
    subtasks: tuple[SubtaskDraft, ...]
