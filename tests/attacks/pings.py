"""As many pings as the network carries, over twenty connections that reopen when closed."""

import asyncio

from websockets.frames import Opcode

from tests.attacks.attack import LOST, Attack, Outcome, Target, drain, frame

CONNECTIONS = 20
PINGS = frame(Opcode.PING, b"x" * 125) * 500


async def flood_with_pings(target: Target) -> Outcome:
    """Let each stranger send pings until its connection is closed, again and again."""
    sent = opened = 0

    async def one(cookie: str) -> None:
        nonlocal sent, opened
        while not target.is_over:
            try:
                reader, writer = await target.open_socket(cookie)
            except LOST:
                await asyncio.sleep(0.05)
                continue
            opened += 1
            reading = asyncio.create_task(drain(reader))
            try:
                while not (reading.done() or target.is_over):
                    writer.write(PINGS)
                    await writer.drain()
                    sent += len(PINGS)
                    await asyncio.sleep(0.01)
            except LOST:
                pass
            finally:
                writer.transport.abort()
                await reading

    await asyncio.gather(*(one(cookie) for cookie, _address in target.seats))
    return Outcome(f"{sent >> 20} MB of pings over {opened:,} connections")


ATTACK = Attack(
    "pings",
    "Sends pings over twenty connections, all the time.",
    flood_with_pings,
    CONNECTIONS,
)
