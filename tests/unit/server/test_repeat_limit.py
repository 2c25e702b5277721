"""What is stored each time it is said has a limit; steps that are done have none."""

import pytest

from classroom_app.domain import commands as cmd
from classroom_app.server.repeat_limit import (
    ADDRESS_BURST,
    ADDRESS_PER_S,
    PARTICIPANT_BURST,
    RepeatLimit,
)
from classroom_app.server.token_buckets import MOST_KNOWN
from tests.helpers.sample import HandClock

CALL = cmd.RequestHelp(message="?")


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def limit(clock: HandClock) -> RepeatLimit:
    return RepeatLimit(clock.monotonic)


def count(limit: RepeatLimit, tries: int, participant_id: int, address: str = "a") -> int:
    return sum(limit.admits(CALL, participant_id, address) for _ in range(tries))


def test_one_participant_may_say_much_at_once_and_then_little(
    limit: RepeatLimit, clock: HandClock
) -> None:
    assert count(limit, 1_000, 1) == PARTICIPANT_BURST
    clock.seconds += 5
    assert count(limit, 1_000, 1) == 5
    assert count(limit, 1, 2) == 1


def test_made_up_names_of_one_address_share_its_limit(limit: RepeatLimit, clock: HandClock) -> None:
    assert sum(count(limit, 50, number) for number in range(100)) == ADDRESS_BURST
    clock.seconds += 5
    assert sum(count(limit, 50, number) for number in range(100)) == 5 * ADDRESS_PER_S
    assert count(limit, 1, 101, "b") == 1


@pytest.mark.parametrize("command", [cmd.CancelHelp(), cmd.ReportProgress(1, "half")])
def test_other_repeats_count_too(command: cmd.Command, limit: RepeatLimit) -> None:
    admitted = sum(limit.admits(command, 1, "a") for _ in range(1_000))
    assert admitted == PARTICIPANT_BURST


@pytest.mark.parametrize("command", [cmd.CompleteStep(1), cmd.Join(), cmd.MarkSeen(1)])
def test_a_step_that_is_done_never_waits(command: cmd.Command, limit: RepeatLimit) -> None:
    count(limit, 1_000, 1)
    assert all(limit.admits(command, 1, "a") for _ in range(1_000))


def test_the_memory_is_bounded(limit: RepeatLimit) -> None:
    for number in range(MOST_KNOWN + 50):
        limit.admits(CALL, number, f"{number}")
    buckets = limit._buckets
    assert len(buckets._addresses) == len(buckets._participants) == MOST_KNOWN


def test_a_network_of_ipv6_is_one_address(limit: RepeatLimit) -> None:
    admitted = sum(count(limit, 1, n, f"2001:db8:1:2::{n:x}") for n in range(1_000))
    assert admitted == ADDRESS_BURST
