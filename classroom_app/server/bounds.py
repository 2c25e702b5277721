"""Timeouts and limits of the server, in one place so that tests can shorten them."""

from msgspec import Struct

from classroom_app.application.activity import FLUSH_EVERY_S
from classroom_app.application.classroom import DEFAULT_MAX_PARTICIPANTS
from classroom_app.protocol import limits
from classroom_app.server.bounded_connections import ConnectionLimit


class Bounds(Struct, frozen=True, kw_only=True):
    """The defaults are those of docs/PROTOCOL.md ("Limits", "Reconnecting"), in seconds.

    A dead connection is detected after `ping_every_s` + `ping_timeout_s` + `close_timeout_s` at the
    latest: within 30 s. `connections` limits those that are not accepted yet, and those to the
    Android app's port.
    """

    max_participants: int = DEFAULT_MAX_PARTICIPANTS
    guest_join_s: float = limits.GUEST_JOIN_S
    after_end_s: float = limits.AFTER_END_S
    flush_activity_s: float = FLUSH_EVERY_S
    open_timeout_s: float = 10.0
    ping_every_s: float = 12.0
    ping_timeout_s: float = 12.0
    close_timeout_s: float = 5.0
    picture_pass_s: float = limits.PICTURE_PASS_S
    connections: ConnectionLimit | None = None

    @property
    def request_within_s(self) -> float:
        """How long a request may take to arrive; longer for a class larger than the default."""
        return self.open_timeout_s * max(1.0, self.max_participants / DEFAULT_MAX_PARTICIPANTS)

    @property
    def waiting(self) -> ConnectionLimit:
        """The limit on pending connections: `connections`, or what the class needs."""
        return self.connections or ConnectionLimit.for_class_of(self.max_participants)
