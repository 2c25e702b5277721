"""A cookie is honoured once it is stored, and never before."""

import asyncio
import json
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from msgspec import structs
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from classroom_app.application.ports import Grant, Identity, StorageError
from classroom_app.server.admission import WrongTries
from classroom_app.server.caller import Caller
from classroom_app.server.helper_service import HelperService
from classroom_app.server.identities import INSTRUCTOR, STUDENT, Identities
from classroom_app.server.instructor_key import InstructorKey
from classroom_app.server.invitations import Invitations
from classroom_app.server.remote import RemotePasses
from classroom_app.server.rights import Rights
from classroom_app.server.web import Web
from tests.helpers.sample import HandClock
from tests.helpers.timing import PATIENCE_S

KEY = "the key of the instructor"


class CookieJar:
    """Keeps grants as the disk does: slowly while `gate` is not set, not at all in trouble."""

    def __init__(self) -> None:
        self.kept: list[Grant] = []
        self.trouble = ""
        self.gate = asyncio.Event()
        self.gate.set()
        self.reached = asyncio.Event()

    async def remember(self, grant: Grant) -> None:
        self.reached.set()
        await self.gate.wait()
        if self.trouble:
            raise StorageError(self.trouble)
        self.kept.append(grant)

    async def forget_leaders(self) -> None:
        self.kept.clear()

    async def forget_remotes(self, before: datetime) -> None:
        self.kept.clear()


class ClassWeb:
    """The addresses of a class with one session, whose code is never asked for."""

    def __init__(self) -> None:
        clock, key = HandClock(), InstructorKey(Path("unused"), KEY)
        self.jar, self.identities = CookieJar(), Identities({})
        self.passes = RemotePasses(clock.monotonic)
        session = SimpleNamespace(id=1, code="482913", status="WAITING")
        unused = cast(Any, None)
        self.web = Web(
            classroom=cast(
                Any,
                SimpleNamespace(
                    session=lambda _id: session,
                    summary=lambda _code: session,
                    live_sessions=[session],
                ),
            ),
            instructor=cast(Any, SimpleNamespace(profile=SimpleNamespace(user_id=1, name="Han"))),
            lessons=unused,
            handouts=unused,
            registry=cast(Any, SimpleNamespace(online=lambda _id: 3)),
            identities=self.identities,
            cookies=self.jar,
            tries=WrongTries(clock.monotonic),
            seats=unused,
            clock=clock,
            pages=unused,
            passes=self.passes,
            helpers=HelperService(Invitations(clock.monotonic), unused, str),
            uploads=cast("Any", None),
            screenshots=unused,
            rest_port=lambda: None,
            instructor_key=key,
            rights=Rights(key, clock.now),
            numbers=unused,
            cards=unused,
        )

    async def post(self, path: str, key: str = KEY) -> Response:
        headers = Headers({"Authorization": f"Bearer {key}"})
        request = Request(path, headers, "POST")
        return await self.web.respond(Caller(request, "192.168.0.9", None, None))

    async def login(self) -> Response:
        return await self.post("/api/instructor/login")

    async def redeem(self) -> Response:
        return await self.post(f"/api/remote/{self.passes.issue(1)}")

    @property
    def honoured(self) -> int:
        """How many cookies stand for somebody."""
        return len(self.identities._by_hash)


@pytest.fixture
async def site() -> ClassWeb:
    return ClassWeb()


@pytest.mark.parametrize("way", ["login", "redeem"])
async def test_a_cookie_counts_when_it_is_stored(site: ClassWeb, way: str) -> None:
    site.jar.gate.clear()
    asking = asyncio.create_task(getattr(site, way)())
    async with asyncio.timeout(PATIENCE_S):
        await site.jar.reached.wait()
    assert site.honoured == 0, "the disk has not taken it yet"
    assert not site.identities.leaders
    site.jar.gate.set()
    response = await asking
    assert response.status_code == 200
    (grant,) = site.jar.kept
    honoured = structs.replace(
        grant.identity, session_id=None
    )  # a remote's class is for the next start
    assert grant.identity.session_id == (1 if way == "redeem" else None)
    assert site.identities._by_hash == {grant.token_sha256: honoured}
    assert site.identities.leaders == [honoured]
    assert honoured.remote is (way == "redeem")
    cookie = response.headers["Set-Cookie"].split(";")[0]
    known = site.identities.identify([cookie])
    assert known is not None
    assert known[1] == honoured


@pytest.mark.parametrize("way", ["login", "redeem"])
async def test_a_cookie_that_was_not_stored_stands_for_nobody(site: ClassWeb, way: str) -> None:
    site.jar.trouble = "disk full"
    response = await getattr(site, way)()
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert "Set-Cookie" not in response.headers
    assert site.honoured == 0


async def test_another_key_lets_nobody_in(site: ClassWeb) -> None:
    response = await site.post("/api/instructor/login", "another key")
    assert response.status_code == 403
    assert (site.honoured, site.jar.kept) == (0, [])


LISTED = [{"session_code": "482913", "status": "WAITING", "online": 3}]
LOCAL = ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"]
ELSEWHERE = ["192.168.0.9", "10.0.0.1", "::ffff:192.168.0.9", "fe80::1%eth0", "2001:db8::1"]


@pytest.mark.parametrize(
    ("address", "role", "told"),
    [
        *[(address, None, True) for address in LOCAL],
        *[(address, None, False) for address in ELSEWHERE],
        ("192.168.0.9", INSTRUCTOR, True),
        ("192.168.0.9", STUDENT, False),
    ],
)
async def test_codes_are_told_to_instructors_and_this_computer_alone(
    site: ClassWeb, address: str, role: str | None, told: bool
) -> None:
    who = {INSTRUCTOR: Identity(1, INSTRUCTOR), STUDENT: Identity(2, STUDENT, 1, 1)}
    identity = who[role] if role else None
    caller = Caller(Request("/healthz", Headers()), address, None, identity)
    answer = await site.web.respond(caller)
    health = json.loads(answer.body)
    assert (answer.status_code, health["status"]) == (200, "ok")
    assert health.get("sessions") == (LISTED if told else None)
    assert ("482913" in answer.body.decode()) is told
