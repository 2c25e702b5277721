"""A program of its own paints handouts; whatever it does is told, and it can be stopped."""

import asyncio
import subprocess
import sys
from dataclasses import replace

import pytest

from classroom_app.bootstrap import handout_process
from classroom_app.bootstrap.handout_process import HandoutProcess, own_command
from classroom_app.domain.lesson_draft import LessonDraft, SubtaskDraft
from classroom_app.domain.marks import TapMark
from tests.helpers.drafts import PIXEL
from tests.helpers.timing import PATIENCE_S

LESSON = LessonDraft(
    title="알림 켜기",
    language="ko",
    description=None,
    subtasks=tuple(
        SubtaskDraft(title=title, guide_text="누르세요.", picture=PIXEL, marks=(TapMark(0.5, 0.5),))
        for title in ("하나", "둘", "셋")
    ),
)


async def test_it_makes_a_pdf() -> None:
    async with asyncio.timeout(2 * PATIENCE_S):
        content = await HandoutProcess()(LESSON, (1, 3))
        whole = await HandoutProcess()(LESSON, ())
    assert content.startswith(b"%PDF")
    assert content.endswith(b"%%EOF\n")
    assert b"/Lang (ko)" in content
    assert len(whole) > len(content)


HANGS = "import time; time.sleep(99)"


def program(code: str) -> list[str]:
    return [sys.executable, "-c", code]


async def test_what_it_says_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for code, told in (
        ("print('one'); print('there are no fonts'); raise SystemExit(3)", "there are no fonts"),
        ("raise SystemExit(4)", "ended with 4"),
        ("pass", "ended with 0"),
    ):
        monkeypatch.setattr(handout_process, "own_command", lambda code=code: program(code))
        with pytest.raises(OSError, match=told):
            await HandoutProcess()(LESSON, ())


async def test_one_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handout_process, "own_command", lambda: program(HANGS))
    monkeypatch.setattr(handout_process, "LONGEST_S", 0.2)
    with pytest.raises(OSError, match="too long"):
        await HandoutProcess()(LESSON, ())


async def test_the_stop_of_the_program_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = asyncio.Event()
    loop = asyncio.get_running_loop()
    start = handout_process._Job._start

    def started(job: handout_process._Job, command: list[str]) -> subprocess.Popen[bytes]:
        process = start(job, command)
        loop.call_soon_threadsafe(begun.set)
        return process

    monkeypatch.setattr(handout_process._Job, "_start", started)
    monkeypatch.setattr(handout_process, "own_command", lambda: program(HANGS))
    making = asyncio.create_task(HandoutProcess()(LESSON, ()))
    async with asyncio.timeout(PATIENCE_S):
        await begun.wait()
        making.cancel()
        with pytest.raises(asyncio.CancelledError):
            await making


def test_how_it_is_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    assert own_command()[:2] == [sys.executable, "-I"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_command() == [sys.executable]


async def test_a_lesson_that_is_no_lesson_is_told() -> None:
    with pytest.raises(OSError, match="cannot be used"):
        await HandoutProcess()(replace(LESSON, subtasks=()), ())
