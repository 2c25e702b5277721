"""Which steps a participant has finished, stored compactly."""

from array import array
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from math import isnan, nan

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class CompletedSteps(Mapping[int, datetime]):
    """Maps step ids to the time (UTC) of completion, in the order in which they were finished.

    A large class has tens of thousands of completions, each kept twice: an entry takes 18 bytes in
    arrays, 130 in dictionaries. A lesson has at most 200 steps, so a linear search is fast enough.
    """

    __slots__ = ("_ids", "_times", "_took_s")

    def __init__(self) -> None:
        # 16-bit ids, microseconds since 1970, and seconds (NaN if there are none).
        self._ids, self._times, self._took_s = array("H"), array("q"), array("d")

    def add(self, subtask_id: int, at: datetime, took_s: float | None = None) -> None:
        """Add a step finished at `at`; `took_s` is how long it took, if the class was on it."""
        try:
            self._ids.append(subtask_id)
        except OverflowError:  # more than 16 bits, which takes years of lessons
            self._ids = array("q", [*self._ids, subtask_id])
        self._times.append((at - _EPOCH) // _MICROSECOND)
        self._took_s.append(nan if took_s is None else took_s)

    def remove(self, subtask_id: int) -> float | None:
        """Remove a step; return how long it took, as `took_s` does.

        Raises:
            ValueError: it was not finished.
        """
        place, took_s = self._ids.index(subtask_id), self.took_s(subtask_id)
        for column in (self._ids, self._times, self._took_s):
            del column[place]
        return took_s

    def took_s(self, subtask_id: int) -> float | None:
        """Return the seconds a step took, without pauses; None unless the class was on it."""
        if subtask_id not in self._ids:
            return None
        seconds = self._took_s[self._ids.index(subtask_id)]
        return None if isnan(seconds) else seconds

    def seconds(self) -> dict[int, float]:
        """Return the seconds each step took, for those finished while the class was on them."""
        pairs = zip(self._ids, self._took_s, strict=True)
        return {subtask_id: took_s for subtask_id, took_s in pairs if not isnan(took_s)}

    def __getitem__(self, subtask_id: int) -> datetime:
        """Return when a step was finished."""
        if subtask_id not in self._ids:
            raise KeyError(subtask_id)
        return _EPOCH + self._times[self._ids.index(subtask_id)] * _MICROSECOND

    def __contains__(self, subtask_id: object) -> bool:
        """Tell whether a step is finished."""
        return subtask_id in self._ids

    def __iter__(self) -> Iterator[int]:
        """Iterate over the ids of the finished steps."""
        return iter(self._ids)

    def __len__(self) -> int:
        """Return how many steps are finished."""
        return len(self._ids)
