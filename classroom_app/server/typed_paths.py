"""Understands paths as people type them: only a code, in capitals, with typos."""

import re

from websockets.http11 import Request

from classroom_app.domain.session_code import normalise_code
from classroom_app.protocol import endpoints
from classroom_app.server.http import header_of, path_of

# Paths that only people use, whatever their request's `Accept` says.
_FOR_PEOPLE = re.compile(r"/\d{6}/?|/join/[^/]+/?", re.ASCII | re.IGNORECASE)
_OF_PROGRAMS = ("api", "ws", "static", "pictures")


def is_typed(request: Request) -> bool:
    """Return whether a person opened this path in a browser, rather than a page or a program."""
    if request.method not in ("GET", "HEAD"):
        return False
    path = path_of(request)
    if _FOR_PEOPLE.fullmatch(path):
        return True
    first = path.strip("/").partition("/")[0].casefold()
    return "text/html" in header_of(request, "Accept").lower() and first not in _OF_PROGRAMS


def join_path(path: str) -> str | None:
    """Return the proper path for one that contains only a code, `/` if the code is missing.

    `/482-913`, `/JOIN/482913` and `/join482913/` all mean `/join/482913`. None if the meaning is
    unclear. Whether a class has this code is not checked.
    """
    words = [word.strip(" .,") for word in path.split("/")]
    words = [word for word in words if word]
    if len(words) > 1 and words[0].casefold() == "join":
        words = words[1:]
    if len(words) != 1:
        return None
    word = words[0]
    if word.casefold() == "join":
        return "/"
    if word.casefold().startswith("join") and any(letter.isdigit() for letter in word):
        word = word[len("join") :]
    code = normalise_code(word)
    return endpoints.JOIN_PAGE.path.replace("{code}", code) if code else None
