"""Reads and writes lesson files and pictures, each as a whole and on a thread."""

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

from classroom_app.domain.collation import sort_key
from classroom_app.domain.lesson_draft import LessonDraft, Picture
from classroom_app.domain.marks import Area
from classroom_app.protocol.lesson_file import (
    SUFFIX,
    SUFFIXES,
    read_lesson_file,
    write_lesson_file,
)
from classroom_app.storage.lesson_pictures import LessonPictures
from classroom_app.system.atomic_write import atomic_write
from classroom_app.system.bounded_file import content_of
from classroom_app.system.file_names import file_name, name_key

# 200 steps with the largest pictures in base64, with some margin.
MAX_FILE_BYTES = 160_000_000
MAX_PICTURE_FILE_BYTES = 100_000_000

# macOS puts a file `._NAME` beside each one on a memory stick.
_APPLE_DOUBLE = "._"
_HIDDEN = ("__MACOSX", "System Volume Information")

Reading = tuple[LessonDraft, tuple[str, ...]]


class LessonFilesOnDisk:
    """Implements `application.lesson_library.LessonFiles`."""

    def __init__(self, pictures: LessonPictures | None = None) -> None:
        self._pictures = pictures or LessonPictures()

    async def read(self, path: Path) -> Reading:
        """Return the lesson in a file, and the fingerprints it may already be stored under."""
        draft, as_written = await self._read(path, read_lesson_file)
        return await self._known_by(await self._pictures.imported(draft), as_written)

    async def read_sample(self, path: Path) -> Reading:
        """Return the same for a file shipped with the program, without decoding its pictures."""
        return await self._known_by(*await self._read(path, read_lesson_file))

    async def read_any(self, path: Path) -> Reading:
        """Return the same for a lesson file or a MobEdu task."""
        from classroom_app.protocol.mobedu_task import read_any_lesson

        draft, as_written = await self._read(path, read_any_lesson)
        return await self._known_by(await self._pictures.imported(draft), as_written)

    async def lessons_in(self, path: Path) -> list[Path]:
        """Return the possible lesson files in a folder and its subfolders, or the file itself."""

        def work() -> list[Path]:
            if not path.is_dir():
                return [] if path.name.startswith(_APPLE_DOUBLE) else [path]
            found = (each for each in path.rglob("*") if _may_be_a_lesson(each, path))
            return sorted(found, key=lambda each: tuple(map(sort_key, each.parts)))

        return await asyncio.to_thread(work)

    async def fingerprint(self, draft: LessonDraft) -> str:
        """Return a hash of the lesson's content."""
        return await asyncio.to_thread(_fingerprint, draft)

    async def write(self, path: Path, draft: LessonDraft) -> None:
        """Write a lesson file, completely or not at all."""
        await asyncio.to_thread(lambda: _write(path, write_lesson_file(draft)))

    async def write_into(self, folder: Path, drafts: Sequence[LessonDraft]) -> list[Path]:
        """Write lesson files named after their titles; return their paths.

        No other content is overwritten; a file with the same content is used as it is.
        """

        def work() -> list[Path]:
            return [_write_new(folder, draft) for draft in drafts]

        return await asyncio.to_thread(work)

    async def picture(self, source: Path | bytes) -> Picture:
        """Return a picture, from a file or from bytes, made small enough for a lesson."""
        if isinstance(source, Path):
            source = await asyncio.to_thread(content_of, source, MAX_PICTURE_FILE_BYTES)
        return await self._pictures.small(source)

    async def _read(
        self, path: Path, read: Callable[[bytes], LessonDraft]
    ) -> tuple[LessonDraft, str]:
        def work() -> tuple[LessonDraft, str]:
            content = content_of(path, MAX_FILE_BYTES)
            return read(content), _sha256(content)

        return await asyncio.to_thread(work)

    async def _known_by(self, draft: LessonDraft, as_written: str) -> Reading:
        # The hash of the content, however it is written; and, as in the first version, of the
        # file's bytes.
        return draft, (await asyncio.to_thread(_fingerprint, draft), as_written)

    async def phone_picture(self, content: bytes) -> Picture:
        """Check a picture that a phone has made small; unchanged if every device can show it."""
        return await self._pictures.of_phone(content)

    async def cover(self, picture: Picture, area: Area) -> Picture:
        """Return a picture in which an area is irrecoverably covered."""
        return await self._pictures.cover(picture, area)


def _may_be_a_lesson(path: Path, folder: Path) -> bool:
    """Decide by the name alone; hidden files and folders, such as recycle bins, do not count."""
    places = path.relative_to(folder).parts
    is_hidden = any(part.startswith((".", "$")) or part in _HIDDEN for part in places)
    return path.suffix.lower() in SUFFIXES and not is_hidden and not path.is_dir()


def _write_new(folder: Path, draft: LessonDraft) -> Path:
    content, name = write_lesson_file(draft), file_name(draft.title)
    # On other systems, names that differ only in case are one file: avoid such names here.
    there = {name_key(path.name): path for path in folder.iterdir()}
    for number in count(1):
        path = folder / f"{name}{'' if number == 1 else f' ({number})'}{SUFFIX}"
        known = there.get(name_key(path.name))
        if known is None:
            _write(path, content)
            return path
        if known.is_file() and known.read_bytes() == content:
            return known
    raise AssertionError("the numbers never end")


def _write(path: Path, content: bytes) -> None:
    with atomic_write(path) as beside:
        beside.write_bytes(content)


def _fingerprint(draft: LessonDraft) -> str:
    """Return a hash of the lesson's content; pictures are hashed first instead of encoded."""
    steps = tuple(
        step if step.picture is None else replace(step, picture=_hashed(step.picture))
        for step in draft.subtasks
    )
    return _sha256(write_lesson_file(replace(draft, subtasks=steps)))


def _hashed(picture: Picture) -> Picture:
    return replace(picture, data=hashlib.sha256(picture.data).digest())


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
