"""Devices and their conversations, on a disk that can fail and sockets that only write down."""

import asyncio
import json
from typing import Any, cast

import pytest
from websockets.asyncio.server import ServerConnection
from websockets.protocol import State

from classroom_app.application.classroom import Classroom
from classroom_app.application.ids import SequenceIds
from classroom_app.application.ports import StorageError
from classroom_app.domain import commands as cmd
from classroom_app.domain.actors import SYSTEM, Instructor
from classroom_app.domain.class_session import ClassSession
from classroom_app.protocol.codec import open_envelope
from classroom_app.server.android.device_service import DeviceService
from classroom_app.server.android.device_talk import DeviceTalk
from classroom_app.server.connection import Connection
from classroom_app.server.departures import Departures
from classroom_app.server.presence_limit import PresenceLimit
from classroom_app.server.registry import Registry
from tests.helpers.disk import Disk, StillClock

HERE, THERE = "192.168.0.7", "192.168.0.8"


class Addresses:
    """A store in memory that can fail."""

    def __init__(self) -> None:
        self.rows: dict[int, tuple[int, str]] = {}
        self.trouble: str | None = None

    async def remember(self, session_id: int, participant_id: int, address: str) -> None:
        if self.trouble is not None:
            raise StorageError(self.trouble)
        self.rows[participant_id] = (session_id, address)

    async def addresses(self, session_id: int | None = None) -> list[tuple[int, int, str]]:
        return [(session, person, address) for person, (session, address) in self.rows.items()]


class Socket:
    """Writes down what is sent and how it is closed."""

    def __init__(self) -> None:
        self.state = State.OPEN
        self.transport = self
        self.sent = b""
        self.close_code: int | None = None

    def write(self, frame: bytes) -> None:
        self.sent += frame

    def get_write_buffer_size(self) -> int:
        return 0

    def is_closing(self) -> bool:
        return self.close_code is not None

    async def close(self, code: int, _reason: str) -> None:
        self.close_code = code


class Room:
    """A class with one phone that joined over REST from HERE."""

    def __init__(self) -> None:
        self.disk, self.store, self.registry = Disk(), Addresses(), Registry()
        self.classroom = Classroom(self.disk, self.disk, StillClock(), SequenceIds())
        self.devices = DeviceService(self.classroom, self.registry, self.store)
        self.session: ClassSession

    async def open(self) -> "Room":
        self.session = await self.classroom.open_session(
            self.disk.lessons[1], "TEST001", 1, guests_allowed=True
        )
        await self.sign_in("device-1", HERE)
        return self

    async def sign_in(self, device_id: str, address: str) -> int:
        command = cmd.SignIn(device_id, device_id)
        person, _ = await self.classroom.sign_in(self.session.id, command)
        await self.devices.note(self.session.id, person.id, address)
        return person.id

    def talk(self, address: str = HERE) -> tuple[DeviceTalk, Socket]:
        socket = Socket()
        connection = Connection(cast(ServerConnection, socket), self.session.id)

        async def come_in(participant_id: int) -> None:
            self.registry.add_student(connection)
            await self.classroom.execute(self.session.id, cmd.Connect(participant_id), SYSTEM)

        talk = DeviceTalk(
            self.classroom,
            self.registry,
            self.devices,
            connection,
            address,
            come_in,
            Departures(self.classroom, self.registry, PresenceLimit(lambda: 0.0)),
            probe_s=0.0,
        )
        return talk, socket


@pytest.fixture
async def room() -> Room:
    return await Room().open()


def says(kind: str, **data: Any) -> Any:
    return open_envelope(json.dumps({"type": kind, "data": data}))


async def test_an_address_that_cannot_be_stored_is_known_until_the_end(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    room.store.trouble = "disk full"
    person = await room.sign_in("device-2", THERE)
    assert [p.id for p in room.devices.absent(room.session.id, THERE)] == [person]
    assert "disk full" in caplog.text


async def test_a_phone_is_behind_the_address_that_it_joined_from_last(room: Room) -> None:
    await room.sign_in("device-1", THERE)
    assert not room.devices.behind(room.session.id, HERE)
    assert [p.id for p in room.devices.behind(room.session.id, THERE)] == [1]
    again = DeviceService(room.classroom, room.registry, room.store)
    await again.start()
    assert [p.id for p in again.behind(room.session.id, THERE)] == [1]
    assert not again.behind(99, THERE)


async def test_what_cannot_be_stored_sends_the_phone_away_to_come_back(room: Room) -> None:
    talk, socket = room.talk()
    room.disk.troubles.append("disk full")
    assert await talk.arrive()
    await talk.connection.closed()
    assert socket.close_code == 1013
    assert not talk.connection.joined


async def test_who_is_removed_at_that_very_moment_is_a_guest(room: Room) -> None:
    talk, socket = room.talk()
    room.disk.gate.clear()
    arriving = asyncio.create_task(talk.arrive())
    actor = Instructor(1, "Instructor")
    removing = asyncio.create_task(
        room.classroom.execute(room.session.id, cmd.RemoveParticipant(1), actor)
    )
    await room.disk.waiting.wait()
    room.disk.gate.set()
    await removing
    await arriving
    later, _ = room.talk()
    assert not await later.arrive()
    assert socket.close_code is None


async def test_a_door_closed_by_the_end_leaves_a_guest(room: Room) -> None:
    actor = Instructor(1, "Instructor")
    await room.classroom.execute(room.session.id, cmd.EndSession(), actor)
    talk, socket = room.talk()
    assert not await talk.arrive()
    assert talk.connection.participant_id is None
    assert socket.sent == b""


async def test_a_parting_that_cannot_be_stored_is_only_logged(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    talk, _ = room.talk()
    assert await talk.arrive()
    room.disk.troubles.append("disk full")
    await talk.identify(says("join", device_id="somebody else"))
    assert talk.connection.participant_id is None
    assert "disk full" in caplog.text


async def test_messages_without_a_sensible_device_id_say_nothing(room: Room) -> None:
    await room.sign_in("device-2", HERE)
    talk, _ = room.talk()
    assert await talk.arrive()
    for device_id in (None, 7, "", "unknown"):
        await talk.identify(says("heartbeat", device_id=device_id))
    assert talk.connection.participant_id is None
    talk.leave()
    talk.leave()
    assert not list(room.registry.everybody(room.session.id))
