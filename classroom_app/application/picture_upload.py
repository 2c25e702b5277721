"""Pictures that the instructor's phone uploads for a lesson, as the window sees them."""

from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from classroom_app.domain.lesson_draft import Picture
from classroom_app.domain.picture_refusal import RefusalReason

TakePicture = Callable[[Picture], Awaitable[bool]]
"""Puts a picture into the lesson and returns once it is stored: False if it was in it already.

May raise `StorageError`, and `NoRoomError` if the lesson has no room for another picture.
"""


class NoRoomError(Exception):
    """The lesson takes no more pictures."""


class PhonePresence(StrEnum):
    """Whether a phone is connected; `AWAY` if its connection was lost."""

    NONE = "none"
    HERE = "here"
    AWAY = "away"


class RefusedPicture(Struct, frozen=True):
    """A file that was refused."""

    name: str
    reason: RefusalReason


class UploadProgress(Struct, frozen=True):
    """The progress of an upload: `stored` pictures are new in the lesson, `known` were in it.

    `total` is how many the phone wants to send, `fraction` how much of the next one has arrived.
    """

    phone: PhonePresence = PhonePresence.NONE
    stored: int = 0
    known: int = 0
    total: int = 0
    fraction: float = 0.0
    refused: tuple[RefusedPicture, ...] = ()

    @property
    def done(self) -> int:
        """How many pictures have been dealt with."""
        return self.stored + self.known + len(self.refused)


class PictureUpload(Protocol):
    """One pass for one phone; it expires by itself, or ends with `close`."""

    @property
    def url(self) -> str:
        """The URL in the QR code; "" if phones cannot reach this PC."""

    @property
    def is_over(self) -> bool:
        """Whether no more pictures are accepted."""

    @property
    def seconds_left(self) -> float:
        """How long the pass still waits for its phone, or for the phone's next picture."""

    @property
    def progress(self) -> UploadProgress:
        """The present progress."""

    def close(self) -> None:
        """Accept no more pictures, and disconnect the phone."""


class PictureUploads(Protocol):
    """Uploads from the instructor's phone, one at a time."""

    def open(self, most: int, take: TakePicture, changed: Callable[[], None]) -> PictureUpload:
        """Begin to wait for a phone, for at most `most` pictures; an earlier upload ends.

        `changed` is called whenever `progress` changes, and at the end.
        """
