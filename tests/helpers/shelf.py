"""Rosters in memory, as on a disk that can fail."""

import asyncio
from pathlib import Path

from classroom_app.application.ports import StorageError
from classroom_app.domain.roster import Roster
from classroom_app.domain.roster_merge import MergedRoster, merged
from classroom_app.domain.sheet import Sheet, SheetError, SheetFlaw


class Shelf:
    """Both the `RosterStore` and the `RosterFiles`; with `trouble` nothing is stored."""

    def __init__(self, *rosters: Roster) -> None:
        self.kept = {roster.id: roster for roster in rosters}
        self.trouble = ""

    async def rosters(self) -> list[Roster]:
        """Return all rosters."""
        return list(self.kept.values())

    async def save(self, before: Roster | None, after: Roster) -> MergedRoster | None:
        """Store a roster, merged with changes made elsewhere, or fail."""
        await self._may_fail()
        stored = self.kept.get(after.id)
        if before is not None and stored is None:
            return None
        done = MergedRoster(after)
        if before is not None and stored is not None:
            done = merged(before, after, stored)
        self.kept[after.id] = done.roster
        return done

    async def delete(self, roster_id: int) -> None:
        """Delete a roster, or fail."""
        await self._may_fail()
        del self.kept[roster_id]

    async def read(self, path: Path) -> list[Sheet]:
        """Read no file."""
        raise SheetError(SheetFlaw.EMPTY)

    async def _may_fail(self) -> None:
        await asyncio.sleep(0)
        if self.trouble:
            raise StorageError(self.trouble)
