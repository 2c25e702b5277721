import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QApplication

from classroom_app.application.lesson_library import LessonLibrary, Overtaken, Written
from classroom_app.application.lesson_ports import StoredLesson
from classroom_app.application.ports import StorageError
from classroom_app.domain.lesson_draft import LessonDraft
from classroom_app.domain.lesson_edits import with_step_text, with_text
from classroom_app.gui.lessons import lesson_saver
from classroom_app.gui.lessons.lesson_saver import DELAY_MS, LessonSaver, SaveState
from classroom_app.gui.tasks import Tasks
from tests.helpers.drafts import lesson_of
from tests.helpers.qt_wait import until

A, B, C = (lesson_of(name) for name in "ABC")
NINE = StoredLesson(9, A, "")


class Shelf:
    """A library that notes what it is given, and takes its time."""

    def __init__(self) -> None:
        self.given: list[tuple[int | None, LessonDraft]] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.reached = asyncio.Event()
        self.trouble = ""
        self.outcome: Written | None = None
        self.change: Overtaken | None = None

    async def write(
        self, base: StoredLesson | None, draft: LessonDraft, _covered: object, **_title: object
    ) -> Written:
        self.reached.set()
        await self.gate.wait()
        if self.trouble:
            raise StorageError(self.trouble)
        self.given.append((base.id if base else None, draft))
        outcome, self.outcome = self.outcome, None
        return outcome or Written(StoredLesson(base.id if base else 7, draft, draft.title))

    async def news(self, _lesson: StoredLesson) -> Overtaken | None:
        self.reached.set()
        await self.gate.wait()
        return self.change


Work = Callable[[Shelf, LessonSaver], Coroutine[Any, Any, None]]


@pytest.fixture
def saving(loop: asyncio.Runner) -> Callable[[Work], None]:
    def run(work: Work) -> None:
        async def main() -> None:
            shelf, tasks = Shelf(), Tasks()
            saver = LessonSaver(cast(LessonLibrary, shelf), tasks, tasks)
            saver.begin(None)
            await work(shelf, saver)
            saver._timer.stop()

        loop.run(main())

    return run


def test_what_is_put_is_saved_soon_and_only_the_last(saving: Callable[[Work], None]) -> None:
    async def work(shelf: Shelf, saver: LessonSaver) -> None:
        saver.put(A)
        left = saver._timer.remainingTime()
        saver.put(B)
        assert saver._timer.remainingTime() <= left, "typing on does not put it off"
        assert saver.state is SaveState.WAITING
        await until(lambda: saver.state is SaveState.SAVED, saver.changed)
        assert shelf.given == [(None, B)]
        assert saver.lesson_id == 7

    saving(work)


def test_what_is_written_during_a_save_is_saved_after_it(saving: Callable[[Work], None]) -> None:
    async def work(shelf: Shelf, saver: LessonSaver) -> None:
        shelf.gate.clear()
        saver.put(A)
        first = asyncio.ensure_future(saver.flush())
        await shelf.reached.wait()
        saver.put(B)
        second = asyncio.ensure_future(saver.flush())
        saver.put(C)
        shelf.gate.set()
        await asyncio.gather(first, second)
        assert shelf.given == [(None, A), (7, C)]
        assert saver.state is SaveState.SAVED

    saving(work)


def test_it_is_tried_again_until_the_disk_takes_it(
    saving: Callable[[Work], None], monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    monkeypatch.setattr(lesson_saver, "RETRY_MS", 1)

    async def work(shelf: Shelf, saver: LessonSaver) -> None:
        shelf.trouble = "disk full"
        saver.put(A)
        with pytest.raises(StorageError):
            await saver.flush()
        assert (saver.state, saver.cause) == (SaveState.FAILED, "disk full")
        saver.put(B)
        assert saver.state is SaveState.FAILED, "no word of saving until it is"
        shelf.trouble = ""
        await until(lambda: saver.state is SaveState.SAVED, saver.changed)
        assert shelf.given == [(None, B)]

    saving(work)


def test_after_another_lesson_the_next_edit_is_saved_like_any(
    saving: Callable[[Work], None],
) -> None:
    async def work(shelf: Shelf, saver: LessonSaver) -> None:
        told: list[SaveState] = []
        saver.changed.connect(lambda: told.append(saver.state))
        saver.put(A)
        saver.begin(NINE)  # nothing of this lesson waits
        saver.put(B)
        assert told == [SaveState.WAITING, SaveState.SAVED, SaveState.WAITING]
        await until(lambda: saver.state is SaveState.SAVED, saver.changed)
        assert shelf.given == [(9, B)]

    saving(work)


def test_the_trouble_of_another_lesson_is_not_this_ones(saving: Callable[[Work], None]) -> None:
    async def work(shelf: Shelf, saver: LessonSaver) -> None:
        shelf.trouble = "disk full"
        saver.put(A)
        with pytest.raises(StorageError):
            await saver.flush()
        shelf.trouble = ""
        saver.begin(NINE)
        saver.put(B)
        assert saver.state is SaveState.WAITING
        assert saver._timer.interval() == DELAY_MS, "not as late as a second try"
        await until(lambda: saver.state is SaveState.SAVED, saver.changed)
        assert shelf.given == [(9, B)]

    saving(work)


def test_with_nothing_to_save_nothing_is_saved(saving: Callable[[Work], None]) -> None:
    async def work(shelf: Shelf, saver: LessonSaver) -> None:
        await saver.flush()
        saver.put(A)
        saver.begin(NINE)
        await saver.flush()
        assert shelf.given == []
        assert saver.lesson_id == 9

    saving(work)


TWO = lesson_of("One", "Two")
THEIRS = StoredLesson(9, with_step_text(TWO, 1, "title", "Two by them"), "theirs", "ROOM-1")
MINE = with_step_text(TWO, 0, "title", "One by me")
BOTH = with_step_text(MINE, 1, "title", "Two by them")


def test_what_another_computer_wrote_is_told_with_what_to_go_on_with(
    saving: Callable[[Work], None],
) -> None:
    async def work(shelf: Shelf, saver: LessonSaver) -> None:
        told: list[tuple[Overtaken, LessonDraft]] = []
        saver.overtaken.connect(lambda news, draft: told.append((news, draft)))
        overtaken = Overtaken(THEIRS, is_copy=False)
        saver.begin(StoredLesson(9, TWO, "before"))
        shelf.outcome = Written(StoredLesson(9, BOTH, "both"), overtaken)
        shelf.gate.clear()
        saver.put(MINE)
        flush = asyncio.ensure_future(saver.flush())
        await shelf.reached.wait()
        later = with_step_text(MINE, 0, "title", "One by me now")
        saver.put(later)  # while the first is being stored
        shelf.gate.set()
        await flush
        on = with_step_text(BOTH, 0, "title", "One by me now")
        assert told == [(overtaken, on)]
        assert shelf.given == [(9, MINE), (9, on)]

    saving(work)


def test_what_is_kept_as_a_copy_is_written_on_there(saving: Callable[[Work], None]) -> None:
    async def work(shelf: Shelf, saver: LessonSaver) -> None:
        told: list[LessonDraft] = []
        saver.overtaken.connect(lambda _news, draft: told.append(draft))
        saver.begin(StoredLesson(9, TWO, "before"))
        copy = with_text(MINE, "title", "Copy")
        shelf.outcome = Written(StoredLesson(10, copy, "copy"), Overtaken(THEIRS, is_copy=True))
        saver.put(MINE)
        await saver.flush()
        assert told == [copy]
        assert saver.lesson_id == 10
        saver.put(copy)
        await saver.flush()
        assert shelf.given == [(9, MINE), (10, copy)]

    saving(work)


def test_while_something_waits_here_others_are_not_looked_for(
    saving: Callable[[Work], None],
) -> None:
    async def work(shelf: Shelf, saver: LessonSaver) -> None:
        told: list[LessonDraft | None] = []
        saver.overtaken.connect(lambda _news, draft: told.append(draft))
        saver.begin(StoredLesson(9, TWO, "before"))
        await saver.catch_up()
        assert told == []
        shelf.change = Overtaken(THEIRS, is_copy=False)
        shelf.gate.clear()
        shelf.reached.clear()
        looking = asyncio.ensure_future(saver.catch_up())
        await shelf.reached.wait()
        saver.put(MINE)
        shelf.gate.set()
        await looking
        assert told == [], "the save will see it"
        await saver.flush()
        await saver.catch_up()
        assert told == [THEIRS.draft]
        shelf.change = Overtaken(None, is_copy=False)
        await saver.catch_up()
        assert told == [THEIRS.draft, THEIRS.draft], "it is deleted elsewhere, and stands here"
        assert saver.lesson_id == 9

    saving(work)
