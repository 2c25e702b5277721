"""A name that is led to this PC from outside (DNS rebinding) reads nothing, at any port."""

import logging
import ssl
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from classroom_app.bootstrap import Program
from classroom_app.config import Config
from tests.helpers.device import rest_url
from tests.helpers.raw import exchange
from tests.helpers.school import HOST, LESSON, School, refusal

EVIL = "evil.example:8000"
BROWSER = {"Accept": "text/html,application/xhtml+xml;q=0.9"}
PATHS = (
    *("/", "/join/TEST001", "/remote/", "/healthz", "/static/main.js", "/pictures/x", "/nothing"),
    *("/api/sessions/TEST001", "/api/sessions/TEST001/subtasks", "/api/sessions/TEST001/board"),
)


def asks(line: str, *hosts: str) -> bytes:
    return "\r\n".join([line, *(f"Host: {host}" for host in hosts), "", ""]).encode()


@pytest.mark.parametrize("headers", [{}, BROWSER], ids=["program", "browser"])
async def test_nothing_of_the_class_is_read(school: School, headers: dict[str, str]) -> None:
    cookie = {"Cookie": f"sessionid={await school.instructor_cookie()}"}
    for path in PATHS:
        for known in ({}, cookie):
            asked = {"Host": EVIL, **headers, **known}
            answer = await school.http.get(path, headers=asked)
            assert answer.status_code == 403, path
            assert not any(said in answer.text for said in (school.session.title, "sessions"))
            assert "set-cookie" not in answer.headers
            assert "access-control-allow-origin" not in answer.headers


async def test_nothing_is_changed_and_no_socket_is_opened(school: School) -> None:
    cookie = await school.student_cookie("Kim")
    answer = await school.http.post("/api/sessions/TEST001/join?name=x", headers={"Host": EVIL})
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "forbidden")
    url = school.socket_url.replace(f"{HOST}:{school.program.server.port}", EVIL)
    where = {"host": HOST, "port": school.program.server.port}
    assert await refusal(school, cookie, url=url, **where) == 403
    assert school.session.participant_count == 1


@pytest.mark.parametrize(
    "hosts",
    [
        (HOST, EVIL),  # whichever of two a browser or proxy goes by
        (EVIL, HOST),
        ("127.0.0.1.evil.example",),
        ("127.0.0.1:8000.evil.example",),
        ("evil.example.",),
        ("EVIL.EXAMPLE",),
        ("a@127.0.0.1",),
        ("127.0.0.1, evil.example",),
        ("evil.box",),
        ("evil\N{FULLWIDTH FULL STOP}example",),
        ("[::1].evil.example",),
        ("127.1",),
        ("0x7f.0.0.1",),
        ("//",),
        ("x" * 5_000 + ".example",),
    ],
)
async def test_hosts_that_are_none_of_ours(school: School, hosts: tuple[str, ...]) -> None:
    assert (await exchange(school, asks("GET /healthz HTTP/1.1", *hosts))).status == 403


async def test_the_host_in_a_whole_address(school: School) -> None:
    whole = asks(f"GET http://{EVIL}/healthz HTTP/1.1", HOST)
    assert (await exchange(school, whole)).status == 403
    ours = asks(f"GET http://{HOST}:8000/healthz HTTP/1.1", HOST)
    assert (await exchange(school, ours)).status == 200


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "LOCALHOST:9000", "[::1]:8000", "192.168.0.12", "203.0.113.5:80", "pc.lan", ""],
)
async def test_hosts_that_a_person_may_type(school: School, host: str) -> None:
    assert (await exchange(school, asks("GET / HTTP/1.1", host))).status == 200


async def test_a_program_that_names_no_host(school: School) -> None:
    assert (await exchange(school, asks("GET /healthz HTTP/1.0"))).status == 200


async def test_the_page_says_why_and_what_to_type(school: School) -> None:
    evil = "<b>evil</b>.example"
    sent = asks("GET /join/test001 HTTP/1.1", evil)
    answer = await exchange(school, sent)
    page = answer.body.decode()
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    url = f"http://{HOST}:{school.program.server.port}"
    assert page.count(f'<a href="{url}/join/TEST001">{url}<wbr>/join/TEST001</a>') == 2
    assert "<b>evil" not in page
    assert "&lt;b&gt;evil&lt;/b&gt;.example" in page
    assert "이 주소로는 수업을 열 수 없어요" in page
    assert "can’t be opened at this address" in page


async def test_it_is_logged(school: School, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        await school.http.get("/", headers={"Host": EVIL})
    (line,) = [record for record in caplog.records if "evil.example" in record.getMessage()]
    assert "open the class at the address that the window shows" in line.getMessage()


async def test_codes_are_for_programs_that_ask_this_computer_itself(school: School) -> None:
    """A browser on this PC can be led here under a name that a laptop in the room gives out."""
    for host, lists in (("127.0.0.1", True), ("localhost:9000", True), ("evil.local", False)):
        answer = await school.http.get("/healthz", headers={"Host": host})
        assert ("sessions" in answer.json()) == lists, host


async def test_the_android_port(open_house: School) -> None:
    async with httpx.AsyncClient(base_url=rest_url(open_house), trust_env=False) as http:
        body = {"device_id": "d", "name": "Kim", "session_code": "TEST001"}
        answer = await http.post("/api/sessions/join/", json=body, headers={"Host": EVIL})
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "forbidden")
        assert (await http.post("/api/sessions/join/", json=body)).status_code == 201


async def test_an_encrypted_class_and_its_redirect(tmp_path: Path) -> None:
    program = Program(Config(tmp_path, host=HOST, port=0, lesson_file=LESSON, tls=True))
    program.prepare()
    try:
        await program.start()
        entrance = program.services.server.urls()[0]
        async with httpx.AsyncClient(trust_env=False) as http:
            for path in ("/", "/classroom-ca.crt", "/api/x"):
                answer = await http.get(f"{entrance}{path}", headers={"Host": EVIL})
                assert answer.status_code == 403, path
                assert "location" not in answer.headers
                assert "set-cookie" not in answer.headers
            assert (await http.get(entrance)).status_code == 200
            authority = (await http.get(f"{entrance}/classroom-ca.crt")).content
        pem = x509.load_der_x509_certificate(authority).public_bytes(Encoding.PEM).decode()
        url = f"https://{HOST}:{program.server.port}/healthz"
        trusted = ssl.create_default_context(cadata=pem)
        async with httpx.AsyncClient(trust_env=False, verify=trusted) as http:
            assert (await http.get(url, headers={"Host": EVIL})).status_code == 403
            assert (await http.get(url)).status_code == 200
    finally:
        await program.stop()
