"""The codes with which the server closes a connection (docs/PROTOCOL.md, "Close codes").

1000 to 1011 are those of RFC 6455 §7.4.1, 1013 was registered with IANA later, and 4000 to 4999 are
for private use (§7.4.2).
"""

from enum import IntEnum


class CloseCode(IntEnum):
    """Why a connection ends."""

    NORMAL = 1000
    GOING_AWAY = 1001
    POLICY_VIOLATION = 1008
    MESSAGE_TOO_BIG = 1009
    INTERNAL_ERROR = 1011
    TRY_AGAIN_LATER = 1013
    REPLACED = 4001
    REMOVED = 4003
