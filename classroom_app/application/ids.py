"""Ids given in memory, so that a decision knows them before the disk does."""

from collections import defaultdict
from collections.abc import Mapping

from classroom_app.domain.numbered import Numbered


class SequenceIds:
    """Counts on from the highest id in use; only one program writes to a database."""

    def __init__(self) -> None:
        self._last: dict[Numbered, int] = defaultdict(int)

    def start_after(self, highest: Mapping[Numbered, int]) -> None:
        """Count on from these."""
        for kind, value in highest.items():
            self._last[kind] = max(self._last[kind], value)

    def next_id(self, kind: Numbered) -> int:
        """Return a new id for something of this kind."""
        self._last[kind] += 1
        return self._last[kind]
