"""The HTTP response with a handout: saved under its own name, and fetched only once."""

from urllib.parse import quote

from websockets.http11 import Request, Response

from classroom_app.application.handout_service import HandoutFile
from classroom_app.protocol.endpoints import PDF
from classroom_app.server.http import answer, header_of

PLAIN_NAME = "lesson.pdf"
"""For clients that ignore `filename*`: early Android WebViews."""


def handout_answer(request: Request, file: HandoutFile) -> Response:
    """Return a handout, or 304 if the phone has it already.

    The phone must revalidate its copy before each use, as the class may be another one by then.
    """
    etag = f'"{file.etag}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    if _has_it(header_of(request, "If-None-Match"), etag):
        unchanged = answer(304, b"", PDF, headers)
        del unchanged.headers["Content-Length"]  # in a 304 it would mean the handout's length
        return unchanged
    # `filename` must be ASCII, and must not contain characters with a meaning in a quoted string.
    plain = file.name if file.name.isascii() and not set(file.name) & set('"\\%') else PLAIN_NAME
    named = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name, safe='')}"
    return answer(200, file.content, PDF, {**headers, "Content-Disposition": named})


def _has_it(known: str, etag: str) -> bool:
    """Return whether `If-None-Match` contains the tag; weak tags match too (RFC 9110 §13.1.2)."""
    names = [name.strip().removeprefix("W/") for name in known.split(",")]
    return etag in names or "*" in names
