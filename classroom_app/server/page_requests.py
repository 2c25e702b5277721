"""Recognizes requests that a foreign page may have made a browser send.

Such a page can load anything from here, for example as images, in every browser that shows it. It
cannot read the responses, but it could use up the wrong tries of that browser's address.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from websockets.http11 import Request

from classroom_app.server.http import header_of

# The User-Agent of every browser starts with this, and pages cannot change it.
_BROWSERS = "mozilla/"


def may_be_of_a_foreign_page(request: Request, is_own: Callable[[str], bool]) -> bool:
    """Return whether a foreign page may have sent a request; `is_own` checks an origin.

    Browsers name the page in `Sec-Fetch-Site`, or over plain HTTP in `Origin` or `Referer`, which a
    foreign page may suppress. Our own pages do not, so a browser's request with none of these is
    foreign. Programs are recognized by their `User-Agent`, which is not a browser's.
    """
    site = header_of(request, "Sec-Fetch-Site").lower()
    if site in ("cross-site", "same-site"):
        return True
    origins = request.headers.get_all("Origin")
    referrers = [_origin_of(referrer) for referrer in request.headers.get_all("Referer")]
    if origins or referrers:
        return not all(is_own(origin) for origin in (*origins, *referrers))
    if site in ("same-origin", "none"):
        return False
    return header_of(request, "User-Agent").lower().startswith(_BROWSERS)


def _origin_of(referrer: str) -> str:
    try:
        parts = urlsplit(referrer)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"
