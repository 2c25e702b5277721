"""One lesson that is written on two computers at once, over one database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import insert

from classroom_app.application.ids import SequenceIds
from classroom_app.application.lesson_library import LessonLibrary, Written
from classroom_app.application.lesson_ports import StoredLesson, UnknownLessonError
from classroom_app.domain.lesson_draft import LessonDraft, SubtaskDraft
from classroom_app.domain.lesson_edits import (
    with_picture,
    with_picture_covered,
    with_step_added,
    with_step_text,
    with_text,
)
from classroom_app.domain.marks import Area
from classroom_app.domain.numbered import Numbered
from classroom_app.storage import tables
from classroom_app.storage.database import Database, make_engine, open_database
from classroom_app.storage.lesson_files import LessonFilesOnDisk
from classroom_app.storage.lesson_pictures import LessonPictures
from classroom_app.storage.lesson_store import SqlLessonStore
from classroom_app.storage.migrate import bring_up_to_date
from classroom_app.system.paths import migrations_dir
from tests.helpers.drafts import PIXEL, lesson_of
from tests.helpers.sample import HandClock

OPEN_WRITE = lesson_of("Open", "Write", title="Texting")


class Room:
    """The lessons as one computer has them; `lesson` is what stands in its editor."""

    def __init__(
        self, database: Database, ids: SequenceIds, desk_id: int, clock: HandClock | None = None
    ) -> None:
        self.database, self.desk_id = database, desk_id
        self.decoder = LessonPictures()
        store = SqlLessonStore(database, ids, (clock or HandClock()).now, desk_id)
        self.library = LessonLibrary(store, LessonFilesOnDisk(self.decoder), {})

    async def look(self, lesson_id: int) -> StoredLesson:
        self.lesson = await self.library.stored(lesson_id)
        return self.lesson

    async def write(self, draft: LessonDraft) -> Written:
        written = await self.library.write(
            self.lesson, draft, copy_title=lambda title: f"{title} (copy)"
        )
        self.lesson = written.lesson
        return written

    async def titles(self) -> list[str]:
        return [lesson.title for lesson in await self.library.lessons()]


@pytest.fixture
async def rooms(tmp_path: Path) -> AsyncIterator[tuple[Room, Room]]:
    async with open_rooms(tmp_path / "classroom.db") as rooms:
        yield rooms


@asynccontextmanager
async def open_rooms(where: str | Path) -> AsyncIterator[tuple[Room, Room]]:
    """Two computers on one database; a file lets only one program in, so there they share it."""
    engine = make_engine(where)
    bring_up_to_date(engine, migrations_dir(), HandClock().now())
    database, ids = open_database(engine, HandClock().now), SequenceIds()
    other = (
        database if isinstance(where, Path) else open_database(make_engine(where), HandClock().now)
    )
    named = [
        {"id": number, "key": str(number), "name": name, "version": "1"}
        for number, name in ((1, "ROOM-1"), (2, "ROOM-2"))
    ]
    await database.write(lambda connection: connection.execute(insert(tables.desks), named))
    rooms = Room(database, ids, 1), Room(other, ids, 2)
    yield rooms
    for room in rooms:
        await room.decoder.close()
        await room.database.close()


async def test_lessons_stand_in_the_order_in_which_they_were_made_whatever_their_ids(
    rooms: tuple[Room, Room],
) -> None:
    database, clock = rooms[0].database, HandClock()
    late, early = SequenceIds(), SequenceIds()
    late.start_after(dict.fromkeys(Numbered, 1_000))
    one, other = Room(database, late, 1, clock), Room(database, early, 2, clock)
    first = await one.library.save(None, lesson_of("Open", title="First"))
    clock.seconds += 60
    await other.library.save(None, lesson_of("Open", title="Second"))
    clock.seconds += 60
    await one.library.save(None, lesson_of("Open", title="Third"))
    assert await other.titles() == ["First", "Second", "Third"]
    await other.look(first)
    await other.library.lesson_for_class(first)
    clock.seconds += 60
    await other.write(lesson_of("Open", "Close", title="First"))
    assert other.lesson.id < first
    assert await one.titles() == ["First", "Second", "Third"]
    for room in (one, other):
        await room.decoder.close()


async def begin(rooms: tuple[Room, Room], draft: LessonDraft = OPEN_WRITE) -> int:
    lesson_id = await rooms[0].library.save(None, draft)
    for room in rooms:
        await room.look(lesson_id)
    return lesson_id


async def test_what_two_write_in_different_places_is_all_there(rooms: tuple[Room, Room]) -> None:
    one, other = rooms
    lesson_id = await begin(rooms)
    await one.write(with_step_text(OPEN_WRITE, 0, "title", "Open it"))
    written = await other.write(with_step_text(OPEN_WRITE, 1, "guide_text", "Tap"))
    both = with_step_text(with_step_text(OPEN_WRITE, 0, "title", "Open it"), 1, "guide_text", "Tap")
    assert written.lesson.draft == await one.library.draft(lesson_id) == both
    assert written.lesson.id == lesson_id
    assert written.overtaken is not None
    assert not written.overtaken.is_copy
    assert written.overtaken.theirs is not None
    assert written.overtaken.theirs.writer == "ROOM-1"
    again = await other.write(with_text(both, "title", "Again"))
    assert again.overtaken is None, "who has seen all is told nothing"


async def test_what_two_write_in_one_place_is_there_twice(rooms: tuple[Room, Room]) -> None:
    one, other = rooms
    lesson_id = await begin(rooms)
    theirs = with_step_text(OPEN_WRITE, 0, "title", "Open it")
    await one.write(theirs)
    written = await other.write(with_step_text(OPEN_WRITE, 0, "title", "Open the app"))
    assert written.overtaken is not None
    assert written.overtaken.is_copy
    assert written.lesson.id != lesson_id
    assert written.lesson.draft.subtasks[0].title == "Open the app"
    assert await one.library.draft(lesson_id) == theirs
    assert await one.titles() == ["Texting", "Texting (copy)"]


async def test_a_lesson_that_a_class_has_used_gets_one_next_version(
    rooms: tuple[Room, Room],
) -> None:
    one, other = rooms
    lesson_id = await begin(rooms)
    await one.library.lesson_for_class(lesson_id)
    first = await one.write(with_step_text(OPEN_WRITE, 0, "title", "Open it"))
    second = await other.write(with_step_added(OPEN_WRITE, 2, SubtaskDraft(title="Send")))
    assert lesson_id not in {first.lesson.id, second.lesson.id}
    assert first.lesson.id == second.lesson.id, "no class has used that one"
    assert await one.titles() == ["Texting"]
    assert [step.title for step in second.lesson.draft.subtasks] == ["Open it", "Write", "Send"]
    assert await one.library.draft(lesson_id) == OPEN_WRITE


async def test_a_class_keeps_the_lesson_that_it_was_given_on_another_computer(
    rooms: tuple[Room, Room],
) -> None:
    one, other = rooms
    lesson_id = await begin(rooms)
    lesson = await one.library.lesson_for_class(lesson_id)
    written = await other.write(with_text(OPEN_WRITE, "title", "Other"))
    assert written.lesson.id != lesson_id
    assert await one.library.lesson(lesson_id) == lesson


async def test_what_is_written_in_a_deleted_lesson_is_kept(rooms: tuple[Room, Room]) -> None:
    one, other = rooms
    lesson_id = await begin(rooms)
    await one.library.delete(lesson_id)
    written = await other.write(with_text(OPEN_WRITE, "title", "Mine"))
    assert written.overtaken is not None
    assert written.overtaken.theirs is None
    assert written.overtaken.is_copy
    assert await other.titles() == ["Mine (copy)"]
    await one.library.restore(lesson_id)
    assert await other.titles() == ["Texting", "Mine (copy)"]


async def test_a_lesson_that_is_gone_is_told_as_gone(rooms: tuple[Room, Room]) -> None:
    one, other = rooms
    lesson_id = await begin(rooms)
    await one.library.delete(lesson_id)
    assert await one.library.forget(lesson_id)
    with pytest.raises(UnknownLessonError):
        await other.library.stored(lesson_id)
    with pytest.raises(UnknownLessonError):
        await other.library.lesson_for_class(lesson_id)
    assert (await other.write(with_text(OPEN_WRITE, "title", "Mine"))).overtaken is not None
    assert await other.titles() == ["Mine (copy)"]


async def test_an_editor_learns_what_another_computer_has_written(
    rooms: tuple[Room, Room],
) -> None:
    one, other = rooms
    lesson_id = await begin(rooms)
    assert await other.library.news(other.lesson) is None
    await one.write(with_text(OPEN_WRITE, "title", "Newer"))
    news = await other.library.news(other.lesson)
    assert news is not None
    assert news.theirs == StoredLesson(
        lesson_id, with_text(OPEN_WRITE, "title", "Newer"), one.lesson.version, "ROOM-1"
    )
    await one.library.delete(lesson_id)
    gone = await other.library.news(other.lesson)
    assert gone is not None
    assert gone.theirs is None


async def test_whoever_is_the_second_of_many_nothing_is_lost(rooms: tuple[Room, Room]) -> None:
    lesson_id = await begin(rooms, lesson_of(*"abcdefgh"))

    async def write(room: Room, places: range) -> None:
        draft = room.lesson.draft
        for place in places:
            draft = with_step_text(room.lesson.draft, place, "title", f"by {room.desk_id}")
            await room.write(draft)

    await asyncio.gather(write(rooms[0], range(4)), write(rooms[1], range(4, 8)))
    steps = (await rooms[0].library.draft(lesson_id)).subtasks
    assert [step.title for step in steps] == ["by 1"] * 4 + ["by 2"] * 4


async def test_a_picture_that_was_covered_on_another_computer_is_covered_here(
    rooms: tuple[Room, Room],
) -> None:
    one, other = rooms
    lesson_id = await begin(rooms, with_picture(OPEN_WRITE, 0, PIXEL))
    lesson = await other.library.lesson_for_class(lesson_id)
    url = lesson.subtasks[0].picture_url
    assert url is not None
    covered = await one.library.cover(PIXEL, Area(0, 0, 1, 1))
    hidden = with_picture_covered(one.lesson.draft, covered.original, covered.picture)
    await one.library.write(one.lesson, hidden, [covered])
    assert await other.library.picture(url.rpartition("/")[2]) == covered.picture
