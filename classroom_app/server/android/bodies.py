"""Request bodies and responses in JSON. Bodies are bounded in size, in time and in total memory."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import msgspec
from aiohttp.web import BaseRequest, RequestKey, Response
from msgspec import Struct

from classroom_app.protocol.codec import Envelope, encode_body, has_many_values, read_fields
from classroom_app.protocol.errors import ErrorCode
from classroom_app.protocol.messages_in import ClientMessage
from classroom_app.protocol.messages_out import HttpError, HttpErrorDetail
from classroom_app.server.addresses import plain
from classroom_app.server.refusals import Rejected

SILENCE_S = 5.0
"""A body is given up when nothing arrives for this long: phones continue within two seconds."""
LEAST_BYTES_PER_S = 40_000.0
"""The least average rate of a body: the largest picture may take a minute."""
MAX_BYTES_IN_ALL = 32 * 1024 * 1024

M = TypeVar("M", bound=ClientMessage)


class RejectedError(Exception):
    """A request that is answered with an error; `retry_after_s` becomes its `Retry-After`."""

    def __init__(
        self, status: int, code: ErrorCode, message: str, retry_after_s: int | None = None
    ) -> None:
        super().__init__(status, code, message)
        self.status, self.code, self.message = status, code, message
        self.retry_after_s = retry_after_s

    @classmethod
    def of(cls, rejected: Rejected) -> "RejectedError":
        """Return the error for a refusal."""
        return cls(rejected.status, rejected.code, rejected.message, rejected.retry_after_s)

    def __str__(self) -> str:
        """Return the sentence for the client."""
        return self.message

    def answer(self) -> Response:
        """Return the error response in the form of docs/PROTOCOL.md."""
        answer = json_answer(self.status, HttpError(HttpErrorDetail(self.code, self.message)))
        if self.retry_after_s is not None:
            answer.headers["Retry-After"] = str(self.retry_after_s)
        return answer


def json_answer(status: int, body: Struct) -> Response:
    """Return a JSON response that must not be cached."""
    headers = {
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Server": "classroom_app",
    }
    return Response(
        status=status, body=encode_body(body), content_type="application/json", headers=headers
    )


class _Body:
    """A body that is being read or used."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.content = bytearray()
        self.charged = 0
        self.is_whole = self.is_given_up = False
        self._deadline: asyncio.Timeout | None = None

    def must_go_on_by(self, deadline: asyncio.Timeout, when: float) -> None:
        """Set the loop time by which more must arrive."""
        self._deadline = deadline
        deadline.reschedule(when)

    def give_up(self) -> None:
        """Free its content and end the wait for more with a `TimeoutError`."""
        self.is_given_up = True
        self.content.clear()
        if self._deadline is not None and not self._deadline.expired():
            self._deadline.reschedule(0)


_BODY = RequestKey("body", _Body)


class BodyReader:
    """Reads the bodies of all requests within one memory budget.

    Only received bytes are charged. When the budget is exceeded, the address with the most bytes in
    incomplete bodies loses the oldest of these; the same happens to an address that exceeds three
    quarters of the budget.
    """

    def __init__(
        self,
        silence_s: float = SILENCE_S,
        max_bytes_in_all: int = MAX_BYTES_IN_ALL,
        least_bytes_per_s: float = LEAST_BYTES_PER_S,
    ) -> None:
        self._silence_s, self._max_bytes_in_all = silence_s, max_bytes_in_all
        self._least_bytes_per_s = least_bytes_per_s
        self._bodies: dict[_Body, None] = {}  # for its order
        self._charged: Counter[str] = Counter()

    @contextmanager
    def holding(self, request: BaseRequest, limit: int) -> Iterator[None]:
        """Charge the memory of a body while it is read and used.

        Raises:
            RejectedError: its `Content-Length` exceeds `limit`.
        """
        announced = request.content_length
        if announced is not None and announced > limit:
            raise _too_long(limit)
        body = request[_BODY] = _Body(plain(str(request.remote)))
        self._bodies[body] = None
        try:
            yield
        finally:
            del self._bodies[body]
            self._let_go(body)

    def taken(self, request: BaseRequest) -> None:
        """Stop charging a body: its content was freed, or is counted elsewhere."""
        self._let_go(request[_BODY])

    async def read(self, request: BaseRequest, kind: type[M], limit: int) -> M:
        """Read a body and return the message in it. Call this within `holding`.

        Raises:
            RejectedError: it is too long, too slow, or no JSON object, or too many are being read.
            MessageError: a field is invalid.
        """
        body = await self._whole(request, limit)
        content = _object_in(body.content)
        body.content = bytearray()  # it stays charged: the decoded object takes as much
        return read_fields(Envelope(kind.TYPE, content), kind)

    async def _whole(self, request: BaseRequest, limit: int) -> _Body:
        if request.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise RejectedError(415, ErrorCode.INVALID_JSON, "Send the body uncompressed")
        body = request[_BODY]
        try:
            await self._fill(body, request, limit)
        except RuntimeError as error:
            # aiohttp raises it when the phone disconnected before its body was read.
            if request.transport is not None:
                raise
            raise ConnectionResetError(str(error)) from None
        except TimeoutError:
            if body.is_given_up:
                raise _too_many() from None
            raise RejectedError(408, ErrorCode.INVALID_JSON, "The body came too slowly") from None
        return body

    async def _fill(self, body: _Body, request: BaseRequest, limit: int) -> None:
        now = asyncio.get_running_loop().time
        longest_s = (request.content_length or limit) / self._least_bytes_per_s
        end = now() + self._silence_s + longest_s
        async with asyncio.timeout(None) as deadline:
            body.must_go_on_by(deadline, now() + self._silence_s)
            async for chunk in request.content.iter_any():
                body.content += chunk
                self._charged[body.address] += len(chunk)
                body.charged += len(chunk)
                if len(body.content) > limit:
                    raise _too_long(limit)
                self._keep_within_budget(body.address)
                if body.is_given_up:
                    raise _too_many()
                body.must_go_on_by(deadline, min(end, now() + self._silence_s))
        body.is_whole = True

    def _keep_within_budget(self, growing: str) -> None:
        most = self._max_bytes_in_all
        while self._charged[growing] > most * 3 // 4:
            self._take_from(growing)
        while self._charged.total() > most:
            coming: Counter[str] = Counter()
            for body in self._bodies:
                if not body.is_whole:
                    coming[body.address] += len(body.content)
            self._take_from(coming.most_common(1)[0][0])

    def _take_from(self, address: str) -> None:
        """Give up the oldest incomplete body of an address; there must be one."""
        body = next(
            each
            for each in self._bodies
            if each.address == address and each.content and not each.is_whole
        )
        self._let_go(body)
        body.give_up()

    def _let_go(self, body: _Body) -> None:
        self._charged[body.address] -= body.charged
        body.charged = 0
        if not self._charged[body.address]:
            del self._charged[body.address]


def _too_many() -> RejectedError:
    return RejectedError(503, ErrorCode.RATE_LIMITED, "Too many uploads at once: try again", 5)


def _too_long(limit: int) -> RejectedError:
    return RejectedError(
        413, ErrorCode.INVALID_FIELD, f"The body must have at most {limit:,} bytes"
    )


def _object_in(body: bytearray) -> dict[str, Any]:
    try:
        content = None if has_many_values(body) else msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError):
        content = None
    if not isinstance(content, dict):
        raise RejectedError(400, ErrorCode.INVALID_JSON, "Invalid JSON")
    return content
