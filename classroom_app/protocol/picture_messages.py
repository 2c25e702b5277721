"""The messages between the instructor's phone and the server while pictures for a lesson are sent.

They have their own socket, `endpoints.UPLOAD_SOCKET`. Each message is a text frame `{"type",
"data"}`; the bytes of the picture that was asked for follow in binary frames.
"""

from typing import Annotated, Any, ClassVar, TypeAlias

import msgspec
from msgspec import Meta, Struct

from classroom_app.domain.picture_refusal import RefusalReason

PictureId: TypeAlias = Annotated[
    str,
    Meta(
        pattern="^[0-9a-f]{8,64}$",
        description="8 to 64 hexadecimal digits, made of the file's content: the same file is the "
        "same picture",
    ),
]
MAX_TOLD_NAME = 80


class PictureMessage(Struct, frozen=True):
    """Base of all messages of this socket; `TYPE` is the value of `type`."""

    TYPE: ClassVar[str]


class OfferPicture(PictureMessage, frozen=True):
    """Offer a picture; the server asks for it, has it stored already, or refuses it."""

    TYPE = "offer_picture"
    id: PictureId
    name: Annotated[str, Meta(description="the file's name, to be shown to the instructor")]
    bytes: Annotated[int, Meta(ge=1, description="how long it is")]
    place: Annotated[int, Meta(ge=1, le=9_999, description="which of them it is, from 1")]
    total: Annotated[int, Meta(ge=1, le=9_999, description="how many the phone wants to send")]


class UploadReady(PictureMessage, frozen=True):
    """Pictures can be sent: at most `most` more; those in `stored` are here already."""

    TYPE = "upload_ready"
    most: int
    stored: list[str]


class SendPicture(PictureMessage, frozen=True):
    """Send the bytes of this picture that begin at `offset`, in binary frames."""

    TYPE = "send_picture"
    id: str
    offset: int


class PictureReceived(PictureMessage, frozen=True):
    """So many bytes of this picture were received: the answer to each frame but the last."""

    TYPE = "picture_received"
    id: str
    bytes: int


class PictureStored(PictureMessage, frozen=True):
    """The picture is stored in the lesson; `was_known` if the lesson had it before."""

    TYPE = "picture_stored"
    id: str
    was_known: bool


class PictureRefused(PictureMessage, frozen=True):
    """The picture was not accepted; after `storage_failed` it can be offered again."""

    TYPE = "picture_refused"
    id: str
    reason: RefusalReason


class UploadInfo(Struct, frozen=True):
    """`GET /api/upload/{pass}`: how many pictures still fit in."""

    most: int


SAID_BY_SERVER = (UploadReady, SendPicture, PictureReceived, PictureStored, PictureRefused)

_encoder = msgspec.json.Encoder()


class _Frame(Struct, frozen=True):
    type: str
    data: dict[str, Any]


_decoder = msgspec.json.Decoder(_Frame)


def read_offer(frame: str) -> OfferPicture:
    """Return the phone's offer, with its name made fit to be shown.

    Raises:
        ValueError: it is not a valid offer.
    """
    try:
        opened = _decoder.decode(frame)
        if opened.type != OfferPicture.TYPE:
            raise ValueError(opened.type[:MAX_TOLD_NAME])
        offer = msgspec.convert(opened.data, OfferPicture)
    except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
        raise ValueError(str(error)[:200]) from None
    if not offer.id.isalnum():  # `$` also matches before a newline
        raise ValueError("id")
    return msgspec.structs.replace(offer, name=told_name(offer.name))


def told_name(name: str) -> str:
    """Return a file's name without invisible characters, shortened in the middle if long."""
    seen = "".join(letter if letter.isprintable() else " " for letter in name)
    words = " ".join(seen.split()) or "?"
    if len(words) <= MAX_TOLD_NAME:
        return words
    half = MAX_TOLD_NAME // 2
    return f"{words[: half - 1]}…{words[-half:]}"


def encode_picture_message(message: PictureMessage) -> bytes:
    """Return a text frame's payload."""
    return b'{"type":"%b","data":%b}' % (message.TYPE.encode(), _encoder.encode(message))
