"""Paths as people type them: a code alone, in capitals, with a slip."""

import re

from websockets.http11 import Request

from classroom_app.domain.session_code import normalise_code
from classroom_app.protocol import endpoints
from classroom_app.server.http import header_of, path_of

# A path that no program has any use for, whatever it says that it accepts.
_FOR_PEOPLE = re.compile(r"/\d{6}/?|/join/[^/]+/?", re.ASCII | re.IGNORECASE)
_OF_PROGRAMS = ("api", "ws", "static", "pictures")


def is_typed(request: Request) -> bool:
    """Tell whether a person's browser opens this path, and no page or program asks for it."""
    if request.method not in ("GET", "HEAD"):
        return False
    path = path_of(request)
    if _FOR_PEOPLE.fullmatch(path):
        return True
    first = path.strip("/").partition("/")[0].casefold()
    return "text/html" in header_of(request, "Accept").lower() and first not in _OF_PROGRAMS


def join_path(path: str) -> str | None:
    """Return where a path leads that holds nothing but a code, `/` where even that is missing.

    `/482-913`, `/JOIN/482913` and `/join482913/` are what people make of `/join/482913`. None where
    it cannot be told what is meant; the code is not looked for.
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
