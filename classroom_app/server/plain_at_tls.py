"""Plain HTTP at the port of an encrypted class: a person who typed the address is led on.

OpenSSL tells such a request from a handshake by its first bytes and gives it up; asyncio then hangs
up without a word, and a browser shows an error that nobody understands.
"""

import re
import ssl
from collections.abc import Callable
from typing import cast

from classroom_app.server.addresses import LOOPBACK

# The library has taken the first five bytes: "GET /", "HEAD " or "POST ".
_PATH = re.compile(rb"/?([!-~]{0,2000})(?= HTTP/)")
_HOST = re.compile(rb"\r\nhost:[ \t]*([\w.\-]{1,255}|\[[0-9a-f:.]{2,45}\])(?::\d+)?[ \t]*\r", re.I)


class PlainAwareContext(ssl.SSLContext):
    """A server's context that leads plain HTTP to `entrance_port`, once that is set."""

    entrance_port: Callable[[], int] | None = None

    def wrap_bio(
        self,
        incoming: ssl.MemoryBIO,
        outgoing: ssl.MemoryBIO,
        server_side: bool = False,
        server_hostname: str | bytes | None = None,
        session: ssl.SSLSession | None = None,
    ) -> ssl.SSLObject:
        """Return what encrypts between the two buffers."""
        made = super().wrap_bio(incoming, outgoing, server_side, server_hostname, session)
        talk = cast(_Handshake, made)
        talk.incoming, talk.outgoing, talk.entrance_port = incoming, outgoing, self.entrance_port
        return talk


class _Handshake(ssl.SSLObject):
    """One connection's; asyncio calls `do_handshake` whenever something has come."""

    incoming: ssl.MemoryBIO
    outgoing: ssl.MemoryBIO
    entrance_port: Callable[[], int] | None
    was_answered = False

    def do_handshake(self) -> None:
        """Go on with the handshake, or answer a request that is none."""
        try:
            super().do_handshake()
        except ssl.SSLError as error:
            if error.reason != "HTTP_REQUEST" or self.was_answered or self.entrance_port is None:
                raise
            self.was_answered = True
            self.outgoing.write(way_to(self.entrance_port(), self.incoming.read()))
            # What is to be sent is sent; what comes then ends the connection.
            raise ssl.SSLWantReadError from None


def way_to(port: int, rest: bytes) -> bytes:
    """Return the answer to a request whose first five bytes are missing from its `rest`."""
    path, host = _PATH.match(rest), _HOST.search(rest)
    place = host[1].decode() if host else LOOPBACK
    location = f"http://{place}:{port}/{path[1].decode() if path else ''}"
    head = (
        "HTTP/1.1 307 Temporary Redirect",
        f"Location: {location}",
        "Content-Length: 0",
        "Cache-Control: no-store",
        "Connection: close",
    )
    return "\r\n".join([*head, "", ""]).encode()


PlainAwareContext.sslobject_class = _Handshake
