"""The lessons: saving, importing and exporting them, and providing one for a class.

Where computers share a database, others may change the same lessons.
"""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from classroom_app.application.lesson_ports import (
    Covered,
    LessonChangedError,
    LessonFiles,
    LessonStore,
    LessonSummary,
    StoredLesson,
)
from classroom_app.domain.lesson import Lesson
from classroom_app.domain.lesson_draft import LessonDraft, Picture
from classroom_app.domain.lesson_edits import as_copy, without_pictures, without_questions
from classroom_app.domain.lesson_merge import merged
from classroom_app.domain.lesson_rules import FaultyLessonError, LessonFault, Rule, faults_of
from classroom_app.domain.marks import Area


class FileReport(Struct, frozen=True):
    """The result for one file; if there are faults, nothing was imported or written."""

    path: Path
    title: str = ""
    lesson_id: int | None = None
    is_new: bool = False
    faults: tuple[LessonFault, ...] = ()


class Overtaken(Struct, frozen=True):
    """What another computer had done to a lesson before it was saved here.

    `theirs` is the lesson as stored there, None if it was deleted. With `is_copy` the two versions
    could not be merged, and the one written here is now a separate lesson.
    """

    theirs: StoredLesson | None
    is_copy: bool


class Written(Struct, frozen=True):
    """A lesson after saving; `overtaken` if another computer had changed it first."""

    lesson: StoredLesson
    overtaken: Overtaken | None = None


class UnfinishedLessonError(FaultyLessonError):
    """The lesson called `title` has faults: it can be neither taught nor exported yet."""

    def __init__(self, title: str, lesson_faults: Sequence[LessonFault]) -> None:
        super().__init__(lesson_faults)
        self.title = title

    def __str__(self) -> str:
        """Name the lesson and where to look."""
        places = ", ".join(fault.place for fault in self.lesson_faults)
        return f"The lesson {self.title!r} is not finished: look at {places}"


class LessonLibrary:
    """The lessons; `sample_paths` are the sample files that come with the program, by language."""

    def __init__(
        self, store: LessonStore, files: LessonFiles, sample_paths: dict[str, list[Path]]
    ) -> None:
        self._store, self._files = store, files
        self._sample_paths = sample_paths
        self._writing = asyncio.Lock()
        self._listeners: list[Callable[[], None]] = []

    async def import_file(self, path: Path) -> int:
        """Import a lesson file and return the lesson's id; content already here is not duplicated.

        Raises:
            FaultyLessonError: nothing was imported; every fault is named.
            OSError: the file cannot be read.
            StorageError: it could not be stored.
        """
        is_sample = any(path in paths for paths in self._sample_paths.values())
        read = self._files.read_sample if is_sample else self._files.read
        draft, fingerprints = await read(path)
        return (await self._store.import_lesson(draft, fingerprints)).lesson_id

    async def import_files(self, paths: Sequence[Path]) -> list[FileReport]:
        """Import lesson files and MobEdu tasks, searching folders for them.

        A file with faults is skipped entirely; the others are imported.

        Raises:
            StorageError: a lesson could not be stored; those before it were.
        """
        reports = []
        for path in paths:
            for file in await self._files.lessons_in(path):
                reports.append(await self._import(file))
        return reports

    async def _import(self, path: Path) -> FileReport:
        try:
            draft, fingerprints = await self._files.read_any(path)
        except FaultyLessonError as error:
            return FileReport(path, faults=error.lesson_faults)
        except OSError as error:
            cause = error.strerror or str(error)
            return FileReport(path, faults=(LessonFault(Rule.UNREADABLE, detail=cause),))
        done = await self._store.import_lesson(draft, fingerprints)
        return FileReport(path, draft.title, done.lesson_id, done.is_new)

    async def import_samples(self, language: str) -> list[int]:
        """Import the sample lessons of a language (`ko` or `en`) and return their ids.

        A sample that an earlier version imported without its pictures or its question gets them,
        unless it was changed since; if a class has used it, as a new revision.
        """
        return [await self._import_sample(path) for path in self._sample_paths.get(language, [])]

    async def _import_sample(self, path: Path) -> int:
        draft, fingerprints = await self._files.read_sample(path)
        silent = without_questions(draft)
        earlier = (silent, without_pictures(draft), without_pictures(silent))
        plain = [await self._files.fingerprint(each) for each in earlier]
        async with self._writing:
            former = None
            if await self._store.find(fingerprints) is None:
                former = await self._store.find(plain)
            if former is None:
                return (await self._store.import_lesson(draft, fingerprints)).lesson_id
            stored = await self._store.stored(former)
            if stored.version not in plain:  # changed since `find`
                return former
            try:
                return await self._store.save(
                    former,
                    draft,
                    next(iter(fingerprints)),
                    is_unfinished=False,
                    version=stored.version,
                )
            except LessonChangedError:
                return former

    async def export_file(self, lesson_id: int, path: Path) -> None:
        """Write one lesson to a file.

        Raises:
            UnfinishedLessonError: it has faults, so that it could not be imported again.
            UnknownLessonError: it was deleted.
            OSError: the file cannot be written.
            StorageError: the lesson cannot be read.
        """
        draft = await self._store.draft(lesson_id)
        _check(draft)
        await self._files.write(path, draft)

    async def export_all(self, folder: Path) -> list[FileReport]:
        """Write every lesson to a folder; report unfinished ones and skip them.

        Raises:
            OSError: a file cannot be written.
            StorageError: the lessons cannot be read.
        """
        drafts = [await self._store.draft(one.id) for one in await self.lessons()]
        whole = [draft for draft in drafts if not faults_of(draft)]
        paths = await self._files.write_into(folder, whole)
        reports = [FileReport(path, draft.title) for path, draft in zip(paths, whole, strict=True)]
        return reports + [
            FileReport(folder, draft.title, faults=faults)
            for draft in drafts
            if (faults := faults_of(draft))
        ]

    async def save(
        self, lesson_id: int | None, draft: LessonDraft, covered: Sequence[Covered] = ()
    ) -> int:
        """Store a lesson, even an unfinished one, and return its id.

        If a class has used the lesson, the draft becomes a new revision, whose id is returned.
        Former revisions are unchanged, except that `covered` pictures replace their originals.

        Raises:
            StorageError: nothing was stored.
        """
        return (await self._save(lesson_id, draft, covered)).id

    async def write(
        self,
        base: StoredLesson | None,
        draft: LessonDraft,
        covered: Sequence[Covered] = (),
        *,
        copy_title: Callable[[str], str] = str,
    ) -> Written:
        """Store a draft that was edited from `base` (None: a new lesson), as `save` does.

        Changes that another computer made to the lesson meanwhile are kept: both are merged, or,
        where they conflict, the draft becomes a lesson of its own; `copy_title` makes its title.

        Raises:
            StorageError: nothing was stored.
        """
        overtaken = None
        while True:
            lesson_id, version = (base.id, base.version) if base is not None else (None, None)
            try:
                return Written(await self._save(lesson_id, draft, covered, version), overtaken)
            except LessonChangedError as error:
                assert base is not None, "nobody else knows a new lesson"
                both = await asyncio.to_thread(_both, base.draft, draft, error.now)
                overtaken = Overtaken(error.now, is_copy=both is None)
                if both is None or error.now is None:
                    base, draft = None, as_copy(draft, copy_title(draft.title))
                elif both == error.now.draft and not covered:
                    return Written(error.now, overtaken)
                else:
                    base, draft = error.now, both

    async def _save(
        self,
        lesson_id: int | None,
        draft: LessonDraft,
        covered: Sequence[Covered] = (),
        version: str | None = None,
    ) -> StoredLesson:
        fingerprint = await self._files.fingerprint(draft)
        async with self._writing:
            saved = await self._store.save(
                lesson_id,
                draft,
                fingerprint,
                is_unfinished=bool(faults_of(draft)),
                version=version,
                covered=covered,
            )
        if covered:
            self.tell_covered()
        return StoredLesson(saved, draft, fingerprint)

    def tell_covered(self) -> None:
        """Notify listeners that pictures were covered, here or on another computer."""
        for listener in self._listeners:
            listener()

    async def stored(self, lesson_id: int) -> StoredLesson:
        """Return one lesson as stored, for its editor.

        Raises:
            UnknownLessonError: it was deleted.
            StorageError: it cannot be read.
        """
        return await self._store.stored(lesson_id)

    async def news(self, lesson: StoredLesson) -> Overtaken | None:
        """Return what another computer has done to a lesson since `lesson.version`, or None.

        Raises:
            StorageError: it cannot be read.
        """
        try:
            await self._store.check(lesson.id, lesson.version)
        except LessonChangedError as error:
            return Overtaken(error.now, is_copy=False)
        return None

    def on_covered(self, listener: Callable[[], None]) -> None:
        """Call `listener` whenever pictures were covered: lessons already taught changed too."""
        self._listeners.append(listener)

    async def duplicate(self, lesson_id: int, title: str) -> int:
        """Store a copy of a lesson under another title and return its id."""
        return await self.save(None, as_copy(await self._store.draft(lesson_id), title))

    async def delete(self, lesson_id: int) -> None:
        """Mark a lesson as deleted; `restore` undoes it."""
        await self._store.delete(lesson_id)

    async def restore(self, lesson_id: int) -> None:
        """Restore a deleted lesson."""
        await self._store.restore(lesson_id)

    async def forget(self, lesson_id: int) -> bool:
        """Delete a lesson permanently; return False and keep it if a class has used it."""
        return await self._store.forget(lesson_id)

    async def lessons(self) -> list[LessonSummary]:
        """Return all lessons, the newest revision of each."""
        return await self._store.lessons(deleted=False)

    async def deleted_lessons(self) -> list[LessonSummary]:
        """Return the deleted lessons that can be restored."""
        return await self._store.lessons(deleted=True)

    async def newest(self, lesson_id: int) -> int:
        """Return the id of a lesson's newest finished revision, for another class on it.

        Raises:
            StorageError: it cannot be read.
        """
        return await self._store.newest(lesson_id)

    async def lesson(self, lesson_id: int) -> Lesson:
        """Return one lesson with its steps; raise `UnknownLessonError` if it was deleted."""
        return await self._store.lesson(lesson_id)

    async def draft(self, lesson_id: int) -> LessonDraft:
        """Return one lesson as a draft; raise `UnknownLessonError` if it was deleted."""
        return await self._store.draft(lesson_id)

    async def lesson_for_class(self, lesson_id: int) -> Lesson:
        """Return a lesson for a class; this revision is not changed from now on.

        Raises:
            UnfinishedLessonError: it has to be finished first.
            UnknownLessonError: it was deleted.
            StorageError: it cannot be read.
        """
        while True:
            stored = await self._store.stored(lesson_id)
            _check(stored.draft)
            with contextlib.suppress(LessonChangedError):  # read and check it again
                return await self._store.take(lesson_id, stored.version)

    async def picture(self, sha256: str) -> Picture | None:
        """Return a step's picture, or None."""
        return await self._store.picture(sha256)

    async def small_picture(self, source: Path | bytes) -> Picture:
        """Return any picture, made small enough for a step.

        Raises:
            ValueError: it is no readable picture; `HeicPictureError` if it is HEIC.
            OSError: it cannot be read.
        """
        return await self._files.picture(source)

    async def phone_picture(self, content: bytes) -> Picture:
        """Check and return a picture that a phone has made small, for a step.

        Raises:
            ValueError: it is no readable picture; `HeicPictureError` if it is HEIC.
        """
        return await self._files.phone_picture(content)

    async def cover(self, picture: Picture, area: Area) -> Covered:
        """Return a picture together with a copy in which one area is covered.

        Raises:
            ValueError: it is no readable picture.
        """
        return Covered(picture, await self._files.cover(picture, area))


def _both(base: LessonDraft, mine: LessonDraft, now: StoredLesson | None) -> LessonDraft | None:
    return None if now is None else merged(base, mine, now.draft)


def _check(draft: LessonDraft) -> None:
    faults = faults_of(draft)
    if faults:
        raise UnfinishedLessonError(draft.title, faults)
