"""How often it is stored that somebody left or is back: nobody fills the disk with it.

A class whose access point is restarted again and again stays far below it.
"""

from classroom_app.server.admission import Monotonic, network_of
from classroom_app.server.token_buckets import TokenBuckets

PARTICIPANT_BURST, PARTICIPANT_PER_S = 30.0, 0.2
# A rehearsal of a thousand comes from one address, and so does a class behind one router.
ADDRESS_BURST, ADDRESS_PER_S = 1_200.0, 4.0


class PresenceLimit:
    """Token buckets of participants and of addresses."""

    def __init__(self, monotonic: Monotonic) -> None:
        self._monotonic = monotonic
        self._participants = TokenBuckets(PARTICIPANT_BURST, PARTICIPANT_PER_S)
        self._addresses = TokenBuckets(ADDRESS_BURST, ADDRESS_PER_S)

    def admits(self, participant_id: int, address: str) -> bool:
        """Tell whether it may be stored now; it counts if so."""
        now = self._monotonic()
        mine, ours = str(participant_id), network_of(address)
        if not (self._participants.has_one(mine, now) and self._addresses.has_one(ours, now)):
            return False
        self._participants.take(mine)
        self._addresses.take(ours)
        return True
