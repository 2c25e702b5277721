"""Reads files of names, each as a whole and on a thread."""

import asyncio
from pathlib import Path

from classroom_app.domain.sheet import MAX_FILE_BYTES, Sheet, SheetError, SheetFlaw
from classroom_app.system.bounded_file import content_of


class RosterFilesOnDisk:
    """Implements `application.roster_service.RosterFiles`."""

    async def read(self, path: Path) -> list[Sheet]:
        """Return the tables in a file.

        Raises:
            SheetError: it is too large, or cannot be read.
            OSError: it cannot be opened.
        """
        from classroom_app.protocol.roster_file import read_sheets

        def work() -> list[Sheet]:
            if path.is_file() and path.stat().st_size > MAX_FILE_BYTES:
                raise SheetError(SheetFlaw.TOO_LARGE)
            return read_sheets(content_of(path, MAX_FILE_BYTES))

        return await asyncio.to_thread(work)
