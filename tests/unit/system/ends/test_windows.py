"""The ends that only Windows has; a message is sent as Windows sends it, to a real window."""

import asyncio
import sys
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QTimer

from classroom_app.system.ends import Ends
from classroom_app.system.event_loop import ClassroomEventLoop
from tests.helpers.systems import windows_only
from tests.helpers.timing import PATIENCE_S

pytestmark = windows_only

QUERY_END_SESSION, END_SESSION, CLOSE, POWER = 0x11, 0x16, 0x10, 0x218
RESUME, SUSPEND = 0x12, 0x4
CTRL_C, CTRL_CLOSE, CTRL_LOGOFF, CTRL_SHUTDOWN = 0, 2, 5, 6


class Asked:
    """What the ends have asked for; a stop takes a moment, as the program's does."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.stopping = asyncio.Event()
        self.ends = Ends(self.stop, lambda: self.said.append("wake"))
        self.system: Any = self.ends._system

    def stop(self) -> None:
        self.said.append("stop")
        self.stopping.set()

    def send(self, message: int, wide: int = 0) -> int:
        """Send the hidden window a message; return what it answers."""
        return int(self.system._user.SendMessageW(self.system._window, message, wide, 0))


Work = Callable[[Asked], Coroutine[Any, Any, None]]


@pytest.fixture
def heard(qapp: QCoreApplication) -> Iterator[Callable[[Work], list[str]]]:
    """Run work with ends; return what they asked for."""
    with asyncio.Runner(loop_factory=lambda: ClassroomEventLoop(qapp)) as runner:

        def run(work: Work) -> list[str]:
            async def main() -> list[str]:
                asked = Asked()
                assert asked.system._window, "this Windows lets us have no window"
                try:
                    async with asyncio.timeout(PATIENCE_S):
                        await work(asked)
                finally:
                    if not asked.system._is_over:
                        asked.ends.close()
                return asked.said

            return runner.run(main())

        yield run


def test_a_session_whose_end_somebody_prevents_goes_on(
    heard: Callable[[Work], list[str]],
) -> None:
    async def work(asked: Asked) -> None:
        assert asked.send(QUERY_END_SESSION) == 1
        assert asked.send(END_SESSION, 0) == 0
        await asyncio.sleep(0.05)

    assert heard(work) == []


def test_the_session_ends_once_all_has_stopped(heard: Callable[[Work], list[str]]) -> None:
    """The handler returns when `close` was called: after that Windows ends the process."""

    async def work(asked: Asked) -> None:
        loop, told = asyncio.get_running_loop(), asyncio.Event()

        async def stop() -> None:
            await asked.stopping.wait()
            await asyncio.sleep(0.2)
            asked.said.append("stopped")
            asked.ends.close()

        def end_the_session() -> None:
            assert asked.send(QUERY_END_SESSION) == 1
            asked.send(END_SESSION, 1)
            asked.said.append("Windows goes on")
            loop.call_soon(told.set)

        stopping = loop.create_task(stop())
        # From Qt's own loop, as Windows' messages come, not from within a coroutine.
        QTimer.singleShot(0, end_the_session)
        await told.wait()
        await stopping

    assert heard(work) == ["stop", "stopped", "Windows goes on"]


def test_a_program_that_asks_for_the_end_gets_it(heard: Callable[[Work], list[str]]) -> None:
    async def work(asked: Asked) -> None:
        asked.send(CLOSE)

    assert heard(work) == ["stop"]


def test_the_computer_wakes(heard: Callable[[Work], list[str]]) -> None:
    async def work(asked: Asked) -> None:
        asked.send(POWER, SUSPEND)
        asked.send(POWER, RESUME)

    assert heard(work) == ["wake"]


@pytest.mark.parametrize("event", [CTRL_CLOSE, CTRL_LOGOFF, CTRL_SHUTDOWN])
def test_a_console_that_closes_waits_for_the_stop(
    heard: Callable[[Work], list[str]], event: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process is gone as soon as the handler returns, so it returns last."""
    monkeypatch.setattr(sys.modules["classroom_app.system.ends.windows"], "PATIENCE_S", 0.5)

    async def work(asked: Asked) -> None:
        began = time.perf_counter()
        thread = threading.Thread(target=asked.system._console_handler, args=(event,))
        thread.start()
        await asked.stopping.wait()
        assert thread.is_alive()
        await asyncio.to_thread(thread.join)
        assert time.perf_counter() - began >= 0.4

    assert heard(work) == ["stop"]


def test_ctrl_c_is_left_to_python(heard: Callable[[Work], list[str]]) -> None:
    async def work(asked: Asked) -> None:
        assert not asked.system._console_handler(CTRL_C)

    assert heard(work) == []


def test_it_can_be_heard_again(heard: Callable[[Work], list[str]]) -> None:
    """The program starts again in the same process."""

    async def work(asked: Asked) -> None:
        asked.ends.close()
        again = Asked()
        again.send(CLOSE)
        assert again.said == ["stop"]
        again.ends.close()

    assert heard(work) == []
