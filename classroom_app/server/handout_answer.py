"""A handout as it goes to a phone: saved under its own name, fetched once."""

from urllib.parse import quote

from websockets.http11 import Request, Response

from classroom_app.application.handout_service import HandoutFile
from classroom_app.protocol.endpoints import PDF
from classroom_app.server.http import answer, header_of

PLAIN_NAME = "lesson.pdf"
"""For what reads no other name: Android's first WebViews."""


def handout_answer(request: Request, file: HandoutFile) -> Response:
    """Return a handout, or 304 to a phone that has it.

    The phone asks again before it uses what it has: the class may be another's by then.
    """
    etag = f'"{file.etag}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    if _has_it(header_of(request, "If-None-Match"), etag):
        unchanged = answer(304, b"", PDF, headers)
        del unchanged.headers["Content-Length"]  # it would be that of the handout
        return unchanged
    # A plain name would have to be plain letters, and one in quotation marks cannot have any.
    plain = file.name if file.name.isascii() and not set(file.name) & set('"\\%') else PLAIN_NAME
    named = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name, safe='')}"
    return answer(200, file.content, PDF, {**headers, "Content-Disposition": named})


def _has_it(known: str, etag: str) -> bool:
    """Tell whether `If-None-Match` names it; strong or weak makes no difference there."""
    names = [name.strip().removeprefix("W/") for name in known.split(",")]
    return etag in names or "*" in names
