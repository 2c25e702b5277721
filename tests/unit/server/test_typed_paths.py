import pytest
from websockets.datastructures import Headers
from websockets.http11 import Request

from classroom_app.server.typed_paths import is_typed, join_path


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/482913", "/join/482913"),
        ("/482-913/", "/join/482913"),
        ("/482 913", "/join/482913"),
        ("/482913.", "/join/482913"),
        ("/JOIN/482913", "/join/482913"),
        ("/Join/ab12cd/", "/join/AB12CD"),
        ("//join//482913", "/join/482913"),
        ("/join482913", "/join/482913"),
        ("/JOIN-482913", "/join/482913"),
        ("/spring", "/join/SPRING"),
        ("/JOIN", "/"),
        ("/Join/", "/"),
        ("/join/join", "/"),
        ("/", None),
        ("", None),
        ("/482", None),
        ("/join/482913/steps", None),
        ("/jion/482913", None),
        ("/" + "9" * 13, None),
        ("/한글", None),
        ("/48_2913", None),
    ],
)
def test_what_a_path_means(path: str, meant: str | None) -> None:
    assert join_path(path) == meant


@pytest.mark.parametrize(
    ("method", "path", "accept", "typed"),
    [
        ("GET", "/482913", "text/html,application/xhtml+xml,*/*;q=0.8", True),
        ("HEAD", "/482913", "Text/HTML", True),
        ("GET", "/482913", "*/*", True),
        ("GET", "/JOIN/abcd", "", True),
        ("GET", "/nothing", "*/*", False),
        ("GET", "/ab12cd", "", False),
        ("GET", "/favicon.ico", "image/avif,image/webp,*/*;q=0.8", False),
        ("POST", "/482913", "text/html", False),
        ("GET", "/api/sessions", "text/html", False),
        ("GET", "/API/x", "text/html", False),
        ("GET", "/ws/sessions/x/y", "text/html", False),
        ("GET", "/static/x.js", "text/html", False),
    ],
)
def test_who_has_typed_it(method: str, path: str, accept: str, typed: bool) -> None:
    headers = Headers({"Accept": accept} if accept else {})
    assert is_typed(Request(path, headers, method)) is typed
