"""Whose handshake is next, and who makes room for it."""

import asyncio

import pytest

from classroom_app.server import handshake_queue
from classroom_app.server.addresses import network_of
from classroom_app.server.handshake_queue import BEGUN_PER_TURN, HandshakeQueue
from tests.helpers.timing import PATIENCE_S


class Phone:
    """Somebody who waits for a handshake, and then does nothing."""

    def __init__(self, turns: HandshakeQueue, address: str, log: list[str]) -> None:
        self.turns, self.address, self.log = turns, address, log
        self.has_begun, self.is_out = asyncio.Event(), asyncio.Event()
        turns.line_up(self)

    def begin(self) -> None:
        self.log.append(self.address)
        self.has_begun.set()

    def turn_out(self) -> None:
        self.is_out.set()
        self.turns.leave(self)


async def begun(phone: Phone) -> None:
    async with asyncio.timeout(PATIENCE_S):
        await phone.has_begun.wait()


async def test_whoever_has_many_in_line_waits_for_itself() -> None:
    log: list[str] = []
    turns = HandshakeQueue()
    many = [Phone(turns, "10.0.0.66", log) for _ in range(20)]
    honest = [Phone(turns, f"10.0.0.{n}", log) for n in range(1, 4)]
    await begun(many[-1])
    assert set(log[: 1 + len(honest)]) == {phone.address for phone in (*honest, many[0])}


async def test_a_few_begin_in_one_turn_of_the_loop() -> None:
    log: list[str] = []
    turns = HandshakeQueue()
    for _ in range(BEGUN_PER_TURN * 2 + 1):
        Phone(turns, "10.0.0.66", log)
    await asyncio.sleep(0)
    assert len(log) == BEGUN_PER_TURN
    await asyncio.sleep(0)
    assert len(log) == BEGUN_PER_TURN * 2


async def test_whoever_holds_most_makes_room_at_once() -> None:
    log: list[str] = []
    turns = HandshakeQueue(at_once=4)
    greedy = [Phone(turns, "10.0.0.66", log) for _ in range(5)]
    await begun(greedy[3])
    honest = Phone(turns, "10.0.0.1", log)
    await begun(honest)
    assert greedy[0].is_out.is_set()
    assert not honest.is_out.is_set()


async def test_whoever_holds_most_makes_no_room_for_itself_at_others_cost() -> None:
    log: list[str] = []
    turns = HandshakeQueue(at_once=3)
    honest = Phone(turns, "10.0.0.1", log)
    greedy = [Phone(turns, "10.0.0.66", log) for _ in range(9)]
    await begun(greedy[-1])
    assert not honest.is_out.is_set()


async def test_whose_address_is_known_does_not_wait_behind_strangers() -> None:
    log: list[str] = []
    turns = HandshakeQueue()
    turns.know("10.0.0.1")
    strangers = [Phone(turns, f"10.1.0.{n}", log) for n in range(20)]
    honest = [Phone(turns, "10.0.0.1", log) for _ in range(3)]
    await begun(honest[-1])
    assert [number for number, address in enumerate(log) if address == "10.0.0.1"][-1] < 6
    await begun(strangers[-1])


async def test_so_many_addresses_are_remembered_the_latest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(handshake_queue, "MOST_KNOWN", 2)
    log: list[str] = []
    turns = HandshakeQueue()
    for address in ("10.0.0.1", "10.0.0.2", "10.0.0.1", "10.0.0.3"):
        turns.know(address)
    forgotten, known = Phone(turns, "10.0.0.2", log), Phone(turns, "10.0.0.1", log)
    await begun(forgotten)
    await begun(known)
    assert log == ["10.0.0.1", "10.0.0.2"]


async def test_between_equals_the_oldest_makes_room() -> None:
    log: list[str] = []
    turns = HandshakeQueue(at_once=2)
    first = [Phone(turns, f"10.0.0.{n}", log) for n in (1, 2)]
    await begun(first[1])
    last = Phone(turns, "10.0.0.3", log)
    await begun(last)
    assert first[0].is_out.is_set()
    assert not first[1].is_out.is_set()
    assert not last.is_out.is_set()


async def test_who_leaves_the_line_is_not_begun_and_the_next_is() -> None:
    log: list[str] = []
    turns = HandshakeQueue(at_once=1)
    first = Phone(turns, "10.0.0.1", log)
    await begun(first)
    turns.leave(first)
    gone, last = Phone(turns, "10.0.0.2", log), Phone(turns, "10.0.0.3", log)
    turns.leave(gone)
    await begun(last)
    assert not gone.has_begun.is_set()


async def test_whoever_is_in_a_class_is_known_by_the_network_of_ipv6() -> None:
    log: list[str] = []
    turns = HandshakeQueue()
    turns.know("2001:db8:1:2::1")
    strangers = [Phone(turns, "10.0.0.66", log) for _ in range(20)]
    known = Phone(turns, network_of("2001:db8:1:2::2"), log)
    await begun(strangers[-1])
    assert log[0] == known.address
