import pytest

from classroom_app.rehearsal.sign_in import Address, SignInError, _cookie_in


def test_an_address_is_read() -> None:
    address = Address.of("http://127.0.0.1:8000", "482 913")
    assert address == Address("127.0.0.1", 8000, "482913")
    assert address.socket_url == "ws://127.0.0.1:8000/ws/sessions/482913/"
    assert Address.of("http://class.local/", "abcd").host_and_port == "class.local:80"
    assert Address.of("http://[::1]:9", "abcd").host_and_port == "[::1]:9"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://127.0.0.1:8000", "482913"),
        ("127.0.0.1:8000", "482913"),
        ("http://", "482913"),
        ("http://127.0.0.1:8000", "join"),
    ],
)
def test_what_is_no_address(url: str, code: str) -> None:
    with pytest.raises(ValueError, match="no class can be at"):
        Address.of(url, code)


@pytest.mark.parametrize("status", ["200 OK", "201 Created"])
def test_the_cookie_is_found(status: str) -> None:
    answer = (
        f"HTTP/1.1 {status}\r\nContent-Length: 2\r\n"
        "SET-COOKIE: sessionid=abc; HttpOnly; Path=/\r\n\r\n{}"
    )
    assert _cookie_in(answer.encode()) == "sessionid=abc"


@pytest.mark.parametrize(
    ("status", "is_final"),
    [(400, True), (404, True), (410, True), (403, False), (429, False), (503, False)],
)
def test_a_no_says_whether_it_is_final(status: int, is_final: bool) -> None:
    with pytest.raises(SignInError, match=str(status)) as refused:
        _cookie_in(f"HTTP/1.1 {status} No\r\nRetry-After: 30\r\n\r\n".encode())
    assert refused.value.is_final is is_final
    assert refused.value.retry_after_s == 30


def test_a_no_without_a_wait() -> None:
    with pytest.raises(SignInError) as refused:
        _cookie_in(b"HTTP/1.1 503 No\r\nRetry-After: soon\r\n\r\n")
    assert refused.value.retry_after_s == 0


@pytest.mark.parametrize("answer", [b"", b"SSH-2.0", b"HTTP/1.1 abc", b"HTTP/1.1"])
def test_what_is_not_http(answer: bytes) -> None:
    with pytest.raises(ConnectionError):
        _cookie_in(answer)
