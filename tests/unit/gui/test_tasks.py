import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

import pytest

from classroom_app.application.ports import StorageError
from classroom_app.domain.errors import RefusalCode, Refused
from classroom_app.gui.tasks import BugError, Tasks


async def give(value: int) -> int:
    await asyncio.sleep(0)
    return value


async def fail(error: Exception) -> None:
    await asyncio.sleep(0)
    raise error


def test_hands_over_the_result(loop: asyncio.Runner) -> None:
    async def main() -> int:
        done = asyncio.get_running_loop().create_future()
        tasks = Tasks()
        tasks.run(give(7), done.set_result)
        return int(await done)

    assert loop.run(main()) == 7


def test_an_expected_error_goes_to_who_asked(loop: asyncio.Runner) -> None:
    refusal = Refused(RefusalCode.INVALID_STATE, "no")

    async def main() -> Exception:
        failed: asyncio.Future[Exception] = asyncio.get_running_loop().create_future()
        Tasks().run(fail(refusal), failed=failed.set_result)
        return await failed

    assert loop.run(main()) is refusal


def test_a_full_disk_that_nobody_expected_is_told(loop: asyncio.Runner) -> None:
    async def main() -> str:
        told: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        tasks = Tasks()
        tasks.storage_failed.connect(told.set_result)
        tasks.run(fail(StorageError("disk full")))
        return await told

    assert loop.run(main()) == "disk full"


def test_a_bug_is_logged_and_told(loop: asyncio.Runner, caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> str:
        told: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        tasks = Tasks()
        tasks.bug_found.connect(told.set_result)
        tasks.run(fail(LookupError("?")), failed=lambda _error: None)
        return await told

    with caplog.at_level(logging.ERROR):
        assert loop.run(main()) == "LookupError"
    assert "A task of the window failed" in caplog.text


def test_what_runs_at_the_end_is_given_up(loop: asyncio.Runner) -> None:
    async def main() -> bool:
        tasks = Tasks()
        never = asyncio.Event()
        cancelled = asyncio.Event()

        async def wait() -> None:
            try:
                await never.wait()
            finally:
                cancelled.set()

        tasks.run(wait())
        await asyncio.sleep(0)
        tasks.cancel_all()
        await cancelled.wait()
        return True

    assert loop.run(main())


def test_whatever_becomes_of_it_who_asked_hears_that_it_has_ended(
    loop: asyncio.Runner, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[str] = []

    async def cancelled() -> None:
        raise asyncio.CancelledError

    async def end_of(work: Coroutine[Any, Any, object]) -> None:
        over = asyncio.Event()

        def ended() -> None:
            heard.append("ended")
            over.set()

        Tasks().run(work, lambda _: heard.append("done"), lambda e: heard.append(str(e)), ended)
        await over.wait()

    async def main() -> None:
        await end_of(give(1))
        await end_of(fail(Refused(RefusalCode.INVALID_STATE, "no")))
        await end_of(fail(LookupError("?")))
        await end_of(cancelled())

    with caplog.at_level(logging.ERROR):
        loop.run(main())
    bug = "Something unexpected went wrong (LookupError). Details are in the log."
    assert heard == ["ended", "done", "ended", "no", "ended", bug, "ended"]
    assert str(BugError(LookupError())) == bug


def test_a_bug_in_what_is_called_back_is_told_too(
    loop: asyncio.Runner, caplog: pytest.LogCaptureFixture
) -> None:
    def stumble(_value: int) -> None:
        raise KeyError("?")

    async def main() -> str:
        told: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        tasks = Tasks()
        tasks.bug_found.connect(told.set_result)
        tasks.run(give(1), stumble)
        return await told

    with caplog.at_level(logging.ERROR):
        assert loop.run(main()) == "KeyError"
