"""Queues phones' pictures for the process that decodes them, one after another.

Those of the address that has sent the least recently come first, so that a phone which sends many
delays only its own. How many bytes may wait is limited in `held_pictures.py`.
"""

import asyncio
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field

from classroom_app.server.held_pictures import HeldPicture, PicturesBusyError
from classroom_app.server.picture_check import (
    DECODED_WITHIN_S,
    DECODING_MEMORY_MB,
    ScreenshotError,
)
from classroom_app.system.side_process import JobRefusedError, SideProcess, SideProcessError

LONGEST_WAITING_EACH = 4
"""Every fourth turn goes to the address waiting longest, however much it has sent."""


@dataclass(slots=True, eq=False)
class _Waiting:
    picture: HeldPicture
    kind: "asyncio.Future[str]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class DecodingQueue:
    """Passes pictures to the decoding process, one at a time."""

    def __init__(self, decoder: SideProcess | None = None) -> None:
        self._decoder = decoder or SideProcess(DECODED_WITHIN_S, DECODING_MEMORY_MB)
        self._waiting: dict[str, deque[_Waiting]] = {}
        self._worker: asyncio.Task[None] | None = None
        self._is_closed = False
        self._turns = 0

    @property
    def is_idle(self) -> bool:
        """Whether a picture that is queued now is decoded at once."""
        return self._worker is None or self._worker.done()

    async def kind_of(self, picture: HeldPicture) -> str:
        """Wait until a picture was decoded completely, and return its format.

        Raises:
            ScreenshotError: it is no complete picture, or takes too long or too much memory.
            PicturesBusyError: it was dropped, or the program stops.
        """
        if self._is_closed:
            raise PicturesBusyError
        waiting = _Waiting(picture)
        picture.when_given_up = lambda: _tell(waiting, PicturesBusyError())
        mine = self._waiting.setdefault(picture.address, deque())
        mine.append(waiting)
        if self.is_idle:
            self._worker = asyncio.get_running_loop().create_task(self._work())
        try:
            return await waiting.kind
        finally:
            picture.when_given_up = None
            with suppress(ValueError):
                mine.remove(waiting)

    async def close(self) -> None:
        """Fail all waiting pictures with `PicturesBusyError`, and abort the one being decoded."""
        self._is_closed = True
        closing = asyncio.ensure_future(self._decoder.close())
        for address in list(self._waiting):
            for one in self._waiting.pop(address):
                _tell(one, PicturesBusyError())
        await closing
        if self._worker is not None:
            await self._worker

    async def _work(self) -> None:
        while self._waiting:
            one = self._next()
            if one is None or one.kind.done():
                continue  # nobody waits for it any more
            try:
                with one.picture.in_use() as content:
                    kind = await self._decoder.run("check", content)
            except PicturesBusyError as given_up:
                _tell(one, given_up)
            except (JobRefusedError, SideProcessError):
                fault = PicturesBusyError() if self._is_closed else ScreenshotError()
                _tell(one, fault)
            else:
                if not one.kind.done():
                    one.kind.set_result(kind.decode())

    def _next(self) -> _Waiting | None:
        """Remove and return the next one, None if the chosen address has none left.

        Every `LONGEST_WAITING_EACH` turns it is from the address waiting longest.
        """
        self._turns += 1
        address = next(iter(self._waiting))
        if self._turns % LONGEST_WAITING_EACH:
            address = min(self._waiting, key=self._sent_of_late)
        some = self._waiting.pop(address)
        one = some.popleft() if some else None
        if some:
            self._waiting[address] = some  # behind the others
        return one

    def _sent_of_late(self, address: str) -> float:
        some = self._waiting[address]
        return some[0].picture.sent_of_late if some else 0.0


def _tell(one: _Waiting, fault: Exception) -> None:
    if not one.kind.done():
        one.kind.set_exception(fault)
