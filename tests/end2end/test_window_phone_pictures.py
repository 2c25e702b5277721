"""Pictures from the instructor's phone in the real window over the real program."""

import asyncio
import sqlite3
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from classroom_app.application.lesson_library import Written
from classroom_app.application.ports import StorageError
from classroom_app.domain import commands as cmd
from classroom_app.domain.lesson_draft import LessonDraft, Picture
from classroom_app.domain.lesson_edits import with_picture, with_step_added
from classroom_app.domain.lesson_merge import merged
from classroom_app.domain.lesson_rules import MAX_SUBTASKS
from classroom_app.gui.frame.guide_dialog import GuideDialog
from classroom_app.gui.lessons.lesson_document import LESSON
from classroom_app.gui.lessons.phone_pictures_dialog import PhonePicturesDialog
from classroom_app.system.event_loop import ClassroomEventLoop
from tests.end2end.test_window_lessons import Study
from tests.helpers.child import Child
from tests.helpers.drafts import PIXEL, lesson_of
from tests.helpers.qt_wait import until
from tests.helpers.sample import picture_bytes
from tests.helpers.school import open_school
from tests.helpers.systems import SCREEN
from tests.helpers.timing import PATIENCE_S
from tests.helpers.upload_phone import UploadPhone, pass_of

Work = Callable[[Study], Coroutine[Any, Any, None]]


@pytest.fixture
def with_phone(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[[Work], None]]:
    """Run work with a window and its program."""
    qapp.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: ClassroomEventLoop(qapp)) as runner:

        def run(work: Work) -> None:
            async def main() -> None:
                async with open_school(tmp_path / "data") as school:
                    study = Study(school, tmp_path)
                    try:
                        await work(study)
                    finally:
                        study.close()

            runner.run(main())

        yield run


def shot(number: int) -> bytes:
    """Return one of several pictures that differ."""
    return picture_bytes("PNG", (40 + number, 80))


async def phone_for(study: Study, button: str = "phonePicturesButton") -> UploadPhone:
    """Press the button, and scan the code that it shows."""
    study.click(button)
    phone = await UploadPhone.come(study.school, pass_of(dialog_of(study).upload.url))
    assert (await phone.hear())[0] == "upload_ready"
    return phone


def dialog_of(study: Study) -> PhonePicturesDialog:
    dialog = study.editor.phone_pictures.dialog
    assert dialog is not None
    return dialog


async def send(phone: UploadPhone, *numbers: int) -> list[str]:
    """Send pictures; return the answer to each."""
    return [(await phone.give(f"{n:08x}", shot(n), total=len(numbers)))[0] for n in numbers]


def pictures_of(draft: LessonDraft) -> list[int | None]:
    """Return which of the pictures each step has."""
    known = {Picture("image/png", shot(number)): number for number in range(20)}
    return [known[step.picture] if step.picture else None for step in draft.subtasks]


async def write(study: Study, draft: LessonDraft, place: int) -> None:
    """Open an editor on a lesson, at one of its steps."""
    study.window.show_page("lessons")
    study.page.setCurrentWidget(study.editor)
    stored = await study.lessons.stored(await study.lessons.save(None, draft))
    study.editor.open_lesson(stored, draft, is_used=False)
    study.editor.steps.setCurrentIndex(study.editor.model.index(place))


def test_eight_pictures_become_a_lesson(with_phone: Callable[[Work], None]) -> None:
    async def work(study: Study) -> None:
        study.click("lessonsPageButton")
        study.click("newLessonButton")
        phone = await phone_for(study)
        for number in range(8):
            stored = await phone.give(f"{number:08x}", shot(number), place=number + 1, total=8)
            assert stored[0] == "picture_stored"
            on_disk = await study.stored()
            assert pictures_of(on_disk) == list(range(number + 1)), (
                "confirmed when it is on the disk"
            )
        assert dialog_of(study)._state.text().startswith("Saved: 8 of 8")
        dialog_of(study).close()
        await phone.socket.wait_closed()
        assert study.editor.place == 0
        QTest.keyClicks(study.find("titleField"), "Open Settings")
        assert study.editor.document.draft.subtasks[0].title == "Open Settings"
        undo = study.editor.document.stack.undo
        undo()
        undo()
        assert pictures_of(study.editor.document.draft) == [None]
        study.editor.document.stack.redo()
        assert pictures_of(study.editor.document.draft) == list(range(8))

    with_phone(work)


def test_pictures_stand_after_the_step_that_is_looked_at(
    with_phone: Callable[[Work], None],
) -> None:
    async def work(study: Study) -> None:
        await write(study, lesson_of("One", "Two", "Three"), 0)
        phone = await phone_for(study)
        await send(phone, 5)
        study.editor.steps.setCurrentIndex(study.editor.model.index(3))
        study.type("titleField", "Thr")
        await send(phone, 6, 7)
        assert study.editor.place == 5, "the same step, two places on"
        QTest.keyClicks(study.find("titleField"), "ee!")
        steps = study.editor.document.draft.subtasks
        assert [step.title for step in steps] == ["One", "", "", "", "Two", "Three!"]
        assert pictures_of(study.editor.document.draft) == [None, 5, 6, 7, None, None]

    with_phone(work)


def test_a_picture_goes_to_the_step_that_asked_wherever_it_is(
    with_phone: Callable[[Work], None],
) -> None:
    async def work(study: Study) -> None:
        await write(study, lesson_of("One", "Two", "Three"), 1)
        phone = await phone_for(study, "phonePictureButton")
        assert dialog_of(study).windowTitle() == "Picture for step 2 from my phone"
        study.editor.document.move_step(1, 2)
        study.editor.document.add_step(0)
        assert await send(phone, 1, 2) == ["picture_stored", "picture_refused"]
        assert pictures_of(study.editor.document.draft) == [None, None, None, 1]
        dialog_of(study).close()
        assert study.editor.place == 3
        phone = await phone_for(study, "phonePictureButton")
        assert await send(phone, 4) == ["picture_stored"]
        assert pictures_of(await study.stored()) == [None, None, None, 4], "instead of the other"
        dialog_of(study).close()
        phone = await phone_for(study, "phonePictureButton")
        study.editor.document.remove_step(3)
        await phone.socket.wait_closed()
        assert study.editor.phone_pictures.dialog is None

    with_phone(work)


def test_a_step_of_another_computer_leaves_the_dialog_open(
    with_phone: Callable[[Work], None],
) -> None:
    async def work(study: Study) -> None:
        base = lesson_of("One", "Two")
        await write(study, base, 1)
        phone = await phone_for(study, "phonePictureButton")
        document = study.editor.document
        document.write(0, "title", "First")
        both = merged(base, document.draft, with_step_added(base, 0))
        assert both is not None
        document.take_over(both)
        assert await send(phone, 1) == ["picture_stored"]
        assert pictures_of(document.draft) == [None, None, 1]
        dialog_of(study).close()

    with_phone(work)


def test_nothing_comes_twice_with_another_code(with_phone: Callable[[Work], None]) -> None:
    async def work(study: Study) -> None:
        await write(study, lesson_of("One"), 0)
        await send(await phone_for(study), 1, 2)
        study.click("phonePicturesButton")
        phone = await phone_for(study)
        answers = [await phone.give(f"{n:08x}", shot(n)) for n in (1, 2, 3)]
        assert [data["was_known"] for _kind, data in answers] == [True, True, False]
        assert pictures_of(study.editor.document.draft) == [None, 1, 2, 3]
        assert "Already in the lesson: 2" in dialog_of(study)._state.text()

    with_phone(work)


def test_a_disk_that_takes_nothing_is_told_and_tried_again(
    with_phone: Callable[[Work], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def work(study: Study) -> None:
        await write(study, lesson_of("One"), 0)
        phone = await phone_for(study)
        write_lesson = study.lessons.write

        async def fail(*_written: object, **_more: object) -> Written:
            raise StorageError("disk full")

        monkeypatch.setattr(study.lessons, "write", fail)
        refused = ("picture_refused", {"id": "00000001", "reason": "storage_failed"})
        assert await phone.give("00000001", shot(1)) == refused
        assert await phone.offer("00000001", len(shot(1))) == refused
        monkeypatch.setattr(study.lessons, "write", write_lesson)
        assert (await phone.offer("00000001", len(shot(1))))[0] == "picture_stored"
        assert pictures_of(await study.stored()) == [None, 1]

    with_phone(work)


def test_leaving_the_lesson_ends_it(with_phone: Callable[[Work], None]) -> None:
    async def work(study: Study) -> None:
        await write(study, lesson_of("One"), 0)
        phone = await phone_for(study)
        await study.close_editor()
        await phone.socket.wait_closed()
        assert phone.socket.close_code == 1000

    with_phone(work)


def test_a_full_lesson_takes_no_more(with_phone: Callable[[Work], None]) -> None:
    async def work(study: Study) -> None:
        titles = [str(number) for number in range(MAX_SUBTASKS - 1)]
        await write(study, lesson_of(*titles), MAX_SUBTASKS - 2)
        phone = await phone_for(study)
        assert await send(phone, 1, 2) == ["picture_stored", "picture_refused"]
        dialog_of(study).close()
        assert not study.find("phonePicturesButton").isEnabled()

    with_phone(work)


def test_it_goes_on_while_classes_begin_and_end(with_phone: Callable[[Work], None]) -> None:
    async def work(study: Study) -> None:
        await write(study, lesson_of("One"), 0)
        phone = await phone_for(study)
        study.window.show_session(study.school.session)
        student = await study.school.student("Kim")
        await send(phone, 1)
        await study.school.execute(cmd.NextStep())
        assert (await student.expect("step_changed"))["subtask"]["id"] == 1
        await study.school.execute(cmd.EndSession())
        board = study.window.console.bridge
        await until(lambda: not study.window.console.actions.end.isEnabled(), board.lead_changed)
        assert await send(phone, 2) == ["picture_stored"]
        assert pictures_of(study.editor.document.draft) == [None, 1, 2]

    with_phone(work)


async def test_a_power_cut_takes_nothing_that_was_confirmed(tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    data_dir.mkdir()
    taker = await Child.start(
        *(sys.executable, "-m", "tests.helpers.picture_taker", data_dir), environment=SCREEN
    )
    url = ""
    while "/upload#" not in url:
        url = await taker.line(within_s=PATIENCE_S * 3)
    port = int(url.split("/")[2].rpartition(":")[2])
    phone = await UploadPhone.come_to(port, pass_of(url))
    assert (await phone.hear())[0] == "upload_ready"
    assert await send(phone, 1, 2, 3) == ["picture_stored"] * 3
    assert (await phone.offer("000000ff", len(shot(4))))[0] == "send_picture"
    await taker.kill()
    await phone.close()
    with closing(sqlite3.connect(data_dir / "classroom.db")) as file:
        rows = file.execute(
            "SELECT data FROM subtasks JOIN pictures ON picture_sha256 = sha256"
            " ORDER BY order_index"
        ).fetchall()
    assert [row[0] for row in rows] == [shot(number) for number in (1, 2, 3)]


def test_the_ways_to_the_guide_and_to_the_code(with_phone: Callable[[Work], None]) -> None:
    async def work(study: Study) -> None:
        study.click("lessonsPageButton")
        study.click("newLessonButton")
        study.click("ownLessonGuideButton")
        guide = study.window.findChild(GuideDialog)
        assert guide is not None
        assert guide.isVisible()
        assert guide.page.verticalScrollBar().value() > 0
        guide.close()
        study.click("firstPicturesButton")
        assert dialog_of(study).isVisible()
        welcome = study.window.class_page.welcome
        study.window.show_page("class")
        study.window.class_page.setCurrentWidget(welcome)
        study.click("ownLessonButton")
        guides = study.window.findChildren(GuideDialog)
        assert any(guide.isVisible() for guide in guides)

    with_phone(work)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_nothing_is_cut_off_on_a_small_screen(
    language: str, with_phone: Callable[[Work], None]
) -> None:
    async def work(study: Study) -> None:
        study.window.console.language.choose(language)
        study.window.resize(911, 433)  # 1366 × 768 at 150 %
        await write(study, with_picture(lesson_of("One"), 0, PIXEL), 0)
        for place in (0, LESSON):
            study.editor._look_at(place)
            QApplication.sendPostedEvents()
            for area in study.editor.findChildren(QScrollArea):
                inside = area.widget()
                if inside is not None and inside.isVisible():
                    assert inside.minimumSizeHint().width() <= area.viewport().width()
        button = study.find("phonePicturesButton")
        assert button.width() >= button.minimumSizeHint().width()

    with_phone(work)
