"""The lessons of this PC: importing files, listing, handing one to a class."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from classroom_app.domain.lesson import Lesson
from classroom_app.domain.lesson_draft import LessonDraft, Picture


@dataclass(frozen=True, slots=True)
class LessonSummary:
    """A lesson in a list."""

    id: int
    title: str
    language: str
    description: str | None
    step_count: int
    updated_at: datetime


class LessonStore(Protocol):
    """Keeps lessons; may raise `StorageError`."""

    async def import_lesson(self, draft: LessonDraft, content_sha256: str) -> int:
        """Store a lesson unless the same content is there; return its id."""

    async def lessons(self) -> list[LessonSummary]:
        """Return the newest revision of every lesson."""

    async def lesson(self, lesson_id: int) -> Lesson:
        """Return one revision with its steps."""

    async def picture(self, sha256: str) -> Picture | None:
        """Return a step's picture by the hash in its `picture_url`."""


class LessonReader(Protocol):
    """Reads lesson files, off the event loop."""

    async def read(self, path: Path) -> tuple[LessonDraft, str]:
        """Return the lesson in a file and the SHA-256 of its content.

        Raises:
            LessonFileError: it is no lesson file; every fault is named with its place.
            OSError: it cannot be read.
        """


class LessonLibrary:
    """Imports and lists lessons; `sample_paths` are the files that come with the program."""

    def __init__(
        self, store: LessonStore, reader: LessonReader, sample_paths: dict[str, list[Path]]
    ) -> None:
        self._store, self._reader = store, reader
        self._sample_paths = sample_paths

    async def import_file(self, path: Path) -> int:
        """Import a lesson file and return the lesson's id; the same content only once.

        Raises:
            LessonFileError: nothing was imported; every fault is named.
            OSError: the file cannot be read.
            StorageError: it could not be stored.
        """
        draft, sha256 = await self._reader.read(path)
        return await self._store.import_lesson(draft, sha256)

    async def import_samples(self, language: str) -> list[int]:
        """Import the sample lessons of a language (`ko` or `en`) and return their ids."""
        return [await self.import_file(path) for path in self._sample_paths.get(language, [])]

    async def lessons(self) -> list[LessonSummary]:
        """Return all lessons, the newest revision of each."""
        return await self._store.lessons()

    async def lesson(self, lesson_id: int) -> Lesson:
        """Return one lesson with its steps."""
        return await self._store.lesson(lesson_id)

    async def picture(self, sha256: str) -> Picture | None:
        """Return a step's picture, or None."""
        return await self._store.picture(sha256)
