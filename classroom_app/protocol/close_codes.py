"""The codes with which the server closes a connection (RFC 6455 §7.4 and PROTOCOL.md)."""

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
