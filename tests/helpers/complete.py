"""Checks tables that must name every type of a kind."""

from collections.abc import Collection, Iterable

from classroom_app.domain import events as ev

EVENTS: tuple[type[ev.Event], ...] = tuple(
    value
    for value in vars(ev).values()
    if isinstance(value, type) and issubclass(value, ev.Event) and value is not ev.Event
)


def forgotten(kinds: Collection[type], *tables: Iterable[type]) -> list[str]:
    """Return the names of types that are in no table, in two tables, or not of this kind."""
    named = [kind for table in tables for kind in table]
    return sorted(
        {kind.__name__ for kind in {*kinds, *named} if kind not in kinds or named.count(kind) != 1}
    )
