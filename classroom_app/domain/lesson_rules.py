"""The rules for lessons (docs/LESSONS.md), and the faults of a lesson that breaks them."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from classroom_app.domain.lesson_draft import LessonDraft, SubtaskDraft
from classroom_app.domain.marks import MAX_MARKS, faulty_fields
from classroom_app.domain.question import question_faults

MAX_SUBTASKS = 200
MAX_TITLE = 255
MAX_TEXT = 4_000
MAX_LANGUAGE = 16
MAX_PICTURE_BYTES = 500_000
# Each pixel takes four bytes of a phone's memory while the picture is shown.
MAX_PICTURE_PIXELS = 24_000_000
SUBTASK_TEXTS = (
    "guide_text",
    "voice_guide_text",
    "description",
    "view_id",
    "text",
    "content_description",
    "target_package",
)


class Rule(StrEnum):
    """What can be wrong with a lesson or with its file."""

    STEP_COUNT = "step_count"
    TITLE = "title"
    TEXT = "text"
    LANGUAGE = "language"
    IMAGE = "image"
    ENCODING = "encoding"
    JSON = "json"
    DOCUMENT = "document"
    OBJECT = "object"
    FORMAT = "format"
    ORDER = "order"
    ACTION = "action"
    PICTURE = "picture"
    DAMAGED_PICTURE = "damaged_picture"
    MARK_COUNT = "mark_count"
    MARK_PICTURE = "mark_picture"
    MARK = "mark"
    MARK_KIND = "mark_kind"
    MARK_PLACE = "mark_place"
    QUESTION = "question"
    QUESTION_TEXT = "question_text"
    ANSWER_COUNT = "answer_count"
    ANSWER = "answer"
    ANSWER_TWICE = "answer_twice"
    UNREADABLE = "unreadable"


class LessonFault(Struct, frozen=True):
    """One fault: the rule, the field, and the step (from 1; None: the lesson itself).

    `detail` is an error text of the system or of another program, if there is one.
    """

    rule: Rule
    field: str = ""
    step: int | None = None
    detail: str = ""

    @property
    def place(self) -> str:
        """The place in a lesson file, such as `subtasks[2].title`, or ''."""
        if self.step is None:
            return self.field
        return f"subtasks[{self.step}].{self.field}" if self.field else f"subtasks[{self.step}]"


class FaultyLessonError(ValueError):
    """A lesson that breaks the rules; `lesson_faults` has every fault."""

    def __init__(self, lesson_faults: Sequence[LessonFault]) -> None:
        super().__init__(lesson_faults)
        self.lesson_faults = tuple(lesson_faults)


class HeicPictureError(ValueError):
    """A picture in the format of iPhones and new Galaxy phones, which few programs can read."""

    def __str__(self) -> str:
        """Name the fault."""
        return "HEIC pictures cannot be read."


def is_title(text: str) -> bool:
    """Tell whether this can be the title of a lesson or a step."""
    return bool(text.strip()) and len(text) <= MAX_TITLE


def faults_of(lesson: LessonDraft) -> tuple[LessonFault, ...]:
    """Return the faults that keep a lesson from being taught, from its first line to its last."""
    return tuple(_faults_of(lesson))


def _faults_of(lesson: LessonDraft) -> Iterator[LessonFault]:
    if not is_title(lesson.title):
        yield LessonFault(Rule.TITLE, "title")
    if not 1 <= len(lesson.language) <= MAX_LANGUAGE:
        yield LessonFault(Rule.LANGUAGE, "language")
    if len(lesson.description or "") > MAX_TEXT:
        yield LessonFault(Rule.TEXT, "description")
    if not 1 <= len(lesson.subtasks) <= MAX_SUBTASKS:
        yield LessonFault(Rule.STEP_COUNT, "subtasks")
    for number, step in enumerate(lesson.subtasks, 1):
        yield from _faults_of_step(step, number)


def _faults_of_step(step: SubtaskDraft, number: int) -> Iterator[LessonFault]:
    if not is_title(step.title):
        yield LessonFault(Rule.TITLE, "title", number)
    for name in SUBTASK_TEXTS:
        if len(getattr(step, name) or "") > MAX_TEXT:
            yield LessonFault(Rule.TEXT, name, number)
    if step.picture is not None and len(step.picture.data) > MAX_PICTURE_BYTES:
        yield LessonFault(Rule.PICTURE, "picture", number)
    if len(step.marks) > MAX_MARKS:
        yield LessonFault(Rule.MARK_COUNT, "marks", number)
    if step.marks and step.picture is None:
        yield LessonFault(Rule.MARK_PICTURE, "marks", number)
    for place, mark in enumerate(step.marks, 1):
        for name in faulty_fields(mark):
            yield LessonFault(Rule.MARK_PLACE, f"marks[{place}].{name}", number)
    if step.question is not None:
        for fault, name in question_faults(step.question):
            yield LessonFault(Rule(fault.value), f"question.{name}", number)
