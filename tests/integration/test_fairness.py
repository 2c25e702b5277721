"""Whoever floods makes nobody else wait: one message of a connection in each turn of the loop."""

import asyncio
import json

from tests.helpers.school import School

FRAMES = 160


async def test_a_flood_is_answered_one_message_a_turn(school: School) -> None:
    flooder = await school.student("Kim", presence=False)
    turns = 0

    async def count_turns() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    counting = asyncio.create_task(count_turns())
    frame = json.dumps({"type": "nothing"})
    await asyncio.gather(*(flooder.socket.send(frame) for _ in range(FRAMES)))
    for _ in range(FRAMES):
        assert (await flooder.receive())["type"] == "error"
    counting.cancel()
    assert turns >= FRAMES
