"""Handouts for phones are painted beside the loop, and given up when nobody needs them."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any

import pytest

from classroom_app.application.report_document import Cancelled, Progress
from classroom_app.domain.lesson_draft import LessonDraft, SubtaskDraft
from classroom_app.gui.handout.handout_maker import HandoutPrinter
from classroom_app.gui.handout.handout_paper import HandoutPaper
from tests.helpers.timing import PATIENCE_S

STEPS = tuple(SubtaskDraft(title=title, guide_text="Tap it.") for title in ("One", "Two"))


def lesson(language: str) -> LessonDraft:
    return LessonDraft(title="Lesson", language=language, description=None, subtasks=STEPS)


def run(loop: asyncio.Runner, work: Coroutine[Any, Any, None]) -> None:
    async def main() -> None:
        async with asyncio.timeout(PATIENCE_S):
            await work

    loop.run(main())


def test_it_makes_a_pdf(loop: asyncio.Runner) -> None:
    async def work() -> None:
        content = await HandoutPrinter()(lesson("en"), (2,))
        assert content.startswith(b"%PDF")
        assert b"/Lang (en)" in content

    run(loop, work())


def test_the_words_are_in_the_lessons_language(
    loop: asyncio.Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def pdf(paper: HandoutPaper, _progress: Progress) -> bytes:
        said.append(paper._words.name)
        return b""

    monkeypatch.setattr(HandoutPaper, "pdf", pdf)

    async def work() -> None:
        printer = HandoutPrinter()
        printer._otherwise = "ko"
        for language in ("ko", "en-GB", "de"):
            await printer(lesson(language), ())

    run(loop, work())
    assert said == ["이름", "Name", "이름"]


def test_who_gives_up_ends_the_thread(
    loop: asyncio.Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, ended = threading.Event(), threading.Event()

    def pdf(_paper: HandoutPaper, progress: Progress) -> bytes:
        begun.set()
        try:
            while not ended.wait(0.001):
                progress(0, 1)
        except Cancelled:
            ended.set()
            raise
        return b""

    monkeypatch.setattr(HandoutPaper, "pdf", pdf)

    async def work() -> None:
        making = asyncio.create_task(HandoutPrinter()(lesson("en"), ()))
        assert await asyncio.to_thread(begun.wait, PATIENCE_S)
        making.cancel()
        with pytest.raises(asyncio.CancelledError):
            await making
        assert await asyncio.to_thread(ended.wait, PATIENCE_S)

    run(loop, work())
