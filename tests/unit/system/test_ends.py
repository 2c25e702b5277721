"""Whatever asks the program to end asks for the orderly stop, once, and nothing ends by itself."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from classroom_app.system.ends import Ends, _stop_signals
from classroom_app.system.event_loop import ClassroomEventLoop
from tests.helpers.systems import SCREEN
from tests.helpers.timing import PATIENCE_S


@pytest.fixture
def runner(qapp: QCoreApplication) -> Iterator[asyncio.Runner]:
    with asyncio.Runner(loop_factory=lambda: ClassroomEventLoop(qapp)) as runner:
        yield runner


@pytest.mark.parametrize("number", _stop_signals(), ids=lambda number: number.name)
def test_a_signal_asks_for_the_stop(runner: asyncio.Runner, number: signal.Signals) -> None:
    before = signal.getsignal(number)

    async def main() -> None:
        asked = asyncio.Event()
        ends = Ends(asked.set, lambda: None)
        try:
            signal.raise_signal(number)
            async with asyncio.timeout(PATIENCE_S):
                await asked.wait()
        finally:
            ends.close()

    runner.run(main())
    assert signal.getsignal(number) == before


def test_qt_that_is_asked_to_quit_does_not_end_the_loop(
    runner: asyncio.Runner, qapp: QCoreApplication
) -> None:
    """As the session manager of Linux and the menu of macOS ask."""

    async def main() -> list[str]:
        asked: list[str] = []
        ends = Ends(lambda: asked.append("stop"), lambda: None)
        QCoreApplication.sendEvent(qapp, QEvent(QEvent.Type.Quit))
        await asyncio.sleep(0.05)
        ends.close()
        return asked

    assert runner.run(main()) == ["stop"]


AN_APPLICATION = """
import asyncio
from PySide6.QtCore import QCoreApplication, QEvent
from classroom_app.system.ends import Ends
from classroom_app.system.ends.window_application import WindowApplication
from classroom_app.system.event_loop import ClassroomEventLoop

app = WindowApplication([])

async def main():
    ends = Ends(lambda: print("stop"), lambda: None)
    QCoreApplication.sendEvent(app, QEvent(QEvent.Type.Quit))
    await asyncio.sleep(0.05)
    ends.close()
    print(app.on_quit)

with asyncio.Runner(loop_factory=lambda: ClassroomEventLoop(app)) as runner:
    runner.run(main())
"""


def test_nor_does_the_application_that_the_program_makes() -> None:
    """In a process of its own, since there is one application in each."""
    command = (sys.executable, "-c", AN_APPLICATION)
    ended = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, **SCREEN}, timeout=PATIENCE_S
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "stop\nNone\n", "")


def test_every_signal_of_the_system_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    # A run under nohup ignores SIGHUP, and so does the program then.
    monkeypatch.setattr(signal, "getsignal", lambda _number: signal.SIG_DFL)
    names = {number.name for number in _stop_signals()}
    assert names == {"SIGINT", "SIGTERM", "SIGBREAK" if sys.platform == "win32" else "SIGHUP"}
