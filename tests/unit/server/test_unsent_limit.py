"""What waits for all is bounded; who reads, or waits for little, is left alone."""

from dataclasses import dataclass

import pytest

from classroom_app.server.unsent_limit import LOOK_EVERY_S, SPARED_BYTES, UnsentLimit
from tests.helpers.sample import HandClock

MANY = 10 * SPARED_BYTES


@dataclass(eq=False)
class Phone:
    """A connection that reads nothing, until it is told to."""

    unsent: int = 0
    is_cut: bool = False

    def cut(self) -> None:
        self.is_cut, self.unsent = True, 0


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def limit(clock: HandClock) -> UnsentLimit:
    return UnsentLimit(clock.monotonic, max_bytes=10 * MANY)


def wait_for(limit: UnsentLimit, phone: Phone, count: int) -> None:
    phone.unsent += count
    limit.note(phone, phone.unsent)


def test_those_are_cut_for_whom_most_waits(limit: UnsentLimit, clock: HandClock) -> None:
    phones = [Phone() for _ in range(12)]
    calm = Phone()
    wait_for(limit, calm, SPARED_BYTES)
    for number, phone in enumerate(phones):
        wait_for(limit, phone, MANY + number)
        clock.seconds += LOOK_EVERY_S
    assert not calm.is_cut
    assert [phone.is_cut for phone in phones].count(True) == 3
    assert sum(phone.unsent for phone in phones) <= 10 * MANY


def test_what_was_read_meanwhile_counts_no_more(limit: UnsentLimit, clock: HandClock) -> None:
    phones = [Phone() for _ in range(100)]
    for phone in phones:
        wait_for(limit, phone, MANY)
        phone.unsent = 0
        clock.seconds += LOOK_EVERY_S
    assert not any(phone.is_cut for phone in phones)


def test_a_large_class_that_is_behind_for_once_is_not_cut(limit: UnsentLimit) -> None:
    phones = [Phone() for _ in range(1_000)]
    for phone in phones:
        wait_for(limit, phone, SPARED_BYTES)
    assert not any(phone.is_cut for phone in phones)


def test_it_looks_now_and_then(limit: UnsentLimit, clock: HandClock) -> None:
    """In a storm each write would cost a look at everybody."""
    phones = [Phone() for _ in range(200)]
    for phone in phones:
        wait_for(limit, phone, SPARED_BYTES)
    greedy = [Phone() for _ in range(3)]
    for phone in greedy:
        wait_for(limit, phone, MANY)
    assert not any(phone.is_cut for phone in greedy)
    clock.seconds += LOOK_EVERY_S
    wait_for(limit, phones[0], 1)
    assert all(phone.is_cut for phone in greedy)


def test_who_is_gone_is_forgotten(limit: UnsentLimit) -> None:
    for _ in range(100):
        phone = Phone()
        wait_for(limit, phone, MANY)
        limit.forget(phone)
        limit.forget(phone)
        assert not phone.is_cut
