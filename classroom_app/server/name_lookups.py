"""Limits how many names of a roster can be seen by asking for one number after the other.

Everybody with the class code may ask whose a number is, since the phone shows the name before it
joins. To keep that from revealing the whole list, only a limited number of lookups that no sign-in
followed are answered with a name.
"""

from collections.abc import Callable

from classroom_app.server.addresses import network_of

Monotonic = Callable[[], float]
# Enough for a typo or two, and for some phones behind one router asking at the same time.
NAMES_OF_AN_ADDRESS = 8
NAMES_IN_ALL = 40
FORGET_AFTER_S = 600.0


class NameLookups:
    """Remembers the names seen without joining, by address; an IPv6 network counts as one."""

    def __init__(self, monotonic: Monotonic) -> None:
        self._monotonic = monotonic
        # The times of open lookups by address, session and number; the oldest first.
        self._open: dict[tuple[str, int, int], float] = {}

    def may_see(self, address: str, session_id: int, number: int) -> bool:
        """Return whether this address may see the name of this number, and count it if so.

        A name that it has seen already is not counted again.
        """
        self._forget()
        network = network_of(address)
        asked = (network, session_id, number)
        if asked in self._open:
            return True
        own = sum(each[0] == network for each in self._open)
        if own >= NAMES_OF_AN_ADDRESS or len(self._open) >= NAMES_IN_ALL:
            return False
        self._open[asked] = self._monotonic()
        return True

    def note_joined(self, address: str, session_id: int, number: int) -> None:
        """Stop counting a lookup, because a phone joined with that number."""
        self._open.pop((network_of(address), session_id, number), None)

    def _forget(self) -> None:
        since = self._monotonic() - FORGET_AFTER_S
        for asked, at in list(self._open.items()):
            if at > since:
                break
            del self._open[asked]
