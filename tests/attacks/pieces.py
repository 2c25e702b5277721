"""Fragmented messages that never end, and large messages followed by silence."""

import asyncio
import json
import time

from websockets.frames import Opcode

from tests.attacks.attack import LOST, Attack, Outcome, Target, drain, frame, message

CONNECTIONS = 100
PIECE, PIECES = 200_000, 12
PAUSE_S = 0.5


async def send_pieces(target: Target) -> Outcome:
    """Let half of the strangers begin messages, and the other half send one and fall silent."""
    sent = 0
    begun = frame(Opcode.TEXT, b" " * PIECE, fin=False)
    goes_on = frame(Opcode.CONT, b" " * PIECE, fin=False)
    large = frame(Opcode.TEXT, json.dumps({"type": "heartbeat"}).encode().ljust(2_600_000))

    async def write(writer: asyncio.StreamWriter, content: bytes) -> None:
        nonlocal sent
        writer.write(content)
        async with asyncio.timeout(5):
            await writer.drain()
        sent += len(content)

    async def one(number: int, cookie: str, address: str) -> None:
        while not target.is_over:
            try:
                reader, writer = await target.open_socket(cookie, address)
            except LOST:
                await asyncio.sleep(PAUSE_S)
                continue
            reading = asyncio.create_task(drain(reader))
            try:
                await write(writer, message("join", presence=False))
                if number % 2:
                    await write(writer, large)
                else:
                    await write(writer, begun)
                    for _ in range(PIECES):
                        await write(writer, goes_on)
                await asyncio.wait([reading], timeout=target.deadline - time.monotonic())
            except LOST:
                pass
            finally:
                writer.transport.abort()
                await reading

    results = await asyncio.gather(
        *(one(number, *seat) for number, seat in enumerate(target.seats)), return_exceptions=True
    )
    faults = [one for one in results if isinstance(one, Exception) and not isinstance(one, LOST)]
    if faults:
        raise faults[0]
    return Outcome(f"{sent >> 20} MB of pieces and large messages")


ATTACK = Attack(
    "pieces",
    "Begins large messages that never end, and is silent after others.",
    send_pieces,
    CONNECTIONS,
    is_flood=True,
)
