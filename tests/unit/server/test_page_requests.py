import pytest
from websockets.datastructures import Headers
from websockets.http11 import Request

from classroom_app.server.page_requests import may_be_of_a_foreign_page

OURS = "http://192.168.0.12:8000"
EVIL = "http://evil.example"
BROWSER = ("User-Agent", "Mozilla/5.0 (Linux; Android 14) Chrome/129.0 Mobile")


def is_foreign(*headers: tuple[str, str]) -> bool:
    request = Request("/api/sessions/000001", Headers(headers))
    return may_be_of_a_foreign_page(request, lambda origin: origin == OURS)


@pytest.mark.parametrize(
    "headers",
    [
        [("Origin", EVIL)],
        [("Origin", "null")],
        [("Referer", f"{EVIL}/page?a=b")],
        [("Referer", f"{EVIL}/{OURS}")],
        [("Referer", "http://[")],
        [("Referer", f"{OURS}/join/1"), ("Referer", f"{EVIL}/")],
        [("Origin", OURS), ("Origin", EVIL)],
        [("Sec-Fetch-Site", "cross-site"), ("Referer", f"{OURS}/")],
        [("Sec-Fetch-Site", "same-site")],
        [("Sec-Fetch-Site", "same-origin"), ("Referer", EVIL)],
        [],  # `referrerpolicy=no-referrer`, at an address where browsers say nothing more
    ],
)
def test_what_a_foreign_page_can_have_a_browser_send(headers: list[tuple[str, str]]) -> None:
    assert is_foreign(BROWSER, *headers)


@pytest.mark.parametrize(
    "headers",
    [
        [BROWSER, ("Origin", OURS)],
        [BROWSER, ("Referer", f"{OURS}/join/482913")],
        [BROWSER, ("Sec-Fetch-Site", "same-origin")],
        [BROWSER, ("Sec-Fetch-Site", "none")],
        [],
        [("User-Agent", "okhttp/4.12")],
    ],
)
def test_our_own_pages_and_programs(headers: list[tuple[str, str]]) -> None:
    assert not is_foreign(*headers)
