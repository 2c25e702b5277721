"""Answers plain HTTP at the port of an encrypted class, for people who type the address.

Without an answer, browsers show an error that nobody understands.
"""

import re

from classroom_app.server.addresses import LOOPBACK

# Possessive (`*+`, `}+`) against backtracking: this is untrusted, and 16 kB of slashes would take
# a second.
_PATH = re.compile(rb"[A-Z]{1,16} /*+([!-~]{0,2000}+)(?= HTTP/)")
_HOST = re.compile(rb"\r\nhost:[ \t]*([\w.\-]{1,255}|\[[0-9a-f:.]{2,45}\])(?::\d+)?[ \t]*\r", re.I)


def way_to(port: int, request: bytes) -> bytes:
    """Return a redirect to `port` for a request, which may be incomplete."""
    path, host = _PATH.match(request), _HOST.search(request)
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
