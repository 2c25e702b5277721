"""Connections by address, bounded in number: the oldest is dropped in favor of the newest."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Generic, Self, TypeVar

from msgspec import Struct

from classroom_app.server.addresses import network_of

T = TypeVar("T")


class ConnectionLimit(Struct, frozen=True):
    """How many connections are held at once: from one address, and in total."""

    per_address: int = 1_000
    in_all: int = 4_000

    @classmethod
    def for_class_of(cls, participants: int) -> Self:
        """Return a limit that lets a whole class connect at once, even from behind one router.

        It allows two connections each, because browsers open some before they need them.
        """
        least, all_at_once = cls(), 2 * participants
        return cls(max(least.per_address, all_at_once), max(least.in_all, all_at_once))


class BoundedConnections(Generic[T]):
    """Holds connections; `turn_out` is called with each that is dropped, after its removal.

    `T` must be hashable by identity.
    """

    def __init__(self, limit: ConnectionLimit, turn_out: Callable[[T], None]) -> None:
        self._limit, self._turn_out = limit, turn_out
        # Dictionaries keep the order of arrival, and removal from the middle is cheap.
        self._address_of: dict[T, str] = {}
        self._of_address: dict[str, dict[T, None]] = defaultdict(dict)

    def __len__(self) -> int:
        return len(self._address_of)

    def __iter__(self) -> Iterator[T]:
        """Iterate over a copy, the oldest first; connections may `leave` meanwhile."""
        return iter(tuple(self._address_of))

    def enter(self, connection: T, address: str) -> None:
        """Hold a connection; drop the oldest of its address, or of all, above the limit."""
        address = network_of(address)
        self._address_of[connection] = address
        same_address = self._of_address[address]
        same_address[connection] = None
        if len(same_address) > self._limit.per_address:
            self._make_go(next(iter(same_address)))
        if len(self._address_of) > self._limit.in_all:
            self._make_go(next(iter(self._address_of)))

    def leave(self, connection: T) -> None:
        """Remove a connection; does nothing if it is not held."""
        address = self._address_of.pop(connection, None)
        if address is None:
            return
        same_address = self._of_address[address]
        del same_address[connection]
        if not same_address:
            del self._of_address[address]

    def _make_go(self, connection: T) -> None:
        self.leave(connection)
        self._turn_out(connection)
