"""Decodes frames to typed messages, and encodes messages to frames."""

import json
import math
import re
from functools import cache
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import fields as struct_fields

from classroom_app.protocol import limits
from classroom_app.protocol.errors import ErrorCode, MessageError
from classroom_app.protocol.messages_in import KNOWN_TYPES, ClientMessage
from classroom_app.protocol.messages_out import ServerMessage, StepChanged

M = TypeVar("M", bound=ClientMessage)

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder()
# Replaces integers with more digits than Python converts (4,300); it is not a valid id.
_VAST = 10**4_300
_FIELD_AT_FAULT = re.compile(r"missing required field `(\w+)`|at `\$\.(\w+)")


class Envelope(Struct, frozen=True):
    """A frame that is JSON and has a type; its fields are not checked yet."""

    type: str
    fields: dict[str, Any]


def has_many_values(content: str | bytes | bytearray) -> bool:
    """Return whether a JSON text may have more than `MAX_VALUES` values, by its punctuation.

    Punctuation in its strings counts too; a picture in base64 has none.
    """
    return len(content) > limits.MAX_VALUES and count_of_values(content) > limits.MAX_VALUES


def count_of_values(content: str | bytes | bytearray) -> int:
    """Return how many values a JSON text has at most: one for each sign between them."""
    if isinstance(content, str):
        return sum(map(content.count, ",:[{"))
    return sum(map(content.count, (b",", b":", b"[", b"{")))


def open_envelope(frame: str | bytes) -> Envelope:
    """Read a frame's type and fields (those in `data` win over those at the top level).

    Raises:
        MessageError: `invalid_json`, `unknown_type`, or `invalid_field` for a `data` that is no
            object.
    """
    if isinstance(frame, bytes):  # a binary frame; the protocol has text frames only
        raise MessageError(ErrorCode.INVALID_JSON, "Invalid JSON")
    if has_many_values(frame):
        raise MessageError(
            ErrorCode.INVALID_JSON, f"Too many values: at most {limits.MAX_VALUES:,} in a message"
        )
    try:
        content = _decoder.decode(frame)
    except msgspec.ValidationError:
        content = _with_vast_numbers(frame)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        raise MessageError(ErrorCode.INVALID_JSON, "Invalid JSON") from None
    except ValueError:  # Python converts no integer of more than 4,300 digits
        content = _with_vast_numbers(frame)
    if not isinstance(content, dict):
        raise MessageError(ErrorCode.INVALID_JSON, "Invalid JSON")
    kind = content.get("type")
    if not isinstance(kind, str):
        raise MessageError(ErrorCode.UNKNOWN_TYPE, "Unknown message type")
    data = content.get("data")
    if data is None:
        return Envelope(kind, content)
    if not isinstance(data, dict):
        if kind not in KNOWN_TYPES:
            raise MessageError(ErrorCode.UNKNOWN_TYPE, "Unknown message type", kind)
        raise MessageError(ErrorCode.INVALID_FIELD, "data must be an object", kind)
    return Envelope(kind, {**content, **data})


def _with_vast_numbers(frame: str) -> Any:
    """Decode a frame with numbers that the decoder refuses, such as 1e999 or 5,000 digits."""

    def whole(digits: str) -> int:
        try:
            return int(digits)
        except ValueError:
            return -_VAST if digits.startswith("-") else _VAST

    def refuse(word: str) -> float:
        raise ValueError(word)

    try:
        return json.loads(frame, parse_int=whole, parse_constant=refuse)
    except (ValueError, RecursionError):
        raise MessageError(ErrorCode.INVALID_JSON, "Invalid JSON") from None


def read_fields(envelope: Envelope, kind: type[M]) -> M:
    """Return the message with its fields checked.

    Raises:
        MessageError: `invalid_field`, naming the field and what it must be.
    """
    try:
        message = msgspec.convert(envelope.fields, kind)
    except msgspec.ValidationError as error:
        raise MessageError(ErrorCode.INVALID_FIELD, _fault(error, kind), envelope.type) from None
    timestamp = getattr(message, "timestamp", 0)
    if abs(timestamp) in (math.inf, _VAST):
        raise MessageError(
            ErrorCode.INVALID_FIELD, "timestamp must be a finite number", envelope.type
        )
    return message


def _fault(error: msgspec.ValidationError, kind: type[ClientMessage]) -> str:
    match = _FIELD_AT_FAULT.search(str(error))
    if match is None:
        return str(error)
    name = match[1] or match[2]
    return f"{name} must be {_expected(kind, name)}"


@cache
def _expected(kind: type[ClientMessage], name: str) -> str:
    """Return the description in the annotation of a field's type."""
    for field in struct_fields(kind):
        if field.name == name:
            schema = msgspec.json.schema(field.type)
            for option in (schema, *schema.get("anyOf", [])):
                if "description" in option:
                    return str(option["description"])
    return "of the right type"


def encode_message(message: ServerMessage) -> bytes:
    """Return a frame's payload: the flat fields, and the same again in `data`.

    Clients may read either (docs/PROTOCOL.md, "The form of messages"). The fields are encoded once
    and their JSON is inserted twice; every message has at least one.

    `step_changed` alone differs: its `data` holds the step itself with `order` from 1 and
    `order_index` from 0, as the Android app counts.
    """
    flat = _encoder.encode(message)
    data = flat
    if isinstance(message, StepChanged):
        step = message.subtask
        data = _encoder.encode(
            msgspec.structs.replace(step, order=step.order_index, order_index=step.order_index - 1)
        )
    return b'{"type":"%b",%b,"data":%b}' % (message.TYPE.encode(), flat[1:-1], data)


def encode_body(body: Struct) -> bytes:
    """Return the body of an HTTP answer."""
    return _encoder.encode(body)
