"""Thirty honest phones, and how long each of their requests takes."""

import asyncio
import random
import ssl
import sys
from dataclasses import dataclass, field

import httpx

from tests.faults.honest import HonestPhone, Message
from tests.helpers.sample import picture

STEPS = 200
PATIENCE_S = 10.0
PAUSE_S = 0.6
"""The average time between two requests of a phone."""


@dataclass
class Served:
    """The waits, refusals and lost connections of the phones."""

    waits: list[tuple[float, str]] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def worst_s(self) -> float:
        """The longest wait."""
        return max((wait for wait, _kind in self.waits), default=PATIENCE_S)

    @property
    def worst(self) -> str:
        """The request that had the longest wait."""
        return max(self.waits, default=(0.0, "nothing was answered"))[1]

    @property
    def median_s(self) -> float:
        """The median wait."""
        waits = sorted(wait for wait, _kind in self.waits)
        return waits[len(waits) // 2] if waits else PATIENCE_S


class HonestClass:
    """Phones that take part in a class until they are told to stop."""

    def __init__(self, url: str, code: str, count: int, tls: ssl.SSLContext | None) -> None:
        self._chance = random.Random(1)
        self._steps: list[int] = []
        self._phones = [
            HonestPhone(
                f"Honest {n}",
                url,
                code,
                patience_s=PATIENCE_S,
                source=f"127.0.1.{n + 1}" if sys.platform == "linux" else None,
                tls=tls,
            )
            for n in range(count)
        ]
        self._joined = [asyncio.Event() for _ in self._phones]
        self._over = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._picture = picture()
        self.served = Served()

    async def begin(self) -> None:
        """Let all phones join; wait until they have."""
        self._tasks = [
            asyncio.create_task(self._take_part(phone, joined))
            for phone, joined in zip(self._phones, self._joined, strict=True)
        ]
        async with asyncio.timeout(60):
            await asyncio.gather(*(joined.wait() for joined in self._joined))
        for phone in self._phones:
            phone.latencies.clear()

    async def _learn_steps(self, phone: HonestPhone) -> None:
        cookie = {"Cookie": f"sessionid={phone.cookie}"}
        async with httpx.AsyncClient(verify=phone.tls or True, trust_env=False) as http:
            answer = await http.get(
                f"{phone.url}/api/sessions/{phone.code}/subtasks", headers=cookie
            )
        self._steps = [step["id"] for step in answer.json()["subtasks"]]

    async def end(self) -> Served:
        """Let all phones finish their current request and close; return their results."""
        self._over.set()
        await asyncio.gather(*self._tasks)
        for phone in self._phones:
            self.served.waits += phone.latencies
            self.served.refused += [
                f"{phone.name}'s picture: {heard['error']}"
                for heard in phone.heard
                if heard["type"] == "help_picture_refused"
            ]
        return self.served

    async def _take_part(self, phone: HonestPhone, joined: asyncio.Event) -> None:
        while not self._over.is_set():
            await phone.live(lambda: self._study(phone, joined))

    async def _study(self, phone: HonestPhone, joined: asyncio.Event) -> None:
        """Take part until the class ends, or until the phone disconnects for a moment."""
        asked = "join"
        try:
            self._look_at(await phone.join())
            if not self._steps:
                await self._learn_steps(phone)
            joined.set()
            while not self._over.is_set():
                await phone.listen(2 * PAUSE_S * self._chance.random())
                draw = self._chance.random()
                if draw < 0.03:
                    return  # and come back
                if draw < 0.1:
                    asked = "call for help"
                    more = {"screenshot": self._picture} if draw < 0.05 else {}
                    call = phone.call_for_help(self._step(), message="도와주세요", **more)
                    self._look_at(await call)
                elif draw < 0.4:
                    asked = "press Done"
                    self._look_at(await phone.complete(self._step()))
                else:
                    asked = "send a heartbeat"
                    self._look_at(await phone.beat())
        except Exception as error:
            self.served.lost.append(f"{phone.name} wanted to {asked}: {type(error).__name__}")
            raise

    def _step(self) -> int:
        return self._chance.choice(self._steps)

    def _look_at(self, reply: Message) -> None:
        if reply["type"] == "error":
            self.served.refused.append(f"{reply['ref']}: {reply['error']}")
