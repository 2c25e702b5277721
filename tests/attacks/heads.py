"""Requests with headers of the largest size that is read, which never end."""

import asyncio

from tests.attacks.attack import LOST, Attack, Outcome, Target, drain, sources

AT_ONCE = 400
LINES, LINE_BYTES = 120, 8_000


async def send_heads(target: Target) -> Outcome:
    """Begin many requests from many addresses, with the longest headers, and end none."""
    sent, elsewhere = 0, sources(71)
    addresses = [next(elsewhere) for _ in range(40)]
    lines = [f"X-{n}: ".encode().ljust(LINE_BYTES, b"x") + b"\r\n" for n in range(LINES)]

    async def one(number: int) -> None:
        nonlocal sent
        while not target.is_over:
            try:
                port = target.android_url if number % 4 == 0 else ""
                source = addresses[number % len(addresses)]
                reader, writer = await target.open_line(source, port)
            except LOST:
                await asyncio.sleep(0.1)
                continue
            try:
                writer.write(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
                for line in lines:
                    writer.write(line)
                    async with asyncio.timeout(5):
                        await writer.drain()
                    sent += len(line)
                await drain(reader)
            except LOST:
                pass
            finally:
                writer.transport.abort()

    await asyncio.gather(*(one(n) for n in range(AT_ONCE)))
    return Outcome(f"{sent >> 20} MB of heads")


ATTACK = Attack(
    "heads",
    "Begins requests with the longest heads that are read, and ends none.",
    send_heads,
    is_flood=True,
)
