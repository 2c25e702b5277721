"""Phones that are in the class disconnect and reconnect, or replace themselves, endlessly."""

import asyncio

from tests.attacks.attack import LOST, Attack, Outcome, Target, drain, message

NAMES = 40


async def come_and_go(target: Target) -> Outcome:
    """Connect and join with each cookie as fast as possible; half of them never close first."""
    joined = 0

    async def visit(number: int, cookie: str, address: str) -> None:
        nonlocal joined
        readings: list[asyncio.Task[int]] = []
        writer: asyncio.StreamWriter | None = None
        try:
            while not target.is_over:
                before = writer
                try:
                    reader, writer = await target.open_socket(cookie, address)
                    readings.append(asyncio.create_task(drain(reader)))
                    writer.write(message("join"))
                    async with asyncio.timeout(5):
                        await writer.drain()
                    joined += 1
                except LOST:
                    await asyncio.sleep(0.1)
                await asyncio.sleep(0.01)
                if number % 2 and before is not None:
                    before.transport.abort()  # the newer connection has replaced it
                elif writer is not None:
                    writer.transport.abort()
                readings = [one for one in readings if not one.done()]
        finally:
            if writer is not None:
                writer.transport.abort()
            for reading in readings:
                reading.cancel()
            await asyncio.gather(*readings, return_exceptions=True)

    results = await asyncio.gather(
        *(visit(n, *seat) for n, seat in enumerate(target.seats)), return_exceptions=True
    )
    faults = [one for one in results if isinstance(one, Exception) and not isinstance(one, LOST)]
    if faults:
        raise faults[0]
    return Outcome(f"{joined:,} times somebody came")


ATTACK = Attack(
    "reconnects",
    "Comes and goes with forty cookies as fast as it can, and takes its own place.",
    come_and_go,
    NAMES,
)
