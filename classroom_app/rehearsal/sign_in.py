"""Signing in over HTTP, with asyncio alone."""

import asyncio
import ssl
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote, urlsplit

from classroom_app.domain.session_code import normalise_code

TIMEOUT_S = 10.0
_MAX_ANSWER = 65_536


class SignInError(Exception):
    """The server refused; `is_final` if trying again is pointless."""

    def __init__(self, status: int, retry_after_s: float) -> None:
        super().__init__(status)
        self.status = status
        self.retry_after_s = retry_after_s

    @property
    def is_final(self) -> bool:
        """Whether the class is unknown or over, or the request itself is wrong."""
        return self.status in (400, 404, 405, 410)

    def __str__(self) -> str:
        """Name the HTTP status."""
        return f"the server answered {self.status}"


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a class: its server and its code."""

    host: str
    port: int
    code: str
    tls: ssl.SSLContext | None = None

    @classmethod
    def of(cls, base_url: str, code: str, tls: ssl.SSLContext | None = None) -> Self:
        """Parse a URL such as `http://127.0.0.1:8000`; `tls` is required exactly if it is `https`.

        Raises:
            ValueError: the URL or the code is not valid.
        """
        parts = urlsplit(base_url)
        normal = normalise_code(code)
        if parts.scheme != ("https" if tls else "http") or not parts.hostname or normal is None:
            raise ValueError(f"no class can be at {base_url!r} with the code {code!r}")
        return cls(parts.hostname, parts.port or (443 if tls else 80), normal, tls)

    @property
    def host_and_port(self) -> str:
        """The authority part of URLs."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    @property
    def socket_url(self) -> str:
        """The URL of the session's WebSocket."""
        return f"{'wss' if self.tls else 'ws'}://{self.host_and_port}/ws/sessions/{self.code}/"


async def sign_in(address: Address, name: str, device_id: str, number: int | None = None) -> str:
    """Return the cookie (`name=value`) that the server gives this student.

    A `number` is sent instead of the name.

    Raises:
        SignInError: the server does not let the student in.
        OSError: there is no server, or it does not answer in time or in HTTP.
    """
    who = f"name={quote(name, safe='')}" if number is None else f"number={number}"
    query = f"{who}&device_id={quote(device_id, safe='')}"
    return await _post(address, f"/api/sessions/{address.code}/join?{query}")


async def sign_in_as_helper(address: Address, token: str, name: str, phone: str) -> str:
    """Return the cookie (`name=value`) that the server gives a helper for the pass `token`.

    Raises:
        SignInError: the server does not let the helper in.
        OSError: there is no server, or it does not answer in time or in HTTP.
    """
    query = f"role=HELPER&phone={phone}&name={quote(name, safe='')}"
    return await _post(address, f"/api/helper/{quote(token, safe='')}?{query}")


async def _post(address: Address, target: str) -> str:
    request = (
        f"POST {target} HTTP/1.1\r\nHost: {address.host_and_port}\r\nConnection: close\r\n\r\n"
    )
    async with asyncio.timeout(TIMEOUT_S):
        reader, writer = await asyncio.open_connection(address.host, address.port, ssl=address.tls)
        try:
            writer.write(request.encode("ascii"))
            answer = await reader.read(_MAX_ANSWER)
            while b"\r\n\r\n" not in answer and (more := await reader.read(_MAX_ANSWER)):
                answer += more
        finally:
            writer.close()
            await writer.wait_closed()
    return _cookie_in(answer)


def _cookie_in(answer: bytes) -> str:
    head, _, _body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    words = first.split(" ")
    if len(words) < 2 or not words[0].startswith("HTTP/1.") or not words[1].isdigit():
        raise ConnectionError("the answer is not HTTP")
    headers = {
        name.strip().lower(): value.strip()
        for name, _, value in (line.partition(":") for line in lines)
    }
    status = int(words[1])
    if status not in (200, 201):
        retry_after = headers.get("retry-after", "")
        raise SignInError(status, float(retry_after) if retry_after.isdigit() else 0.0)
    return headers.get("set-cookie", "").split(";")[0]
