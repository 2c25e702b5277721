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


# A class behind one address ----------------------------------------------------------------------


def wrong(tries: WrongTries, count: int, phone: str | None = None, code: str | None = None) -> None:
    for _ in range(count):
        tries.note_wrong("a", phone, code)


def test_a_code_that_is_asked_for_again_and_again_counts_once() -> None:
    tries = WrongTries(Clock())
    for n in range(10):
        wrong(tries, 50, f"phone {n}", "482913")
        wrong(tries, 50, None, "482913")
    wrong(tries, 18)
    assert tries.wait_s("a") == 0
    wrong(tries, 1, None, "another")
    assert tries.wait_s("a") == 30


def test_thirty_who_mistype_shut_nobody_out() -> None:
    tries = WrongTries(Clock())
    for n in range(30):
        assert tries.wait_s("a", f"phone {n}") == 0
        wrong(tries, 1, f"phone {n}", f"typo {n}")
    assert tries.wait_s("a") > 0  # who does not say which phone it is may be any of them
    for n in range(30):
        assert tries.wait_s("a", f"phone {n}") == 0
        tries.note_signed_in("a", f"phone {n}")
    assert tries.wait_s("a") == 0
    wrong(tries, 19)
    assert tries.wait_s("a") == 0


def test_a_phone_that_guesses_waits_as_everybody() -> None:
    tries = WrongTries(Clock())
    wrong(tries, limits.WRONG_TRIES_OF_A_PHONE, "guesser")
    wrong(tries, 15)
    assert (tries.wait_s("a", "guesser"), tries.wait_s("a", "another")) == (30, 0)
    # Its own count, and that of strangers, are not forgotten when somebody else signs in.
    tries.note_signed_in("a", None)
    tries.note_signed_in("a", "another")
    assert tries.wait_s("a", "guesser") == 30


def test_who_signs_in_takes_back_the_wait_that_it_caused() -> None:
    clock = Clock()
    tries = WrongTries(clock)
    wrong(tries, 20)
    wrong(tries, 2, "phone")
    assert tries.wait_s("a") == 30 + 60 + 120
    clock.now += 10
    tries.note_signed_in("a", "phone")
    assert tries.wait_s("a") == 20
    tries.note_signed_in("b", "phone")  # nothing is known of that one


@given(st.lists(st.tuples(st.floats(0, 400), st.integers(0, 60)), max_size=400))
def test_an_hour_has_no_more_tries_for_all_the_phones_that_somebody_makes_up(
    attempts: list[tuple[float, int]],
) -> None:
    """The figure that docs/SECURITY.md counts with; 0 is a try that names no phone."""
    clock = Clock()
    tries = WrongTries(clock)
    let_try = 0
    for n, (pause, phone) in enumerate(attempts):
        clock.now += pause
        if clock.now > 100 + 3_600:
            break
        name = f"phone {phone}" if phone else None
        if tries.wait_s("a", name) == 0:
            tries.note_wrong("a", name, f"code {n}")
            let_try += 1
    assert let_try <= 35


def test_the_fastest_guesser_has_35_tries_in_an_hour() -> None:
    clock = Clock()
    tries = WrongTries(clock)
    let_try = 0
    for second in range(3_600):
        for phone in (None, f"made up {second}"):
            while tries.wait_s("a", phone) == 0:
                tries.note_wrong("a", phone, f"code {let_try}")
                let_try += 1
        clock.now += 1
    assert let_try == limits.WRONG_TRIES_OF_PHONES == 35


def test_no_wait_is_said_to_be_longer_than_five_minutes() -> None:
    tries = WrongTries(Clock())
    for n in range(35):
        tries.note_wrong("a", f"phone {n}")
    assert tries.wait_s("a", "phone 36") == limits.LONGEST_WAIT_S == 300
