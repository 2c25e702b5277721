"""The window at one desk while another desk writes, leads and deletes."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit

from classroom_app.application.shared_lists import Topic
from classroom_app.domain import commands as cmd
from classroom_app.domain.lesson_edits import with_step_text
from classroom_app.gui.history.history_page import HistoryPage
from classroom_app.gui.kit.roles import ROW_ROLE
from classroom_app.system.event_loop import ClassroomEventLoop
from tests.end2end.test_window_lessons import Study, titles
from tests.helpers.desks import desk_school
from tests.helpers.dialogs import shown_dialog
from tests.helpers.drafts import lesson_of
from tests.helpers.postgres import PostgresDatabase
from tests.helpers.qt_wait import until
from tests.helpers.school import School

Work = Callable[[Study, School], Coroutine[Any, Any, None]]
LESSON = lesson_of("Open", "Write", "Send", title="Texting")


@pytest.fixture
def with_other_desk(
    qapp: QApplication,
    postgres: PostgresDatabase,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[[Work], None]]:
    """Run work with a window at one desk, and with the program of another."""
    qapp.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: ClassroomEventLoop(qapp)) as runner:

        def run(work: Work) -> None:
            async def main() -> None:
                async with AsyncExitStack() as stack:
                    schools = []
                    for number in (1, 2):
                        monkeypatch.setattr("platform.node", lambda n=number: f"ROOM-{n}")
                        school = desk_school(postgres, tmp_path / f"{number}", f"ROOM0{number}")
                        schools.append(await stack.enter_async_context(school))
                    study = Study(schools[0], tmp_path)
                    try:
                        await listening(study)
                        await work(study, schools[1])
                    finally:
                        study.close()

            runner.run(main())

        yield run


async def listening(study: Study) -> None:
    """Return once the desk of the window hears what others change."""
    heard = asyncio.Event()
    stop = study.school.services.changes.subscribe(lambda _topics: heard.set())
    async with asyncio.timeout(10):
        await heard.wait()
    stop()


async def told(study: Study, topic: Topic, work: Coroutine[Any, Any, object]) -> None:
    """Return once the window was told what `work` has changed."""
    heard = asyncio.Event()
    stop = study.school.services.changes.subscribe(
        lambda topics: heard.set() if topic in topics else None
    )
    await work
    async with asyncio.timeout(10):
        await heard.wait()
    stop()


def test_a_lesson_of_another_desk_comes_into_the_list(
    with_other_desk: Callable[[Work], None],
) -> None:
    async def work(study: Study, other: School) -> None:
        mine = await study.lessons.save(None, lesson_of("One", title="Mine"))
        study.click("lessonsPageButton")
        study.library.choose(mine)
        await until(lambda: _chosen(study) == mine, study.model.modelReset)
        before = study.model.rowCount()
        await other.services.lessons.save(None, lesson_of("One", title="Theirs"))
        await study.list_has(before + 1)
        assert "Theirs" in titles(study)
        assert _chosen(study) == mine, "what is chosen stays"

    with_other_desk(work)


def _chosen(study: Study) -> int:
    return study.library.chosen.id if study.library.chosen is not None else 0


def test_the_lesson_in_the_editor_shows_what_another_desk_writes(
    with_other_desk: Callable[[Work], None],
) -> None:
    async def work(study: Study, other: School) -> None:
        lesson_id = await study.lessons.save(None, LESSON)
        study.click("lessonsPageButton")
        study.library.choose(lesson_id)
        await until(lambda: _chosen(study) == lesson_id, study.model.modelReset)
        await study.open_editor()
        document = study.editor.document
        theirs = await other.services.lessons.stored(lesson_id)
        written = with_step_text(LESSON, 1, "title", "Write it")
        await other.services.lessons.write(theirs, written)
        await until(lambda: document.draft == written, document.changed)
        assert "ROOM-2" in study.editor.news.text
        study.type("titleField", "Open it")
        await study.saved()
        assert (await other.services.lessons.draft(lesson_id)).subtasks[0].title == "Open it"

    with_other_desk(work)


def test_what_another_desk_adds_is_offered_for_a_class_and_nothing_is_disturbed(
    with_other_desk: Callable[[Work], None],
) -> None:
    async def work(study: Study, other: School) -> None:
        study.window.class_page.show_opener()
        study.window.show_page("class")
        opener = study.window.class_page.opener
        await until(lambda: opener.lesson is not None, opener.lessons_shown)
        code, rosters = study.find("codeField"), study.find("rosterBox")
        assert isinstance(code, QLineEdit)
        assert isinstance(rosters, QComboBox)
        code.setFocus()
        code.setText("AB")
        chosen = opener.lesson
        await told(study, Topic.ROSTERS, other.services.rosters.create("Spring"))
        assert [rosters.itemText(n) for n in range(rosters.count())] == ["None", "Spring"]
        lesson_id = await other.services.lessons.save(None, lesson_of("One", title="Theirs"))
        lessons = study.find("lessonBox")
        assert isinstance(lessons, QComboBox)
        await until(lambda: lessons.findData(lesson_id) >= 0, opener.lessons_shown)
        assert opener.lesson == chosen
        assert code.text() == "AB"

    with_other_desk(work)


def test_the_history_gets_the_classes_of_another_desk_and_stays_where_it_was(
    with_other_desk: Callable[[Work], None],
) -> None:
    async def work(study: Study, other: School) -> None:
        own = study.school.session
        await study.school.execute(cmd.EndSession())
        page = study.window.history_page
        study.window.show_page("history")
        await until(lambda: page.report.record is not None, page.report_shown)
        await other.student("Kim")
        await other.execute(cmd.EndSession())
        await until(lambda: page.model.rowCount() == 2, page.listed)
        assert _listed(page) == ["ROOM-2", "ROOM-1"]
        assert page.chosen is not None
        assert page.chosen.id == own.id, "the report that is read stays"
        page.choose(other.session.id)
        await until(lambda: _shown(page) == other.session.id, page.report_shown)
        assert "ROOM-2" in page._day.text()
        assert _names(page) == ["Kim"]
        kim = next(iter(other.session.participants))
        traces = await other.services.privacy.traces(kim)
        await other.services.privacy.erase_student(traces)
        await until(lambda: _names(page) == [], page.report_shown)
        await other.services.privacy.erase_classes([other.session.id])
        await until(lambda: page.model.rowCount() == 1, page.listed)
        await until(lambda: _shown(page) == own.id, page.report_shown)

    with_other_desk(work)


def _listed(page: HistoryPage) -> list[str]:
    rows = range(page.model.rowCount())
    return [page.model.index(row).data(ROW_ROLE).computer for row in rows]


def _names(page: HistoryPage) -> list[str]:
    record = page.report.record
    return [] if record is None else [student.name for student in record.report.students]


def _shown(page: HistoryPage) -> int:
    record = page.report.record
    return 0 if record is None else record.report.session_id


def test_a_class_that_another_desk_takes_up_is_not_deleted_meanwhile(
    with_other_desk: Callable[[Work], None],
) -> None:
    async def work(study: Study, other: School) -> None:
        page = study.window.history_page
        refused: list[bool] = []
        page.eraser.refused.connect(lambda: refused.append(True))
        page.eraser._erase_classes([other.session.id])  # as if the list were of a moment ago
        await until(lambda: bool(refused), page.eraser.refused)
        dialog = shown_dialog()
        assert dialog is not None
        field = dialog.findChild(QPlainTextEdit, "faultsField")
        assert isinstance(field, QPlainTextEdit)
        assert "ROOM-2" in field.toPlainText()
        dialog.close()

    with_other_desk(work)


def test_a_roster_that_is_looked_at_shows_who_is_added_elsewhere(
    with_other_desk: Callable[[Work], None],
) -> None:
    async def work(study: Study, other: School) -> None:
        made = await study.school.services.rosters.create("Spring", [(1, "Kim")])
        study.window.show_page("people")
        page = study.window.people_page
        rosters = other.services.rosters
        await rosters.refresh()
        theirs = rosters.roster(made.id)
        assert theirs is not None
        await rosters.save(theirs.with_person(rosters.new_person(2, "Lee")))
        await until(lambda: page.people.model.rowCount() == 2, page.listed)
        await rosters.delete(made.id)
        await until(lambda: page.roster is None, page.listed)

    with_other_desk(work)
