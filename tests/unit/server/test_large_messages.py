"""In which order large messages are understood, and that others are served in between."""

import asyncio
import itertools

from classroom_app.server.large_messages import LONGEST_WAITING_EACH, LargeMessages

SIZE = 1_000_000


class Log:
    """Who had a turn, in order."""

    def __init__(self) -> None:
        self.large = LargeMessages()
        self.done: list[str] = []
        self.tasks: list[asyncio.Task[None]] = []

    def come(self, address: str, size: int = SIZE) -> "asyncio.Task[None]":
        async def take() -> None:
            await self.large.turn(address, size)
            self.done.append(address)

        task = asyncio.create_task(take())
        self.tasks.append(task)
        return task


async def test_one_alone_does_not_wait() -> None:
    large = LargeMessages()
    for _ in range(3):
        await large.turn("a", SIZE)
        await asyncio.sleep(0)


async def test_others_are_served_between_two() -> None:
    """One turn for each time that all which is ready has run."""
    log, loop, seen = Log(), asyncio.get_running_loop(), [0]

    def look() -> None:
        seen.append(len(log.done))
        if seen[-1] < 5:
            loop.call_soon(look)

    for n in range(5):
        log.come(f"{n}")
    loop.call_soon(look)
    await asyncio.gather(*log.tasks)
    await asyncio.sleep(0)
    assert seen[-1] == 5
    assert all(after - before <= 1 for before, after in itertools.pairwise(seen))


async def test_who_has_sent_least_is_next() -> None:
    log = Log()
    for _ in range(4):
        await log.come("much")
    for _ in range(2):
        await log.come("some")
    log.done.clear()
    for address in ("first", "much", "some", "honest", "much", "some"):
        log.come(address)
    await asyncio.gather(*log.tasks)
    assert log.done[:2] == ["first", "honest"]
    assert log.done.index("some") < 4


async def test_who_waits_longest_has_a_turn_now_and_then() -> None:
    log = Log()
    log.come("first")
    log.come("much", 100 * SIZE)
    for n in range(20):
        log.come(f"{n}", 1)
    await asyncio.gather(*log.tasks)
    assert log.done.index("much") <= LONGEST_WAITING_EACH


async def test_who_is_gone_is_passed_over() -> None:
    log = Log()
    log.come("first")
    gone, last = log.come("gone"), log.come("last")
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.wait([gone])
    await last
    assert log.done == ["first", "last"]


async def test_a_network_of_ipv6_is_one_address() -> None:
    log = Log()
    for n in range(2):
        await log.come(f"2001:db8:1:2::{n:x}")
    log.done.clear()
    for address in ("first", "2001:db8:1:2::9", "2001:db8:1:3::1"):
        log.come(address)
    await asyncio.gather(*log.tasks)
    assert log.done == ["first", "2001:db8:1:3::1", "2001:db8:1:2::9"]
