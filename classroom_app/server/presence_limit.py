"""Limits how often departures and returns are stored, so that nobody can fill the disk with them.

A class whose access point restarts again and again stays far below the limits.
"""

from classroom_app.server.admission import Monotonic
from classroom_app.server.token_buckets import SharedBuckets

PARTICIPANT_BURST, PARTICIPANT_PER_S = 30.0, 0.2
# A rehearsal of a thousand comes from one address, and so does a class behind one router.
ADDRESS_BURST, ADDRESS_PER_S = 1_200.0, 4.0


class PresenceLimit(SharedBuckets):
    """`admits` returns whether a participant's departure or return may be stored now."""

    def __init__(self, monotonic: Monotonic) -> None:
        super().__init__(
            monotonic, (PARTICIPANT_BURST, PARTICIPANT_PER_S), (ADDRESS_BURST, ADDRESS_PER_S)
        )
