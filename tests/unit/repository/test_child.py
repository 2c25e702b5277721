"""What waits for a process also sees its end, and shows what the process said."""

import sys

import pytest

from tests.helpers.child import Child
from tests.helpers.started import end_what_still_runs

DIES = "import sys; print('first'); sys.exit('why it ended')"
HANGS = """
import sys, time
print("why it hangs", file=sys.stderr, flush=True)
print("up", flush=True)
time.sleep(600)
"""


async def test_lines_come_one_by_one_and_what_is_left_at_the_end() -> None:
    child = await Child.start(sys.executable, "-c", "print('one'); print('two'); print('three')")
    assert await child.line() == "one"
    await child.says("two")
    assert await child.finish() == (0, "three\n", "")


async def test_waiting_for_a_line_ends_with_the_process() -> None:
    child = await Child.start(sys.executable, "-c", DIES)
    with pytest.raises(AssertionError, match="why it ended"):
        await child.says("never")
    assert (await child.finish()).status == 1


async def test_a_line_that_does_not_come_is_not_waited_for_for_ever() -> None:
    child = await Child.start(sys.executable, "-c", HANGS)
    assert await child.line() == "up"
    with pytest.raises(AssertionError, match="why it hangs"):
        await child.line(within_s=1)
    with pytest.raises(AssertionError, match="did not end within 1 s"):
        await child.finish(within_s=1)
    assert child.process.returncode is not None, "it was ended by force"


async def test_a_test_that_fails_leaves_no_process_behind() -> None:
    child = await Child.start(sys.executable, "-c", HANGS)
    end_what_still_runs()
    assert (await child.finish()).status != 0


async def test_nothing_is_left_after_a_kill() -> None:
    child = await Child.start(sys.executable, "-c", HANGS)
    await child.kill()
    assert child.process.returncode is not None
    await child.kill()
