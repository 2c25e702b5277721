"""A program of its own paints handouts; whatever becomes of it is told, and it can be stopped."""

import asyncio
import subprocess
import sys
import time

import pytest
from msgspec import structs

from classroom_app.application.handout import Handout, HandoutStep
from classroom_app.application.handout_job import HandoutJob
from classroom_app.bootstrap import handout_process
from classroom_app.bootstrap.handout_process import HandoutProcess
from classroom_app.domain.marks import TapMark
from classroom_app.system import side_process
from tests.helpers.drafts import PIXEL
from tests.helpers.timing import PATIENCE_S

STEPS = tuple(
    HandoutStep(number, title, "누르세요.", picture=PIXEL, marks=(TapMark(0.5, 0.5),))
    for number, title in enumerate(("하나", "둘", "셋"), start=1)
)
JOB = HandoutJob(Handout("알림 켜기", "ko", STEPS))

# Says that it is ready, and then nothing more, whatever is asked.
HANGS = "import os, time; os.write(1, b'!'); time.sleep(600)"


def program(code: str) -> list[str]:
    return [sys.executable, "-I", "-c", code]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list["subprocess.Popen[bytes]"]:
    """The processes that were started."""
    begun: list[subprocess.Popen[bytes]] = []
    start = side_process.start

    def noted(command: list[str]) -> "subprocess.Popen[bytes]":
        begun.append(start(command))
        return begun[-1]

    monkeypatch.setattr(side_process, "start", noted)
    return begun


async def test_it_makes_a_pdf(started: list["subprocess.Popen[bytes]"]) -> None:
    maker = HandoutProcess()
    async with asyncio.timeout(2 * PATIENCE_S):
        whole, part = await asyncio.gather(
            maker(JOB),
            maker(structs.replace(JOB, handout=structs.replace(JOB.handout, steps=STEPS[:1]))),
        )
    for content in (whole, part):
        assert content.startswith(b"%PDF")
        assert content.endswith(b"%%EOF\n")
        assert b"/Lang (ko)" in content
    assert len(whole) > len(part)
    assert [process.returncode is None for process in started] == [False, False], "none is kept"


async def test_the_packaged_program_paints_with_its_argument() -> None:
    (argument,) = (
        each for each, jobs in side_process.ARGUMENTS.items() if jobs == side_process.PAINTING
    )
    command = (sys.executable, "-m", "classroom_app", argument, str(PATIENCE_S), "2048")
    async with asyncio.timeout(2 * PATIENCE_S):
        assert (await HandoutProcess(command)(JOB)).startswith(b"%PDF")


async def test_what_becomes_of_it_is_told(caplog: pytest.LogCaptureFixture) -> None:
    refuses = (
        "import os; os.write(1, b'!'); "
        "os.write(1, b'-' + len(b'FontError').to_bytes(4, 'big') + b'FontError'); os.read(0, 1)"
    )
    for code, told in (
        (refuses, "FontError"),
        ("raise SystemExit(4)", "did not start|it ended"),
        ("import os; os.write(1, b'!'); os.read(0, 1)", "it ended"),
    ):
        with pytest.raises(OSError, match=told):
            await HandoutProcess(program(code))(JOB)
    caplog.clear()


async def test_one_that_hangs_is_ended(
    monkeypatch: pytest.MonkeyPatch,
    started: list["subprocess.Popen[bytes]"],
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(handout_process, "LONGEST_S", 0.2)
    with pytest.raises(OSError, match="not painted"):
        await HandoutProcess(program(HANGS))(JOB)
    (process,) = started
    assert process.returncode is not None
    assert "given up" in caplog.text
    caplog.clear()


async def test_who_gives_up_ends_it(started: list["subprocess.Popen[bytes]"]) -> None:
    making = asyncio.create_task(HandoutProcess(program(HANGS))(JOB))
    async with asyncio.timeout(PATIENCE_S):
        while not started:
            await asyncio.to_thread(time.sleep, 0.01)
        making.cancel()
        with pytest.raises(asyncio.CancelledError):
            await making
    (process,) = started
    assert process.returncode is not None
