"""Rosters in memory, in place of a disk that can fail."""

import asyncio
from pathlib import Path

from classroom_app.application.ports import StorageError
from classroom_app.domain.roster import Roster
from classroom_app.domain.sheet import Sheet, SheetError, SheetFlaw


class Shelf:
    """Both the `RosterStore` and the `RosterFiles`; with `trouble` nothing is stored."""

    def __init__(self, *rosters: Roster) -> None:
        self.kept = {roster.id: roster for roster in rosters}
        self.trouble = ""

    async def rosters(self) -> list[Roster]:
        """Return what is kept."""
        return list(self.kept.values())

    async def save(self, roster: Roster) -> None:
        """Keep a roster, or fail."""
        await self._may_fail()
        self.kept[roster.id] = roster

    async def delete(self, roster_id: int) -> None:
        """Forget a roster, or fail."""
        await self._may_fail()
        del self.kept[roster_id]

    async def read(self, path: Path) -> list[Sheet]:
        """Read no file."""
        raise SheetError(SheetFlaw.EMPTY)

    async def _may_fail(self) -> None:
        await asyncio.sleep(0)
        if self.trouble:
            raise StorageError(self.trouble)
