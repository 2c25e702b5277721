"""`python -m tests.benchmarks.handout 9 40`: how long the loop waits for a handout.

For lessons of so many steps with a noisy picture each, in turns: nothing, the PDF on a thread, the
PDF in its process, printing, a page of the preview. The longest stall is what a task that comes
every 5 ms came too late; other programs' load is in all of them.
"""

import asyncio
import io
import os
import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Coroutine
from typing import Any

from PIL import Image
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from classroom_app.application.handout import Handout, HandoutStep
from classroom_app.application.handout_job import HandoutJob
from classroom_app.bootstrap.handout_process import HandoutProcess
from classroom_app.domain.lesson_draft import Picture
from classroom_app.gui.handout.handout_paper import DOTS_PER_INCH, HandoutPaper, page_layout
from classroom_app.gui.handout.handout_words import HandoutWords
from classroom_app.gui.theme.theme import families_beside
from classroom_app.system.event_loop import ClassroomEventLoop

TICK_S, ROUNDS, PREVIEW_PIXELS = 0.005, 7, 330


def noisy_picture(seed: int) -> Picture:
    """Return a screen of a phone of about 300 kB."""
    noise = random.Random(seed).randbytes(270 * 600 * 3)
    buffer = io.BytesIO()
    image = Image.frombytes("RGB", (270, 600), noise).resize((720, 1600))
    image.save(buffer, "JPEG", quality=70)
    return Picture("image/jpeg", buffer.getvalue())


def handout(steps: int) -> Handout:
    """Return one of so many steps."""
    text = "화면 아래의 큰 단추를 누르세요. 사진이 나타납니다."
    numbers = range(1, steps + 1)
    return Handout(
        "사진 보내기",
        "ko",
        tuple(HandoutStep(n, f"{n}단계", text, picture=noisy_picture(n)) for n in numbers),
    )


def printer() -> QPrinter:
    """Return a printer whose pages go nowhere; a real one gets them from the same code."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(os.devnull)
    printer.setResolution(DOTS_PER_INCH)
    printer.setPageLayout(page_layout())
    return printer


async def longest_stall_ms(work: Coroutine[Any, Any, object]) -> float:
    """Do the work and return the longest time by which a tick came too late."""
    late: list[float] = []

    async def tick() -> None:
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(TICK_S)
            late.append(time.perf_counter() - begun - TICK_S)

    ticking = asyncio.create_task(tick())
    await asyncio.sleep(10 * TICK_S)
    await work
    await asyncio.sleep(2 * TICK_S)
    ticking.cancel()
    return 1_000 * max(late)


async def measure(steps: int) -> None:
    """Print what was seen with a lesson of so many steps."""
    job, seen = HandoutJob(handout(steps)), defaultdict[str, list[float]](list)
    families = families_beside(QApplication.font())
    for _ in range(ROUNDS):
        paper = HandoutPaper(job.handout, HandoutWords(), families)
        for name, work in (
            ("nothing", asyncio.sleep(1.5)),
            ("a thread", asyncio.to_thread(paper.pdf, lambda _done, _total: None)),
            ("a process", HandoutProcess()(job)),
            ("printing", asyncio.to_thread(paper.paint, printer(), lambda _done, _total: None)),
            ("a page", asyncio.to_thread(paper.page_image, 0, PREVIEW_PIXELS)),
        ):
            seen[name].append(await longest_stall_ms(work))
    print(f"{steps} steps")
    for name, stalls in seen.items():
        print(f"  {name:10} median {statistics.median(stalls):5.1f}, at most {max(stalls):5.1f} ms")


def main() -> None:
    """Measure each of the numbers of steps that are asked for."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    with asyncio.Runner(loop_factory=lambda: ClassroomEventLoop(app)) as runner:
        for steps in map(int, sys.argv[1:]):
            runner.run(measure(steps))


if __name__ == "__main__":
    main()
