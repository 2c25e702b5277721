"""Lesson files, `classroom-lesson/1` (docs/LESSONS.md): read, or refused with all their faults."""

import base64
import binascii
from typing import Any

import msgspec

from classroom_app.domain.lesson import TargetAction
from classroom_app.domain.lesson_draft import LessonDraft, Picture, SubtaskDraft
from classroom_app.domain.lesson_rules import (
    MAX_LANGUAGE,
    MAX_PICTURE_BYTES,
    MAX_PICTURE_PIXELS,
    MAX_SUBTASKS,
    MAX_TEXT,
    MAX_TITLE,
    SUBTASK_TEXTS,
    FaultyLessonError,
    LessonFault,
    Rule,
    is_title,
)
from classroom_app.domain.marks import MAX_MARKS, MIN_SIZE, Mark, MarkKind
from classroom_app.domain.question import (
    MAX_ANSWER,
    MAX_ANSWERS,
    MAX_QUESTION,
    MIN_ANSWERS,
    Question,
)
from classroom_app.protocol.codec import count_of_values
from classroom_app.protocol.errors import ProtocolError
from classroom_app.protocol.lesson_text import is_picture, json_text
from classroom_app.protocol.mark_fields import read_marks, written_marks
from classroom_app.protocol.picture_end import is_cut_short
from classroom_app.protocol.picture_head import MAX_FRAMES, is_modest
from classroom_app.protocol.question_fields import read_question, written_question

FORMAT = "classroom-lesson/1"
# The suffix of our own files, so that a double click opens this program; their content is JSON.
SUFFIX = ".lesson"
SUFFIXES = (SUFFIX, ".json")
# Written even if null, to show people who edit a file what can be filled in.
_ALWAYS_WRITTEN = ("target_action", "guide_text", "voice_guide_text")
_ACTIONS = [action.value for action in TargetAction]
# More than any lesson has, commas in its texts counted. A file may be as long as two hundred
# pictures: of empty lists it would take four gigabytes, and seconds in which nobody is served.
_MOST_VALUES = 1_000_000
_MARK_KINDS = [kind.value for kind in MarkKind]
# Where the signature of each kind of picture is; a WebP's comes after the RIFF length.
_SIGNATURES = {
    "image/png": (0, b"\x89PNG\r\n\x1a\n"),
    "image/jpeg": (0, b"\xff\xd8\xff"),
    "image/webp": (8, b"WEBP"),
}
_SENTENCES = {
    Rule.STEP_COUNT: f"must be a list of 1 to {MAX_SUBTASKS} steps",
    Rule.TITLE: f"must be text of 1 to {MAX_TITLE} characters",
    Rule.TEXT: f"must be text of at most {MAX_TEXT:,} characters",
    Rule.LANGUAGE: f"must be a language code of 1 to {MAX_LANGUAGE} characters",
    Rule.IMAGE: "the file is a picture",
    Rule.ENCODING: "the file must be text in UTF-8",
    Rule.JSON: "the file is not JSON: {detail}",
    Rule.DOCUMENT: "the file must hold a JSON object",
    Rule.OBJECT: "must be an object",
    Rule.FORMAT: f'must be "{FORMAT}"',
    Rule.ORDER: "must be a whole number or null",
    Rule.ACTION: f"must be one of {', '.join(_ACTIONS)} or null",
    Rule.PICTURE: (
        "must be a data URI of a PNG, JPEG or WebP picture, "
        f"at most {MAX_PICTURE_BYTES // 1000} kB and {MAX_PICTURE_PIXELS // 1_000_000} megapixels, "
        f"with at most {MAX_FRAMES} frames"
    ),
    Rule.DAMAGED_PICTURE: "must be a whole picture: this one is damaged or ends too early",
    Rule.MARK_COUNT: f"must be a list of at most {MAX_MARKS} marks",
    Rule.MARK_PICTURE: "must stand on a picture, and this step has none",
    Rule.MARK: "must be an object",
    Rule.MARK_KIND: f"must be one of {', '.join(_MARK_KINDS)}",
    Rule.MARK_PLACE: (
        "must be a number from 0 to 1 that keeps the mark within the picture, "
        f"and a box or a swipe at least {MIN_SIZE} long"
    ),
    Rule.QUESTION: "must be an object with a text and answers",
    Rule.QUESTION_TEXT: f"must be text of 1 to {MAX_QUESTION} characters",
    Rule.ANSWER_COUNT: f"must be a list of {MIN_ANSWERS} to {MAX_ANSWERS} answers",
    Rule.ANSWER: f"must be text of 1 to {MAX_ANSWER} characters",
    Rule.ANSWER_TWICE: "says the same as an answer before it",
    Rule.UNREADABLE: "the file cannot be read: {detail}",
}


class LessonFileError(FaultyLessonError, ProtocolError):
    """A lesson file that is refused, with all its faults."""

    @property
    def faults(self) -> list[str]:
        """Return each fault as an English sentence that begins with its place."""
        return [
            f"{fault.place} {_SENTENCES[fault.rule].format(detail=fault.detail)}".strip()
            for fault in self.lesson_faults
        ]

    def __str__(self) -> str:
        """Return every fault on one line."""
        return "; ".join(self.faults)


def read_lesson_file(content: bytes) -> LessonDraft:
    """Return the lesson in a file's content.

    Raises:
        LessonFileError: it is not a valid lesson; every fault is named with its place.
    """
    return read_lesson_document(read_document(content))


def read_document(content: bytes) -> dict[str, Any]:
    """Return the JSON object in a file's content.

    Raises:
        LessonFileError: there is none.
    """
    if is_picture(content):
        raise LessonFileError([LessonFault(Rule.IMAGE)])
    if count_of_values(content) > _MOST_VALUES:
        raise LessonFileError([LessonFault(Rule.DOCUMENT)])
    try:
        document = msgspec.json.decode(json_text(content))
    except UnicodeDecodeError:
        raise LessonFileError([LessonFault(Rule.ENCODING)]) from None
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise LessonFileError([LessonFault(Rule.JSON, detail=str(error))]) from None
    if not isinstance(document, dict):
        raise LessonFileError([LessonFault(Rule.DOCUMENT)])
    return document


def read_lesson_document(document: dict[str, Any]) -> LessonDraft:
    """Return the lesson that a JSON object describes.

    Raises:
        LessonFileError: it is not a valid lesson; every fault is named with its place.
    """
    reader = FieldReader()
    if document.get("format") != FORMAT:
        reader.fault(Rule.FORMAT, "format")
    lesson = LessonDraft(
        title=reader.title(document),
        language=reader.language(document),
        description=reader.text(document, "description"),
        subtasks=tuple(
            _subtask(reader, step, number) for number, step in enumerate(reader.steps(document), 1)
        ),
    )
    reader.finish()
    return lesson


def write_lesson_file(lesson: LessonDraft) -> bytes:
    """Return a lesson as a file's content, for `read_lesson_file` and for people to read."""
    document = {
        "format": FORMAT,
        "title": lesson.title,
        "language": lesson.language,
        "description": lesson.description,
        "subtasks": [_written(step) for step in lesson.subtasks],
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def _subtask(reader: "FieldReader", step: Any, number: int) -> SubtaskDraft:
    if not isinstance(step, dict):
        reader.fault(Rule.OBJECT, "", number)
        return SubtaskDraft(title="")
    texts = {name: reader.text(step, name, number) for name in SUBTASK_TEXTS}
    return SubtaskDraft(
        title=reader.title(step, number),
        target_action=reader.action(step.get("target_action"), number),
        picture=reader.picture(step.get("picture"), number),
        marks=reader.marks(step, number),
        question=reader.question(step, number),
        **texts,
    )


def _written(step: SubtaskDraft) -> dict[str, Any]:
    values: dict[str, Any] = {"title": step.title, "target_action": step.target_action}
    values |= {name: getattr(step, name) for name in SUBTASK_TEXTS}
    if step.picture is not None:
        encoded = base64.b64encode(step.picture.data).decode()
        values["picture"] = f"data:{step.picture.media_type};base64,{encoded}"
    if step.marks:
        values["marks"] = written_marks(step.marks)
    if step.question is not None:
        values["question"] = written_question(step.question)
    return {
        name: value
        for name, value in values.items()
        if value is not None or name in _ALWAYS_WRITTEN
    }


class FieldReader:
    """Reads field by field, and collects the faults instead of stopping at the first.

    Faulty fields are replaced by empty values, until `finish` raises.
    """

    def __init__(self) -> None:
        self._faults: list[LessonFault] = []

    def finish(self) -> None:
        """Raise if there were faults.

        Raises:
            LessonFileError: with all of them.
        """
        if self._faults:
            raise LessonFileError(self._faults)

    def fault(self, rule: Rule, field: str, step: int | None = None) -> None:
        """Note a fault; `step` counts from 1, and is None for the lesson itself."""
        self._faults.append(LessonFault(rule, field, step))

    def steps(self, document: dict[str, Any]) -> list[Any]:
        """Return the list of steps; of a list that is too long, the first `MAX_SUBTASKS`."""
        steps = document.get("subtasks")
        if not isinstance(steps, list) or not 1 <= len(steps) <= MAX_SUBTASKS:
            self.fault(Rule.STEP_COUNT, "subtasks")
        return steps[:MAX_SUBTASKS] if isinstance(steps, list) else []

    def title(self, owner: dict[str, Any], step: int | None = None) -> str:
        """Return a title without the space around it."""
        title = owner.get("title")
        if isinstance(title, str) and is_title(title):
            return title.strip()
        self.fault(Rule.TITLE, "title", step)
        return ""

    def language(self, document: dict[str, Any]) -> str:
        """Return the language code; Korean if it is not given."""
        language = document.get("language", "ko")
        if isinstance(language, str) and 1 <= len(language) <= MAX_LANGUAGE:
            return language
        self.fault(Rule.LANGUAGE, "language")
        return ""

    def text(self, owner: dict[str, Any], name: str, step: int | None = None) -> str | None:
        """Return an optional text."""
        text = owner.get(name)
        if text is None or (isinstance(text, str) and len(text) <= MAX_TEXT):
            return text
        self.fault(Rule.TEXT, name, step)
        return None

    def action(self, action: Any, step: int) -> str | None:
        """Return the action of a step, such as a tap."""
        if action is None or (isinstance(action, str) and action in _ACTIONS):
            return action
        self.fault(Rule.ACTION, "target_action", step)
        return None

    def picture(self, uri: Any, step: int) -> Picture | None:
        """Return the picture in a data URI."""
        if uri is None:
            return None
        picture = _picture_of(uri) if isinstance(uri, str) else None
        if picture is None:
            self.fault(Rule.PICTURE, "picture", step)
        elif is_cut_short(picture.data):
            self.fault(Rule.DAMAGED_PICTURE, "picture", step)
            return None
        return picture

    def marks(self, owner: dict[str, Any], step: int) -> tuple[Mark, ...]:
        """Return the marks on a step's picture."""
        marks = read_marks(owner.get("marks"), lambda rule, field: self.fault(rule, field, step))
        if marks and owner.get("picture") is None:
            self.fault(Rule.MARK_PICTURE, "marks", step)
        return marks

    def question(self, owner: dict[str, Any], step: int) -> Question | None:
        """Return the question that a step asks."""
        found = owner.get("question")
        return read_question(found, lambda rule, field: self.fault(rule, field, step))


def _picture_of(uri: str) -> Picture | None:
    head, _, encoded = uri.partition(",")
    media_type = head.removeprefix("data:").removesuffix(";base64")
    if head != f"data:{media_type};base64" or media_type not in _SIGNATURES:
        return None
    try:
        data = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return None
    offset, signature = _SIGNATURES[media_type]
    if len(data) > MAX_PICTURE_BYTES or data[offset : offset + len(signature)] != signature:
        return None
    if not is_modest(data, MAX_PICTURE_PIXELS):
        return None
    return Picture(media_type, data)
