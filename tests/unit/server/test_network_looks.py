"""When the networks are looked at: now and then, and at once after sleep."""

import asyncio
from typing import Any

import pytest

from classroom_app.server import network
from classroom_app.server.network import Network
from tests.helpers.timing import PATIENCE_S


async def test_they_are_looked_at_at_once_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "LOOK_EVERY_S", 1_000 * PATIENCE_S)
    parts: Any = (None, None, None, None)
    looking = Network(*parts)
    looks: asyncio.Queue[None] = asyncio.Queue()

    async def look() -> None:
        looks.put_nowait(None)

    monkeypatch.setattr(looking, "look", look)
    running = asyncio.create_task(looking.run())
    try:
        async with asyncio.timeout(PATIENCE_S):
            await looks.get()
            looking.look_soon()
            await looks.get()
        await asyncio.sleep(0.05)
        assert looks.empty(), "once for each time"
    finally:
        running.cancel()


async def test_the_codes_do_not_wait_for_an_announcement(monkeypatch: pytest.MonkeyPatch) -> None:
    """An announcement takes seconds; the next look is not put off by it."""
    monkeypatch.setattr(network, "LOOK_EVERY_S", 0.01)
    parts: Any = (None, None, None, None)
    looking = Network(*parts)
    looks: asyncio.Queue[None] = asyncio.Queue()
    announcing = asyncio.Event()

    async def look() -> None:
        looking._is_news.set()
        looks.put_nowait(None)

    async def announce() -> None:
        announcing.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(looking, "look", look)
    monkeypatch.setattr(looking, "announce", announce)
    running = asyncio.create_task(looking.run())
    try:
        async with asyncio.timeout(PATIENCE_S):
            await announcing.wait()
            for _ in range(3):
                await looks.get()
    finally:
        running.cancel()
