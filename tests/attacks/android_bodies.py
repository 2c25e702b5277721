"""Request bodies for the Android app's port that never arrive, or arrive byte by byte."""

import asyncio
import time

from tests.attacks.attack import LOST, Attack, Outcome, Target, sources

AT_ONCE = 200
ANNOUNCED = 2_000_000
BEGINNINGS = (b"{", b" " * 1_000_000, b" " * 1_999_000)


async def announce(target: Target) -> Outcome:
    """Hold many bodies open from a few addresses, and check whether a small one gets through."""
    count, refused, elsewhere = 0, 0, sources(77)
    addresses = [next(elsewhere) for _ in range(8)]
    path = "POST /api/students/sessions/1/screenshots/"

    async def one(number: int) -> None:
        nonlocal count
        source = addresses[number % len(addresses)]
        while not target.is_over:
            try:
                reader, writer = await target.open_line(source, target.android_url)
            except LOST:
                await asyncio.sleep(0.05)
                continue
            try:
                writer.write(target.head(path, f"Content-Length: {ANNOUNCED}"))
                writer.write(BEGINNINGS[number % len(BEGINNINGS)])
                count += 1
                while time.monotonic() < target.deadline and not reader.at_eof():
                    writer.write(b" ")
                    try:
                        async with asyncio.timeout(1):
                            await reader.read(1_000)
                    except TimeoutError:
                        pass
            except LOST:
                pass
            finally:
                writer.transport.abort()

    async def honest() -> None:
        nonlocal refused
        while not target.is_over:
            try:
                status, _, _ = await target.ask(
                    "POST /api/logs/activity/",
                    source="127.0.3.3",
                    url=target.android_url,
                    body=b'{"device_id": "honest", "event_type": "x"}',
                )
                refused += status == 503
            except LOST:
                pass
            await asyncio.sleep(0.2)

    await asyncio.gather(*(one(n) for n in range(AT_ONCE)), honest())
    harm = [f"an honest request was refused {refused} times"] if refused else []
    return Outcome(f"{count:,} bodies of {ANNOUNCED:,} bytes announced", harm)


ATTACK = Attack(
    "android-bodies",
    "Announces large bodies to the Android app's port and sends them not at all, or slowly.",
    announce,
)
