"""A desk with its real window, in a process of its own, whose instructor does as they are told.

Arguments are those of the program; its computer has the name that `COMPUTER` says.
"""

import asyncio
import os
import platform
import sys
from collections.abc import Awaitable, Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from classroom_app.app import run
from classroom_app.application.lesson_ports import LessonSummary
from classroom_app.cli import config_of
from classroom_app.domain import commands as cmd
from classroom_app.gui.kit.roles import ROW_ROLE
from classroom_app.gui.lessons.lesson_saver import SaveState
from classroom_app.gui.main_window import MainWindow
from tests.benchmarks.control import Answer, Order, say
from tests.benchmarks.measured_program import Bystander
from tests.helpers.qt_wait import until


class Hand(Bystander):
    """Operates the window: presses, types, opens other pages, and reports what is shown."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._doing: set[asyncio.Task[None]] = set()
        self._can: dict[str, Callable[[Order], Awaitable[Answer]]] = {
            "next": self._next,
            "page": self._page,
            "picture": self._picture,
            "edit": self._edit,
            "type": self._type,
            "saved": self._saved,
            "end_class": self._end_class,
            "lessons": self._lessons,
            "history": self._history,
        }

    @property
    def _window(self) -> MainWindow:
        assert isinstance(self._app, QApplication)
        (window,) = (w for w in self._app.topLevelWidgets() if isinstance(w, MainWindow))
        return window

    def _obey(self, order: Order) -> None:
        do = self._can.get(order["do"])
        if do is None:
            super()._obey(order)
            return
        task = asyncio.get_running_loop().create_task(self._answer(do, order))
        self._doing.add(task)
        task.add_done_callback(self._doing.discard)

    async def _answer(self, do: Callable[[Order], Awaitable[Answer]], order: Order) -> None:
        try:
            say(await do(order))
        except Exception as error:  # noqa: BLE001 - the other process is told of whatever it is
            say({"error": f"{order['do']}: {error!r}"})

    async def _next(self, _order: Order) -> Answer:
        """Press Next, where it can be pressed now."""
        button = self._window.findChild(QAbstractButton, "nextStepButton")
        if button is None or not button.isEnabled():
            return {"pressed": False}
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        return {"pressed": True}

    async def _page(self, order: Order) -> Answer:
        self._window.show_page(order["name"])
        return {}

    async def _picture(self, order: Order) -> Answer:
        return {"saved": self._window.grab().save(order["path"])}

    async def _edit(self, order: Order) -> Answer:
        """Open a lesson in the editor, once it is listed, and select a step."""
        self._window.show_page("lessons")
        page = self._window.lessons_page
        model = page.model
        await until(lambda: order["title"] in _titles(model.lessons), model.modelReset)
        assert page.library.chosen is not None
        assert page.library.chosen.title == order["title"]
        button = self._window.findChild(QAbstractButton, "editLessonButton")
        assert button is not None
        button.click()
        await until(lambda: page.currentWidget() is page.editor, page.currentChanged)
        steps = page.editor.steps
        steps.setCurrentIndex(steps.model().index(order["step"], 0))
        return {"step": page.editor.place}

    async def _type(self, order: Order) -> Answer:
        """Type at the end of the selected step's title."""
        field = self._window.findChild(QLineEdit, "titleField")
        assert field is not None
        field.setFocus()
        field.end(False)
        QTest.keyClicks(field, order["text"])
        return {}

    async def _saved(self, _order: Order) -> Answer:
        """Wait until everything typed is stored, and return the notices of others' changes."""
        editor = self._window.lessons_page.editor
        await until(lambda: editor.saver.state is SaveState.SAVED, editor.saver.changed)
        return {"lesson": editor.saver.lesson_id, "news": editor.news.text}

    async def _end_class(self, _order: Order) -> Answer:
        services = self._window.console.services
        (session,) = services.classroom.live_sessions
        await services.classroom.execute(session.id, cmd.EndSession(), services.instructor.actor)
        return {}

    async def _lessons(self, order: Order) -> Answer:
        """Wait until this many titles are shown, and return them."""
        model = self._window.lessons_page.model
        await until(lambda: len(model.lessons) == order["count"], model.modelReset)
        return {"titles": _titles(model.lessons)}

    async def _history(self, order: Order) -> Answer:
        """Wait until this many classes are shown, and return the computers that led them."""
        self._window.show_page("history")
        model = self._window.history_page.model
        await until(lambda: model.rowCount() == order["count"], model.modelReset)
        rows = [model.index(row, 0).data(ROW_ROLE) for row in range(model.rowCount())]
        return {"computers": sorted(row.computer for row in rows)}


def _titles(lessons: Iterable[LessonSummary]) -> list[str]:
    return sorted(lesson.title for lesson in lessons)


def main() -> int:
    """Run the program with somebody at its window."""
    computer = os.environ["COMPUTER"]
    platform.node = lambda: computer
    app = QApplication(sys.argv[:1])
    hand = Hand(app)
    try:
        return run(config_of())
    finally:
        del hand


if __name__ == "__main__":
    raise SystemExit(main())
