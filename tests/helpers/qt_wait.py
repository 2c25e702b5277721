"""Waits for what the window shows: by its signals, never by time."""

import asyncio
from collections.abc import Callable

from PySide6.QtCore import SignalInstance

from tests.helpers.timing import PATIENCE_S


async def until(predicate: Callable[[], bool], *signals: SignalInstance) -> None:
    """Wait until `predicate` holds; it is called again whenever one of `signals` is emitted."""
    something = asyncio.Event()

    def wake(*_: object) -> None:
        something.set()

    for signal in signals:
        signal.connect(wake)
    try:
        async with asyncio.timeout(PATIENCE_S):
            while not predicate():
                something.clear()
                await something.wait()
    finally:
        for signal in signals:
            signal.disconnect(wake)
