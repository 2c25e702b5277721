"""Ids given in memory, so that a decision knows them before the disk does."""

from collections import defaultdict
from collections.abc import Mapping


class SequenceIds:
    """Counts on from the highest id in use; only one program writes to a database."""

    def __init__(self) -> None:
        self._last: dict[str, int] = defaultdict(int)

    def start_after(self, highest: Mapping[str, int]) -> None:
        """Count on from these, by table name."""
        for table, value in highest.items():
            self._last[table] = max(self._last[table], value)

    def next_id(self, table: str) -> int:
        """Return a new id for a row of `table`."""
        self._last[table] += 1
        return self._last[table]
