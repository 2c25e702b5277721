"""Pictures of phones wait here for the process that decodes them, one after another.

So few bytes wait that they cannot fill the memory, and the addresses take turns: whoever sends many
delays only its own.
"""

import asyncio
from collections.abc import Hashable
from dataclasses import dataclass, field

from classroom_app.server.addresses import network_of
from classroom_app.server.picture_check import (
    DECODED_WITHIN_S,
    DECODING_MEMORY_MB,
    ScreenshotError,
)
from classroom_app.system.side_process import JobRefusedError, SideProcess, SideProcessError

MAX_WAITING_BYTES = 16 * 1024 * 1024


class PicturesBusyError(Exception):
    """Too many pictures wait, or a newer one of this sender came: this one is not looked at."""


@dataclass(slots=True)
class _Waiting:
    picture: bytes
    sender: Hashable
    kind: "asyncio.Future[str]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class DecodingQueue:
    """Has pictures decoded; of each sender the newest waits."""

    def __init__(
        self,
        decoder: SideProcess | None = None,
        max_waiting_bytes: int = MAX_WAITING_BYTES,
    ) -> None:
        self._decoder = decoder or SideProcess(DECODED_WITHIN_S, DECODING_MEMORY_MB)
        self._max_waiting_bytes = max_waiting_bytes
        self._waiting: dict[str, list[_Waiting]] = {}
        self._worker: asyncio.Task[None] | None = None
        self._is_closed = False

    @property
    def is_idle(self) -> bool:
        """Whether a picture that comes now is decoded at once."""
        return self._worker is None or self._worker.done()

    async def kind_of(self, picture: bytes, sender: Hashable, address: str) -> str:
        """Return the format of a picture once all of it was decoded.

        Raises:
            ScreenshotError: it is no whole picture, or takes too long or too much memory.
            PicturesBusyError: it had to make room, or the program stops.
        """
        if self._is_closed:
            raise PicturesBusyError
        mine = self._waiting.setdefault(network_of(address), [])
        for older in [one for one in mine if one.sender == sender]:
            mine.remove(older)
            older.kind.set_exception(PicturesBusyError())
        waiting = _Waiting(picture, sender)
        mine.append(waiting)
        self._make_room()
        if self.is_idle:
            self._worker = asyncio.get_running_loop().create_task(self._work())
        try:
            return await waiting.kind
        finally:
            # A fault knows this frame, and the frame knew the fault: the picture would stay until
            # garbage is collected, and with it those of everybody who sends one after another.
            del waiting, picture, mine

    async def close(self) -> None:
        """Give up what waits, and the picture that is being decoded, at once."""
        self._is_closed = True
        closing = asyncio.ensure_future(self._decoder.close())
        for address in list(self._waiting):
            for one in self._waiting.pop(address):
                one.kind.set_exception(PicturesBusyError())
        await closing
        if self._worker is not None:
            await self._worker

    def _make_room(self) -> None:
        """Give up the latest of the address of which most bytes wait, until few enough do."""
        sizes = {
            address: sum(len(one.picture) for one in some)
            for address, some in self._waiting.items()
        }
        while sum(sizes.values()) > self._max_waiting_bytes:
            heaviest = max(sizes, key=lambda address: sizes[address])
            latest = self._waiting[heaviest].pop()
            sizes[heaviest] -= len(latest.picture)
            latest.kind.set_exception(PicturesBusyError())

    async def _work(self) -> None:
        while self._waiting:
            address = next(iter(self._waiting))
            some = self._waiting.pop(address)
            if not some:
                continue
            one, rest = some[0], some[1:]
            if rest:
                self._waiting[address] = rest  # behind the others
            if one.kind.done():
                continue  # whoever waited for it is gone
            try:
                kind = await self._decoder.run("check", one.picture)
            except (JobRefusedError, SideProcessError):
                fault = PicturesBusyError() if self._is_closed else ScreenshotError()
                _tell(one, fault)
            else:
                if not one.kind.done():
                    one.kind.set_result(kind.decode())


def _tell(one: _Waiting, fault: Exception) -> None:
    if not one.kind.done():
        one.kind.set_exception(fault)
