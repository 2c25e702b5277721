"""The handouts that students take home: each is made once and shared by all who ask for it."""

import asyncio
import hashlib
import logging
from collections import OrderedDict

from msgspec import Struct

from classroom_app.application.classroom import Classroom
from classroom_app.application.handout import handout_of
from classroom_app.application.handout_job import HandoutJob
from classroom_app.application.lesson_library import LessonLibrary
from classroom_app.application.live_sessions import ClassGoneError
from classroom_app.application.ports import Archive, HandoutMaker, SessionSummary
from classroom_app.domain.class_session import ClassSession
from classroom_app.system.file_names import file_name

log = logging.getLogger(__name__)

MOST_BYTES = 48 * 1024 * 1024
"""The size of the cache of handouts; the least recently used one is dropped first."""

MOST_CLASSES = 256
"""For how many past classes the steps that they reached are cached."""

_Key = tuple[int, tuple[int, ...]]


class HandoutFile(Struct, frozen=True):
    """A handout as PDF; `etag` is a hash of its content."""

    name: str
    content: bytes
    etag: str


class HandoutService:
    """Makes each handout once, one at a time, and caches the latest ones.

    A lesson revision that a class has used never changes, so its id and the steps reached identify
    a handout. Only when a picture is covered are all made again.
    """

    def __init__(
        self,
        classroom: Classroom,
        archive: Archive,
        lessons: LessonLibrary,
        maker: HandoutMaker | None = None,
        *,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self._classroom, self._archive, self._lessons = classroom, archive, lessons
        self._most_bytes = most_bytes
        self._kept: OrderedDict[_Key, HandoutFile] = OrderedDict()
        self._past: OrderedDict[int, tuple[int, ...]] = OrderedDict()
        self._being_made: dict[_Key, asyncio.Task[HandoutFile]] = {}
        self._turn = asyncio.Lock()
        self._outdated: set[asyncio.Task[HandoutFile]] = set()
        lessons.on_covered(self._forget)
        self._apart: set[asyncio.Task[bytes]] = set()
        self.maker = maker
        """What makes PDFs; None if nothing can paint, and once the program is stopping."""

    async def of_class(self, summary: SessionSummary) -> HandoutFile | None:
        """Return the handout of a class, with the steps that it has been on.

        None if there is no maker. It is made once, however many ask for it at the same time.

        Raises:
            ClassGoneError: the class was deleted on another computer. It is no longer offered.
            StorageError: the class or its lesson cannot be read.
            OSError: it could not be made.
        """
        if self.maker is None:
            return None
        key = (summary.lesson_id, await self._reached(summary))
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
            return kept
        task = self._being_made.get(key)
        if task is None:
            task = asyncio.get_running_loop().create_task(self._make(self.maker, key))
            self._being_made[key] = task
            task.add_done_callback(lambda done: self._on_made(key, done))
        try:
            return await asyncio.shield(task)  # a phone that hangs up must not cancel it
        except asyncio.CancelledError:
            if task.cancelled():
                raise OSError("the program is about to stop") from None
            raise

    async def pdf(self, job: HandoutJob) -> bytes:
        """Return a handout for the instructor, without waiting for a turn or caching it.

        Raises:
            OSError: it could not be made.
        """
        if self.maker is None:
            raise OSError("the program is about to stop")
        task = asyncio.ensure_future(self.maker(job))
        self._apart.add(task)
        task.add_done_callback(self._apart.discard)
        return await task

    async def stop(self) -> None:
        """Cancel what is being made and make no more, since the program is stopping."""
        self.maker = None
        tasks = [*self._being_made.values(), *self._outdated, *self._apart]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    async def _make(self, maker: HandoutMaker, key: _Key) -> HandoutFile:
        lesson_id, reached = key
        async with self._turn:
            lesson = await self._lessons.draft(lesson_id)
            content = await maker(HandoutJob(handout_of(lesson, reached)))
        etag = await asyncio.to_thread(lambda: hashlib.sha256(content).hexdigest()[:32])
        return HandoutFile(file_name(lesson.title) + ".pdf", content, etag)

    def _on_made(self, key: _Key, task: "asyncio.Task[HandoutFile]") -> None:
        if self._being_made.get(key) is task:
            del self._being_made[key]
        is_outdated = task in self._outdated
        self._outdated.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:  # also raised to those who still wait for it
            log.warning("The handout of a lesson could not be made: %s", error)
            return
        if is_outdated:
            return
        self._kept[key] = task.result()
        while len(self._kept) > 1 and self._size() > self._most_bytes:
            self._kept.popitem(last=False)

    def _forget(self) -> None:
        """Drop all handouts, also those being made: they may show what was covered."""
        self._kept.clear()
        self._outdated.update(self._being_made.values())
        self._being_made.clear()

    def _size(self) -> int:
        return sum(len(file.content) for file in self._kept.values())

    async def _reached(self, summary: SessionSummary) -> tuple[int, ...]:
        """Return the numbers of the steps that a class has been on, in order."""
        session = self._classroom.session(summary.id)
        if session is not None:
            return tuple(steps_reached(session))
        reached = self._past.get(summary.id)
        if reached is None:
            history = await self._archive.history(summary.id)
            if not history:
                self._classroom.forget(summary.id)
                raise ClassGoneError
            lesson = await self._archive.lesson(summary.lesson_id)
            past = await asyncio.to_thread(ClassSession.replay, history, lesson)
            reached = self._past[summary.id] = tuple(steps_reached(past))
            if len(self._past) > MOST_CLASSES:
                self._past.popitem(last=False)
        return reached


def steps_reached(session: ClassSession) -> list[int]:
    """Return the numbers, from 1, of the steps that a class has been on, in order."""
    return sorted(session.lesson.by_id[step].order_index for step in session.step_times)
