"""A simulated instructor's phone that sends pictures for a lesson over a real socket."""

import json
import secrets
from typing import Any, Self

from websockets.asyncio.client import ClientConnection, connect

from classroom_app.protocol import limits
from tests.helpers.phone import Phone
from tests.helpers.school import HOST, School


def pass_of(url: str) -> str:
    """Return the pass in a QR code's URL."""
    _base, _mark, token = url.partition("/upload#")
    assert token, url
    return token


class UploadPhone(Phone):
    """One connection with a pass; `key` identifies the phone."""

    def __init__(self, socket: ClientConnection) -> None:
        super().__init__(socket)
        self.key = ""

    @classmethod
    async def come(cls, school: School, token: str, key: str = "", **options: Any) -> Self:
        """Open the socket."""
        phone = await cls.come_to(school.program.server.port, token, key, **options)
        school.phones.append(phone)
        return phone

    @classmethod
    async def come_to(cls, port: int, token: str, key: str = "", **options: Any) -> Self:
        """Open the socket at a port."""
        key = key or secrets.token_hex(16)
        url = f"ws://{HOST}:{port}/ws/upload/{token}?phone={key}"
        phone = cls(await connect(url, proxy=None, **options))
        phone.key = key
        return phone

    async def offer(
        self, picture_id: str, size: int, name: str = "a.png", place: int = 1, total: int = 1
    ) -> tuple[str, dict[str, Any]]:
        """Offer a picture; return the type of the answer and its fields."""
        fields = {"id": picture_id, "name": name, "bytes": size, "place": place, "total": total}
        return await self.say("offer_picture", **fields)

    async def say(self, kind: str, **data: Any) -> tuple[str, dict[str, Any]]:
        await self.send(kind, **data)
        return await self.hear()

    async def hear(self) -> tuple[str, dict[str, Any]]:
        message = await self.receive()
        return message["type"], message["data"]

    async def give(
        self, picture_id: str, content: bytes, **offer: Any
    ) -> tuple[str, dict[str, Any]]:
        """Offer a picture, send the requested bytes, and return the last answer."""
        kind, data = await self.offer(picture_id, len(content), **offer)
        while kind in ("send_picture", "picture_received"):
            begin = data["offset"] if kind == "send_picture" else data["bytes"]
            await self.socket.send(content[begin : begin + limits.PICTURE_PIECE_BYTES])
            kind, data = await self.hear()
        return kind, data

    async def raw(self, text: str | bytes) -> None:
        await self.socket.send(text)

    @staticmethod
    def message(kind: str, **data: Any) -> str:
        return json.dumps({"type": kind, "data": data})
