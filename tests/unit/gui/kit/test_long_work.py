"""Work that is seen and can be stopped."""

import asyncio
import logging
import threading

import pytest
from PySide6.QtWidgets import QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.application.report_document import Cancelled
from classroom_app.gui.kit.long_work import LongWork
from classroom_app.gui.tasks import BugError, Effort, Tasks
from tests.helpers.qt_wait import until
from tests.helpers.timing import PATIENCE_S


def test_an_effort_tells_each_hundredth_once(qtbot: QtBot) -> None:
    effort, told = Effort(), list[tuple[int, int]]()
    effort.advanced.connect(lambda done, total: told.append((done, total)))
    for done in range(1_001):
        effort(done, 1_000)
    assert told == [(n, 100) for n in range(101)]
    effort.cancel()
    with pytest.raises(Cancelled):
        effort(1, 2)


def test_work_without_steps_is_given_up_at_once(loop: asyncio.Runner, qtbot: QtBot) -> None:
    async def main() -> None:
        effort, begun, ended = Effort(), asyncio.Event(), list[bool]()

        async def work() -> None:
            begun.set()
            try:
                await asyncio.Event().wait()
            finally:
                ended.append(True)

        doing = asyncio.create_task(effort.until_done(work()))
        async with asyncio.timeout(PATIENCE_S):
            await begun.wait()
            effort.cancel()
            with pytest.raises(Cancelled):
                await doing
        assert ended == [True]
        other = asyncio.create_task(Effort().until_done(asyncio.sleep(PATIENCE_S)))
        await asyncio.sleep(0)
        other.cancel()
        with pytest.raises(asyncio.CancelledError):
            await other
        assert await Effort().until_done(asyncio.sleep(0, "there")) == "there"

    loop.run(main())


def test_the_bar_comes_moves_and_goes(loop: asyncio.Runner, window: QWidget) -> None:
    async def main() -> None:
        work, gate = LongWork(Tasks(window), window), threading.Event()
        done: asyncio.Future[str] = asyncio.get_running_loop().create_future()

        def on_thread(effort: Effort) -> str:
            effort(1, 2)
            gate.wait(PATIENCE_S)
            return "there"

        work.run("Saving", lambda effort: asyncio.to_thread(on_thread, effort), done.set_result)
        await until(lambda: work._dialog is not None, work._timer.timeout)
        dialog = work._dialog
        assert dialog is not None
        assert dialog.findChild(QProgressBar) is not None
        closed = asyncio.Event()
        dialog.finished.connect(closed.set)
        gate.set()
        async with asyncio.timeout(PATIENCE_S):
            assert await done == "there"
            await closed.wait()

    loop.run(main())


def test_esc_stops_it(loop: asyncio.Runner, window: QWidget) -> None:
    async def main() -> None:
        work, stopped = LongWork(Tasks(window), window), asyncio.Event()
        work.cancelled.connect(stopped.set)

        def on_thread(effort: Effort) -> None:
            while True:
                effort(1, 2)

        def never(_none: None) -> None:
            raise AssertionError("it was stopped")

        work.run("Saving", lambda effort: asyncio.to_thread(on_thread, effort), never)
        await until(lambda: work._dialog is not None, work._timer.timeout)
        assert work._dialog is not None
        dialog = work._dialog
        dialog.reject()
        assert not dialog.isVisible(), "it closes at once, whenever the work stops"
        async with asyncio.timeout(PATIENCE_S):
            await stopped.wait()

    loop.run(main())


@pytest.mark.parametrize("error", [KeyError("no such sheet"), asyncio.CancelledError()])
def test_the_bar_goes_however_the_work_ends(
    loop: asyncio.Runner,
    window: QWidget,
    error: BaseException,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def main() -> None:
        work, gate = LongWork(Tasks(window), window), asyncio.Event()
        failures: list[Exception] = []
        work.failed.connect(failures.append)

        async def fail(_effort: Effort) -> None:
            await gate.wait()
            raise error

        def never(_none: None) -> None:
            raise AssertionError("it has failed")

        work.run("Saving", fail, never)
        await until(lambda: work._dialog is not None, work._timer.timeout)
        dialog = work._dialog
        assert dialog is not None
        assert not dialog.isModal()
        closed = asyncio.Event()
        dialog.finished.connect(closed.set)
        gate.set()
        async with asyncio.timeout(PATIENCE_S):
            await closed.wait()
        assert [type(failure) for failure in failures] == [BugError] * isinstance(error, KeyError)

    with caplog.at_level(logging.ERROR):
        loop.run(main())
    assert ("A task of the window failed" in caplog.text) is isinstance(error, KeyError)
