"""Checks the `Host` of requests against our own names and addresses, and refuses others.

A foreign site can point its own name at this PC (DNS rebinding); its visitors' browsers would then
treat our answers as that site's own. So requests are answered only under our own names and
addresses.
"""

import html
import logging
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from urllib.parse import urlsplit

from websockets.http11 import Request, Response

from classroom_app.protocol.errors import ErrorCode
from classroom_app.server.http import answer, path_of, refusal_answer
from classroom_app.server.own_names import OwnNames, name_in
from classroom_app.server.refusals import Rejected
from classroom_app.server.typed_paths import is_typed, join_path

log = logging.getLogger(__name__)

_STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:1.25rem/1.5 system-ui,sans-serif;max-width:34rem;margin:0 auto;"
    "padding:2rem 1.25rem;word-break:keep-all}"
    "h1{font-size:1.6rem;line-height:1.3;margin:0 0 .75rem}p{margin:0 0 1rem}"
    ".type{font-size:1.4rem;font-weight:700;overflow-wrap:anywhere}.not{overflow-wrap:anywhere}"
    "section+section{border-top:1px solid #8888;margin-top:2rem;padding-top:2rem}"
)
_PAGE = """<!doctype html>
<html lang="ko">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>수업 · Class</title>
<style>{style}</style>
<section lang="ko">
<h1>이 주소로는 수업을 열 수 없어요</h1>
<p><b class="not">{host}</b> — 이 수업 컴퓨터의 주소가 맞는지 알 수 없어요. \
다른 사람이 만든 주소일 수도 있어서 아무것도 보여 주지 않아요.</p>
<p>주소창에 이렇게 입력하세요.</p>
<p class="type"><a href="{url}">{typed}</a></p>
<p>그래도 안 되면 강사님 화면에 나온 QR 코드를 찍거나, 화면에 나온 주소를 그대로 입력하세요.</p>
</section>
<section lang="en">
<h1>The class can’t be opened at this address</h1>
<p>You are at <b class="not">{host}</b>, and this class computer doesn’t know that name as its \
own. It may be somebody else’s, so nothing is shown here.</p>
<p>Type this into the address bar:</p>
<p class="type"><a href="{url}">{typed}</a></p>
<p>If that doesn’t work, scan the QR code on the instructor’s screen, or type the address that it \
shows.</p>
</section>
</html>
"""
_STYLE_HASH = b64encode(sha256(_STYLE.encode()).digest()).decode()
_HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
}
NOT_OURS = Rejected(
    403,
    ErrorCode.FORBIDDEN,
    "This computer does not know the name in your request's Host as its own: "
    "use an address that the window shows",
)


class AllowedHosts:
    """Recognizes requests whose host is not ours."""

    def __init__(self, names: OwnNames) -> None:
        self._names = names

    def foreign(self, hosts: Sequence[str], target: str = "") -> str | None:
        """Return the first host that is not ours, None if all are. A foreign host is logged.

        `hosts` are the `Host` headers; a `target` that is a complete URL names one too. Requests
        without a host are accepted: they come from programs, as browsers always send one.
        """
        asked = list(hosts)
        if target and not target.startswith("/"):
            try:
                asked.append(urlsplit(target).netloc)
            except ValueError:
                asked.append(target)
        for host in asked:
            if host and not self._is_ours(host):
                log.info(
                    "A request for %.100r was refused: that is no name or address of this "
                    "computer. If it is, open the class at the address that the window shows",
                    host,
                )
                return host
        return None

    def is_certain(self, hosts: Sequence[str]) -> bool:
        """Return whether there is no host that this computer does not itself know as its own."""
        names = [name_in(host) for host in hosts]
        return all(name is not None and self._names.is_certain(name) for name in names)

    def _is_ours(self, host: str) -> bool:
        name = name_in(host)
        return name is not None and self._names.is_own(name)


def refusal(request: Request, host: str, url: str) -> Response:
    """Return the answer to a request under a foreign `host`; `url` is our URL at its address.

    It reveals nothing that the owner of that name does not know already.
    """
    if not is_typed(request):
        return refusal_answer(NOT_OURS)
    path = (join_path(path_of(request)) or "/").rstrip("/")
    page = _PAGE.format(
        style=_STYLE,
        host=html.escape(host[:100]),
        url=html.escape(url + path),
        typed=f"{html.escape(url)}<wbr>{html.escape(path)}",
    )
    return answer(NOT_OURS.status, page.encode(), "text/html; charset=utf-8", _HEADERS)
