"""Screenshots chosen on a real page become steps of the lesson in the real window."""

import asyncio
import io
from asyncio import to_thread
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from classroom_app.system.event_loop import ClassroomEventLoop
from tests.browser.gallery import choose, screenshot
from tests.browser.phone import Phone, Profile
from tests.end2end.test_window_lessons import Study
from tests.helpers.school import open_school


@pytest.fixture
def small(phones: Callable[[Profile], Phone]) -> Phone:
    phone = phones(Profile(height=640, language="en"))
    phone.clean()
    return phone


def test_eight_screenshots_become_a_lesson(
    qapp: QApplication, small: Phone, tmp_path: Path
) -> None:
    async def main() -> None:
        async with open_school(tmp_path / "data") as school:
            study = Study(school, tmp_path)
            try:
                await make_a_lesson(study, small, tmp_path)
            finally:
                await to_thread(small.open, "about:blank")
                study.close()

    qapp.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: ClassroomEventLoop(qapp)) as runner:
        runner.run(main())


async def make_a_lesson(study: Study, phone: Phone, folder: Path) -> None:
    study.click("lessonsPageButton")
    study.click("newLessonButton")
    study.type("lessonTitleField", "Turn notifications on")
    study.click("firstPicturesButton")
    dialog = study.editor.phone_pictures.dialog
    assert dialog is not None
    await to_thread(phone.open, dialog.upload.url)
    await to_thread(phone.read, "#choose", "Choose pictures")
    assert dialog._state.text() == "Your phone is connected. Choose the pictures there."
    shots = [screenshot(folder / f"Screenshot_20260302-09010{n}.png", n) for n in range(8)]
    await choose(phone, *reversed(shots))
    await to_thread(phone.press, "#send")
    await to_thread(phone.read, "#count", "All 8 are saved on the computer")
    assert dialog._state.text().startswith("Saved: 8 of 8")
    stored = await study.stored()
    widths = []
    for step in stored.subtasks:
        assert step.picture is not None
        with Image.open(io.BytesIO(step.picture.data)) as image:
            widths.append(image.width)
    assert widths == [720 - 6 * n for n in range(8)]
    dialog.close()
    await to_thread(phone.read, "#line", "You can close this page")
    study.editor.document.stack.undo()
    assert all(step.picture is None for step in study.editor.document.draft.subtasks)
