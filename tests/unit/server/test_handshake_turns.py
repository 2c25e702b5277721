"""Whose handshake is next, and who makes room for it."""

import asyncio

from classroom_app.server.handshake_turns import BEGUN_PER_TURN, HandshakeTurns
from tests.helpers.timing import PATIENCE_S


class Phone:
    """Somebody who waits for a handshake, and then does nothing."""

    def __init__(self, turns: HandshakeTurns, address: str, log: list[str]) -> None:
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
    turns = HandshakeTurns()
    many = [Phone(turns, "10.0.0.66", log) for _ in range(20)]
    honest = [Phone(turns, f"10.0.0.{n}", log) for n in range(1, 4)]
    await begun(many[-1])
    assert set(log[: 1 + len(honest)]) == {phone.address for phone in (*honest, many[0])}


async def test_a_few_begin_in_one_turn_of_the_loop() -> None:
    log: list[str] = []
    turns = HandshakeTurns()
    for _ in range(BEGUN_PER_TURN * 2 + 1):
        Phone(turns, "10.0.0.66", log)
    await asyncio.sleep(0)
    assert len(log) == BEGUN_PER_TURN
    await asyncio.sleep(0)
    assert len(log) == BEGUN_PER_TURN * 2


async def test_whoever_holds_most_makes_room_at_once() -> None:
    log: list[str] = []
    turns = HandshakeTurns(at_once=4, spared_s=1_000)
    greedy = [Phone(turns, "10.0.0.66", log) for _ in range(5)]
    await begun(greedy[3])
    honest = Phone(turns, "10.0.0.1", log)
    await begun(honest)
    assert greedy[0].is_out.is_set()
    assert not honest.is_out.is_set()
    assert not greedy[4].has_begun.is_set(), "its own address holds the most"


async def test_between_equals_the_oldest_makes_room_after_a_while() -> None:
    log: list[str] = []
    turns = HandshakeTurns(at_once=2, spared_s=0.05)
    first = [Phone(turns, f"10.0.0.{n}", log) for n in (1, 2)]
    await begun(first[1])
    last = Phone(turns, "10.0.0.3", log)
    await begun(last)
    assert first[0].is_out.is_set()
    assert not last.is_out.is_set()


async def test_who_is_spared_makes_no_room_while_nobody_waits() -> None:
    log: list[str] = []
    turns = HandshakeTurns(at_once=1, spared_s=0.0)
    first = Phone(turns, "10.0.0.1", log)
    await begun(first)
    gone = Phone(turns, "10.0.0.2", log)
    turns.leave(gone)
    for _ in range(5):
        await asyncio.sleep(0)
    assert not first.is_out.is_set()


async def test_who_leaves_the_line_is_not_begun_and_the_next_is() -> None:
    log: list[str] = []
    turns = HandshakeTurns(at_once=1, spared_s=1_000)
    first = Phone(turns, "10.0.0.1", log)
    await begun(first)
    gone, last = Phone(turns, "10.0.0.2", log), Phone(turns, "10.0.0.3", log)
    turns.leave(gone)
    turns.leave(first)
    await begun(last)
    assert not gone.has_begun.is_set()
