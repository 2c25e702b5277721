"""The lesson in the editor is written on another computer too, at the same time."""

import asyncio
from collections.abc import Callable

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from sqlalchemy import insert

from classroom_app.application.ids import SequenceIds
from classroom_app.application.lesson_library import LessonLibrary
from classroom_app.application.shared_lists import Topic
from classroom_app.domain.lesson_draft import LessonDraft
from classroom_app.domain.lesson_edits import with_step_text, with_text
from classroom_app.domain.numbered import Numbered
from classroom_app.gui.lessons.lesson_saver import SaveState
from classroom_app.storage import tables
from classroom_app.storage.lesson_files import LessonFilesOnDisk
from classroom_app.storage.lesson_store import SqlLessonStore
from tests.end2end.test_window_lessons import Study, Work, at_study
from tests.helpers.drafts import lesson_of
from tests.helpers.qt_wait import until
from tests.helpers.timing import PATIENCE_S

__all__ = ["at_study"]
LESSON = lesson_of("Open", "Write", "Send", title="Texting")


class OtherRoom:
    """Another computer's lessons, over the same database."""

    async def begin(self, study: Study) -> None:
        database = study.school.program._database
        assert database is not None
        desk = {"id": 2, "key": "2", "name": "ROOM-2", "version": "1"}
        await database.write(lambda connection: connection.execute(insert(tables.desks), desk))
        ids = SequenceIds()
        ids.start_after(dict.fromkeys(Numbered, 1000))
        store = SqlLessonStore(database, ids, study.school.program.clock.now, 2)
        self.library = LessonLibrary(store, LessonFilesOnDisk(), {})

    async def write(self, study: Study, draft: LessonDraft) -> None:
        lesson_id = study.editor.saver.lesson_id
        assert lesson_id is not None
        stored = await self.library.stored(lesson_id)
        await self.library.write(stored, draft)


async def editing(study: Study) -> OtherRoom:
    """Write on the lesson, at its first step."""
    room = OtherRoom()
    await room.begin(study)
    lesson_id = await study.lessons.save(None, LESSON)
    study.library.choose(lesson_id)
    await study.list_has(2)
    await study.open_editor()
    return room


async def settled(study: Study) -> None:
    """Return once the window waits for nothing that it has asked for."""
    async with asyncio.timeout(PATIENCE_S):
        tasks = study.window.console.tasks._running
        await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.sleep(0)  # what was to be called back has been by then


def tell(study: Study) -> None:
    study.school.services.changes.tell([Topic.LESSONS])


def test_what_another_computer_writes_shows_while_one_looks(
    at_study: Callable[[Work], None],
) -> None:
    async def work(study: Study) -> None:
        room = await editing(study)
        editor, document = study.editor, study.editor.document
        tell(study)
        await room.write(study, with_step_text(LESSON, 1, "title", "Write it"))
        tell(study)
        await until(lambda: document.draft.subtasks[1].title == "Write it", document.changed)
        assert "ROOM-2" in editor.news.text
        assert "step 2" in editor.news.text
        assert not document.stack.canUndo(), "an undo would take back what they wrote"
        study.click("editorNewsCloseButton")
        assert editor.news.text == ""

    at_study(work)


def test_what_another_computer_wrote_meanwhile_shows_when_one_comes_back(
    at_study: Callable[[Work], None],
) -> None:
    async def work(study: Study) -> None:
        room = await editing(study)
        document = study.editor.document
        study.window.show_page("people")
        await room.write(study, with_step_text(LESSON, 1, "title", "Write it"))
        tell(study)
        assert document.draft == LESSON
        study.window.show_page("lessons")
        await until(lambda: document.draft.subtasks[1].title == "Write it", document.changed)
        assert "ROOM-2" in study.editor.news.text

    at_study(work)


def test_both_write_and_both_are_there(at_study: Callable[[Work], None]) -> None:
    async def work(study: Study) -> None:
        room = await editing(study)
        document = study.editor.document
        await room.write(study, with_step_text(LESSON, 1, "title", "Write it"))
        field = study.find("titleField")
        assert isinstance(field, QLineEdit)
        field.setFocus()
        QTest.keyClicks(field, " it")
        await study.saved()
        assert [step.title for step in document.draft.subtasks] == ["Open it", "Write it", "Send"]
        assert await study.stored() == document.draft
        assert "ROOM-2" in study.editor.news.text
        assert field.text() == "Open it"
        assert field.cursorPosition() == len("Open it"), "who writes goes on writing"
        QTest.keyClicks(field, " now")
        await study.saved()
        assert (await study.stored()).subtasks[0].title == "Open it now"

    at_study(work)


def test_in_the_same_place_the_second_gets_a_copy_and_may_look_at_the_other(
    at_study: Callable[[Work], None],
) -> None:
    async def work(study: Study) -> None:
        room = await editing(study)
        editor = study.editor
        theirs = with_step_text(LESSON, 0, "title", "Open the app")
        lesson_id = editor.saver.lesson_id
        await room.write(study, theirs)
        study.type("titleField", "Open it")
        await study.saved()
        assert editor.saver.lesson_id != lesson_id
        assert (await study.stored()).title == "Texting (copy)"
        assert "Texting (copy)" in editor.news.text
        study.click("otherVersionButton")
        await until(lambda: editor.saver.lesson_id == lesson_id, editor.document.changed)
        assert editor.document.draft == theirs
        await study.close_editor()
        await study.list_has(3)

    at_study(work)


def test_a_lesson_that_was_deleted_elsewhere_is_kept_where_it_is_written(
    at_study: Callable[[Work], None],
) -> None:
    async def work(study: Study) -> None:
        room = await editing(study)
        editor = study.editor
        lesson_id = editor.saver.lesson_id
        assert lesson_id is not None
        await room.library.delete(lesson_id)
        tell(study)
        await until(lambda: not editor.news.isHidden(), editor.saver.overtaken)
        assert "deleted" in editor.news.text
        assert editor.document.draft == LESSON
        study.type("titleField", "Open it")
        await study.saved()
        assert editor.saver.state is SaveState.SAVED
        assert (await study.stored()).title == "Texting (copy)"
        assert "Texting (copy)" in editor.news.text
        assert await study.lessons.draft(lesson_id) == LESSON

    at_study(work)


def test_a_lesson_that_is_gone_is_not_opened(at_study: Callable[[Work], None]) -> None:
    async def work(study: Study) -> None:
        room = await editing(study)
        lesson_id = study.editor.saver.lesson_id
        assert lesson_id is not None
        await study.close_editor()
        await settled(study)
        await room.library.delete(lesson_id)
        await room.library.forget(lesson_id)
        study.click("editLessonButton")
        await study.list_has(1)
        assert "deleted on another computer" in study.page.toast.text
        assert study.page.currentWidget() is study.library

    at_study(work)


def test_a_title_may_be_written_there_and_a_step_here(at_study: Callable[[Work], None]) -> None:
    async def work(study: Study) -> None:
        room = await editing(study)
        await room.write(study, with_text(LESSON, "title", "Writing"))
        study.type("titleField", "Open it")
        await study.saved()
        assert (await study.stored()).title == "Writing"
        assert "title or description" in study.editor.news.text

    at_study(work)


def test_what_is_asked_of_a_lesson_that_is_gone_is_answered_with_that(
    at_study: Callable[[Work], None],
) -> None:
    async def work(study: Study) -> None:
        room = await editing(study)
        lesson_id = study.editor.saver.lesson_id
        assert lesson_id is not None
        await study.close_editor()
        await settled(study)
        chosen = study.library.chosen
        assert chosen is not None
        await room.library.delete(lesson_id)
        await room.library.forget(lesson_id)
        toast, said = study.page.toast, "deleted on another computer"
        asks: list[Callable[[], None]] = [
            lambda: study.page.export(chosen, str(study.folder / "x.lesson")),
            lambda: study.library._on_copy(chosen),
        ]
        for ask in asks:
            toast.dismiss()
            ask()
            await until(toast.isVisible, toast.undo_offered)
            assert said in toast.text
        notice = study.window.notice
        for asked in (study.window._on_handout_requested, study.window._on_class_requested):
            notice.say("")
            asked(lesson_id)
            await settled(study)
            assert said in notice.text

    at_study(work)
