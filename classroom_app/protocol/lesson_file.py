"""Lesson files, `classroom-lesson/1` (PROTOCOL.md §8): read whole, or refused with every fault."""

import base64
import binascii
from typing import Any

import msgspec

from classroom_app.domain.lesson import TargetAction
from classroom_app.domain.lesson_draft import LessonDraft, Picture, SubtaskDraft
from classroom_app.protocol.errors import ProtocolError

FORMAT = "classroom-lesson/1"
MAX_SUBTASKS = 200
MAX_TITLE = 255
MAX_TEXT = 4_000
MAX_LANGUAGE = 16
MAX_PICTURE_BYTES = 500_000
_OPTIONAL_TEXTS = (
    "guide_text",
    "voice_guide_text",
    "description",
    "view_id",
    "text",
    "content_description",
    "target_package",
)
_ACTIONS = [action.value for action in TargetAction]
# The first bytes of each kind of picture; a WebP's mark stands after the RIFF length.
_SIGNATURES = {
    "image/png": (0, b"\x89PNG\r\n\x1a\n"),
    "image/jpeg": (0, b"\xff\xd8\xff"),
    "image/webp": (8, b"WEBP"),
}


class LessonFileError(ProtocolError):
    """A lesson file that is refused whole; `faults` are sentences that begin with the place."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(faults)
        self.faults = faults

    def __str__(self) -> str:
        """Return every fault on one line."""
        return "; ".join(self.faults)


def read_lesson_file(content: bytes) -> LessonDraft:
    """Return the lesson in a file's content.

    Raises:
        LessonFileError: it is no lesson; every fault is named with its place.
    """
    try:
        document = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise LessonFileError([f"the file is not JSON: {error}"]) from None
    if not isinstance(document, dict):
        raise LessonFileError(["the file must hold a JSON object"])
    reader = _Reader()
    lesson = reader.lesson(document)
    if reader.faults:
        raise LessonFileError(reader.faults)
    return lesson


class _Reader:
    """Goes over the whole document and gathers faults instead of stopping at the first."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def lesson(self, document: dict[str, Any]) -> LessonDraft:
        if document.get("format") != FORMAT:
            self._fault("format", f'must be "{FORMAT}"')
        steps = document.get("subtasks")
        if not isinstance(steps, list) or not 1 <= len(steps) <= MAX_SUBTASKS:
            self._fault("subtasks", f"must be a list of 1 to {MAX_SUBTASKS} steps")
            steps = []
        return LessonDraft(
            title=self._title(document, "title"),
            language=self._language(document),
            description=self._text(document, "description", "description"),
            subtasks=tuple(self._subtask(step, number) for number, step in enumerate(steps, 1)),
        )

    def _subtask(self, step: Any, number: int) -> SubtaskDraft:
        place = f"subtasks[{number}]"
        if not isinstance(step, dict):
            self._fault(place, "must be an object")
            return SubtaskDraft(title="")
        texts = {name: self._text(step, name, f"{place}.{name}") for name in _OPTIONAL_TEXTS}
        action = step.get("target_action")
        if action is not None and action not in _ACTIONS:
            self._fault(f"{place}.target_action", f"must be one of {', '.join(_ACTIONS)} or null")
        return SubtaskDraft(
            title=self._title(step, f"{place}.title"),
            target_action=action,
            picture=self._picture(step.get("picture"), f"{place}.picture"),
            **texts,
        )

    def _title(self, owner: dict[str, Any], place: str) -> str:
        title = owner.get("title")
        if isinstance(title, str) and len(title.strip()) >= 1 and len(title) <= MAX_TITLE:
            return title.strip()
        self._fault(place, f"must be text of 1 to {MAX_TITLE} characters")
        return ""

    def _language(self, document: dict[str, Any]) -> str:
        language = document.get("language", "ko")
        if isinstance(language, str) and 1 <= len(language) <= MAX_LANGUAGE:
            return language
        self._fault("language", f"must be a language code of 1 to {MAX_LANGUAGE} characters")
        return ""

    def _text(self, owner: dict[str, Any], name: str, place: str) -> str | None:
        text = owner.get(name)
        if text is None or (isinstance(text, str) and len(text) <= MAX_TEXT):
            return text
        self._fault(place, f"must be text of at most {MAX_TEXT:,} characters")
        return None

    def _picture(self, uri: Any, place: str) -> Picture | None:
        if uri is None:
            return None
        picture = _picture_of(uri) if isinstance(uri, str) else None
        if picture is None:
            self._fault(
                place,
                "must be a data URI of a PNG, JPEG or WebP picture, "
                f"at most {MAX_PICTURE_BYTES // 1000} kB",
            )
        return picture

    def _fault(self, place: str, sentence: str) -> None:
        self.faults.append(f"{place} {sentence}")


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
    return Picture(media_type, data)
