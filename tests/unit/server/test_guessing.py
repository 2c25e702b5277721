import pytest

from classroom_app.application.notices import Stored
from classroom_app.domain import commands as cmd
from classroom_app.protocol import limits
from classroom_app.server.admission import WrongTries
from classroom_app.server.guessing import (
    GUESSING_S,
    LONGEST_TURN_S,
    MAX_ADDRESSES,
    TURNS_OF_AN_ADDRESS,
    WRONG_TRIES_IN_ALL,
    Guessing,
)
from tests.helpers.lecture import TEACHER, Lecture


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def raised(clock: Clock) -> Guessing:
    guessing = Guessing(clock)
    for _ in range(WRONG_TRIES_IN_ALL):
        guessing.note_wrong()
    assert guessing.is_guessed
    return guessing


def test_a_class_that_mistypes_is_nobody_who_guesses(clock: Clock) -> None:
    guessing = Guessing(clock)
    for _ in range(WRONG_TRIES_IN_ALL - 1):
        guessing.note_wrong()
    assert not guessing.is_guessed
    clock.now += GUESSING_S + 1
    for _ in range(WRONG_TRIES_IN_ALL - 1):
        guessing.note_wrong()
    assert not guessing.is_guessed
    assert all(guessing.turn_s("a") == 0 for _ in range(100))


def test_it_is_told_once_and_ends_after_a_quiet_time(clock: Clock) -> None:
    guessing, told = Guessing(clock), []
    stop = guessing.subscribe(lambda: told.append(clock.now))
    for _ in range(3 * WRONG_TRIES_IN_ALL):
        guessing.note_wrong()
    assert told == [100.0]
    clock.now += GUESSING_S
    assert not guessing.is_guessed
    for _ in range(WRONG_TRIES_IN_ALL):
        guessing.note_wrong()
    assert told == [100.0, 100.0 + GUESSING_S]
    stop()
    guessing.forget()
    assert not guessing.is_guessed


def test_a_long_code_is_not_guessed(clock: Clock) -> None:
    is_short = [True]
    guessing = Guessing(clock, lambda: is_short[0])
    for _ in range(WRONG_TRIES_IN_ALL):
        guessing.note_wrong()
    is_short[0] = False
    assert not guessing.is_guessed
    assert guessing.turn_s("a") == 0


def test_who_knows_the_code_needs_no_turn(clock: Clock) -> None:
    guessing = raised(clock)
    guessing.note_right("router")
    assert all(guessing.turn_s("router") == 0 for _ in range(1_000))


def test_the_first_turn_comes_at_once_however_many_guess(clock: Clock) -> None:
    guessing = raised(clock)
    for n in range(254):
        for _ in range(100):
            guessing.turn_s(f"guesser {n}")
    assert guessing.turn_s("honest") == 0


def test_turns_are_few_for_each_address_and_for_all(clock: Clock) -> None:
    guessing = raised(clock)
    tried, hour_s = 0, 3_600
    for _ in range(hour_s):
        clock.now += 1.0
        guessing.note_wrong()
        for n in range(254):
            tried += guessing.turn_s(f"guesser {n}") is not None
    of_each = TURNS_OF_AN_ADDRESS + hour_s / limits.LONGEST_WAIT_S
    assert 1_000 < tried < 254 * of_each
    assert guessing.turn_s("guesser 1") is None


def test_new_addresses_without_end_are_slowed(clock: Clock) -> None:
    guessing = raised(clock)
    waits = [guessing.turn_s(f"guesser {n}") for n in range(20_000)]
    assert sum(wait == 0 for wait in waits) <= 1_001
    assert max(wait for wait in waits if wait is not None) <= LONGEST_TURN_S
    assert sum(wait is not None for wait in waits) < 1_500
    assert len(guessing._turns) <= MAX_ADDRESSES
    clock.now += LONGEST_TURN_S + 1
    assert guessing.turn_s("honest") == 0


def test_all_addresses_of_a_network_of_ipv6_are_one(clock: Clock) -> None:
    tries = WrongTries(clock)
    for n in range(limits.WRONG_TRIES):
        tries.note_wrong(f"2001:db8:1:2::{n:x}", code=f"code {n}")
    assert tries.wait_s("2001:db8:1:2:ffff::1") == limits.FIRST_WAIT_S
    assert tries.wait_s("2001:db8:1:3::1") == 0
    assert tries.wait_s("fe80::1%eth0") == 0


def test_what_foreign_pages_send_shuts_nobody_else_out(clock: Clock) -> None:
    tries = WrongTries(clock)
    for n in range(1_000):
        if tries.wait_s("a", from_page=True) == 0:
            tries.note_wrong("a", code=f"code {n}", from_page=True)
    assert tries.wait_s("a", from_page=True) > 0
    assert tries.wait_s("a") == 0


def test_a_new_code_begins_anew(clock: Clock) -> None:
    guessing, lecture = raised(clock), Lecture()
    command = cmd.SendMessage("hello")
    guessing.on_notice(Stored(lecture.session, command, TEACHER, tuple(lecture.teach(command))))
    assert guessing.is_guessed
    change = cmd.ChangeCode("913507")
    guessing.on_notice(Stored(lecture.session, change, TEACHER, tuple(lecture.teach(change))))
    assert not guessing.is_guessed


def test_a_hall_full_of_phones_of_an_earlier_class_is_nobody_who_guesses(clock: Clock) -> None:
    guessing = Guessing(clock)
    tries = WrongTries(clock, guessing)
    for n in range(3 * WRONG_TRIES_IN_ALL):
        tries.note_wrong(f"phone {n}", code="482913")
    assert not guessing.is_guessed
    for n in range(WRONG_TRIES_IN_ALL):
        tries.note_wrong(f"guesser {n}", code=f"code {n}")
    assert guessing.is_guessed
