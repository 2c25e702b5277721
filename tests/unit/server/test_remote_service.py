"""Who may lead besides the window, and how that ends."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from classroom_app.application.ports import Grant, Identity, StorageError
from classroom_app.protocol.close_codes import CloseCode
from classroom_app.server.connection import Connection
from classroom_app.server.identities import INSTRUCTOR, STUDENT, Identities, grant_of
from classroom_app.server.instructor_key import InstructorKey
from classroom_app.server.registry import Registry
from classroom_app.server.remote import RemotePasses
from classroom_app.server.remote_service import RemoteService
from classroom_app.server.rights import Rights
from tests.helpers.sample import HandClock
from tests.helpers.timing import PATIENCE_S

NOON = datetime(2026, 11, 30, 12).astimezone()
YESTERDAY = NOON - timedelta(days=1)


class StoredCookies:
    """Remembers what it was asked to delete; `trouble` makes it fail."""

    def __init__(self) -> None:
        self.trouble = ""
        self.forgotten: list[datetime | None] = []
        self.asked = asyncio.Event()

    async def remember(self, grant: Grant) -> None:
        raise AssertionError("the service gives no cookies")

    async def forget_leaders(self) -> None:
        self._forget(None)

    async def forget_remotes(self, before: datetime) -> None:
        self._forget(before)

    def _forget(self, before: datetime | None) -> None:
        self.asked.set()
        if self.trouble:
            raise StorageError(self.trouble)
        self.forgotten.append(before)


class LeaderConnection:
    """An instructor's connection that records how it was closed."""

    is_instructor = True
    session_id = 1

    def __init__(self, invited_at: datetime | None = None) -> None:
        self.is_remote, self.invited_at = invited_at is not None, invited_at
        self.closed_with: list[CloseCode] = []

    def close(self, code: CloseCode, _reason: str = "") -> None:
        self.closed_with.append(code)


class Fixture:
    """The service with real cookies, passes, rights and key."""

    def __init__(self, folder: Path) -> None:
        clock = HandClock()
        self.base_url = "http://192.168.0.9:8000"
        self.key_file = folder / "instructor.key"
        self.key = InstructorKey.read_or_make(self.key_file)
        self.rights = Rights(self.key, lambda: NOON.astimezone(UTC))
        self.passes, self.registry = RemotePasses(clock.monotonic), Registry()
        self.identities, self.cookies = Identities({}, self.rights.holds), StoredCookies()
        self.service = RemoteService(
            self.passes,
            self.identities,
            self.cookies,
            self.registry,
            lambda: self.base_url,
            self.rights,
            self.key,
        )

    def sign_in(self, identity: Identity) -> str:
        token = self.rights.new_token(identity)
        self.identities.add(grant_of(token, identity, NOON))
        return token

    def program(self) -> str:
        return self.sign_in(Identity(1, INSTRUCTOR))

    def remote(self, invited_at: datetime = NOON) -> str:
        return self.sign_in(Identity(1, INSTRUCTOR, 1, remote=True, invited_at=invited_at))

    def connect(self, invited_at: datetime | None = None) -> LeaderConnection:
        connection = LeaderConnection(invited_at)
        self.registry.add_instructor(cast(Connection, connection))
        return connection

    def knows(self, token: str) -> bool:
        names = ("sessionid", "remoteid")
        return any(self.identities.identify([f"{name}={token}"]) for name in names)


@pytest.fixture
async def fixture(tmp_path: Path) -> Fixture:
    return Fixture(tmp_path)


def uses(service: RemoteService) -> tuple[bool, bool, bool]:
    return service.is_in_use, service.has_remotes, service.has_programs


async def test_who_may_lead_is_told_apart(fixture: Fixture) -> None:
    fixture.sign_in(Identity(2, STUDENT, 1, 1))
    assert uses(fixture.service) == (False, False, False)
    fixture.program()
    assert uses(fixture.service) == (True, False, True)
    fixture.remote(YESTERDAY)
    assert uses(fixture.service) == (True, False, True), "its day is over"
    fixture.remote()
    assert uses(fixture.service) == (True, True, True)


async def test_only_a_remote_counts_as_connected(fixture: Fixture) -> None:
    fixture.connect()
    assert not fixture.service.is_connected
    fixture.connect(NOON)
    assert fixture.service.is_connected


async def test_a_url_holds_a_pass_that_works_once(fixture: Fixture) -> None:
    base, _, token = fixture.service.new_url(7).rpartition("/remote/")
    assert base == fixture.base_url
    assert fixture.passes.redeem(token) == 7
    assert fixture.passes.redeem(token) is None


async def test_there_is_no_url_where_phones_cannot_come(fixture: Fixture) -> None:
    before = fixture.service.new_url(7).rpartition("/")[2]
    fixture.base_url = ""
    assert fixture.service.new_url(7) == ""
    assert fixture.passes.redeem(before) == 7, "no pass was made, which would void this one"


async def test_revoking_ends_every_right(fixture: Fixture) -> None:
    tokens = [fixture.program(), fixture.remote()]
    student = fixture.sign_in(Identity(2, STUDENT, 1, 1))
    connections = [fixture.connect(), fixture.connect(NOON)]
    unused = fixture.service.new_url(1).rpartition("/")[2]
    key = fixture.key_file.read_text()
    await fixture.service.revoke()
    assert not any(fixture.knows(token) for token in tokens)
    assert fixture.knows(student)
    assert fixture.passes.redeem(unused) is None
    assert fixture.cookies.forgotten == [None]
    assert [one.closed_with for one in connections] == [[CloseCode.REMOVED]] * 2
    assert fixture.key_file.read_text() != key
    assert not fixture.key.is_it(key.strip())


async def test_rights_that_stay_on_the_disk_are_not_revoked(fixture: Fixture) -> None:
    tokens, connection = [fixture.program(), fixture.remote()], fixture.connect()
    key = fixture.key_file.read_text()
    fixture.cookies.trouble = "disk full"
    with pytest.raises(StorageError):
        await fixture.service.revoke()
    assert all(fixture.knows(token) for token in tokens)
    assert connection.closed_with == []
    assert fixture.key_file.read_text() == key


async def test_a_key_that_cannot_be_written_keeps_nobody_connected(
    fixture: Fixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, connection = fixture.program(), fixture.connect()

    def fail() -> None:
        raise PermissionError("read-only")

    monkeypatch.setattr(fixture.key, "replace", fail)
    with pytest.raises(PermissionError):
        await fixture.service.revoke()
    assert not fixture.knows(token)
    assert connection.closed_with == [CloseCode.REMOVED]


@pytest.fixture
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("classroom_app.server.remote_service.LOOK_EVERY_S", 0)


async def looked(fixture: Fixture, times: int) -> None:
    """Run the service until it has looked so many times."""
    running = asyncio.create_task(fixture.service.run())
    try:
        async with asyncio.timeout(PATIENCE_S):
            for _ in range(times):
                fixture.cookies.asked.clear()
                await fixture.cookies.asked.wait()
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def test_remotes_of_an_earlier_day_end(fixture: Fixture) -> None:
    program, today = fixture.program(), fixture.remote()
    fixture.remote(YESTERDAY)
    old, new, connected_program = (
        fixture.connect(YESTERDAY),
        fixture.connect(NOON),
        fixture.connect(),
    )
    await looked(fixture, 1)
    assert len(fixture.identities.leaders) == 2
    assert fixture.knows(program)
    assert fixture.knows(today)
    assert old.closed_with == [CloseCode.REMOVED]
    assert new.closed_with == connected_program.closed_with == []
    midnight = NOON.replace(hour=0)
    assert fixture.cookies.forgotten == [midnight]


@pytest.mark.usefixtures("no_pause")
async def test_it_looks_again_after_a_failure(
    fixture: Fixture, caplog: pytest.LogCaptureFixture
) -> None:
    fixture.cookies.trouble = "disk full"
    await looked(fixture, 2)
    assert "could not be deleted" in caplog.text
    assert fixture.cookies.forgotten == []
    fixture.cookies.trouble = ""
    await looked(fixture, 1)
    assert len(fixture.cookies.forgotten) >= 1
