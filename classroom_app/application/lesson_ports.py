"""What the lessons need from outside, as protocols: their store, and lesson files."""

from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from classroom_app.domain.lesson import Lesson
from classroom_app.domain.lesson_draft import LessonDraft, Picture
from classroom_app.domain.marks import Area


class LessonSummary(Struct, frozen=True):
    """A lesson in a list; `is_used` when a class has used this or an earlier revision."""

    id: int
    title: str
    language: str
    description: str | None
    step_count: int
    updated_at: datetime
    is_used: bool = False
    is_unfinished: bool = False


class Imported(Struct, frozen=True):
    """The lesson that has the content of an imported file; `is_new` unless it existed already."""

    lesson_id: int
    is_new: bool


class StoredLesson(Struct, frozen=True):
    """A lesson as stored; `version` changes with its content.

    `writer` is the computer that wrote it last, "" if that was this one or is unknown.
    """

    id: int
    draft: LessonDraft
    version: str
    writer: str = ""


class LessonChangedError(Exception):
    """Another computer has changed the lesson: `now` is its present state, None if deleted."""

    def __init__(self, now: StoredLesson | None) -> None:
        super().__init__(now and now.id)
        self.now = now


class UnknownLessonError(ValueError):
    """The lesson no longer exists: it was deleted meanwhile."""

    def __str__(self) -> str:
        """Name the fault."""
        return "this lesson was deleted meanwhile"


class Covered(Struct, frozen=True):
    """A picture with a part covered; no copy of the original may be kept."""

    original: Picture
    picture: Picture


class LessonStore(Protocol):
    """Keeps lessons; may raise `StorageError`."""

    async def import_lesson(self, draft: LessonDraft, fingerprints: Collection[str]) -> Imported:
        """Store a lesson unless one with any of these fingerprints exists; the first is its own."""

    async def find(self, fingerprints: Collection[str]) -> int | None:
        """Return the id of a listed lesson that now has one of these fingerprints, or None."""

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
        """Store a draft in its lesson, or in a new one if `lesson_id` is None; return the id.

        A lesson that a class has used, or has just taken, gets a new revision. Its former revisions
        show the `covered` pictures instead of the originals from now on. The new version is the
        fingerprint.

        Raises:
            LessonChangedError: the lesson has another version by now; nothing was stored.
        """

    async def stored(self, lesson_id: int) -> StoredLesson:
        """Return one revision as stored.

        Raises:
            UnknownLessonError: it was deleted.
        """

    async def check(self, lesson_id: int, version: str) -> None:
        """Check that a lesson still has this version.

        Raises:
            LessonChangedError: it has not.
        """

    async def take(self, lesson_id: int, version: str) -> Lesson:
        """Return a lesson for a class; this revision is not changed from now on.

        Raises:
            LessonChangedError: it has another version by now.
            UnknownLessonError: it was deleted.
        """

    async def delete(self, lesson_id: int) -> None:
        """Mark a lesson as deleted; `restore` undoes it."""

    async def restore(self, lesson_id: int) -> None:
        """Restore a deleted lesson."""

    async def forget(self, lesson_id: int) -> bool:
        """Delete a lesson permanently; return False and keep it if a class has used it."""

    async def lessons(self, *, deleted: bool) -> list[LessonSummary]:
        """Return the newest revision of every lesson, or of every deleted one."""

    async def newest(self, lesson_id: int) -> int:
        """Return the id of a lesson's newest finished revision, or `lesson_id` if there is none."""

    async def lesson(self, lesson_id: int) -> Lesson:
        """Return one revision with its steps; raise `UnknownLessonError` if it was deleted."""

    async def draft(self, lesson_id: int) -> LessonDraft:
        """Return one revision as a draft, with its pictures; raise as `lesson`."""

    async def picture(self, sha256: str) -> Picture | None:
        """Return a step's picture by the hash in its `picture_url`, or None."""


class LessonFiles(Protocol):
    """Lesson files and pictures on the disk, off the event loop."""

    async def read(self, path: Path) -> tuple[LessonDraft, Collection[str]]:
        """Return the lesson in a lesson file, and the fingerprints it may be stored under.

        Raises:
            FaultyLessonError: it is not a valid lesson file; every fault is named with its place.
            OSError: it cannot be read.
        """

    async def read_sample(self, path: Path) -> tuple[LessonDraft, Collection[str]]:
        """Do the same for a file that came with the program, without checking its pictures.

        Raises:
            FaultyLessonError, OSError: as `read`.
        """

    async def read_any(self, path: Path) -> tuple[LessonDraft, Collection[str]]:
        """Do the same for a lesson file or a MobEdu task.

        Raises:
            FaultyLessonError: it is neither; every fault is named with its place.
            OSError: it cannot be read.
        """

    async def lessons_in(self, folder: Path) -> list[Path]:
        """Return what may be lesson files in a folder and its subfolders; or the file itself."""

    async def fingerprint(self, draft: LessonDraft) -> str:
        """Return a hash of the content, by which a lesson is imported only once."""

    async def write(self, path: Path, draft: LessonDraft) -> None:
        """Write a lesson file atomically.

        Raises:
            OSError: it cannot be written.
        """

    async def write_into(self, folder: Path, drafts: Sequence[LessonDraft]) -> list[Path]:
        """Write lesson files named by their titles, overwriting no file with other content.

        Raises:
            OSError: a file cannot be written.
        """

    async def picture(self, source: Path | bytes) -> Picture:
        """Return any picture, made small enough for a lesson.

        Raises:
            ValueError: it is no readable picture; `HeicPictureError` if it is HEIC.
            OSError: it cannot be read.
        """

    async def phone_picture(self, content: bytes) -> Picture:
        """Check a picture that a phone has made small; return it unchanged if all can show it.

        Raises:
            ValueError: it is no readable picture; `HeicPictureError` if it is HEIC.
        """

    async def cover(self, picture: Picture, area: Area) -> Picture:
        """Return a picture with one area covered, of which nothing can be recovered.

        Raises:
            ValueError: it cannot be read.
        """
