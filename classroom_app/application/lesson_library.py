"""The lessons: writing, importing and exporting them, handing one to a class.

Other computers may write on them too, where they share a database.
"""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

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


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file; with faults nothing was imported or written."""

    path: Path
    title: str = ""
    lesson_id: int | None = None
    is_new: bool = False
    faults: tuple[LessonFault, ...] = ()


@dataclass(frozen=True, slots=True)
class Overtaken:
    """What another computer had done to a lesson before it was saved here.

    `theirs` is how the lesson was there then, None if it was deleted. With `is_copy`, both had
    written in the same place, and what was written here is a lesson of its own now.
    """

    theirs: StoredLesson | None
    is_copy: bool


@dataclass(frozen=True, slots=True)
class Written:
    """How a lesson stands after it was saved; `overtaken` if another computer was faster."""

    lesson: StoredLesson
    overtaken: Overtaken | None = None


class UnfinishedLessonError(FaultyLessonError):
    """No class can be opened on the lesson called `title` yet."""

    def __init__(self, title: str, lesson_faults: Sequence[LessonFault]) -> None:
        super().__init__(lesson_faults)
        self.title = title

    def __str__(self) -> str:
        """Name the lesson and where to look."""
        places = ", ".join(fault.place for fault in self.lesson_faults)
        return f"The lesson {self.title!r} is not finished: look at {places}"


class LessonLibrary:
    """Keeps the lessons; `sample_paths` are the files that come with the program."""

    def __init__(
        self, store: LessonStore, files: LessonFiles, sample_paths: dict[str, list[Path]]
    ) -> None:
        self._store, self._files = store, files
        self._sample_paths = sample_paths
        self._writing = asyncio.Lock()
        self._listeners: list[Callable[[], None]] = []

    async def import_file(self, path: Path) -> int:
        """Import a lesson file and return the lesson's id; the same content only once.

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
        """Import lesson files, tasks of MobEdu, and all of them in folders.

        A file with faults is left out whole; the others are imported.

        Raises:
            StorageError: the disk would take no more.
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

        One that is there without its pictures or its question, as they once came, and was not
        changed since gets them: as a new revision where a class has used it.
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
            if stored.version not in plain:  # somebody writes on it just now
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
        """Write one lesson into a file.

        Raises:
            UnfinishedLessonError: it would not be read again.
            UnknownLessonError: it was deleted.
            OSError: the file cannot be written.
            StorageError: the lesson cannot be read.
        """
        draft = await self._store.draft(lesson_id)
        _check(draft)
        await self._files.write(path, draft)

    async def export_all(self, folder: Path) -> list[FileReport]:
        """Write every lesson into a folder; an unfinished one is named and left out.

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
        """Store a lesson as written, even unfinished, and return its id.

        A lesson that a class has used stays as it is: the id of a new revision is returned. Only
        of its `covered` pictures the originals go from former revisions too.

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
        """Store what was written on `base` (None: a new lesson), as `save` does.

        What another computer wrote in the lesson meanwhile stays: both are stored where they can
        be, or else what was written here as a lesson of its own, under the title `copy_title`.

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
        """Say that pictures were covered, here or on another computer."""
        for listener in self._listeners:
            listener()

    async def stored(self, lesson_id: int) -> StoredLesson:
        """Return one lesson as it stands, for its editor.

        Raises:
            UnknownLessonError: it was deleted.
            StorageError: it cannot be read.
        """
        return await self._store.stored(lesson_id)

    async def news(self, lesson: StoredLesson) -> Overtaken | None:
        """Return what another computer has done to a lesson since; None if nothing.

        Raises:
            StorageError: it cannot be read.
        """
        try:
            await self._store.check(lesson.id, lesson.version)
        except LessonChangedError as error:
            return Overtaken(error.now, is_copy=False)
        return None

    def on_covered(self, listener: Callable[[], None]) -> None:
        """Call this whenever a picture was covered in what classes were taught with."""
        self._listeners.append(listener)

    async def duplicate(self, lesson_id: int, title: str) -> int:
        """Store a copy of a lesson under another title and return its id."""
        return await self.save(None, as_copy(await self._store.draft(lesson_id), title))

    async def delete(self, lesson_id: int) -> None:
        """Put a lesson aside; `restore` is the way back."""
        await self._store.delete(lesson_id)

    async def restore(self, lesson_id: int) -> None:
        """Take back a lesson that was put aside."""
        await self._store.restore(lesson_id)

    async def forget(self, lesson_id: int) -> bool:
        """Delete a lesson for good, if no class has used it; return whether that was so."""
        return await self._store.forget(lesson_id)

    async def lessons(self) -> list[LessonSummary]:
        """Return all lessons, the newest revision of each."""
        return await self._store.lessons(deleted=False)

    async def deleted_lessons(self) -> list[LessonSummary]:
        """Return the lessons that were put aside."""
        return await self._store.lessons(deleted=True)

    async def newest(self, lesson_id: int) -> int:
        """Return the newest finished revision of a lesson, for another class on it.

        Raises:
            StorageError: it cannot be read.
        """
        return await self._store.newest(lesson_id)

    async def lesson(self, lesson_id: int) -> Lesson:
        """Return one lesson with its steps; raise `UnknownLessonError` if it was deleted."""
        return await self._store.lesson(lesson_id)

    async def draft(self, lesson_id: int) -> LessonDraft:
        """Return one lesson as it was written; raise `UnknownLessonError` if it was deleted."""
        return await self._store.draft(lesson_id)

    async def lesson_for_class(self, lesson_id: int) -> Lesson:
        """Return a lesson for a class, and keep this revision as it is from now on.

        Raises:
            UnfinishedLessonError: it has to be finished first.
            UnknownLessonError: it was deleted.
            StorageError: it cannot be read.
        """
        while True:
            stored = await self._store.stored(lesson_id)
            _check(stored.draft)
            with contextlib.suppress(LessonChangedError):  # look at it as it is now
                return await self._store.take(lesson_id, stored.version)

    async def picture(self, sha256: str) -> Picture | None:
        """Return a step's picture, or None."""
        return await self._store.picture(sha256)

    async def small_picture(self, source: Path | bytes) -> Picture:
        """Return any picture made small enough for a step.

        Raises:
            ValueError: it is no picture that can be read; `HeicPictureError` names the kind.
            OSError: it cannot be read.
        """
        return await self._files.picture(source)

    async def phone_picture(self, content: bytes) -> Picture:
        """Return a picture that a phone has made small, checked, for a step.

        Raises:
            ValueError: it is no picture that can be read; `HeicPictureError` names the kind.
        """
        return await self._files.phone_picture(content)

    async def cover(self, picture: Picture, area: Area) -> Covered:
        """Return a picture together with what it is when nothing is left of an area of it.

        Raises:
            ValueError: it is no picture that can be read.
        """
        return Covered(picture, await self._files.cover(picture, area))


def _both(base: LessonDraft, mine: LessonDraft, now: StoredLesson | None) -> LessonDraft | None:
    return None if now is None else merged(base, mine, now.draft)


def _check(draft: LessonDraft) -> None:
    faults = faults_of(draft)
    if faults:
        raise UnfinishedLessonError(draft.title, faults)
