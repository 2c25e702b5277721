import time

import pytest

from classroom_app.server.pending_tls import MOST_HELLO_BYTES
from classroom_app.server.plain_at_tls import way_to


@pytest.mark.parametrize(
    ("sent", "location"),
    [
        (
            b"GET /join/1234 HTTP/1.1\r\nHost: 192.168.0.12:8000\r\n\r\n",
            "http://192.168.0.12:8002/join/1234",
        ),
        (
            b"HEAD /join/1234?a=b HTTP/1.1\r\nhost:pc.local\r\n",
            "http://pc.local:8002/join/1234?a=b",
        ),
        (b"GET / HTTP/1.1\r\nHost: [fe80::1]:8000\r\n\r\n", "http://[fe80::1]:8002/"),
        (b"GET /", "http://127.0.0.1:8002/"),
        (b"GET /x HTTP/1.1\r\nHost: evil.example\r: x\r\n", "http://evil.example:8002/x"),
        (b"GET /a\r\nSet-Cookie: b=c HTTP/1.1\r\nHost: a b\r\n\r\n", "http://127.0.0.1:8002/"),
        ("GET /가".encode() + b" HTTP/1.1\r\n", "http://127.0.0.1:8002/"),
        (b"POST ///evil.example/x HTTP/1.1\r\nHost: h\r\n", "http://h:8002/evil.example/x"),
    ],
)
def test_where_it_leads(sent: bytes, location: str) -> None:
    status, *headers = way_to(8002, sent).decode("ascii").split("\r\n")
    assert status.split()[1] == "307"
    assert [line for line in headers if line.startswith("Location")] == [f"Location: {location}"]
    assert headers[-2:] == ["", ""]


@pytest.mark.parametrize("sent", [b"/", b"/ ", b"/a", b"GET /", b"\r\nhost:", b"\r\nhost: "])
def test_whatever_comes_is_answered_in_a_moment(sent: bytes) -> None:
    """Anybody may send it, as often as they like: a second for each would stop the class."""
    request = (b"GET " + sent * MOST_HELLO_BYTES)[:MOST_HELLO_BYTES]
    began = time.process_time()
    for _time in range(10):
        way_to(8002, request)
    assert time.process_time() - began < 0.5
