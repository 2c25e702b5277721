"""Which places of a list have changed, as runs: a view is notified once per run."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter


def changed_runs(before: Sequence[object], now: Sequence[object]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last place of each run, as far as both lists reach."""
    differing = enumerate(old != new for old, new in zip(before, now, strict=False))
    for differs, run in groupby(differing, itemgetter(1)):
        if differs:
            places = [place for place, _ in run]
            yield places[0], places[-1]
