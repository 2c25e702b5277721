"""What is stored each time it is said has a limit; steps that are done have none."""

import pytest

from classroom_app.domain import commands as cmd
from classroom_app.server.repeats import (
    ADDRESS_BURST,
    ADDRESS_PER_S,
    MOST_KNOWN,
    PARTICIPANT_BURST,
    Repeats,
)
from tests.helpers.sample import HandClock

CALL = cmd.RequestHelp(message="?")


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def repeats(clock: HandClock) -> Repeats:
    return Repeats(clock.monotonic)


def count(repeats: Repeats, tries: int, participant_id: int, address: str = "a") -> int:
    return sum(repeats.admits(CALL, participant_id, address) for _ in range(tries))


def test_one_participant_may_say_much_at_once_and_then_little(
    repeats: Repeats, clock: HandClock
) -> None:
    assert count(repeats, 1_000, 1) == PARTICIPANT_BURST
    clock.seconds += 5
    assert count(repeats, 1_000, 1) == 5
    assert count(repeats, 1, 2) == 1


def test_made_up_names_of_one_address_share_its_limit(repeats: Repeats, clock: HandClock) -> None:
    assert sum(count(repeats, 50, number) for number in range(100)) == ADDRESS_BURST
    clock.seconds += 5
    assert sum(count(repeats, 50, number) for number in range(100)) == 5 * ADDRESS_PER_S
    assert count(repeats, 1, 101, "b") == 1


@pytest.mark.parametrize("command", [cmd.CancelHelp(), cmd.ReportProgress(1, "half")])
def test_other_repeats_count_too(command: cmd.Command, repeats: Repeats) -> None:
    admitted = sum(repeats.admits(command, 1, "a") for _ in range(1_000))
    assert admitted == PARTICIPANT_BURST


@pytest.mark.parametrize("command", [cmd.CompleteStep(1), cmd.Join(), cmd.MarkSeen(1)])
def test_a_step_that_is_done_never_waits(command: cmd.Command, repeats: Repeats) -> None:
    count(repeats, 1_000, 1)
    assert all(repeats.admits(command, 1, "a") for _ in range(1_000))


def test_the_memory_is_bounded(repeats: Repeats) -> None:
    for number in range(MOST_KNOWN + 50):
        repeats.admits(CALL, number, f"{number}")
    assert len(repeats._addresses._left) == len(repeats._participants._left) == MOST_KNOWN
