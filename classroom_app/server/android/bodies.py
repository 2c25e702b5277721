"""Request bodies and answers in JSON: bounded in size, in time, and in what all of them take."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import msgspec
from aiohttp.web import BaseRequest, Response
from msgspec import Struct

from classroom_app.protocol.codec import Envelope, encode_body, read_fields
from classroom_app.protocol.errors import ErrorCode
from classroom_app.protocol.messages_in import ClientMessage
from classroom_app.protocol.messages_out import HttpError, HttpErrorDetail
from classroom_app.server.refusals import Rejected

BODY_TIMEOUT_S = 60.0
MAX_BYTES_IN_ALL = 64 * 1024 * 1024

M = TypeVar("M", bound=ClientMessage)


class RejectedError(Exception):
    """A request that is answered with an error; `retry_after_s` says when to come back."""

    def __init__(
        self, status: int, code: ErrorCode, message: str, retry_after_s: int | None = None
    ) -> None:
        super().__init__(status, code, message)
        self.status, self.code, self.message = status, code, message
        self.retry_after_s = retry_after_s

    @classmethod
    def of(cls, rejected: Rejected) -> "RejectedError":
        """Return the error that says a refusal."""
        return cls(rejected.status, rejected.code, rejected.message, rejected.retry_after_s)

    def __str__(self) -> str:
        """Return the sentence for the asker."""
        return self.message

    def answer(self) -> Response:
        """Return the error in the form of docs/PROTOCOL.md; what was left unread is not read on."""
        answer = json_answer(self.status, HttpError(HttpErrorDetail(self.code, self.message)))
        if self.retry_after_s is not None:
            answer.headers["Retry-After"] = str(self.retry_after_s)
        return answer


def json_answer(status: int, body: Struct) -> Response:
    """Return a JSON answer that nobody keeps."""
    headers = {
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Server": "classroom_app",
    }
    return Response(
        status=status, body=encode_body(body), content_type="application/json", headers=headers
    )


class BodyReader:
    """Reads the bodies of all requests, within one budget of memory."""

    def __init__(
        self, timeout_s: float = BODY_TIMEOUT_S, max_bytes_in_all: int = MAX_BYTES_IN_ALL
    ) -> None:
        self._timeout_s, self._left = timeout_s, max_bytes_in_all

    @contextmanager
    def holding(self, request: BaseRequest, limit: int) -> Iterator[None]:
        """Reserve the memory that a body may take while it is read and used.

        Raises:
            RejectedError: it says that it is longer than `limit`, or too many are being read.
        """
        announced = request.content_length
        if announced is not None and announced > limit:
            raise _too_long(limit)
        need = limit if announced is None else announced
        if need > self._left:
            raise RejectedError(
                503, ErrorCode.RATE_LIMITED, "Too many uploads at once: try again", 5
            )
        self._left -= need
        try:
            yield
        finally:
            self._left += need

    async def read(self, request: BaseRequest, kind: type[M], limit: int) -> M:
        """Return the message in a body.

        Raises:
            RejectedError: it is too long, too slow, or no JSON object.
            MessageError: a field is not what it must be.
        """
        content = _object_in(await self._bytes_of(request, limit))
        return read_fields(Envelope(kind.TYPE, content), kind)

    async def _bytes_of(self, request: BaseRequest, limit: int) -> bytes:
        if request.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise RejectedError(415, ErrorCode.INVALID_JSON, "Send the body uncompressed")
        body = bytearray()
        try:
            async with asyncio.timeout(self._timeout_s):
                async for chunk in request.content.iter_any():
                    body += chunk
                    if len(body) > limit:
                        raise _too_long(limit)
        except RuntimeError as error:
            # aiohttp's word for a phone that was gone before its body was waited for.
            if request.transport is not None:
                raise
            raise ConnectionResetError(str(error)) from None
        except TimeoutError:
            raise RejectedError(408, ErrorCode.INVALID_JSON, "The body came too slowly") from None
        return bytes(body)


def _too_long(limit: int) -> RejectedError:
    return RejectedError(
        413, ErrorCode.INVALID_FIELD, f"The body must have at most {limit:,} bytes"
    )


def _object_in(body: bytes) -> dict[str, Any]:
    try:
        content = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError):
        content = None
    if not isinstance(content, dict):
        raise RejectedError(400, ErrorCode.INVALID_JSON, "Invalid JSON")
    return content
