"""A real process each time: it is ended while it works, and nobody waits for it."""

import asyncio
import base64
import os
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from classroom_app.decoding_process import JOBS
from classroom_app.system.side_process import (
    ARGUMENTS,
    DECODING,
    JobRefusedError,
    SideProcess,
    SideProcessError,
    command_of,
    start,
)
from tests.helpers.sample import picture_bytes
from tests.helpers.timing import PATIENCE_S

# Says that it is ready, and then nothing more, whatever is asked.
SILENT = (sys.executable, "-I", "-c", "import os, time; os.write(1, b'!'); time.sleep(600)")


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


@pytest.fixture
async def process() -> AsyncIterator[SideProcess]:
    process = SideProcess(PATIENCE_S, 256)
    yield process
    await process.close()


async def test_it_is_started_with_the_first_job_and_kept(process: SideProcess) -> None:
    assert process.pid is None
    assert await process.run("check", picture_bytes("JPEG")) == b"JPEG"
    first = process.pid
    assert await process.run("check", picture_bytes("PNG")) == b"PNG"
    assert process.pid == first != os.getpid()


async def test_what_is_refused_says_why_and_ends_nothing(process: SideProcess) -> None:
    with pytest.raises(JobRefusedError, match="ScreenshotError"):
        await process.run("check", b"no picture")
    assert await process.run("check", picture_bytes()) == b"PNG"


async def test_a_job_that_takes_too_long_is_ended(caplog: pytest.LogCaptureFixture) -> None:
    process = SideProcess(0.05, 256, SILENT)
    with pytest.raises(SideProcessError):
        await process.run("check", b"")
    assert process.pid is None
    assert "given up" in caplog.text
    caplog.clear()
    await process.close()


async def test_one_that_cannot_be_started_is_an_error(caplog: pytest.LogCaptureFixture) -> None:
    process = SideProcess(1, 256, ("/there/is/no/such/program",))
    with pytest.raises(SideProcessError):
        await process.run("check", b"")
    caplog.clear()
    await process.close()


@pytest.mark.parametrize("size", [0, 2_000_000])
async def test_closing_waits_for_no_job(size: int, caplog: pytest.LogCaptureFixture) -> None:
    """Not even for one that is not read: two megabytes fit into no pipe."""
    process = SideProcess(600, 256, SILENT)
    jobs = [asyncio.create_task(process.run("check", bytes(size))) for _ in range(2)]
    while process.pid is None:
        await asyncio.to_thread(time.sleep, 0.01)
    pid, begun = process.pid, time.monotonic()
    await process.close()
    for result in await asyncio.gather(*jobs, return_exceptions=True):
        assert isinstance(result, SideProcessError)
    assert time.monotonic() - begun < PATIENCE_S / 3
    if sys.platform != "win32":
        assert not is_running(pid)
    assert not caplog.records


async def test_it_has_only_the_memory_that_it_was_given() -> None:
    """Six thousand by four thousand pixels of a few bytes, and 20 MB for them."""
    process = SideProcess(PATIENCE_S, 20)
    try:
        with pytest.raises((JobRefusedError, SideProcessError)):
            await process.run("small", picture_bytes("PNG", (6_000, 4_000)))
        assert await process.run("check", picture_bytes()) == b"PNG"
    finally:
        await process.close()


@pytest.mark.parametrize("job", sorted(JOBS))
async def test_every_job_refuses_what_is_nothing(job: str, process: SideProcess) -> None:
    with pytest.raises(JobRefusedError):
        await process.run(job, b"?")


async def test_it_loads_no_module_from_the_folder_that_the_program_runs_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "PIL.py").write_text("raise SystemExit('loaded')")
    monkeypatch.setattr(sys, "path", [path for path in sys.path if path] + [os.getcwd()])  # noqa: PTH109
    monkeypatch.chdir(tmp_path)
    process = SideProcess(PATIENCE_S, 256)
    try:
        assert await process.run("check", picture_bytes()) == b"PNG"
    finally:
        await process.close()


async def test_it_ends_when_nobody_is_there_any_more() -> None:
    child = await asyncio.to_thread(start, command_of(PATIENCE_S, 256))
    assert child.stdin is not None
    assert child.stdout is not None
    assert await asyncio.to_thread(child.stdout.read, 1) == b"!"
    child.stdin.close()
    assert await asyncio.to_thread(child.wait, PATIENCE_S) == 0
    child.stdout.close()


def test_the_packaged_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    for argument, module in ARGUMENTS.items():
        assert command_of(5.0, 256, module) == [sys.executable, argument, "5.0", "256"]


async def test_the_program_with_that_argument_is_such_a_process() -> None:
    argument = next(each for each, module in ARGUMENTS.items() if module == DECODING)
    command = (sys.executable, "-m", "classroom_app", argument, "5.0", "256")
    process = SideProcess(PATIENCE_S, 256, command)
    try:
        assert await process.run("check", base64.b64decode(base64.b64encode(picture_bytes())))
    finally:
        await process.close()
