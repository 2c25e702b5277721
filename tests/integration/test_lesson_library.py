"""The library over a real database and real files."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from classroom_app.application.ids import SequenceIds
from classroom_app.application.lesson_library import (
    FileReport,
    LessonLibrary,
    UnfinishedLessonError,
)
from classroom_app.bootstrap.sample_lessons import sample_paths
from classroom_app.domain.lesson_draft import LessonDraft, Picture
from classroom_app.domain.lesson_edits import (
    blank_lesson,
    with_marks,
    with_picture,
    with_picture_covered,
    with_step_added,
    with_step_moved,
    with_text,
    without_pictures,
    without_questions,
    without_step,
)
from classroom_app.domain.lesson_rules import Rule
from classroom_app.domain.marks import Area, TapMark
from classroom_app.protocol.lesson_file import write_lesson_file
from classroom_app.storage import tables
from classroom_app.storage.database import Database, make_engine
from classroom_app.storage.lesson_files import LessonFilesOnDisk
from classroom_app.storage.lesson_pictures import LessonPictures
from classroom_app.storage.lesson_store import SqlLessonStore
from classroom_app.storage.migrate import bring_up_to_date
from classroom_app.system.paths import migrations_dir
from tests.helpers.databases import database_of
from tests.helpers.drafts import PIXEL, lesson_of
from tests.helpers.sample import HandClock, picture_bytes
from tests.helpers.school import LESSON, School


class Shelf:
    """A library and its parts."""

    def __init__(self, folder: Path) -> None:
        self.clock = HandClock()
        engine = make_engine(database_of(folder))
        bring_up_to_date(engine, migrations_dir(), self.clock.now())
        self.database = Database(engine)
        store = SqlLessonStore(self.database, SequenceIds(), self.clock.now)
        self.decoder = LessonPictures()
        self.files = LessonFilesOnDisk(self.decoder)
        self.library = LessonLibrary(store, self.files, sample_paths())

    async def titles(self) -> list[str]:
        return [lesson.title for lesson in await self.library.lessons()]

    async def count(self, name: str) -> int:
        table = tables.metadata.tables[name]
        query = select(func.count()).select_from(table)
        return await self.database.read(lambda connection: connection.scalar(query) or 0)

    async def pictures(self) -> set[bytes]:
        query = select(tables.pictures.c.data)
        return await self.database.read(lambda connection: set(connection.scalars(query)))

    async def step_ids(self, lesson_id: int) -> list[int]:
        return [step.id for step in (await self.library.lesson(lesson_id)).subtasks]


@pytest.fixture
async def shelf(tmp_path: Path) -> AsyncIterator[Shelf]:
    shelf = Shelf(tmp_path)
    yield shelf
    await shelf.database.close()
    await shelf.decoder.close()


async def test_what_was_written_is_there_again(shelf: Shelf) -> None:
    lesson = with_picture(lesson_of("One", "Two"), 1, PIXEL)
    lesson_id = await shelf.library.save(None, lesson)
    assert await shelf.library.draft(lesson_id) == lesson
    shelf.clock.seconds += 5
    steps = [
        with_step_added(lesson, 0),
        with_step_moved(lesson, 0, 1),
        without_step(lesson, 1),
        lesson,
    ]
    for written in steps:
        assert await shelf.library.save(lesson_id, written) == lesson_id
        assert await shelf.library.draft(lesson_id) == written
    (summary,) = await shelf.library.lessons()
    assert (summary.step_count, summary.updated_at) == (2, shelf.clock.now())


async def test_typing_uses_up_no_ids_and_pictures_go_with_their_steps(shelf: Shelf) -> None:
    lesson = with_picture(lesson_of("One", "Two"), 1, PIXEL)
    lesson_id = await shelf.library.save(None, lesson)
    ids = await shelf.step_ids(lesson_id)
    await shelf.library.save(lesson_id, with_text(lesson, "title", "Another"))
    assert await shelf.step_ids(lesson_id) == ids
    assert await shelf.count("pictures") == 1
    await shelf.library.save(lesson_id, without_step(lesson, 1))
    assert await shelf.count("pictures") == 0


async def test_a_lesson_may_be_unfinished_but_not_taught(shelf: Shelf) -> None:
    lesson_id = await shelf.library.save(None, blank_lesson("ko"))
    (summary,) = await shelf.library.lessons()
    assert summary.is_unfinished
    with pytest.raises(UnfinishedLessonError, match=r"title, subtasks\[1\].title"):
        await shelf.library.lesson_for_class(lesson_id)
    await shelf.library.save(lesson_id, lesson_of("One"))
    (summary,) = await shelf.library.lessons()
    assert not summary.is_unfinished
    assert (await shelf.library.lesson_for_class(lesson_id)).title == "Lesson"


async def test_what_a_class_was_given_is_not_written_over(shelf: Shelf) -> None:
    lesson_id = await shelf.library.save(None, lesson_of("One"))
    given = await shelf.library.lesson_for_class(lesson_id)
    newer = await shelf.library.save(lesson_id, lesson_of("Other"))
    assert newer != lesson_id
    assert await shelf.library.lesson(lesson_id) == given
    assert await shelf.library.save(newer, lesson_of("More")) == newer


async def test_a_class_and_an_editor_at_the_same_moment(shelf: Shelf) -> None:
    lesson_id = await shelf.library.save(None, lesson_of("One"))
    newer, given = await asyncio.gather(
        shelf.library.save(lesson_id, lesson_of("Other")),
        shelf.library.lesson_for_class(lesson_id),
    )
    assert await shelf.library.lesson(lesson_id) == given
    last = await shelf.library.save(newer, lesson_of("Last"))
    assert last != lesson_id
    assert await shelf.library.lesson(lesson_id) == given


async def test_a_used_lesson_gets_a_revision_and_the_list_shows_the_newest(
    school: School,
) -> None:
    library, used = school.services.lessons, school.session.lesson
    draft = await library.draft(used.id)
    newer = await library.save(used.id, with_text(draft, "title", "Newer"))
    listed = await library.lessons()
    assert [(lesson.id, lesson.title) for lesson in listed] == [(newer, "Newer")]
    assert listed[0].is_used
    assert await library.lesson(used.id) == used
    assert await library.import_file(LESSON) == used.id


async def test_deleted_lessons_can_be_taken_back(shelf: Shelf) -> None:
    first = await shelf.library.save(None, lesson_of("One", title="A"))
    await shelf.library.save(None, lesson_of("One", title="B"))
    await shelf.library.delete(first)
    assert await shelf.titles() == ["B"]
    assert [one.title for one in await shelf.library.deleted_lessons()] == ["A"]
    await shelf.library.restore(first)
    assert await shelf.titles() == ["A", "B"]
    await shelf.library.delete(first)
    assert await shelf.library.forget(first)
    assert await shelf.library.deleted_lessons() == []
    assert await shelf.count("subtasks") == 1


async def test_a_used_lesson_is_never_forgotten(school: School) -> None:
    library, used = school.services.lessons, school.session.lesson
    newer = await library.save(used.id, lesson_of("Newer"))
    await library.delete(newer)
    assert await library.lessons() == []
    assert not await library.forget(newer)
    assert await library.lesson(used.id) == used


async def test_importing_what_was_deleted_takes_it_back(shelf: Shelf, tmp_path: Path) -> None:
    path = tmp_path / "lesson.json"
    lesson_id = await shelf.library.save(None, lesson_of("One"))
    await shelf.library.export_file(lesson_id, path)
    await shelf.library.delete(lesson_id)
    assert await shelf.library.import_files([path]) == [FileReport(path, "Lesson", lesson_id)]
    assert await shelf.titles() == ["Lesson"]


async def test_an_edited_lesson_is_not_taken_for_its_file(shelf: Shelf) -> None:
    lesson_id = await shelf.library.import_file(LESSON)
    draft = await shelf.library.draft(lesson_id)
    await shelf.library.save(lesson_id, with_text(draft, "title", "Mine"))
    assert await shelf.library.import_file(LESSON) != lesson_id
    assert len(await shelf.titles()) == 2


async def test_another_class_gets_the_newest_finished_revision(shelf: Shelf) -> None:
    first = await shelf.library.save(None, lesson_of("One"))
    assert await shelf.library.newest(first) == first
    await shelf.library.lesson_for_class(first)
    draft = await shelf.library.draft(first)
    second = await shelf.library.save(first, with_text(draft, "title", "Mended"))
    assert second != first
    assert await shelf.library.newest(first) == second
    await shelf.library.lesson_for_class(second)
    third = await shelf.library.save(second, with_text(draft, "title", ""))
    assert third != second
    assert await shelf.library.newest(first) == second, "the newest is unfinished"
    assert await shelf.library.newest(third) == third


async def test_a_copy_has_another_title(shelf: Shelf) -> None:
    lesson_id = await shelf.library.save(None, with_picture(lesson_of("One"), 0, PIXEL))
    copy = await shelf.library.duplicate(lesson_id, "Lesson (copy)")
    assert await shelf.library.draft(copy) == replace(
        await shelf.library.draft(lesson_id), title="Lesson (copy)"
    )


async def test_many_files_at_once_each_whole_or_not_at_all(shelf: Shelf, tmp_path: Path) -> None:
    folder = tmp_path / "lessons"
    await asyncio.to_thread(folder.mkdir)
    bad, task, gone = folder / "bad.json", folder / "task.json", tmp_path / "gone.json"
    steps = [{"title": "Fine"}, {"title": ""}]
    bad.write_text(
        json.dumps({"format": "classroom-lesson/1", "subtasks": steps}), encoding="utf-8"
    )
    task.write_text(json.dumps({"title": "Task", "subtasks": steps}), encoding="utf-8")
    reports = await shelf.library.import_files([folder, LESSON, gone])
    assert [(report.path.name, report.is_new) for report in reports] == [
        ("bad.json", False),
        ("task.json", True),
        (LESSON.name, True),
        ("gone.json", False),
    ]
    assert [fault.place for fault in reports[0].faults] == ["title", "subtasks[2].title"]
    assert [fault.rule for fault in reports[3].faults] == [Rule.UNREADABLE]
    assert len(await shelf.titles()) == 2


async def test_all_lessons_go_out_and_come_in_again(shelf: Shelf, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    await asyncio.to_thread(folder.mkdir)
    for language in ("ko", "en"):
        await shelf.library.import_samples(language)
    unfinished = await shelf.library.save(None, with_text(blank_lesson("ko"), "title", "Soon"))
    before = await shelf.titles()
    reports = await shelf.library.export_all(folder)
    assert len(reports) == len(before)
    assert [report.title for report in reports if report.faults] == ["Soon"]
    with pytest.raises(UnfinishedLessonError):
        await shelf.library.export_file(unfinished, folder / "no.json")
    again = await shelf.library.import_files([folder])
    assert [report.is_new for report in again] == [False] * 12
    assert await shelf.titles() == before
    drafts: list[LessonDraft] = [(await shelf.files.read(report.path))[0] for report in again]
    assert {draft.title for draft in drafts} == set(before) - {"Soon"}


async def once_without_pictures(shelf: Shelf) -> list[int]:
    """Import the samples as they came before they had pictures."""
    ids = []
    for path in sample_paths()["ko"]:
        draft = without_pictures((await shelf.files.read_sample(path))[0])
        ids.append(await shelf.library.save(None, draft))
    return ids


async def test_samples_of_before_get_their_pictures_and_do_not_come_twice(shelf: Shelf) -> None:
    ids = await once_without_pictures(shelf)
    titles = await shelf.titles()
    assert await shelf.library.import_samples("ko") == ids
    assert await shelf.library.import_samples("ko") == ids
    assert await shelf.titles() == titles
    for lesson_id in ids:
        draft = await shelf.library.draft(lesson_id)
        assert all(step.picture is not None for step in draft.subtasks)
        assert any(step.marks for step in draft.subtasks)


@pytest.mark.parametrize("with_pictures", [True, False])
async def test_a_sample_of_before_gets_its_question(shelf: Shelf, with_pictures: bool) -> None:
    ids = []
    for path in sample_paths()["ko"]:
        draft = without_questions((await shelf.files.read_sample(path))[0])
        former = draft if with_pictures else without_pictures(draft)
        ids.append(await shelf.library.save(None, former))
    assert await shelf.library.import_samples("ko") == ids
    drafts = [await shelf.library.draft(lesson_id) for lesson_id in ids]
    asking = [step for draft in drafts for step in draft.subtasks if step.question is not None]
    assert len(asking) == 1


async def test_a_sample_that_was_changed_or_taught_stays_as_it_is(shelf: Shelf) -> None:
    changed, taught, *others = await once_without_pictures(shelf)
    own = with_text(await shelf.library.draft(changed), "title", "My own")
    await shelf.library.save(changed, own)
    await shelf.library.lesson_for_class(taught)
    new = await shelf.library.import_samples("ko")
    assert new[2:] == others
    assert await shelf.library.draft(changed) == own
    assert all(step.picture is None for step in (await shelf.library.draft(taught)).subtasks)
    assert await shelf.library.newest(taught) == new[1]
    listed = [lesson.id for lesson in await shelf.library.lessons()]
    assert sorted(listed) == sorted([changed, *new])


NAMED = Picture("image/png", picture_bytes("PNG"))


async def test_no_copy_of_a_covered_picture_is_kept(shelf: Shelf) -> None:
    lesson = with_picture(lesson_of("One", "Two"), 1, NAMED)
    lesson_id = await shelf.library.save(None, lesson)
    covered = await shelf.library.cover(NAMED, Area(0.1, 0.1, 0.5, 0.2))
    assert covered.picture != NAMED
    after = with_picture_covered(lesson, NAMED, covered.picture)
    assert await shelf.library.save(lesson_id, after, [covered]) == lesson_id
    assert await shelf.pictures() == {covered.picture.data}
    assert await shelf.library.draft(lesson_id) == after


async def test_a_covered_picture_goes_from_former_revisions_too(shelf: Shelf) -> None:
    lesson = with_picture(lesson_of("One"), 0, NAMED)
    lesson = with_marks(lesson, 0, [TapMark(0.5, 0.5)])
    first = await shelf.library.save(None, lesson)
    used = await shelf.library.lesson_for_class(first)
    url = used.subtasks[0].picture_url
    assert url is not None
    one = await shelf.library.cover(NAMED, Area(0.1, 0.1, 0.5, 0.2))
    half = with_picture_covered(lesson, NAMED, one.picture)
    second = await shelf.library.save(first, half, [one])
    assert second != first
    other = await shelf.library.cover(one.picture, Area(0.5, 0.5, 0.5, 0.5))
    whole = with_picture_covered(half, one.picture, other.picture)
    assert await shelf.library.save(second, whole, [other]) == second
    assert await shelf.pictures() == {other.picture.data}
    assert await shelf.library.draft(first) == whole
    in_class = await shelf.library.picture(url.rpartition("/")[-1])
    assert in_class == other.picture, "a class that goes on shows it covered from now on"


async def test_the_original_stays_where_another_lesson_shows_it(shelf: Shelf) -> None:
    lesson = with_picture(lesson_of("One"), 0, NAMED)
    lesson_id = await shelf.library.save(None, lesson)
    await shelf.library.duplicate(lesson_id, "Copy")
    covered = await shelf.library.cover(NAMED, Area(0, 0, 1, 1))
    await shelf.library.save(
        lesson_id, with_picture_covered(lesson, NAMED, covered.picture), [covered]
    )
    assert await shelf.pictures() == {NAMED.data, covered.picture.data}


async def test_a_file_brings_the_original_back_as_a_lesson_of_its_own(
    shelf: Shelf, tmp_path: Path
) -> None:
    lesson = with_picture(lesson_of("One"), 0, NAMED)
    (tmp_path / "one.lesson").write_bytes(write_lesson_file(lesson))
    first = await shelf.library.import_file(tmp_path / "one.lesson")
    await shelf.library.lesson_for_class(first)
    covered = await shelf.library.cover(NAMED, Area(0, 0, 1, 0.5))
    after = with_picture_covered(lesson, NAMED, covered.picture)
    second = await shelf.library.save(first, after, [covered])
    third = await shelf.library.import_file(tmp_path / "one.lesson")
    assert third not in (first, second)
    assert await shelf.library.draft(third) == lesson
    assert await shelf.library.draft(first) == after
