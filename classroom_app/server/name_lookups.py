"""How many names somebody may see who says numbers of a roster, one after the other.

Whoever has the class's code may ask whose a number is, since the phone has to say it before it
joins. That must not make a list of all names: of the numbers that were asked for and that nobody
joined with afterwards, only so many are answered with a name.
"""

from collections.abc import Callable

from classroom_app.server.addresses import network_of

Monotonic = Callable[[], float]
# A slip of the finger or two, and some phones behind one router that ask at the same time.
NAMES_OF_AN_ADDRESS = 8
NAMES_IN_ALL = 40
FORGET_AFTER_S = 600.0


class NameLookups:
    """Remembers who saw which names without joining; a network of IPv6 counts as one address."""

    def __init__(self, monotonic: Monotonic) -> None:
        self._monotonic = monotonic
        # When, by address, session and number; the oldest first.
        self._open: dict[tuple[str, int, int], float] = {}

    def may_see(self, address: str, session_id: int, number: int) -> bool:
        """Tell whether this address may see the name of this number, and remember that it did.

        One that it has seen costs nothing.
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
        """Give back what a phone used up that joined with the number it had asked for."""
        self._open.pop((network_of(address), session_id, number), None)

    def _forget(self) -> None:
        since = self._monotonic() - FORGET_AFTER_S
        for asked, at in list(self._open.items()):
            if at > since:
                break
            del self._open[asked]
