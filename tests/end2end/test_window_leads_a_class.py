"""The real buttons, clicked, while real phones are connected on the same loop."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from classroom_app.gui.board.help_model import HelpModel
from classroom_app.gui.board.student_model import StudentModel
from classroom_app.gui.main_window import MainWindow
from classroom_app.system.event_loop import ClassroomEventLoop
from tests.helpers.dialogs import shown_dialog
from tests.helpers.phone import Phone
from tests.helpers.qt_wait import until
from tests.helpers.school import School, open_school


class Desk:
    """The window of a school, with the instructor's fingers."""

    def __init__(self, school: School, folder: Path) -> None:
        settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
        self.window = MainWindow(school.services, settings, language="en")
        self.window.show()
        self.window.show_session(school.session)
        self.students = self.window.class_page.findChildren(StudentModel)[0]
        self.help = self.window.class_page.findChildren(HelpModel)[0]

    def button(self, name: str) -> QPushButton:
        button = self.window.findChild(QWidget, name)
        assert isinstance(button, QPushButton), name
        return button

    async def click(self, name: str) -> None:
        """Click a button once it is enabled."""
        button = self.button(name)
        await until(button.isEnabled, self.window.console.actions.changed)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    async def confirm(self) -> None:
        """Press Return in the dialog that has opened."""
        dialog = shown_dialog()
        assert dialog is not None, "a question is asked first"
        QTest.keyClick(dialog, Qt.Key.Key_Return)

    def close(self) -> None:
        self.window.allow_close()
        self.window.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[asyncio.Runner]:
    qapp.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: ClassroomEventLoop(qapp)) as runner:
        yield runner


async def status_of(phone: Phone) -> str:
    return str((await phone.expect("session_status_changed"))["status"])


def test_a_class_from_the_first_step_to_the_end(runner: asyncio.Runner, tmp_path: Path) -> None:
    async def lead() -> None:
        async with open_school(tmp_path / "data") as school:
            desk = Desk(school, tmp_path)
            kim = await school.student("Kim")
            lee = await school.student("Lee")
            await until(lambda: desk.students.rowCount() == 2, desk.students.rowsInserted)

            await desk.click("nextStepButton")
            for phone in (kim, lee):
                assert (await phone.expect("step_changed"))["subtask"]["id"] == 1
                assert await status_of(phone) == "IN_PROGRESS"

            await kim.ask("step_complete", subtask_id=1)
            await until(
                lambda: desk.students.row(0).done == 1 and desk.students.row(1).done == 0,
                desk.students.dataChanged,
            )

            await lee.ask("request_help", subtask_id=1, message="<b>where?</b>")
            await until(lambda: desk.help.rowCount() == 1, desk.help.rowsInserted)
            assert desk.help.ticket(0).message == "<b>where?</b>"

            await desk.click("pauseButton")
            for phone in (kim, lee):
                assert await status_of(phone) == "PAUSED"
            await desk.click("pauseButton")
            for phone in (kim, lee):
                assert await status_of(phone) == "IN_PROGRESS"

            await lee.send("step_complete", subtask_id=1)
            await lee.expect("help_response")
            await until(
                lambda: desk.help.rowCount() == 0, desk.help.rowsRemoved, desk.help.modelReset
            )

            await desk.click("endButton")
            await desk.confirm()
            for phone in (kim, lee):
                assert await status_of(phone) == "ENDED"
            desk.close()

    runner.run(lead())
