"""Whether a write can still be given up: never once its commit may have been stored."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from classroom_app.application.ports import UnreachableError
from classroom_app.storage.shared.attempt import Asked, Attempt


def an_attempt() -> Attempt[None]:
    return Attempt(lambda _connection: None)


def test_before_its_commit_it_is_given_up_and_never_sent() -> None:
    attempt = an_attempt()
    assert attempt.abandon()
    assert attempt.is_abandoned
    with pytest.raises(UnreachableError):
        attempt.go_out()
    assert not attempt.is_out


def test_after_its_commit_it_is_not_given_up_until_it_is_certain() -> None:
    attempt = an_attempt()
    attempt.go_out()
    assert attempt.is_out
    assert not attempt.abandon()
    assert not attempt.is_abandoned
    attempt.is_not_stored()
    assert attempt.abandon()


def both_at_once(attempt: Attempt[None]) -> tuple[bool, bool]:
    """Send it on one thread and give it up on another; return what came of each."""
    barrier = threading.Barrier(2, timeout=10)

    def give_up() -> bool:
        barrier.wait()
        return attempt.abandon()

    with ThreadPoolExecutor(1) as pool:
        giving_up = pool.submit(give_up)
        barrier.wait()
        try:
            attempt.go_out()
        except UnreachableError:
            return False, giving_up.result()
        return True, giving_up.result()


def test_of_two_at_once_one_is_right() -> None:
    """The loop gives up in the moment in which the thread sends it."""
    for _ in range(100):
        was_sent, was_given_up = both_at_once(an_attempt())
        assert was_sent != was_given_up


async def test_what_was_sent_is_waited_for_and_all_else_is_not() -> None:
    loop = asyncio.get_running_loop()
    sent, kept, reading = an_attempt(), an_attempt(), None
    sent.go_out()
    asked = [Asked(loop.create_future(), attempt) for attempt in (sent, kept, reading)]
    assert [one.give_up() for one in asked] == [False, True, True]
    assert [one.running.cancelled() for one in asked] == [False, True, True]
