"""Pictures under made-up names, and help requests that are repeated endlessly."""

import asyncio
import base64
import os

from tests.attacks.attack import LOST, Attack, Outcome, Target, drain, message
from tests.helpers.sample import picture_bytes

NAMES = 40
CALLERS = 40


def large_picture() -> str:
    """Return a unique picture of the largest size that is accepted."""
    content = picture_bytes("JPEG")
    return base64.b64encode(content + os.urandom(1_490_000 - len(content))).decode()


async def fill_the_disk(target: Target) -> Outcome:
    """Send pictures in some strangers' help requests, and keep changing the text of others'."""
    pictures = calls = 0

    async def visit(cookie: str, address: str, what: str) -> None:
        nonlocal pictures, calls
        while not target.is_over:
            try:
                reader, writer = await target.open_socket(cookie, address)
            except LOST:
                await asyncio.sleep(0.5)
                continue
            reading = asyncio.create_task(drain(reader))
            try:
                writer.write(message("join", presence=False))
                while not (reading.done() or target.is_over):
                    if what == "Picture":
                        writer.write(message("request_help", screenshot=large_picture()))
                        pictures += 1
                        pause_s = 0.2
                    else:
                        words = str(calls % 10) * 500 if calls % 2 else "가" * 500
                        writer.write(message("request_help", message=words))
                        calls += 1
                        pause_s = 1 / 18  # below the message rate limit
                    async with asyncio.timeout(5):
                        await writer.drain()
                    await asyncio.sleep(pause_s)
            except LOST:
                pass
            finally:
                writer.transport.abort()
                await reading

    results = await asyncio.gather(
        *(visit(*seat, "Picture") for seat in target.seats[:NAMES]),
        *(visit(*seat, "Caller") for seat in target.seats[NAMES:]),
        return_exceptions=True,
    )
    faults = [one for one in results if isinstance(one, Exception) and not isinstance(one, LOST)]
    if faults:
        raise faults[0]
    return Outcome(f"{pictures:,} pictures and {calls:,} calls for help")


ATTACK = Attack(
    "disk",
    "Sends pictures under forty made-up names, and changes calls for help all the time.",
    fill_the_disk,
    NAMES + CALLERS,
)
