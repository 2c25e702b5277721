"""A window in which nothing happens asks for no layout: it would keep a processor busy for ever."""

import asyncio
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QApplication

from classroom_app.domain import commands as cmd
from classroom_app.domain.actors import SYSTEM, Helper
from classroom_app.domain.help_queue import HelpStatus
from tests.end2end.test_window import Desk, Work, at_desk, runner
from tests.end2end.test_window_attendance import open_attendance
from tests.end2end.test_window_history import open_history
from tests.helpers.past_class import held_class

__all__ = ["at_desk", "runner"]

SIZES = [QSize(910, 510), QSize(1093, 614), QSize(1320, 820), QSize(1920, 1080)]
MOST_TURNS = 400
AT_REST = 20
"""So many turns of the event loop in a row without a layout, among at most `MOST_TURNS`."""


class Layouts(QObject):
    """Counts what asks for a layout, anywhere in the program."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.last = ""

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        if qevent.type() is QEvent.Type.LayoutRequest:
            self.count += 1
            self.last = f"{type(watched).__name__} {watched.objectName()}"
        return False


async def come_to_rest(layouts: Layouts, what: str) -> None:
    quiet = 0
    for _ in range(MOST_TURNS):
        before = layouts.count
        await asyncio.sleep(0)
        QApplication.processEvents()
        quiet = quiet + 1 if layouts.count == before else 0
        if quiet == AT_REST:
            return
    pytest.fail(f"{what} goes on asking for a layout: {layouts.last}")


async def let_helpers_in(desk: Desk) -> None:
    """Let five in, of whom one is on the way to who waits."""
    school = desk.school
    classroom, session = school.services.classroom, school.session
    for name in ("민지", "수지", "현우", "은주", "서준"):
        await classroom.execute(session.id, cmd.LetHelperIn(name), SYSTEM)
    (request,) = session.help_queue
    going = cmd.ResolveHelp(request.id, HelpStatus.ON_THE_WAY)
    await classroom.execute(session.id, going, Helper(next(iter(session.helpers)), "민지"))
    desk.window.console.bridge.flush()


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_page_comes_to_rest(at_desk: Callable[[Work], None], language: str) -> None:
    async def work(desk: Desk) -> None:
        layouts = Layouts()
        app = QApplication.instance()
        assert app is not None
        window, school = desk.window, desk.school
        window.console.language.choose(language)
        await held_class(school.services, "111222")

        async def look(what: str) -> None:
            for size in SIZES:
                window.resize(size)
                await come_to_rest(layouts, f"{what} at {size.width()}x{size.height()}")

        app.installEventFilter(layouts)
        try:
            await look("the welcome")
            window.show_session(school.session)
            await look("a class that waits")
            await school.student("Kim")
            student = await school.student("Lee")
            await school.execute(cmd.NextStep())
            await student.send("request_help", message="?")
            await student.expect("request_help_confirmed")
            window.console.bridge.flush()
            await look("a class in progress")
            await let_helpers_in(desk)
            await look("a class with helpers")
            window.console.actions.invite_helper.trigger()
            await look("who helps")
            window.show_page("lessons")
            await look("lessons")
            listed = await school.services.rosters.create("봄", [(1, "김영희"), (2, "이순자")])
            window.show_page("people")
            window.people_page.choose(listed.id)
            await look("people")
            await open_history(desk)
            await look("history")
            attendance = await open_attendance(desk)
            await look("attendance")
            roster = window.people_page.roster
            assert roster is not None
            attendance.open_person(roster.people[0].id)
            await look("the page of a person")
            window.show_page("settings")
            await look("settings")
            window.show_page("class")
            await school.execute(cmd.EndSession())
            window.console.bridge.flush()
            await look("a class that has ended")
        finally:
            app.removeEventFilter(layouts)

    at_desk(work)
