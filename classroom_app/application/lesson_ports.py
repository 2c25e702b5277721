"""What the lessons need of the outside: where they are kept, and the files that they come in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from classroom_app.domain.lesson import Lesson
from classroom_app.domain.lesson_draft import LessonDraft, Picture
from classroom_app.domain.marks import Area


@dataclass(frozen=True, slots=True)
class LessonSummary:
    """A lesson in a list; `is_used` when a class has used it or what it was before."""

    id: int
    title: str
    language: str
    description: str | None
    step_count: int
    updated_at: datetime
    is_used: bool = False
    is_unfinished: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """Where the content of a file is; `is_new` unless it was there before."""

    lesson_id: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class StoredLesson:
    """A lesson as it stands; `version` is another one after each change.

    `writer` is the computer that wrote it last, "" if that was this one or nobody knows.
    """

    id: int
    draft: LessonDraft
    version: str
    writer: str = ""


class LessonChangedError(Exception):
    """Another computer changed the lesson since; `now` is how it stands, None if it was deleted."""

    def __init__(self, now: StoredLesson | None) -> None:
        super().__init__(now and now.id)
        self.now = now


class UnknownLessonError(ValueError):
    """There is no such lesson any more: it was deleted meanwhile."""

    def __str__(self) -> str:
        """Name the fault."""
        return "this lesson was deleted meanwhile"


@dataclass(frozen=True, slots=True)
class Covered:
    """A picture of which a part was covered: no copy of the original is to be kept."""

    original: Picture
    picture: Picture


class LessonStore(Protocol):
    """Keeps lessons; may raise `StorageError`."""

    async def import_lesson(self, draft: LessonDraft, fingerprints: Collection[str]) -> Imported:
        """Store a lesson unless one with such a fingerprint is there; the first is its own."""

    async def find(self, fingerprints: Collection[str]) -> int | None:
        """Return the lesson in the list that has such a content now."""

    async def save(
        self,
        lesson_id: int | None,
        draft: LessonDraft,
        fingerprint: str,
        *,
        is_unfinished: bool,
        version: str | None = None,
        covered: Sequence[Covered] = (),
    ) -> int:
        """Store what was written: in the lesson itself, or in a new one, whose id is returned.

        A lesson that a class has used, or has just taken, gets a new revision. Its former revisions
        show a covered picture instead of the original from now on. The new version is the
        fingerprint.

        Raises:
            LessonChangedError: the lesson is of another version by now; nothing was stored.
        """

    async def stored(self, lesson_id: int) -> StoredLesson:
        """Return one revision as it stands.

        Raises:
            UnknownLessonError: it was deleted.
        """

    async def check(self, lesson_id: int, version: str) -> None:
        """See that a lesson is still of this version.

        Raises:
            LessonChangedError: it is not.
        """

    async def take(self, lesson_id: int, version: str) -> Lesson:
        """Return a lesson for a class; this revision stays as it is from now on.

        Raises:
            LessonChangedError: it is of another version by now.
            UnknownLessonError: it was deleted.
        """

    async def delete(self, lesson_id: int) -> None:
        """Put a lesson aside."""

    async def restore(self, lesson_id: int) -> None:
        """Take a lesson back."""

    async def forget(self, lesson_id: int) -> bool:
        """Delete a lesson for good; False if a class has used it."""

    async def lessons(self, *, deleted: bool) -> list[LessonSummary]:
        """Return the newest revision of every lesson, or of those that were put aside."""

    async def newest(self, lesson_id: int) -> int:
        """Return the newest revision of a lesson that is finished, or the lesson itself."""

    async def lesson(self, lesson_id: int) -> Lesson:
        """Return one revision with its steps; raise `UnknownLessonError` if it was deleted."""

    async def draft(self, lesson_id: int) -> LessonDraft:
        """Return one revision as it was written, pictures too; raise as `lesson`."""

    async def picture(self, sha256: str) -> Picture | None:
        """Return a step's picture by the hash in its `picture_url`."""


class LessonFiles(Protocol):
    """Lesson files and pictures on the disk, off the event loop."""

    async def read(self, path: Path) -> tuple[LessonDraft, Collection[str]]:
        """Return the lesson in a lesson file, and the fingerprints that it may be known by.

        Raises:
            FaultyLessonError: it is no lesson file; every fault is named with its place.
            OSError: it cannot be read.
        """

    async def read_sample(self, path: Path) -> tuple[LessonDraft, Collection[str]]:
        """Return the same of a file that came with the program; its pictures are good.

        Raises:
            FaultyLessonError, OSError: as `read`.
        """

    async def read_any(self, path: Path) -> tuple[LessonDraft, Collection[str]]:
        """Return the same of a lesson file or of a task of MobEdu.

        Raises:
            FaultyLessonError: it is neither; every fault is named with its place.
            OSError: it cannot be read.
        """

    async def lessons_in(self, folder: Path) -> list[Path]:
        """Return what may be lesson files in a folder and the folders in it."""

    async def fingerprint(self, draft: LessonDraft) -> str:
        """Return what no other content has: the same lesson is imported once."""

    async def write(self, path: Path, draft: LessonDraft) -> None:
        """Write a lesson file whole, or not at all.

        Raises:
            OSError: it cannot be written.
        """

    async def write_into(self, folder: Path, drafts: Sequence[LessonDraft]) -> list[Path]:
        """Write lesson files under names that tell; no other content is overwritten.

        Raises:
            OSError: a file cannot be written.
        """

    async def picture(self, source: Path | bytes) -> Picture:
        """Return any picture made small enough for a lesson.

        Raises:
            ValueError: it is no picture that can be read; `HeicPictureError` names the kind.
            OSError: it cannot be read.
        """

    async def phone_picture(self, content: bytes) -> Picture:
        """Return a picture that a phone has made small, checked: as it is, if all can show that.

        Raises:
            ValueError: it is no picture that can be read; `HeicPictureError` names the kind.
        """

    async def cover(self, picture: Picture, area: Area) -> Picture:
        """Return a picture of which nothing is left in an area.

        Raises:
            ValueError: it cannot be read.
        """
