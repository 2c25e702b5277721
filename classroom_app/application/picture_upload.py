"""Pictures that the instructor's phone sends for a lesson: what the window asks for and sees."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from classroom_app.domain.lesson_draft import Picture
from classroom_app.domain.picture_refusal import RefusalReason

TakePicture = Callable[[Picture], Awaitable[bool]]
"""Puts a picture into the lesson and returns once it is on the disk: False if it was there before.

May raise `StorageError`, and `NoRoomError` for one that has no place in the lesson any more.
"""


class NoRoomError(Exception):
    """The lesson takes no more pictures."""


class PhonePresence(StrEnum):
    """Whether a phone is connected; `AWAY` when its line was lost."""

    NONE = "none"
    HERE = "here"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class RefusedPicture:
    """A file that was not taken."""

    name: str
    reason: RefusalReason


@dataclass(frozen=True, slots=True)
class UploadProgress:
    """How far an upload is: `stored` are new in the lesson, `known` were in it before.

    `total` is how many the phone wants to send, `fraction` how much of the next one is here.
    """

    phone: PhonePresence = PhonePresence.NONE
    stored: int = 0
    known: int = 0
    total: int = 0
    fraction: float = 0.0
    refused: tuple[RefusedPicture, ...] = ()

    @property
    def done(self) -> int:
        """How many need no more waiting."""
        return self.stored + self.known + len(self.refused)


class PictureUpload(Protocol):
    """One pass for one phone; it lapses by itself, and ends with `close`."""

    @property
    def url(self) -> str:
        """What the QR code holds; "" where phones cannot come."""

    @property
    def is_over(self) -> bool:
        """Whether nothing more is taken."""

    @property
    def seconds_left(self) -> float:
        """How long the pass still waits for its phone, or its phone's next picture."""

    @property
    def progress(self) -> UploadProgress:
        """How far it is."""

    def close(self) -> None:
        """Take nothing more, and let the phone go."""


class PictureUploads(Protocol):
    """Uploads from the instructor's phone, one at a time."""

    def open(self, most: int, take: TakePicture, changed: Callable[[], None]) -> PictureUpload:
        """Begin to wait for a phone with at most so many pictures; an earlier upload ends.

        `changed` is called when there is another progress, and at the end.
        """
