"""What is taken off a request before the library reads it: what it knows no answer to.

That is raw UTF-8 in the address, other programs' cookies (a browser sends those of every program at
this host's name, whatever the port, and the library takes 8 kB of them), and a body that says only
that it is none.
"""

import re

from classroom_app.server.http import in_ascii
from classroom_app.server.identities import MOST_COOKIES

MOST_COOKIE_BYTES = 64 * 1024
"""So long may the line with the cookies be; far more than browsers keep for a host in practice."""
_MOST_LINE_BYTES = 8_192  # the library's own; a longer line is its to refuse
_WORTH_SORTING_BYTES = 1_024
_EMPTY_BODY = b"0\r\n\r\n"
_COOKIES = b"cookie:"
_CHUNKED = re.compile(rb"transfer-encoding[ \t]*:[ \t]*chunked[ \t]*\r?\n?", re.IGNORECASE)
# A student's, the remote's, and a helper's.
_OURS = re.compile(rb"(?:^|(?<=[;: \t]))(?:session|remote|helper)id=[^;\r\n]*")


class RequestHead:
    """Takes what has come, gives what is to be read; lines are given whole."""

    __slots__ = ("_chunked", "_end", "_is_first", "_line", "is_over")

    def __init__(self) -> None:
        self._line = b""
        self._is_first = True
        self._chunked = b""
        self._end = b""
        self.is_over = False
        """Whether the head has been read: what follows is none of ours."""

    def feed(self, data: bytes) -> bytes:
        """Return what of it, and of what was held back, can be read now."""
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
        """Return what is held back, when nothing more is waited for."""
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
            ours = _OURS.findall(line)[:MOST_COOKIES]
            return b"Cookie: " + b"; ".join(ours) + b"\r\n"
        return line

    def _body(self) -> bytes:
        """Give the end of the head, once the body is seen to be empty or not."""
        if self._chunked and self._line == _EMPTY_BODY:
            self._chunked = self._line = b""
        elif self._chunked and _EMPTY_BODY.startswith(self._line):
            return b""
        return self.rest()
