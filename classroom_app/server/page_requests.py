"""Whether a page of somebody else's may have a browser send a request.

Such a page can load what it likes from here, as pictures say, from every browser that shows it. It
cannot read the answers, but it could use up the wrong tries of the address that it is seen at.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from websockets.http11 import Request

from classroom_app.server.http import header_of

# All browsers begin their name so, and no page can have them say another.
_BROWSERS = "mozilla/"


def may_be_of_a_foreign_page(request: Request, is_own: Callable[[str], bool]) -> bool:
    """Tell whether a foreign page may be behind a request; `is_own` knows our pages' origins.

    Browsers say from where they ask, in one header or another: at a plain address that is `Origin`,
    or `Referer`, which the foreign page may forbid. Our own pages allow it, so that what a browser
    asks without either is not ours. Programs are no browsers.
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
