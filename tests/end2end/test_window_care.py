"""Visits and comfort from the real window, while real phones are connected on the same loop."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QMenu

from classroom_app.domain import commands as cmd
from classroom_app.gui.board.card_view import CardView
from classroom_app.gui.main_window import MainWindow
from classroom_app.system.event_loop import ClassroomEventLoop
from tests.helpers.dialogs import shown_dialog
from tests.helpers.phone import Phone
from tests.helpers.qt_wait import until
from tests.helpers.school import School, open_school
from tests.helpers.set_clock import SetClock


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[asyncio.Runner]:
    qapp.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: ClassroomEventLoop(qapp)) as runner:
        yield runner


class Desk:
    """The window of a school."""

    def __init__(self, school: School, folder: Path) -> None:
        settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
        self.window = MainWindow(school.services, settings, language="en")
        self.window.resize(910, 510)
        self.window.show()
        self.window.show_session(school.session)
        self.board = self.window.console.board
        (self.cards,) = self.window.class_page.findChildren(CardView)

    async def until_here(self, count: int) -> None:
        """Wait until so many cards are shown."""
        model = self.cards.model()
        if model.rowCount() < count:
            await until(lambda: model.rowCount() >= count, model.rowsInserted)

    async def click_sign(self, row: int) -> None:
        """Click the sign on a student's card."""
        self.board.tick()
        self.cards.doItemsLayout()
        index = self.cards.model().index(row, self.cards.modelColumn())
        place = self.cards.visit_sign_place(index)
        assert place is not None
        before = self.unvisited
        QTest.mouseClick(self.cards.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
        await until(lambda: self.unvisited == before - 1, self.board.refreshed)

    @property
    def unvisited(self) -> int:
        return self.board.insight.counters.unvisited

    def said(self) -> list[str]:
        toasts = self.window.findChildren(QLabel, "toastText")
        return [toast.accessibleName() for toast in toasts if toast.isVisible()]

    def close(self) -> None:
        self.window.allow_close()
        self.window.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_a_visit_by_a_click_undone_and_known_after_a_restart(
    runner: asyncio.Runner, tmp_path: Path
) -> None:
    clock = SetClock()

    async def visit() -> None:
        async with open_school(tmp_path / "data", clock=clock) as school:
            desk = Desk(school, tmp_path)
            cookies = [await school.student_cookie(name) for name in ("Kim", "Lee")]
            for cookie in cookies:
                await (await school.connect(cookie)).join()
            await desk.until_here(2)
            await school.execute(cmd.NextStep())
            desk.window.console.bridge.flush()  # that it can be undone is said before the visit
            clock.passed_s += 26 * 60
            desk.board.tick()
            assert desk.unvisited == 2
            await desk.click_sign(1)
            assert desk.unvisited == 1
            assert "Visited: Lee" in desk.said()
            desk.window.console.actions.undo.trigger()
            await until(lambda: desk.unvisited == 2, desk.board.refreshed)
            await desk.click_sign(1)
            desk.close()
        clock.passed_s += 5 * 60
        async with open_school(tmp_path / "data", clock=clock) as school:
            desk = Desk(school, tmp_path)
            for cookie in cookies:
                await (await school.connect(cookie)).join()
            desk.window.console.bridge.flush()
            desk.board.tick()
            students = desk.board.insight.students
            assert [students[each].unvisited_min for each in (1, 2)] == [31, None]
            desk.close()

    runner.run(visit())


async def larger_text(phone: Phone) -> bool | None:
    comfort = (await phone.expect("comfort_changed"))["comfort"]
    found = comfort["larger_text"]
    assert found is None or isinstance(found, bool)
    return found


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_comfort_for_one_and_for_all(runner: asyncio.Runner, tmp_path: Path) -> None:
    async def set_it() -> None:
        async with open_school(tmp_path / "data") as school:
            desk = Desk(school, tmp_path)
            kim, lee = await school.student("Kim"), await school.student("Lee")
            await desk.until_here(2)
            view = desk.window.class_page.board
            view._dialogs.show_student_menu(1, desk.window.pos())
            menu = desk.window.findChild(QMenu, "comfortMenu")
            assert isinstance(menu, QMenu)
            menu.actions()[0].trigger()
            assert await larger_text(kim) is True
            outer = desk.window.findChild(QMenu, "studentMenu")
            assert isinstance(outer, QMenu)
            outer.close()

            desk.window.console.actions.comfort.trigger()
            dialog = shown_dialog()
            assert dialog is not None
            assert not dialog.isModal()
            box = dialog.findChild(QCheckBox, "larger_textBox")
            assert isinstance(box, QCheckBox)
            await until(
                lambda: box.checkState() is Qt.CheckState.PartiallyChecked, desk.board.refreshed
            )
            sign = QPoint(10, box.height() // 2)
            QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=sign)
            assert await larger_text(lee) is True
            await until(lambda: box.isChecked(), desk.board.refreshed)
            usual = {"larger_text": False, "read_aloud": False, "high_contrast": False}
            await kim.send("comfort_chosen", **usual)
            await until(lambda: box.text().endswith("(1 of 2)"), desk.board.refreshed)
            desk.close()

    runner.run(set_it())
