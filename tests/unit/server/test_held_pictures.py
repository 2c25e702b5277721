"""How many bytes of pictures are held in all, and who makes room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.protocol import limits
from classroom_app.server.held_pictures import (
    MAX_HELD_BYTES,
    HeldPicture,
    HeldPictures,
    PicturesBusyError,
)
from classroom_app.server.sent_of_late import HALF_FORGOTTEN_S
from tests.helpers.sample import HandClock


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def held(clock: HandClock) -> HeldPictures:
    return HeldPictures(clock.monotonic, max_bytes=100)


def is_held(picture: HeldPicture) -> bool:
    try:
        with picture.in_use():
            return True
    except PicturesBusyError:
        return False


def test_a_picture_is_held_until_it_is_let_go(held: HeldPictures) -> None:
    picture = held.hold(b"picture", 1, "a")
    with picture.in_use() as content:
        assert content == b"picture"
    assert held.total == 7
    picture.let_go()
    picture.let_go()
    assert held.total == 0
    assert not is_held(picture)


def test_of_each_sender_the_newest_is_held(held: HeldPictures) -> None:
    told: list[str] = []
    older = held.hold(b"older", "kim", "a")
    older.when_given_up = lambda: told.append("older")
    with older.in_use():
        newer = held.hold(b"newer", "kim", "a")
        assert not told, "somebody works with it"
    newest = held.hold(b"newest", "kim", "a")
    assert told == ["older"]
    assert [is_held(one) for one in (older, newer, newest)] == [False, False, True]
    assert held.total == 6


def test_who_sent_most_makes_room(held: HeldPictures) -> None:
    many = [held.hold(b"x" * 30, f"many {n}", "a") for n in range(3)]
    honest = held.hold(b"y" * 40, "honest", "b")
    assert [is_held(one) for one in (*many, honest)] == [True, True, False, True]


def test_who_sends_one_after_the_other_makes_room_for_who_sends_one(
    held: HeldPictures, clock: HandClock
) -> None:
    """Also if each of those who send all the time holds less than the honest phone."""
    for turn in range(3):
        for n in range(9):
            held.hold(b"x" * 11, f"{n}", f"stranger {n}")
        clock.seconds += 1
        assert held.total == 99, turn
    honest = held.hold(b"y" * 30, "honest", "honest")
    assert is_held(honest)
    for n in range(9):
        held.hold(b"x" * 11, f"{n}", f"stranger {n}")
    assert is_held(honest)
    assert held.total <= 100


def test_what_was_sent_long_ago_counts_no_more(held: HeldPictures, clock: HandClock) -> None:
    for _ in range(20):
        held.hold(b"x" * 50, "once", "once").let_go()
    clock.seconds += 10 * HALF_FORGOTTEN_S
    once = held.hold(b"x" * 40, "once", "once")
    held.hold(b"y" * 60, "new", "new")
    held.hold(b"y" * 5, "small", "small")
    assert is_held(once)


def test_of_those_who_sent_as_much_the_last_makes_room(held: HeldPictures) -> None:
    pictures = [held.hold(b"x" * 30, n, f"{n}") for n in range(4)]
    assert [is_held(one) for one in pictures] == [True, True, True, False]


def test_whom_somebody_works_with_stays(held: HeldPictures) -> None:
    first = held.hold(b"x" * 90, 1, "a")
    with first.in_use():
        second = held.hold(b"y" * 20, 2, "b")
        assert not is_held(second)
    assert is_held(first)


def test_one_that_is_let_go_tells_nobody(held: HeldPictures) -> None:
    picture = held.hold(b"x", 1, "a")
    picture.when_given_up = lambda: pytest.fail("nobody waits any more")
    picture.let_go()
    picture.give_up()


def test_a_network_of_ipv6_is_one_address(held: HeldPictures) -> None:
    for n in range(3):
        held.hold(b"x" * 30, n, f"2001:db8:1:2::{n:x}")
    honest = held.hold(b"y" * 40, "honest", "2001:db8:1:3::1")
    assert is_held(honest)


def test_a_class_of_thirty_that_sends_at_once_loses_none() -> None:
    held = HeldPictures()
    pictures = [held.hold(bytes(500_000), n, f"192.168.0.{n}") for n in range(30)]
    assert all(is_held(one) for one in pictures)
    behind_one_router = HeldPictures()
    pictures = [behind_one_router.hold(bytes(500_000), n, "192.168.0.1") for n in range(30)]
    assert all(is_held(one) for one in pictures)


def test_there_is_room_for_the_largest_pictures() -> None:
    assert 10 * limits.MAX_SCREENSHOT_BYTES < MAX_HELD_BYTES


@given(
    st.lists(
        st.tuples(
            *(st.integers(1, 60), st.integers(0, 5), st.integers(0, 3)),
            st.booleans(),
            st.floats(0, 60),
        )
    )
)
def test_it_is_never_too_much(steps: list[tuple[int, int, int, bool, float]]) -> None:
    clock = HandClock()
    held, pictures = HeldPictures(clock.monotonic, max_bytes=100), []
    for size, sender, address, is_over, seconds in steps:
        pictures.append(held.hold(bytes(size), sender, f"{address}"))
        if is_over:
            pictures.pop(0).let_go()
        clock.seconds += seconds
        assert held.total <= 100
        assert held.total == sum(one.size for one in pictures if is_held(one))
