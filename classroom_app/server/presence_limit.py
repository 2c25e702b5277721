"""How often it is stored that somebody left or is back: nobody fills the disk with it.

A class whose access point is restarted again and again stays far below it.
"""

from classroom_app.server.admission import Monotonic
from classroom_app.server.token_buckets import SharedBuckets

PARTICIPANT_BURST, PARTICIPANT_PER_S = 30.0, 0.2
# A rehearsal of a thousand comes from one address, and so does a class behind one router.
ADDRESS_BURST, ADDRESS_PER_S = 1_200.0, 4.0


class PresenceLimit(SharedBuckets):
    """`admits` tells whether it may be stored now that a participant left or is back."""

    def __init__(self, monotonic: Monotonic) -> None:
        super().__init__(
            monotonic, (PARTICIPANT_BURST, PARTICIPANT_PER_S), (ADDRESS_BURST, ADDRESS_PER_S)
        )
