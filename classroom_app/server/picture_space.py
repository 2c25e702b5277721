"""Limits the disk space for the pictures of a class: old ones are deleted in favor of new ones.

The address with the most bytes loses pictures first, so that a stranger's pictures replace only the
stranger's own. When the disk is nearly full, no picture is stored: the class itself needs the rest.
"""

import asyncio
import threading
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from classroom_app.application.ports import StorageError
from classroom_app.server.held_pictures import HeldPicture
from classroom_app.server.screenshots import drop, keep_help_picture, keep_screenshot
from classroom_app.system.disk_room import DiskUsage, disk_usage
from classroom_app.system.stored_pictures import PICTURE_FOLDER

CLASS_BYTES = 200_000_000
ADDRESS_BYTES = 100_000_000
WRITTEN_AT_ONCE = 2
"""How many are written at the same time; the others wait in memory, where they can be dropped."""


class _Kept(Struct, frozen=True):
    path: Path
    written_at: int
    size: int
    sender: str


class PictureSpace:
    """Writes the pictures of all classes, in threads."""

    def __init__(
        self,
        data_dir: Path,
        usage: Callable[[Path], DiskUsage] = disk_usage,
        class_bytes: int = CLASS_BYTES,
        address_bytes: int = ADDRESS_BYTES,
    ) -> None:
        self._data_dir = data_dir
        self._usage = usage
        self._class_bytes, self._address_bytes = class_bytes, address_bytes
        self._writers = asyncio.Semaphore(WRITTEN_AT_ONCE)
        self._turn = threading.Lock()
        # The sender's address by file name, for pictures stored since the program started.
        self._senders: dict[str, str] = {}
        self._since_look: dict[int, int] = {}

    async def keep_help_picture(
        self, session_id: int, participant_id: int, picture: HeldPicture, kind: str
    ) -> str:
        """Write the picture of a help request and return its path in the data folder.

        Raises:
            StorageError: it could not be written, or there is too little room on the disk.
            PicturesBusyError: it was dropped from memory before its turn.
        """

        def write(content: bytes) -> str:
            return keep_help_picture(self._data_dir, session_id, participant_id, content, kind)

        return await self._in_turn(session_id, picture, write)

    async def keep_screenshot(self, session_id: int, picture: HeldPicture, kind: str) -> str:
        """Do the same as `keep_help_picture` for a screenshot from the Android app.

        Raises:
            StorageError, PicturesBusyError: as `keep_help_picture`.
        """

        def write(content: bytes) -> str:
            return keep_screenshot(self._data_dir, session_id, content, kind)

        return await self._in_turn(session_id, picture, write)

    async def _in_turn(
        self, session_id: int, picture: HeldPicture, write: Callable[[bytes], str]
    ) -> str:
        async with self._writers:
            with picture.in_use() as content:
                address = picture.address
                return await asyncio.to_thread(self._keep, session_id, address, content, write)

    def _keep(
        self, session_id: int, address: str, content: bytes, write: Callable[[bytes], str]
    ) -> str:
        size = len(content)
        try:
            if self._usage(self._data_dir).is_very_low:
                raise StorageError("little room is left on the disk: it is kept for the class")
            relative = write(content)
        except OSError as error:
            raise StorageError(str(error)) from error
        with self._turn:
            self._senders[Path(relative).name] = address
            known = self._since_look.get(session_id)
            # Look at the folder only after a tenth of an address's share was added since last time.
            if known is None or known + size > self._address_bytes / 10:
                self._make_room(session_id)
                known = 0
            self._since_look[session_id] = known + size
        return relative

    def _make_room(self, session_id: int) -> None:
        folder = self._data_dir / PICTURE_FOLDER / str(session_id)
        kept = sorted(self._all_in(folder), key=lambda one: one.written_at)
        by_sender: dict[str, list[_Kept]] = defaultdict(list)
        for one in kept:
            by_sender[one.sender].append(one)
        sizes = {sender: sum(one.size for one in some) for sender, some in by_sender.items()}
        while sizes:
            heaviest = max(sizes, key=lambda sender: sizes[sender])
            if sum(sizes.values()) <= self._class_bytes and sizes[heaviest] <= self._address_bytes:
                return
            oldest = by_sender[heaviest].pop(0)
            sizes[heaviest] -= oldest.size
            self._senders.pop(oldest.path.name, None)
            drop(oldest.path)
            if not by_sender[heaviest]:
                del sizes[heaviest]

    def _all_in(self, folder: Path) -> list[_Kept]:
        kept = []
        for path in folder.iterdir():
            try:
                found = path.stat()
            except OSError:  # deleted meanwhile
                continue
            # Stored by an earlier run: the prefix of its name (`help-<participant>`) stands for the
            # address. Screenshots have none, and count together.
            sender = self._senders.get(path.name) or path.name.rpartition("-")[0]
            kept.append(_Kept(path, found.st_mtime_ns, found.st_size, sender))
        return kept
