"""An encrypted class, as clients see it that trust nothing but its authority."""

import asyncio
import json
import re
import ssl
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from classroom_app.application.notices import Notice
from classroom_app.bootstrap import Program, basis
from classroom_app.config import Config
from classroom_app.domain.class_session import ClassSession
from classroom_app.rehearsal import Rehearsal
from classroom_app.server.encryption import Encryption
from tests.helpers.school import HOST, LESSON
from tests.helpers.timing import PATIENCE_S


class SafeSchool:
    """The program with `--tls`, and what a phone got at its HTTP redirect."""

    def __init__(self, program: Program, session: ClassSession, trusted: ssl.SSLContext) -> None:
        self.program, self.session, self.trusted = program, session, trusted
        self.entrance = program.services.server.urls()[0]
        self.address = f"{HOST}:{program.server.port}"

    def client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            base_url=f"https://{self.address}", verify=self.trusted, trust_env=False
        )

    @property
    def socket_url(self) -> str:
        return f"wss://{self.address}/ws/sessions/{self.session.code}/"


@pytest.fixture
async def school(tmp_path: Path) -> AsyncIterator[SafeSchool]:
    program = Program(Config(tmp_path, host=HOST, port=0, lesson_file=LESSON, tls=True))
    program.prepare()
    try:
        await program.start()
        session = await program.open_initial_session()
        async with httpx.AsyncClient(trust_env=False) as plain:
            entrance = program.services.server.urls()[0]
            certificate = (await plain.get(f"{entrance}/classroom-ca.crt")).content
        pem = ssl.DER_cert_to_PEM_cert(certificate)
        yield SafeSchool(program, session, ssl.create_default_context(cadata=pem))
    finally:
        await program.stop()


async def test_class_over_https_and_wss(school: SafeSchool) -> None:
    async with school.client() as http:
        page = await http.get(f"/join/{school.session.code}")
        assert page.status_code == 200
        assert f"wss://{school.address}" in page.headers["Content-Security-Policy"]
        joined = await http.post(f"/api/sessions/{school.session.code}/join?name=Kim")
    assert joined.status_code == 201
    cookie = joined.headers["Set-Cookie"]
    assert cookie.endswith("; HttpOnly; SameSite=Lax; Path=/; Secure")
    async with (
        asyncio.timeout(PATIENCE_S),
        connect(
            school.socket_url,
            ssl=school.trusted,
            proxy=None,
            origin=f"https://{school.address}",  # type: ignore[arg-type]
            additional_headers={"Cookie": cookie.split(";")[0]},
        ) as phone,
    ):
        await phone.send(json.dumps({"type": "join", "data": {}}))
        assert json.loads(await phone.recv())["type"] == "join_confirmed"
        await phone.send(json.dumps({"type": "step_complete", "data": {"subtask_id": 1}}))
        assert json.loads(await phone.recv())["type"] == "step_complete_confirmed"


async def test_the_entrance_minds_no_cookies_of_other_programs(school: SafeSchool) -> None:
    others = "; ".join(f"other{n}={'x' * 3_000}" for n in range(8))
    async with httpx.AsyncClient(trust_env=False) as plain:
        for path in ("/join/482913", "/482913"):
            page = await plain.get(
                school.entrance + path, headers={"Cookie": others, "Accept": "text/html"}
            )
            assert (page.status_code, b"classroom-ca.crt" in page.content) == (200, True)


@pytest.mark.parametrize("path", ["/", "/join/482913", "/482913"])
async def test_plain_http_at_the_encrypted_port_is_led_to_the_entrance(
    school: SafeSchool, path: str
) -> None:
    async with httpx.AsyncClient(trust_env=False) as plain:
        for method in ("GET", "HEAD", "POST"):
            answer = await plain.request(method, f"http://{school.address}{path}")
            assert answer.status_code == 307
            assert answer.headers["location"] == f"{school.entrance}{path}"
        page = await plain.get(f"http://{school.address}{path}", follow_redirects=True)
        assert b"classroom-ca.crt" in page.content
    async with school.client() as client:  # nobody else is harmed
        assert (await client.get("/healthz")).status_code == 200


@pytest.mark.parametrize("sent", [b"GET / HTTP/1.1", b"GET / HTTP/1.1\r\n\r\nGET /"])
async def test_what_follows_plain_http_is_not_answered(school: SafeSchool, sent: bytes) -> None:
    host, port = school.address.split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(sent)
    async with asyncio.timeout(PATIENCE_S):
        assert b" 307 " in await reader.readline()
        writer.write(b"\x16\x03\x01 and more that is no handshake")
        writer.write_eof()
        rest = await reader.read()
    writer.close()
    assert b"307" not in rest


async def test_plain_origin_is_foreign(school: SafeSchool) -> None:
    with pytest.raises(InvalidStatus) as caught:
        await connect(
            school.socket_url,
            ssl=school.trusted,
            proxy=None,
            origin=f"http://{school.address}",  # type: ignore[arg-type]
        )
    assert caught.value.response.status_code == 403


async def test_who_does_not_trust_the_authority_gets_no_class(school: SafeSchool) -> None:
    async with httpx.AsyncClient(trust_env=False) as stranger:
        with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
            await stranger.get(f"https://{school.address}/healthz")


async def test_the_http_redirect_explains_and_leads_on(school: SafeSchool) -> None:
    code, port = school.session.code, school.program.server.port
    assert school.program.services.server.join_url(code) == f"{school.entrance}/join/{code}"
    async with httpx.AsyncClient(base_url=school.entrance, trust_env=False) as http:
        page = await http.get(f"/join/{code}")
        assert page.status_code == 200
        assert "인증서 받기" in page.text
        assert "Download the certificate" in page.text
        policy = page.headers["Content-Security-Policy"]
        assert f"connect-src https://{HOST}:{port};" in policy
        assert "unsafe" not in policy
        certificate = await http.get("/classroom-ca.crt")
        assert certificate.headers["Content-Type"] == "application/x-x509-ca-cert"
        health = await http.get("/healthz?x=1")
        assert health.status_code == 308
        assert health.headers["Location"] == f"https://{HOST}:{port}/healthz?x=1"
        refused = await http.post(f"/api/sessions/{code}/join?name=Kim")
        assert refused.status_code == 403
        assert "Set-Cookie" not in refused.headers
        socket = await http.get(f"/ws/sessions/{code}/", headers={"Upgrade": "websocket"})
        assert socket.status_code == 308


async def test_rehearsal_takes_part(school: SafeSchool) -> None:
    everybody = asyncio.Event()

    def look(_notice: Notice) -> None:
        if sum(p.is_here for p in school.session.participants.values()) == 3:
            everybody.set()

    school.program.services.classroom.subscribe(look)
    rehearsal = Rehearsal(
        f"https://{school.address}", school.session.code, 3, tls=school.trusted, pace=20.0
    )
    running = asyncio.create_task(rehearsal.run())
    async with asyncio.timeout(PATIENCE_S):
        await everybody.wait()
    await rehearsal.stop()
    await running


@pytest.mark.parametrize("look_every_s", [0.01, 1_000.0], ids=["by the way", "at once"])
async def test_another_address_gets_a_certificate_of_its_own(
    tmp_path: Path, look_every_s: float
) -> None:
    """Now and then, or when it is told that the addresses have changed."""
    hosts = {"127.0.0.1"}
    program_time = Program(Config(tmp_path)).clock.now
    loop, looked = asyncio.get_running_loop(), asyncio.Semaphore(0)

    def own_hosts() -> set[str]:
        loop.call_soon_threadsafe(looked.release)
        return set(hosts)

    encryption = Encryption(tmp_path / "tls", own_hosts, program_time, look_every_s)
    encryption.prepare()
    loopback = encryption.context_for("127.0.0.1")
    task = asyncio.create_task(encryption.run())
    try:
        assert encryption.context_for("192.168.0.44") is loopback, "until there is one"
        assert encryption.authority_for("192.168.0.44") is None
        hosts.add("192.168.0.44")
        async with asyncio.timeout(PATIENCE_S):
            while encryption.context_for("192.168.0.44") is loopback:
                if look_every_s > 1:
                    encryption.look_soon()
                await looked.acquire()
        assert encryption.context_for("127.0.0.1") is loopback
        certificate = encryption.certificate_for("192.168.0.44")
        assert certificate is not None
        assert certificate.hosts == ("192.168.0.44",)
    finally:
        task.cancel()


@pytest.mark.parametrize(
    ("everywhere", "addresses"),
    [
        pytest.param("0.0.0.0", ("127.0.0.1", "127.0.0.2"), id="IPv4"),  # noqa: S104
        pytest.param("::", ("127.0.0.1", "::1"), id="both"),
    ],
)
async def test_each_address_shows_its_own_certificate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, everywhere: str, addresses: tuple[str, str]
) -> None:
    """A phone that trusts one address of this PC trusts no other."""
    monkeypatch.setattr(basis, "own_host_names", lambda: set(addresses))
    program = Program(Config(tmp_path, host=everywhere, port=0, lesson_file=LESSON, tls=True))
    program.prepare()
    try:
        await program.start()
        encryption = program._encryption
        assert encryption is not None
        for address, other in (addresses, addresses[::-1]):
            authority = encryption.authority_for(address)
            assert authority is not None
            trusted = ssl.create_default_context(cadata=ssl.DER_cert_to_PEM_cert(authority))
            await _shake_hands(address, program.server.port, trusted)
            with pytest.raises(ssl.SSLCertVerificationError):
                await _shake_hands(other, program.server.port, trusted)
    finally:
        await program.stop()


async def test_the_entrance_says_what_the_certificate_is_good_for(school: SafeSchool) -> None:
    async with httpx.AsyncClient(base_url=school.entrance, trust_env=False) as http:
        page = await http.get("/")
    told = re.fullmatch(
        r"secure_class=(\d+)/([^/]+)/(\d{4}-\d\d-\d\d); SameSite=Lax; Path=/",
        page.headers["Set-Cookie"],
    )
    assert told is not None
    assert told[1] == str(school.program.server.port)
    assert told[2] == "127.0.0.1+localhost"
    assert "hosts" in page.text


async def test_a_certificate_that_cannot_be_written_is_tried_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    loop, looked = asyncio.get_running_loop(), asyncio.Semaphore(0)

    def hosts() -> set[str]:
        loop.call_soon_threadsafe(looked.release)
        return {"127.0.0.1"}

    program_time = Program(Config(tmp_path)).clock.now
    encryption = Encryption(tmp_path / "tls", hosts, program_time, look_every_s=0.01)
    encryption.prepare()
    file = tmp_path / "tls" / "127.0.0.1.pem"
    file.unlink()
    file.mkdir()
    task = asyncio.create_task(encryption.run())
    try:
        async with asyncio.timeout(PATIENCE_S):
            for _look in range(3):
                await looked.acquire()
            file.rmdir()
            for _look in range(3):
                await looked.acquire()
    finally:
        task.cancel()
    assert file.is_file()
    assert "127.0.0.1.pem" in caplog.text


async def _shake_hands(host: str, port: int, client: ssl.SSLContext) -> None:
    _, writer = await asyncio.open_connection(host, port, ssl=client, server_hostname=host)
    writer.transport.abort()


def test_off_by_default() -> None:
    assert not replace(Config(Path())).tls
