"""An upload of pictures for a lesson: its pass, its phone, and the pictures received so far."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from msgspec import Struct, structs

from classroom_app.application.picture_upload import (
    NoRoomError,
    PhonePresence,
    RefusedPicture,
    TakePicture,
    UploadProgress,
)
from classroom_app.application.ports import StorageError
from classroom_app.domain.lesson_draft import Picture
from classroom_app.domain.lesson_rules import HeicPictureError
from classroom_app.domain.picture_refusal import RefusalReason
from classroom_app.protocol import limits
from classroom_app.protocol.close_codes import CloseCode
from classroom_app.protocol.picture_messages import OfferPicture
from classroom_app.server.admission import Monotonic

log = logging.getLogger(__name__)

PASS_BYTES = 24
# After this many refused pictures the phone is disconnected.
MAX_REFUSED = limits.MAX_LESSON_PICTURES

HangUp = Callable[[CloseCode], None]
Decode = Callable[[bytes], Awaitable[Picture]]
"""Decodes an untrusted picture; raises `HeicPictureError` or another `ValueError` if it cannot."""


class TooManyRefusedError(Exception):
    """The phone has sent `MAX_REFUSED` pictures that were refused."""


@dataclass(slots=True)
class _Piecemeal:
    """A picture that is not received completely."""

    id: str
    size: int
    name: str
    content: bytearray = field(default_factory=bytearray)


class Upload:
    """Implements `application.picture_upload.PictureUpload`; outlives its phone's connections."""

    def __init__(
        self,
        base_url: str,
        most: int,
        take: TakePicture,
        changed: Callable[[], None],
        decode: Decode,
        monotonic: Monotonic,
        lives_s: float,
    ) -> None:
        self.token = secrets.token_urlsafe(PASS_BYTES)
        self._base_url, self._take, self._changed = base_url, take, changed
        self._most = min(most, limits.MAX_LESSON_PICTURES)
        self._decode, self._monotonic, self._lives_s = decode, monotonic, lives_s
        self._until = monotonic() + lives_s
        self._phone: str | None = None
        self._hang_up: HangUp | None = None
        # The outcome of every finished picture by its id: whether the lesson had it before, or why
        # it was refused. So a picture whose confirmation was lost is not stored twice.
        self._was_known: dict[str, bool] = {}
        self._refused: dict[str, RefusalReason] = {}
        self._coming: _Piecemeal | None = None
        # A phone that lost its connection may be back before its last picture is stored.
        self._taking = asyncio.Lock()
        self._progress = UploadProgress()
        self._is_over = False
        self._lapse = asyncio.get_running_loop().call_later(lives_s, self._on_lapse)

    # What the window sees -----------------------------------------------------------------------

    @property
    def url(self) -> str:
        """The URL in the QR code; "" if phones cannot reach this PC.

        The pass is in the fragment, which browsers do not send: it never crosses the unencrypted
        connection that only redirects to the encrypted one.
        """
        return f"{self._base_url}/upload#{self.token}" if self._base_url else ""

    @property
    def is_over(self) -> bool:
        """Whether the upload is closed."""
        return self._is_over

    @property
    def seconds_left(self) -> float:
        """How long the pass remains valid; the first phone and each finished picture renew it."""
        return 0.0 if self._is_over else max(0.0, self._until - self._monotonic())

    @property
    def progress(self) -> UploadProgress:
        """The progress to show in the window."""
        return self._progress

    def close(self) -> None:
        """Accept nothing more, and disconnect the phone."""
        if self._is_over:
            return
        self._is_over = True
        self._lapse.cancel()
        self._coming = None
        hang_up, self._hang_up = self._hang_up, None
        if hang_up is not None:
            hang_up(CloseCode.NORMAL)
        self._note(phone=PhonePresence.NONE)

    def _on_lapse(self) -> None:
        left = self._until - self._monotonic()
        if left > 0:
            self._lapse = asyncio.get_running_loop().call_later(left, self._on_lapse)
        else:
            self.close()

    # The phone ----------------------------------------------------------------------------------

    @property
    def room(self) -> int:
        """How many more pictures the lesson may get."""
        return max(0, self._most - self._progress.stored)

    @property
    def stored_ids(self) -> list[str]:
        """The ids of the pictures that the lesson has, new or not."""
        return list(self._was_known)

    def is_for(self, phone: str) -> bool:
        """Return whether this phone may connect: the pass is valid, and is no other phone's."""
        return self.seconds_left > 0 and self._phone in (None, phone)

    def arrive(self, phone: str, hang_up: HangUp) -> bool:
        """Connect this phone and bind the pass to it; return False if `is_for` does.

        The phone's previous connection, which may be dead, is closed.
        """
        if not self.is_for(phone):
            return False
        if self._phone is None:
            self._phone = phone
            self._renew()
        before, self._hang_up = self._hang_up, hang_up
        if before is not None:
            before(CloseCode.REPLACED)
        self._note(phone=PhonePresence.HERE)
        return True

    def leave(self, hang_up: HangUp) -> None:
        """Note that the connection with this `hang_up` was lost, unless there is a newer one."""
        if self._hang_up is hang_up:
            self._hang_up = None
            self._note(phone=PhonePresence.AWAY)

    # Its pictures -------------------------------------------------------------------------------

    def settled(self, picture_id: str) -> bool | RefusalReason | None:
        """Return a picture's outcome: whether the lesson had it before, or why it was refused.

        None if it is not finished.
        """
        return self._was_known.get(picture_id, self._refused.get(picture_id))

    def begin(self, offer: OfferPicture) -> int | RefusalReason:
        """Return the offset from which a picture's bytes are wanted, or why it is refused.

        Raises:
            TooManyRefusedError: too many were refused before.
        """
        self._note(total=min(max(offer.total, offer.place), 9_999))
        if offer.bytes > limits.MAX_LESSON_PICTURE_BYTES:
            return self._refuse(offer.id, offer.name, RefusalReason.TOO_LARGE)
        if not self.room:
            return self._refuse(offer.id, offer.name, RefusalReason.TOO_MANY)
        coming = self._coming
        if coming is None or (coming.id, coming.size) != (offer.id, offer.bytes):
            self._coming = coming = _Piecemeal(offer.id, offer.bytes, offer.name)
        self._note_fraction()
        return len(coming.content)

    def add(self, picture_id: str, piece: bytes) -> int:
        """Append bytes to the picture that was begun; return how many of it are here.

        Raises:
            ValueError: this picture was not begun, or there are more bytes than were offered.
        """
        coming = self._coming
        if coming is None or coming.id != picture_id:
            raise ValueError("bytes that were not asked for")
        if len(coming.content) + len(piece) > coming.size:
            raise ValueError("more bytes than were offered")
        coming.content += piece
        self._note_fraction()
        return len(coming.content)

    @property
    def is_whole(self) -> bool:
        """Whether the picture that was begun is complete."""
        return self._coming is not None and len(self._coming.content) == self._coming.size

    async def finish(self, picture_id: str) -> bool | RefusalReason:
        """Add the complete picture to the lesson.

        Returns whether the lesson had it before, or why it was refused. After `STORAGE_FAILED` its
        bytes are kept, so that `finish` can be tried again.

        Raises:
            TooManyRefusedError: too many were refused before.
        """
        async with self._taking:
            settled = self.settled(picture_id)
            if settled is not None:  # finished by the previous connection, after that was lost
                return settled
            coming = self._coming
            if coming is None or coming.id != picture_id or not self.is_whole:
                return RefusalReason.STORAGE_FAILED  # closed meanwhile
            try:
                picture = await self._decode(bytes(coming.content))
                if self._is_over:
                    return RefusalReason.STORAGE_FAILED
                was_known = not await self._take(picture)
            except HeicPictureError:
                return self._refuse(coming.id, coming.name, RefusalReason.HEIC)
            except NoRoomError:
                return self._refuse(coming.id, coming.name, RefusalReason.TOO_MANY)
            except StorageError as error:
                # Its bytes are kept, so that it need not be sent again.
                log.warning("A picture of the instructor's phone is not stored: %s", error.cause)
                return RefusalReason.STORAGE_FAILED
            except ValueError:
                return self._refuse(coming.id, coming.name, RefusalReason.NO_PICTURE)
            self._let_go(picture_id)
            self._was_known[picture_id] = was_known
            self._renew()
            self._note(
                stored=self._progress.stored + (not was_known),
                known=self._progress.known + was_known,
                fraction=0.0,
            )
            return was_known

    def _refuse(self, picture_id: str, name: str, reason: RefusalReason) -> RefusalReason:
        if picture_id not in self._refused:
            if len(self._refused) >= MAX_REFUSED:
                raise TooManyRefusedError("too much was refused")
            self._refused[picture_id] = reason
            refused = (*self._progress.refused, RefusedPicture(name, reason))
            self._let_go(picture_id)
            self._renew()
            self._note(refused=refused, fraction=0.0)
        return reason

    def _let_go(self, picture_id: str) -> None:
        """Free the bytes of a picture, unless another was begun meanwhile."""
        if self._coming is not None and self._coming.id == picture_id:
            self._coming = None

    def _renew(self) -> None:
        self._until = self._monotonic() + self._lives_s

    def _note_fraction(self) -> None:
        coming = self._coming
        self._note(fraction=len(coming.content) / coming.size if coming else 0.0)

    def _note(self, **change: object) -> None:
        self._progress = structs.replace(self._progress, **change)
        self._changed()


class AcceptedPhone(Struct, frozen=True):
    """A phone that may connect to upload, as long as no other phone is faster."""

    upload: Upload
    phone: str
