import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.protocol import limits
from classroom_app.server.admission import FORGET_AFTER_S, MAX_ADDRESSES, MessageRate, WrongTries


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@given(st.lists(st.floats(0, 3), max_size=300))
def test_no_more_than_the_burst_and_the_rate(pauses: list[float]) -> None:
    clock = Clock()
    rate = MessageRate(clock)
    admitted = 0
    for pause in pauses:
        clock.now += pause
        admitted += rate.admits()
        most = limits.MESSAGE_BURST + (clock.now - 100.0) * limits.MESSAGES_PER_S
        assert admitted <= most + 1e-6


@given(st.lists(st.floats(0.0501, 3), max_size=200))
def test_who_keeps_to_the_rate_is_never_refused(pauses: list[float]) -> None:
    clock = Clock()
    rate = MessageRate(clock)
    assert all(rate.admits() for _ in range(limits.MESSAGE_BURST))
    for pause in pauses:
        clock.now += pause
        assert rate.admits()
    assert rate.refusals == 0


@given(st.floats(25, 100_000))
def test_a_flood_of_any_speed_is_noticed(per_second: float) -> None:
    clock = Clock()
    rate = MessageRate(clock)
    for _ in range(2_000):
        clock.now += 1 / per_second
        rate.admits()
        if rate.refusals == limits.REFUSALS_IN_A_ROW:
            return
    raise AssertionError("never noticed")


def test_the_wait_doubles_up_to_five_minutes() -> None:
    clock = Clock()
    tries = WrongTries(clock)
    for _ in range(limits.WRONG_TRIES - 1):
        tries.note_wrong("a")
    assert tries.wait_s("a") == 0
    for wait_s in (30, 60, 120, 240, 300, 300):
        tries.note_wrong("a")
        assert tries.wait_s("a") == wait_s
        clock.now += wait_s - 1
        assert tries.wait_s("a") == 1
        clock.now += 1
        assert tries.wait_s("a") == 0
    assert tries.wait_s("b") == 0


def test_an_hour_is_forgiven() -> None:
    clock = Clock()
    tries = WrongTries(clock)
    for _ in range(30):
        tries.note_wrong("a")
    clock.now += FORGET_AFTER_S + 1
    tries.note_wrong("a")
    assert tries.wait_s("a") == 0


@given(pauses=st.lists(st.integers(0, 3_600), min_size=19, max_size=19))
def test_wrong_codes_within_an_hour_of_one_another_count_together(pauses: list[int]) -> None:
    """Whoever guesses slowly is noticed as well; PROTOCOL.md says how long that is."""
    clock = Clock()
    tries = WrongTries(clock)
    tries.note_wrong("a")
    for pause in pauses:
        assert tries.wait_s("a") == 0
        clock.now += pause
        tries.note_wrong("a")
    assert tries.wait_s("a") == pytest.approx(30)


@pytest.mark.parametrize(("pause_s", "wait_s"), [(3_599.0, 30.0), (3_600.0, 30.0), (3_601.0, 0.0)])
def test_after_an_hour_without_any_they_are_forgotten(pause_s: float, wait_s: float) -> None:
    clock = Clock()
    tries = WrongTries(clock)
    for _ in range(19):
        tries.note_wrong("a")
    clock.now += pause_s
    tries.note_wrong("a")
    assert tries.wait_s("a") == wait_s


def test_whose_last_wrong_code_is_oldest_is_forgotten_first() -> None:
    tries = WrongTries(Clock())
    for _ in range(20):
        tries.note_wrong("seldom")
        tries.note_wrong("often")
    for n in range(9_998):
        tries.note_wrong(str(n))
    tries.note_wrong("often")
    tries.note_wrong("one more")
    assert (tries.wait_s("seldom"), tries.wait_s("often") > 0) == (0, True)


def test_only_so_many_addresses_are_remembered() -> None:
    tries = WrongTries(Clock())
    for _ in range(limits.WRONG_TRIES):
        tries.note_wrong("first")
    for n in range(MAX_ADDRESSES - 1):
        tries.note_wrong(str(n))
    assert tries.wait_s("first") > 0
    tries.note_wrong("one more")
    assert tries.wait_s("first") == 0
