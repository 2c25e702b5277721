"""Handles WebSockets without a cookie, which may come from a phone that joined over REST.

The Android app sends its `join` before its WebSocket is open, so it never arrives. The app ignores
the snapshot, and its Done button sends a step's number instead of its id.
"""

import asyncio
from collections.abc import Awaitable, Callable

import msgspec

from classroom_app.application.classroom import Classroom
from classroom_app.application.notices import Stored
from classroom_app.application.ports import StorageError
from classroom_app.domain.actors import Student
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.errors import Refused
from classroom_app.domain.names import name_key
from classroom_app.domain.participant import Participant
from classroom_app.protocol import messages_in as msg
from classroom_app.protocol.close_codes import CloseCode
from classroom_app.protocol.codec import Envelope, encode_message
from classroom_app.server import translate
from classroom_app.server.android.device_service import DeviceService
from classroom_app.server.connection import Connection, frame_of
from classroom_app.server.departures import Departures
from classroom_app.server.registry import Registry

PROBE_S = 3.0

ComeIn = Callable[[int], Awaitable[None]]
Missed = Callable[[ClassSession], bytes]


class DeviceTalk:
    """Finds out whose connection it is; `come_in` registers it as a participant's.

    `missed` returns the frames of the messages its phone lacks.
    """

    def __init__(
        self,
        classroom: Classroom,
        registry: Registry,
        devices: DeviceService,
        connection: Connection,
        address: str,
        come_in: ComeIn,
        departures: Departures,
        missed: Missed = lambda _session: b"",
        probe_s: float = PROBE_S,
    ) -> None:
        self._missed, self._departures = missed, departures
        self._classroom, self._registry, self._devices = classroom, registry, devices
        self._connection, self._address, self._come_in = connection, address, come_in
        self._probe_s = probe_s
        self._is_device = False
        self._is_certain = False

    @property
    def connection(self) -> Connection:
        """The connection in question."""
        return self._connection

    async def arrive(self) -> bool:
        """Bind a new connection if one device may be meant, or keep it unclaimed among several.

        Returns True if it need not send `join` in time.
        """
        place = self._connection.session_id, self._address
        meant = self._devices.absent(*place) or await self._silent()
        if not meant:
            return False
        if len(meant) > 1:
            self._devices.keep_unclaimed(self, self._address, len(meant))
            return True
        return await self.bind(meant[0])

    async def _silent(self) -> list[Participant]:
        """Return the phones behind the address whose connections do not answer a ping in time.

        A phone that lost its Wi-Fi reconnects before its old connection is detected as dead.
        """
        session_id = self._connection.session_id
        found: list[tuple[Participant, Connection]] = []
        for person in self._devices.behind(session_id, self._address):
            connection = self._registry.student(session_id, person.id)
            if connection is not None:
                found.append((person, connection))
        answers = await asyncio.gather(*(c.answers(self._probe_s) for _, c in found))
        return [
            person
            for (person, connection), alive in zip(found, answers, strict=True)
            if not alive and self._registry.student(session_id, person.id) in (connection, None)
        ]

    def leave(self) -> None:
        """Forget the connection, because it has ended."""
        self._devices.claim(self, self._address)

    # Each message -------------------------------------------------------------------------------

    async def identify(self, envelope: Envelope) -> None:
        """Bind the connection by the `device_id` in a message if that phone joined over REST.

        The app's own `join` has one: a `join` without it is another guest's, unless the connection
        is bound to a phone and the `join` gives no other name. Then the binding is undone.
        """
        device_id = envelope.fields.get("device_id")
        session = self._classroom.session(self._connection.session_id)
        is_somebody = self._is_certain or (self._connection.joined and not self._is_device)
        if is_somebody or session is None:
            return
        is_join = envelope.type == msg.Join.TYPE
        if not isinstance(device_id, str):
            if is_join and not self._may_be_meant(session, envelope.fields.get("name")):
                await self._part()
            return
        person = session.participant_of_device(device_id)
        if person is not None and not person.was_sent_out and self._devices.is_device(person.id):
            self._is_certain = True
            if person.id != self._connection.participant_id:
                await self._part()
                await self.bind(person, is_join=is_join, is_asked=True)
        elif is_join:
            await self._part()

    def _may_be_meant(self, session: ClassSession, name: object) -> bool:
        guessed = session.participants.get(self._connection.participant_id or 0)
        if guessed is None:
            return False
        return not isinstance(name, str) or name_key(name.strip()) == name_key(guessed.name)

    def with_step_id(self, message: msg.SocketMessage) -> msg.SocketMessage:
        """Return an app's message with the id of the step instead of its number."""
        number = getattr(message, "subtask_id", None)
        session = self._classroom.session(self._connection.session_id)
        if not self._is_device or number is None or session is None:
            return message
        subtask_id = step_meant(session, number)
        if subtask_id == number:
            return message
        return msgspec.structs.replace(message, subtask_id=subtask_id)

    def as_it_stands(self, session: ClassSession) -> bytes:
        """Return the frames to send after the first `join_confirmed`; b"" unless it is the app."""
        return _frames(session) if self._is_device else b""

    # Binding ------------------------------------------------------------------------------------

    async def bind(
        self, person: Participant, *, is_join: bool = False, is_asked: bool = False
    ) -> bool:
        """Bind the connection to a participant, and join unless the message at hand `is_join`.

        With `is_asked`, a message is about to be answered, and other frames are held back until it
        is.

        Returns False if the class refused the participant.
        """
        connection = self._connection
        connection.hold()
        self._devices.claim(self, self._address)
        connection.participant_id = person.id
        self._is_device = True
        try:
            await self._come_in(person.id)
            if not is_join:
                await self._join(person.id)
            if not is_asked:
                connection.release()
        except Refused:
            await self._part()
            connection.release()
            return False
        except StorageError:
            connection.close(CloseCode.TRY_AGAIN_LATER, "could not be stored: come back")
        await self._devices.settle(connection.session_id, self._address)
        return True

    async def _join(self, participant_id: int) -> None:
        connection = self._connection

        def show(stored: Stored) -> None:
            connection.joined = True
            connection.send(_frames(stored.session) + self._missed(stored.session))

        command = self._departures.join_of(connection.session_id, participant_id, self._address)
        await self._classroom.execute(connection.session_id, command, Student(participant_id), show)

    async def _part(self) -> None:
        """Undo a wrong binding; the departure is stored if the participant was present."""
        self._devices.claim(self, self._address)
        connection, was_present = self._connection, self._registry.remove(self._connection)
        participant_id, joined = connection.participant_id, connection.joined
        connection.participant_id, connection.joined, self._is_device = None, False, False
        if was_present and participant_id is not None:
            await self._departures.leave(
                connection.session_id, participant_id, joined=joined, address=self._address
            )


def step_meant(session: ClassSession, number: int) -> int:
    """Return the id of the step that the app means by `number`.

    An id of this lesson is returned unchanged; otherwise it is the number of a step, counted from
    1. Anything else is returned unchanged.
    """
    lesson = session.lesson
    if number not in lesson.by_id and 1 <= number <= len(lesson.subtasks):
        return lesson.subtasks[number - 1].id
    return number


def _frames(session: ClassSession) -> bytes:
    messages = translate.as_it_stands(session)
    return b"".join(frame_of(encode_message(message)) for message in messages)
