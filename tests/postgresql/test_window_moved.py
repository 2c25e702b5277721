"""The windows of two desks, and a class that goes from one to the other."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from classroom_app.domain import commands as cmd
from classroom_app.gui.lead.moved_panel import MovedPanel
from classroom_app.gui.lead.open_panel import OpenPanel
from classroom_app.gui.lead.qr_dialog import QrDialog
from classroom_app.gui.preferences import Key
from tests.end2end.test_window import Desk, runner
from tests.helpers.desks import desk_school, put_to_sleep, wake
from tests.helpers.dialogs import shown_dialog
from tests.helpers.postgres import PostgresDatabase
from tests.helpers.qt_wait import until
from tests.helpers.school import School

__all__ = ["runner"]

HERE, THERE = "ROOM-1", "ROOM-2"
Work = Callable[[School, Desk], Coroutine[Any, Any, None]]


@pytest.fixture
def two_desks(
    runner: asyncio.Runner,
    postgres: PostgresDatabase,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[Work], None]:
    """Run work with a class at one desk, and the window of another that leads none."""
    monkeypatch.setattr("classroom_app.storage.shared.stranded.SETTLE_S", 0)

    async def main(work: Work) -> None:
        async with AsyncExitStack() as stack:
            schools = []
            for computer, code in ((HERE, "AAAAAA"), (THERE, "BBBBBB")):
                monkeypatch.setattr("platform.node", lambda computer=computer: computer)
                made = desk_school(postgres, tmp_path / computer, code)
                schools.append(await stack.enter_async_context(made))
            there = await stack.enter_async_context(_window(schools[1], tmp_path / THERE))
            await work(schools[0], there)

    return lambda work: runner.run(main(work))


@asynccontextmanager
async def _window(school: School, folder: Path) -> AsyncIterator[Desk]:
    desk = Desk(school, folder)
    desk.window.console.preferences.put(Key.WELCOMED, True)
    desk.page.show_opener()
    try:
        yield desk
    finally:
        desk.window.console.language.choose("en")
        desk.close()


def heading_of(desk: Desk) -> str:
    heading = desk.find("movedHeading")
    assert isinstance(heading, QLabel)
    return heading.text()


def test_a_class_of_a_desk_that_stopped_is_taken_up_with_its_new_code(
    two_desks: Callable[[Work], None], postgres: PostgresDatabase
) -> None:
    async def work(here: School, there: Desk) -> None:
        panel = there.page.currentWidget()
        assert isinstance(panel, OpenPanel)
        assert panel._banners == [], "a class that is led is not offered"
        put_to_sleep(postgres, HERE)
        await there.school.services.stranded.look()
        (banner,) = panel._banners
        assert HERE in banner._words.text()
        there.click("takeUpButton")
        await until(lambda: isinstance(shown_dialog(), QrDialog), panel.taken_up)
        shown = there.find("qrCodeLabel")
        assert isinstance(shown, QLabel)
        assert shown.text().replace(" ", "") == "AAAAAA"
        session = there.page._console.bridge.session
        assert session is not None
        assert session.id == here.session.id
        await there.school.services.stranded.look()
        assert there.school.services.stranded.classes == ()

    two_desks(work)


def test_a_woken_desk_says_where_its_class_is(
    two_desks: Callable[[Work], None], postgres: PostgresDatabase
) -> None:
    """The window that has slept is that of the other desk, and the first takes its class up."""

    async def work(here: School, there: Desk) -> None:
        there.window.show_session(there.school.session)
        console = there.page._console
        console.actions.show_qr.trigger()
        dialog = shown_dialog()
        assert isinstance(dialog, QrDialog)
        put_to_sleep(postgres, THERE)
        await here.services.stranded.look()
        (stranded,) = here.services.stranded.classes
        await here.services.instructor.recover(stranded.summary)
        await wake(there.school)
        panel = there.page.currentWidget()
        assert isinstance(panel, MovedPanel)
        assert HERE in heading_of(there)
        assert console.bridge.session is None
        assert shown_dialog() is None, "nobody scans the old code"
        console.language.choose("ko")
        QApplication.sendPostedEvents()
        assert "이어지고 있습니다" in heading_of(there)
        button = there.find("movedButton")
        assert isinstance(button, QAbstractButton)
        button.click()
        assert there.page.currentWidget() is there.page.opener
        assert there.page.opener._banners == []

    two_desks(work)


def test_who_presses_on_another_page_is_told_there(
    two_desks: Callable[[Work], None], postgres: PostgresDatabase
) -> None:
    async def work(here: School, there: Desk) -> None:
        there.window.show_session(there.school.session)
        there.window.show_page("lessons")
        put_to_sleep(postgres, THERE)
        await here.services.stranded.look()
        (stranded,) = here.services.stranded.classes
        await here.services.instructor.recover(stranded.summary)
        console, notice = there.page._console, there.window.notice
        console.dispatcher.send(cmd.NextStep())
        await until(lambda: notice.isVisible(), console.bridge.led_elsewhere)
        assert notice.text == heading_of(there)

    two_desks(work)


def test_who_comes_too_late_is_told(
    two_desks: Callable[[Work], None], postgres: PostgresDatabase
) -> None:
    """The desk came back before its class was taken up."""

    async def work(here: School, there: Desk) -> None:
        put_to_sleep(postgres, HERE)
        await there.school.services.stranded.look()
        await wake(here)
        panel = there.page.opener
        there.click("takeUpButton")
        await until(panel._fault.isVisible, panel.refused)
        assert HERE in panel._fault.text()
        assert here.services.classroom.session(here.session.id) is not None

    two_desks(work)
