"""HTTP by hand: requests that no library would send, and responses byte by byte."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

from tests.helpers.school import HOST, School
from tests.helpers.timing import PATIENCE_S


@dataclass(frozen=True)
class RawAnswer:
    """A response as it came; header names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @classmethod
    def of(cls, answer: bytes) -> "RawAnswer":
        """Parse a response."""
        head, _, body = answer.partition(b"\r\n\r\n")
        status_line, *lines = head.decode("latin-1").split("\r\n")
        pairs = (line.partition(": ") for line in lines)
        headers = {name.lower(): value for name, _, value in pairs}
        return cls(int(status_line.split()[1]), headers, body)

    def json(self) -> Any:
        """Return the parsed body."""
        return json.loads(self.body)


def request(line: str, *headers: str) -> bytes:
    """Return a request; `line` is without the version unless it names one."""
    version = "" if " HTTP/" in line else " HTTP/1.1"
    return "\r\n".join([line + version, "Host: 127.0.0.1", *headers, "", ""]).encode()


async def exchange(school: School, *pieces: bytes) -> RawAnswer:
    """Send pieces to the school's port and return all bytes until the server closes."""
    reader, writer = await asyncio.open_connection(HOST, school.program.server.port)
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0)  # so that the server reads each piece separately
        async with asyncio.timeout(PATIENCE_S):
            return RawAnswer.of(await reader.read())
    finally:
        writer.close()
        await writer.wait_closed()
