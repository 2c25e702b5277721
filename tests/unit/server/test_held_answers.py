"""Long answers that are being fetched: equal ones are held once, and all of them are bounded."""

from contextlib import ExitStack

import pytest

from classroom_app.server.held_answers import HeldAnswers


class Reader:
    """A connection; `is_cut` says whether it was ended."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.is_cut = False

    def cut(self) -> None:
        self.is_cut = True


@pytest.fixture
def held() -> HeldAnswers:
    return HeldAnswers(max_bytes=1_000)


def test_equal_answers_are_held_once(held: HeldAnswers) -> None:
    with ExitStack() as fetching:
        given = [
            fetching.enter_context(held.holding(Reader(f"10.0.0.{n}"), bytes(bytearray(600))))
            for n in range(50)
        ]
        assert all(each is given[0] for each in given), "else there are fifty copies"
        assert held.total == 600
    assert held.total == 0


def test_the_address_with_most_makes_room(held: HeldAnswers) -> None:
    honest, greedy = Reader("10.0.0.1"), [Reader("10.0.0.2") for _ in range(10)]
    with ExitStack() as fetching:
        fetching.enter_context(held.holding(honest, b"picture" * 40))
        for number, each in enumerate(greedy):
            fetching.enter_context(held.holding(each, b"%d" % number * 200))
            assert held.total <= 1_000
        assert not honest.is_cut
        assert [each.is_cut for each in greedy] == [True] * 7 + [False] * 3
    assert held.total == 0


def test_a_class_that_fetches_one_picture_is_lighter_than_who_fetches_two(
    held: HeldAnswers,
) -> None:
    phones, stranger = [Reader("10.0.0.1") for _ in range(30)], Reader("10.0.0.2")
    with ExitStack() as fetching:
        for phone in phones:
            fetching.enter_context(held.holding(phone, b"p" * 400))
        fetching.enter_context(held.holding(stranger, b"1" * 500))
        fetching.enter_context(held.holding(Reader("10.0.0.2"), b"2" * 500))
    assert stranger.is_cut
    assert not any(phone.is_cut for phone in phones)


def test_networks_of_ipv6_count_as_one_address(held: HeldAnswers) -> None:
    many, one = [Reader(f"fd00::{n}") for n in range(4)], Reader("fd00:0:0:1::1")
    with ExitStack() as fetching:
        fetching.enter_context(held.holding(one, b"x" * 300))
        for number, each in enumerate(many):
            fetching.enter_context(held.holding(each, b"%d" % number * 250))
    assert not one.is_cut
    assert many[0].is_cut
