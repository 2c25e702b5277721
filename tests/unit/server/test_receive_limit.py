"""Bytes are counted for each connection and address, and what is held for all."""

from dataclasses import dataclass, field

import pytest

from classroom_app.server.receive_limit import (
    ADDRESS_BURST_BYTES,
    ADDRESS_BYTES_PER_S,
    BURST_BYTES,
    BYTES_PER_S,
    LONGEST_PAUSE_S,
    MAX_ADDRESSES,
    PORTION_BYTES,
    TOTAL_BURST_BYTES,
    Flow,
    ReceiveLimit,
)
from tests.helpers.sample import HandClock

CHUNK = 256 * 1024


@dataclass(eq=False)
class Line:
    """A connection that notes what is done to it."""

    address: str = "a"
    held: int = 0
    flow: Flow = field(default_factory=Flow)
    pauses: list[float] = field(default_factory=list)
    is_cut: bool = False

    def held_bytes(self) -> int:
        return self.held

    def pause_for(self, seconds: float) -> None:
        self.pauses.append(seconds)

    def cut(self) -> None:
        self.is_cut = True


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def receive_limit(clock: HandClock) -> ReceiveLimit:
    return ReceiveLimit(clock.monotonic, max_held=10 * CHUNK)


def under_load(receive_limit: ReceiveLimit) -> None:
    """Let others send as much as all may at once."""
    for n in range(TOTAL_BURST_BYTES // BURST_BYTES + 2):
        send(receive_limit, Line(f"other {n}"), BURST_BYTES)


def send(receive_limit: ReceiveLimit, line: Line, count: int) -> None:
    while count > 0:
        receive_limit.took(line, line.flow, min(count, CHUNK))
        count -= CHUNK


def test_the_largest_picture_comes_at_once(receive_limit: ReceiveLimit) -> None:
    line = Line()
    send(receive_limit, line, int(2.5 * 1024 * 1024))
    assert line.pauses == []


def test_a_stream_of_them_is_slowed_down(receive_limit: ReceiveLimit, clock: HandClock) -> None:
    under_load(receive_limit)
    line = Line()
    send(receive_limit, line, BURST_BYTES + CHUNK)
    assert line.pauses
    assert sum(line.pauses) == pytest.approx((CHUNK + PORTION_BYTES) / BYTES_PER_S, abs=1)
    line.pauses.clear()
    clock.seconds += 2 * BURST_BYTES / BYTES_PER_S
    send(receive_limit, line, BURST_BYTES - PORTION_BYTES)
    assert line.pauses == [], "it has waited"


def test_an_address_has_a_share_for_all_its_connections(receive_limit: ReceiveLimit) -> None:
    under_load(receive_limit)
    lines = [Line() for _ in range(ADDRESS_BURST_BYTES // CHUNK + 8)]
    for line in lines:
        send(receive_limit, line, CHUNK)
    assert not lines[0].pauses
    assert lines[-1].pauses
    assert lines[-1].pauses[0] < 8 * CHUNK / ADDRESS_BYTES_PER_S + 1
    other = Line("b")
    send(receive_limit, other, CHUNK)
    assert not other.pauses


def test_nobody_waits_while_little_is_sent_in_all(receive_limit: ReceiveLimit) -> None:
    line = Line()
    send(receive_limit, line, 10 * BURST_BYTES)
    assert not line.pauses


def test_no_pause_is_long_enough_to_seem_dead(receive_limit: ReceiveLimit) -> None:
    line = Line()
    send(receive_limit, line, 100 * BURST_BYTES)
    assert max(line.pauses) == LONGEST_PAUSE_S


def test_words_cost_no_look(receive_limit: ReceiveLimit) -> None:
    lines = [Line(held=10**9) for _ in range(100)]
    for line in lines:
        receive_limit.took(line, line.flow, PORTION_BYTES)
    assert not any(line.is_cut for line in lines)


def test_of_what_is_held_the_heaviest_address_makes_room(receive_limit: ReceiveLimit) -> None:
    honest = Line("b", held=3 * CHUNK)
    send(receive_limit, honest, CHUNK)
    many = [Line("a", held=CHUNK + n) for n in range(12)]
    for line in many:
        send(receive_limit, line, CHUNK)
    assert not honest.is_cut
    assert sum(line.held for line in many if not line.is_cut) <= 7 * CHUNK
    assert not many[0].is_cut, "the largest go first"


def test_who_sends_all_the_time_makes_room_for_who_sends_once(
    receive_limit: ReceiveLimit, clock: HandClock
) -> None:
    """Also if each of those who send all the time holds less."""
    strangers = [Line(f"stranger {n}", held=CHUNK - 1) for n in range(9)]
    for _ in range(20):
        for line in strangers:
            send(receive_limit, line, CHUNK)
        clock.seconds += 1
    honest = Line("honest", held=3 * CHUNK)
    send(receive_limit, honest, 3 * CHUNK)
    for line in strangers:
        send(receive_limit, line, CHUNK)
    assert not honest.is_cut
    assert sum(line.is_cut for line in strangers) == 2


def test_whoever_begins_and_does_not_go_on_makes_room_in_the_end(
    receive_limit: ReceiveLimit, clock: HandClock
) -> None:
    """They sent little, long ago, and hold it; a phone sends a larger picture again and again."""
    strangers = [Line(f"stranger {n}", held=CHUNK) for n in range(9)]
    for line in strangers:
        send(receive_limit, line, CHUNK)
    tries = [Line("honest", held=3 * CHUNK) for _ in range(10)]
    for honest in tries:
        clock.seconds += 4
        send(receive_limit, honest, 3 * CHUNK)
        if not honest.is_cut:
            break
        receive_limit.left(honest)
    assert not all(honest.is_cut for honest in tries)
    assert sum(line.is_cut for line in strangers) == 2


def test_a_second_picture_is_no_old_one(receive_limit: ReceiveLimit, clock: HandClock) -> None:
    calm = Line("calm", held=CHUNK)
    send(receive_limit, calm, CHUNK)
    clock.seconds += 600
    send(receive_limit, calm, CHUNK)
    for n in range(10):
        send(receive_limit, Line(f"{n}", held=2 * CHUNK), 2 * CHUNK)
    assert not calm.is_cut


def test_a_class_of_thirty_that_sends_at_once_loses_none() -> None:
    """On slow lines, so that all pictures are on the way at the same time, in base64."""
    receive_limit = ReceiveLimit()
    phones = [Line(f"192.168.0.{n}") for n in range(30)]
    while phones[0].held < 600_000 * 4 // 3:
        for phone in phones:
            phone.held += 20_000
            receive_limit.took(phone, phone.flow, 20_000)
    assert not any(phone.is_cut for phone in phones)
    assert not any(phone.pauses for phone in phones)


def test_what_was_taken_meanwhile_counts_no_more(receive_limit: ReceiveLimit) -> None:
    lines = [Line(held=CHUNK) for _ in range(30)]
    for line in lines:
        send(receive_limit, line, CHUNK)
        line.held = 0
    assert not any(line.is_cut for line in lines)


def test_who_is_gone_is_forgotten(receive_limit: ReceiveLimit) -> None:
    for n in range(30):
        line = Line(f"{n}", held=CHUNK)
        send(receive_limit, line, CHUNK)
        receive_limit.left(line)
        assert not line.is_cut


def test_the_memory_for_addresses_is_bounded(receive_limit: ReceiveLimit) -> None:
    for n in range(3 * MAX_ADDRESSES):
        line = Line(f"{n}")
        send(receive_limit, line, CHUNK)
    assert len(receive_limit._addresses) <= MAX_ADDRESSES


def test_a_network_of_ipv6_is_one_address(receive_limit: ReceiveLimit) -> None:
    under_load(receive_limit)
    lines = [Line(f"2001:db8:1:2::{n:x}") for n in range(2 * ADDRESS_BURST_BYTES // BURST_BYTES)]
    for line in lines:
        send(receive_limit, line, BURST_BYTES)
    assert lines[-1].pauses
