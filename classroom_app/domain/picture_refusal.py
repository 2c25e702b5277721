"""Why a picture that a phone has sent for a lesson is refused."""

from enum import StrEnum


class RefusalReason(StrEnum):
    """Why a picture was refused."""

    NO_PICTURE = "no_picture"
    HEIC = "heic"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    STORAGE_FAILED = "storage_failed"
