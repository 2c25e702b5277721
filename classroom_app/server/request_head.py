"""Rewrites request heads that the library would refuse.

It encodes raw UTF-8 in the request target, removes other programs' cookies from a long line (a
browser sends those of every program at this host name, whatever the port, and the library accepts
only 8 kB), and removes an empty chunked body.
"""

import re

from classroom_app.server.http import in_ascii
from classroom_app.server.identities import MOST_COOKIES

MOST_COOKIE_BYTES = 64 * 1024
"""The limit of the `Cookie` line; far more than browsers store for a host in practice."""
_MOST_LINE_BYTES = 8_192  # the library's own limit; it refuses longer lines itself
_WORTH_SORTING_BYTES = 1_024
_EMPTY_BODY = b"0\r\n\r\n"
_COOKIES = b"cookie:"
_CHUNKED = re.compile(rb"transfer-encoding[ \t]*:[ \t]*chunked[ \t]*\r?\n?", re.IGNORECASE)
# The student's, the remote's and the helper's cookies.
_OURS = (b"sessionid=", b"remoteid=", b"helperid=")
_MOST_TRIED = 64
"""How many places are looked at that may only be a part of another cookie."""
_MOST_BLANKS = 16  # before the name of a cookie; browsers send one


class RequestHead:
    """Takes received bytes and returns bytes for the library, in complete lines."""

    __slots__ = ("_chunked", "_end", "_is_first", "_line", "is_over")

    def __init__(self) -> None:
        self._line = b""
        self._is_first = True
        self._chunked = b""
        self._end = b""
        self.is_over = False
        """Whether the head is complete: later bytes need not be fed."""

    def feed(self, data: bytes) -> bytes:
        """Return the bytes for the library so far; an incomplete line is held back."""
        if len(self._end):
            self._line += data
            return self._body()
        *lines, self._line = (self._line + data).split(b"\n")
        given: list[bytes] = []
        for number, line in enumerate(lines):
            given.append(self._whole_line(line + b"\n"))
            if len(self._end):
                self._line = b"\n".join([*lines[number + 1 :], self._line])
                break
        if len(self._end):
            given.append(self._body())
        elif len(self._line) > self._longest:
            given.append(self.rest())
        return b"".join(given)

    def rest(self) -> bytes:
        """Return all bytes held back, and end the head."""
        self.is_over = True
        line = in_ascii(self._line) if self._is_first else self._line
        return self._chunked + self._end + line

    @property
    def _longest(self) -> int:
        is_cookies = self._line[: len(_COOKIES)].lower() == _COOKIES
        return MOST_COOKIE_BYTES if is_cookies else _MOST_LINE_BYTES

    def _whole_line(self, line: bytes) -> bytes:
        if self._is_first:
            self._is_first = False
            return in_ascii(line)
        if line in (b"\r\n", b"\n"):
            self._end = line
            return b""
        if _CHUNKED.fullmatch(line):
            self._chunked = line
            return b""
        is_long = _WORTH_SORTING_BYTES < len(line) <= MOST_COOKIE_BYTES
        if is_long and line[: len(_COOKIES)].lower() == _COOKIES:
            ours = [cookie for name in _OURS for cookie in _cookies(line, name)]
            return b"Cookie: " + b"; ".join(ours) + b"\r\n"
        return line

    def _body(self) -> bytes:
        """Return the end of the head once it is clear whether a chunked body is empty, else b""."""
        if self._chunked and self._line == _EMPTY_BODY:
            self._chunked = self._line = b""
        elif self._chunked and _EMPTY_BODY.startswith(self._line):
            return b""
        return self.rest()


def _cookies(line: bytes, name: bytes) -> list[bytes]:
    """Return the first few cookies of this name in a `Cookie` line, each with its value.

    `find` takes a tenth of the time that a regular expression does in a line made to be slow.
    """
    pairs = b";" + line[len(_COOKIES) :].rstrip()
    found: list[bytes] = []
    at = pairs.find(name)
    for _ in range(_MOST_TRIED):
        if at < 0 or len(found) == MOST_COOKIES:
            break
        end = pairs.find(b";", at)
        end = len(pairs) if end < 0 else end
        # Anywhere but after a semicolon, it is part of another cookie's name or value.
        if pairs[max(0, at - _MOST_BLANKS) : at].rstrip().endswith(b";"):
            found.append(pairs[at:end].rstrip())
        at = pairs.find(name, end)
    return found
