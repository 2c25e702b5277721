"""A class in which everybody does something all the time, as fast as it is answered."""

import asyncio
import random

import httpx

from tests.faults.honest import HonestInstructor, HonestPhone
from tests.helpers.real_program import RealProgram
from tests.helpers.timing import PATIENCE_S

STEPS = 200


class Toll:
    """Counts what was confirmed, and says when it is enough."""

    def __init__(self, enough: int) -> None:
        self.left, self.reached = enough, asyncio.Event()

    def take(self) -> None:
        self.left -= 1
        if self.left <= 0:
            self.reached.set()


async def study(phone: HonestPhone, chance: random.Random, toll: Toll) -> None:
    """Do what students do, as fast as it is confirmed."""
    await phone.join()
    while True:
        todo = [step for step in range(1, STEPS + 1) if step not in phone.completed]
        draw = chance.random()
        if draw < 0.6 and todo:
            await phone.complete(chance.choice(todo[:5]))
        elif draw < 0.7:
            await phone.complete(chance.randint(1, STEPS))
        elif draw < 0.8:
            await phone.call_for_help(chance.randint(1, STEPS))
        elif draw < 0.85:
            await phone.take_back_help()
        else:
            await phone.beat()
        toll.take()
        await phone.listen(0.02 * chance.random())


async def lead(instructor: HonestInstructor, chance: random.Random, toll: Toll) -> None:
    """Lead: to steps at random, with pauses and words."""
    async with httpx.AsyncClient(base_url=instructor.url, trust_env=False) as http:
        status = (await http.get(f"/api/sessions/{instructor.code}")).json()["status"]
    while True:
        draw = chance.random()
        if draw < 0.3:
            await instructor.say(f"말 {len(instructor.sent)}")
        elif status == "PAUSED":
            await instructor.resume()
            status = "IN_PROGRESS"
        elif status == "IN_PROGRESS" and draw < 0.6:
            await instructor.pause()
            status = "PAUSED"
        else:
            await instructor.go_to(chance.randint(1, STEPS))
            status = "IN_PROGRESS"
        toll.take()


async def all_come_back(program: RealProgram, phones: list[HonestPhone]) -> None:
    """Let every phone join once."""

    async def look_in(phone: HonestPhone) -> None:
        phone.url = program.url

        async def join() -> None:
            await phone.join()

        await phone.live(join)

    async with asyncio.timeout(PATIENCE_S * 2):
        await asyncio.gather(*map(look_in, phones))
