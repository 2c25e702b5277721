"""asyncio on Qt's loop, as the program runs it."""

import asyncio
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QTimer

from classroom_app.event_loop import ClassroomEventLoop


@pytest.fixture
def runner(qapp: QCoreApplication) -> Iterator[asyncio.Runner]:
    with asyncio.Runner(loop_factory=lambda: ClassroomEventLoop(qapp)) as runner:
        yield runner


def test_runs_in_order(runner: asyncio.Runner) -> None:
    async def main() -> list[int]:
        seen: list[int] = []
        done = asyncio.Event()
        loop = asyncio.get_running_loop()
        for n in range(100):
            loop.call_soon(seen.append, n)
        loop.call_soon(done.set)
        await done.wait()
        return seen

    assert runner.run(main()) == list(range(100))


def test_a_cancelled_callback_does_not_run(runner: asyncio.Runner) -> None:
    async def main() -> list[str]:
        seen: list[str] = []
        loop = asyncio.get_running_loop()
        handle = loop.call_soon(seen.append, "cancelled")
        loop.call_soon(seen.append, "kept")
        handle.cancel()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return seen

    assert runner.run(main()) == ["kept"]


def test_the_window_is_served_while_tasks_never_rest(runner: asyncio.Runner) -> None:
    """A coroutine that is always ready must not keep Qt's own timers from firing."""

    async def main() -> int:
        fired = asyncio.Event()
        QTimer.singleShot(0, fired.set)
        turns = 0
        async with asyncio.timeout(30):
            while not fired.is_set():
                await asyncio.sleep(0)
                turns += 1
        return turns

    assert runner.run(main()) > 0


def test_a_failing_callback_is_reported_and_harms_no_other(runner: asyncio.Runner) -> None:
    async def main() -> tuple[list[str], list[str]]:
        loop = asyncio.get_running_loop()
        reported: list[str] = []
        seen: list[str] = []
        loop.set_exception_handler(lambda _, context: reported.append(str(context["exception"])))
        loop.call_soon(int, "no number")
        loop.call_soon(seen.append, "next")
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        loop.set_exception_handler(None)
        return reported, seen

    reported, seen = runner.run(main())
    assert len(reported) == 1
    assert seen == ["next"]


def test_threads_and_timers_work(runner: asyncio.Runner) -> None:
    async def main() -> int:
        await asyncio.sleep(0.001)
        return await asyncio.to_thread(lambda: 42)

    assert runner.run(main()) == 42
