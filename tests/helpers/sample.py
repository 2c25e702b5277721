"""Clocks, journals and pictures for the contract tests."""

import asyncio
import base64
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from PIL import Image

from classroom_app.application.ports import Record, StorageError
from classroom_app.storage.database import Database
from classroom_app.storage.journal import SqlJournal

Message = dict[str, Any]


class HandClock:
    """Stands still until a test adds seconds."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def now(self) -> datetime:
        return datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds


class FailingJournal:
    """The real journal; it fails while `trouble` names a reason, and waits for `gate`."""

    def __init__(self, database: Database) -> None:
        self._journal = SqlJournal(database)
        self.trouble: str | None = None
        self.gate = asyncio.Event()
        self.gate.set()
        self.waiting = asyncio.Event()
        self.commits: list[list[Record]] = []
        self.flushed = asyncio.Event()

    async def commit(self, records: Sequence[Record]) -> None:
        self.waiting.set()
        await self.gate.wait()
        if self.trouble is not None:
            raise StorageError(self.trouble)
        await self._journal.commit(records)
        self.commits.append(list(records))

    async def flush_activity(self, last_active: Mapping[int, datetime]) -> None:
        if self.trouble is not None:
            raise StorageError(self.trouble)
        await self._journal.flush_activity(last_active)
        self.flushed.set()


class JournalMaker:
    """Makes the program's journal, and gives the test access to it."""

    def __init__(self) -> None:
        self.journal: FailingJournal

    def __call__(self, database: Database) -> FailingJournal:
        self.journal = FailingJournal(database)
        return self.journal


def picture_bytes(kind: str = "PNG", size: tuple[int, int] = (40, 80)) -> bytes:
    """Return a complete picture."""
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, kind)
    return buffer.getvalue()


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 80)) -> str:
    """Return a picture in base64."""
    return base64.b64encode(picture_bytes(kind, size)).decode()


def flat(message: Message) -> Message:
    """Return a message's flat fields without its type, after checking `data` against them."""
    fields = {name: value for name, value in message.items() if name not in ("type", "data")}
    if message["type"] != "step_changed":
        assert message["data"] == fields, message
    return fields


def error_of(message: Message) -> tuple[str, str | None]:
    """Return the code and `ref` of an error, after checking its form."""
    assert message["type"] == "error", message
    fields = flat(message)
    assert set(fields) == {"error", "code", "ref"}, message
    assert fields["error"], message
    return fields["code"], fields["ref"]
