"""Requests that are within every limit of length, and made to take long to be understood."""

import asyncio

from tests.attacks.attack import LOST, Attack, Outcome, Target, sources

AT_ONCE = 150
LINES, LINE_BYTES = 22, 4_000


async def ask(target: Target) -> Outcome:
    """Ask with thousands of cookies, codings and values, from many addresses."""
    count, elsewhere = 0, sources(80)
    addresses = [next(elsewhere) for _ in range(100)]
    asked = "GET /api/sessions/WRONG"
    values = "&".join(f"v{n}={'%41' * 130}" for n in range(19))
    heads = (
        target.head(asked, *[f"Cookie: {';' * LINE_BYTES}"] * LINES),
        target.head(asked, *[f"Cookie: {'sessionid=1; ' * (LINE_BYTES // 13)}"] * LINES),
        target.head("GET /", *[f"Accept-Encoding: {'a;q=,' * (LINE_BYTES // 5)}"] * LINES),
        target.head(f"{asked}?{values}"),
    )

    async def one(number: int) -> None:
        nonlocal count
        while not target.is_over:
            try:
                reader, writer = await target.open_line(addresses[number % len(addresses)])
            except LOST:
                await asyncio.sleep(0.05)
                continue
            try:
                writer.write(heads[number % len(heads)])
                async with asyncio.timeout(5):
                    await reader.read()
                count += 1
            except LOST:
                pass
            finally:
                writer.transport.abort()

    await asyncio.gather(*(one(n) for n in range(AT_ONCE)))
    return Outcome(f"{count:,} requests of many cookies, codings and values")


ATTACK = Attack(
    "costly-heads",
    "Asks with thousands of cookies, codings and values in one request.",
    ask,
    is_flood=True,
)
