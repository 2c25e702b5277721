import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.server.request_head import MOST_COOKIE_BYTES, RequestHead

LINE = b"POST /api/sessions/1234/join?name=x HTTP/1.1\r\n"
HOST = b"Host: 127.0.0.1\r\n"
OTHERS = b"; ".join(b"other%d=%s" % (n, b"x" * 3_000) for n in range(10))


def read(*pieces: bytes) -> tuple[bytes, bool]:
    head = RequestHead()
    return b"".join(head.feed(piece) for piece in pieces), head.is_over


def test_a_request_is_read_as_it_came() -> None:
    sent = LINE + HOST + b"Cookie: sessionid=abc; theme=dark\r\n\r\n"
    assert read(sent) == (sent, True)


def test_an_address_in_utf8_is_percent_encoded() -> None:
    assert read("GET /join?name=하 HTTP/1.1\r\n".encode())[0] == (
        b"GET /join?name=%ED%95%98 HTTP/1.1\r\n"
    )


def test_other_programs_cookies_are_left_out_where_they_are_many() -> None:
    ours = b"sessionid=abc; xsessionid=no; remoteid=d; helperid=e"
    sent = LINE + b"cookie: " + OTHERS + b"; " + ours + b"\r\n\r\n"
    kept = b"Cookie: sessionid=abc; remoteid=d; helperid=e\r\n\r\n"
    assert read(sent) == (LINE + kept, True)
    assert read(LINE + b"Cookie:sessionid=abc;" + OTHERS + b"\n\n")[0] == (
        LINE + b"Cookie: sessionid=abc\r\n\n"
    )


@given(
    st.lists(
        st.sampled_from(
            ["sessionid", "remoteid", "helperid", "id=", "=", ";", "; ", " ", "x", "xsession", "\t"]
        ),
        max_size=40,
    )
)
def test_what_is_left_of_a_long_line_is_what_its_cookies_say(parts: list[str]) -> None:
    line = f"Cookie: {'y' * 1_024}; {''.join(parts)}\r\n".encode()
    cookies = [cookie.strip() for cookie in line.removeprefix(b"Cookie:").split(b";")]
    expected = [cookie for cookie in cookies if re.match(rb"(session|remote|helper)id=", cookie)]
    given, _is_over = read(LINE + line)
    kept = given.removeprefix(LINE + b"Cookie: ").removesuffix(b"\r\n")
    assert sorted(kept.split(b"; ")) == sorted(expected or [b""])


def test_a_line_that_is_too_long_is_the_librarys_to_refuse() -> None:
    for sent, most in (
        (b"GET /" + b"a" * 9_000, 8_192),
        (LINE + b"X: " + b"y" * 9_000, 8_192),
        (LINE + b"Cookie: " + b"y" * (MOST_COOKIE_BYTES + 1), MOST_COOKIE_BYTES),
    ):
        given, is_over = read(sent)
        assert (given, is_over) == (sent, True)
        assert len(given) > most


@pytest.mark.parametrize("name", [b"Transfer-Encoding: chunked", b"transfer-encoding :CHUNKED "])
def test_a_body_that_says_that_it_is_none(name: bytes) -> None:
    sent = LINE + name + b"\r\n" + HOST + b"\r\n0\r\n\r\n"
    assert read(sent) == (LINE + HOST + b"\r\n", True)


@pytest.mark.parametrize("body", [b"2\r\n{}\r\n0\r\n\r\n", b"0\r\n\r\nGET /", b"x", b"00\r\n\r\n"])
def test_a_body_that_is_one(body: bytes) -> None:
    given, is_over = read(LINE + b"Transfer-Encoding: chunked\r\n\r\n" + body)
    assert given == LINE + b"Transfer-Encoding: chunked\r\n\r\n" + body
    assert is_over


def test_what_is_held_back_at_the_end() -> None:
    head = RequestHead()
    assert head.feed(LINE + b"Transfer-Encoding: chunked\r\n\r\n0\r") == LINE
    assert not head.is_over
    assert head.rest() == b"Transfer-Encoding: chunked\r\n\r\n0\r"


@given(st.data())
def test_it_makes_no_difference_in_which_pieces_a_request_comes(data: st.DataObject) -> None:
    sent = data.draw(
        st.sampled_from(
            [
                LINE + HOST + b"Cookie: sessionid=abc\r\n\r\nmore\nof it",
                LINE + b"Transfer-Encoding: chunked\r\n" + HOST + b"\r\n0\r\n\r\n",
                LINE + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "GET /하 HTTP/1.1\n\n".encode(),
            ]
        )
    )
    cuts = sorted(data.draw(st.lists(st.integers(0, len(sent)), max_size=6)))
    pieces = [sent[a:b] for a, b in zip([0, *cuts], [*cuts, len(sent)], strict=True)]
    head = RequestHead()
    given = b"".join(piece if head.is_over else head.feed(piece) for piece in pieces)
    assert given == read(sent)[0]
