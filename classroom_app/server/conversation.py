"""The exchange with one connection: each message is answered before the next one is read.

It awaits the next frame and the commit of its own command. The picture of a help request is checked
concurrently (`help_pictures.py`); its request waits for it for half a second at most. Sending is
not awaited: replies are plain functions, called within the publish step so that they precede the
broadcasts of the same command (ARCHITECTURE.md, decision 3), and there one slow reader would delay
everybody. `Connection` writes without waiting, and closes in a task of its own.
"""

import asyncio
import logging
from collections.abc import Callable

from msgspec import Struct, structs
from websockets.exceptions import ConnectionClosed

from classroom_app.application.activity import Activity
from classroom_app.application.classroom import Classroom
from classroom_app.application.instructor_service import InstructorService
from classroom_app.application.live_sessions import NotOpenError
from classroom_app.application.notices import Stored
from classroom_app.application.ports import Clock, StorageError
from classroom_app.domain import commands as cmd
from classroom_app.domain.actors import SYSTEM, Actor, Helper, Student
from classroom_app.domain.errors import AlreadyGoing, RefusalCode, Refused
from classroom_app.domain.names import clean_name
from classroom_app.domain.transitions import SessionStatus
from classroom_app.protocol import limits
from classroom_app.protocol import messages_in as msg
from classroom_app.protocol import messages_out as out
from classroom_app.protocol.close_codes import CloseCode
from classroom_app.protocol.codec import Envelope, encode_message, open_envelope, read_fields
from classroom_app.protocol.errors import ErrorCode, MessageError
from classroom_app.server import translate
from classroom_app.server.admission import MessageRate
from classroom_app.server.android.device_service import DeviceService
from classroom_app.server.android.device_talk import DeviceTalk
from classroom_app.server.connection import Connection, frame_of
from classroom_app.server.counted_protocol import TOO_MANY
from classroom_app.server.departures import Departures
from classroom_app.server.hearing import Hearing
from classroom_app.server.held_pictures import HeldPicture
from classroom_app.server.help_pictures import Fault, HelpPictures
from classroom_app.server.pending_connections import IncomingConnection
from classroom_app.server.picture_check import ScreenshotError, picture_in
from classroom_app.server.refusals import NOT_STORED, SOCKET_CODES
from classroom_app.server.registry import Registry
from classroom_app.server.repeat_limit import RepeatLimit
from classroom_app.server.seats import Seats, TooManyNewcomersError

log = logging.getLogger(__name__)

# Larger messages over the rate limit are not parsed for the `ref` of the error.
_REF_WORTH_READING = 4_096
_OVER = "The session has ended"


class ConversationContext(Struct, frozen=True, kw_only=True):
    """What every conversation of the server shares."""

    classroom: Classroom
    instructor: InstructorService
    registry: Registry
    activity: Activity
    clock: Clock
    devices: DeviceService
    departures: Departures
    help_pictures: HelpPictures
    repeat_limit: RepeatLimit
    seats: Seats
    guest_join_s: float = limits.GUEST_JOIN_S


class Conversation:
    """Reads the messages of one connection and executes the commands they ask for.

    `let_in` is called once the participant is known: for a guest, at the `join`.
    """

    def __init__(
        self,
        around: ConversationContext,
        socket: IncomingConnection,
        connection: Connection,
        rate: MessageRate,
        let_in: Callable[[], None],
        address: str = "",
        *,
        only_back: bool = False,
    ) -> None:
        self._around, self._socket, self._connection = around, socket, connection
        self._let_in, self._address, self._only_back = let_in, address, only_back
        self._rate = rate
        self._leaving: asyncio.Task[None] | None = None
        connection.on_slow = self._leave_at_once
        self._hearing = Hearing(around.classroom, connection)
        self._device: DeviceTalk | None = None
        if self._is_guest:
            self._device = DeviceTalk(
                around.classroom,
                around.registry,
                around.devices,
                connection,
                address,
                self._come_in,
                around.departures,
                self._hearing.missed,
            )

    @property
    def _is_guest(self) -> bool:
        """Whether the participant is not known yet."""
        connection = self._connection
        return (
            not connection.is_instructor
            and connection.helper_id is None
            and connection.participant_id is None
        )

    async def run(self) -> None:
        """Answer messages until the connection closes.

        Never raises for anything the client does. A failure of ours is logged, and the connection
        is closed with 1011.
        """
        connection, registry = self._connection, self._around.registry
        timeout: asyncio.TimerHandle | None = None
        try:
            if connection.is_instructor:
                self._let_in()
                registry.add_instructor(connection)
            elif connection.helper_id is not None:
                self._let_in()
                registry.add_helper(connection)
            elif connection.participant_id is not None:
                await self._come_in(connection.participant_id)
            elif self._device is None or not await self._device.arrive():
                timeout = asyncio.get_running_loop().call_later(
                    self._around.guest_join_s, self._give_up_on_guest
                )
            await self._read()
        except ConnectionClosed:
            pass
        except NotOpenError:  # closed while the participant was being let in
            connection.close(CloseCode.NORMAL, _OVER)
        except Exception:
            log.exception("A conversation failed; its connection is closed")
            connection.close(CloseCode.INTERNAL_ERROR)
        finally:
            if timeout is not None:
                timeout.cancel()
            await (self._leaving or self._go_out())
            await self._hearing.close()
            # When this returns, websockets closes with 1000: let a close that was begun with
            # another code finish first.
            await connection.closed()

    async def _read(self) -> None:
        """Answer every frame; frames that arrive after a close was begun are discarded."""
        while True:
            # Bound to no name: this frame would keep a picture alive while its help request is
            # being stored.
            taking = self._take(await self._socket.next_message())
            if self._connection.is_closing:
                taking.close()
            else:
                await taking
            await asyncio.sleep(0)  # one message per loop turn: a flood delays nobody else

    async def _come_in(self, participant_id: int) -> None:
        connection = self._connection
        # Both before the first await: the connection must not be cut as a pending one any more, and
        # receives broadcasts from the moment that it is open (docs/PROTOCOL.md, "Order").
        self._let_in()
        self._around.registry.add_student(connection)
        try:
            stored = await self._around.classroom.execute(
                connection.session_id, cmd.Connect(participant_id), SYSTEM
            )
        except StorageError as error:
            log.warning("That a phone is back could not be stored: %s", error)
            return
        except Refused:  # the seat had lapsed, and the class filled up meanwhile
            connection.close(CloseCode.TRY_AGAIN_LATER, "the class is full")
            return
        if stored.session.participants[participant_id].removed:  # removed meanwhile
            connection.close(CloseCode.REMOVED, "removed by the instructor")

    def _leave_at_once(self) -> None:
        """Record the departure now: a slow phone may take long to read the close frame."""
        self._leaving = asyncio.get_running_loop().create_task(self._go_out())

    async def _go_out(self) -> None:
        connection = self._connection
        if self._device is not None:
            self._device.leave()
        # Before the first await: a newer connection that this participant opens meanwhile must not
        # be recorded as gone.
        was_present = self._around.registry.remove(connection)
        if not was_present or connection.participant_id is None:
            return
        await self._around.departures.leave(
            connection.session_id,
            connection.participant_id,
            joined=connection.joined,
            address=self._address,
        )

    def _give_up_on_guest(self) -> None:
        if self._connection.participant_id is None:
            self._connection.close(CloseCode.POLICY_VIOLATION, "no join in time")

    # One message --------------------------------------------------------------------------------

    async def _take(self, frame: str | bytes) -> None:
        """Answer one frame; refusals are sent as errors, too many in a row end the connection."""
        ref: str | None = None
        if self._connection.participant_id is not None:
            self._around.activity.touch(self._connection.participant_id)
        try:
            if not self._rate.admits():  # before parsing, so that a flood costs little
                raise MessageError(
                    ErrorCode.RATE_LIMITED,
                    "Too many messages: at most 20 a second",
                    _type_of(frame),
                )
            envelope = open_envelope(frame)
            ref = envelope.type[:100]
            handling = self._handle(envelope)
            del frame, envelope  # as in `_read`
            await handling
        except MessageError as error:
            self._say_error(error.code, error.message, error.ref)
        except AlreadyGoing as refusal:
            self._say_already_going(refusal, ref)
        except Refused as refusal:
            self._say_error(SOCKET_CODES[refusal.code], refusal.message, ref)
        except StorageError:
            self._say_error(NOT_STORED.code, NOT_STORED.message, ref)
        except NotOpenError:  # deleted, or lost to another computer
            self._say_error(ErrorCode.SESSION_ENDED, _OVER, ref)
        finally:
            # A refused `join` has no reply that would release the frames held back for it.
            self._connection.release()
        if self._rate.refusals >= limits.REFUSALS_IN_A_ROW:
            self._connection.close(CloseCode.POLICY_VIOLATION, TOO_MANY)

    def _say_error(self, code: ErrorCode, sentence: str, ref: str | None) -> None:
        message = out.ErrorMessage(error=sentence, code=code, ref=ref)
        self._connection.reply(frame_of(encode_message(message)))

    def _say_already_going(self, refusal: AlreadyGoing, ref: str | None) -> None:
        session = self._around.classroom.session(self._connection.session_id)
        assert session is not None, "who is on the way was read off it"
        name = self._around.instructor.profile.name
        going = translate.all_by(session, refusal.going, name)
        code = SOCKET_CODES[refusal.code]
        message = out.ErrorMessage(refusal.message, code, ref, going)
        self._connection.reply(frame_of(encode_message(message)))

    async def _handle(self, envelope: Envelope) -> None:
        connection = self._connection
        if self._device is not None:
            await self._device.identify(envelope)  # first: it may identify the guest
        if self._is_guest and envelope.type != msg.Join.TYPE:
            raise MessageError(ErrorCode.NOT_JOINED, "Send join first", envelope.type[:100])
        kind = self._kind_of(envelope)
        if not connection.is_instructor and connection.helper_id is None:
            self._check_student_may(envelope, kind)
        message = read_fields(envelope, kind)
        del envelope  # as in `_read`
        if self._device is not None:
            message = self._device.with_step_id(message)
        match message:
            case msg.Heartbeat():
                self._connection.reply(
                    frame_of(encode_message(out.HeartbeatAck(message.timestamp)))
                )
            case msg.Join() if connection.is_instructor:
                self._confirm_instructor()
            case msg.Join() if connection.helper_id is not None:
                self._confirm_helper(connection.helper_id, message)
            case msg.Join():
                await self._join(message)
            case msg.RequestHelp() if message.screenshot:
                picture = self._hold_picture(message.screenshot)
                message = structs.replace(message, screenshot=None)
                await self._request_help_with(picture, message)
            case _:
                await self._execute(translate.command_of(message), message)

    def _kind_of(self, envelope: Envelope) -> type[msg.SocketMessage]:
        mine, others = msg.STUDENT_MESSAGES, msg.INSTRUCTOR_MESSAGES
        if self._connection.is_instructor:
            mine, others = others, mine
        elif self._connection.helper_id is not None:
            mine, others = msg.HELPER_MESSAGES, {**mine, **others}
        kind = mine.get(envelope.type)
        if kind is not None:
            return kind
        if envelope.type in others:
            raise MessageError(
                ErrorCode.FORBIDDEN, "You aren't allowed to send this message", envelope.type
            )
        raise MessageError(ErrorCode.UNKNOWN_TYPE, "Unknown message type", envelope.type[:100])

    def _check_student_may(self, envelope: Envelope, kind: type[msg.SocketMessage]) -> None:
        if kind is msg.Heartbeat:
            return
        session = self._around.classroom.session(self._connection.session_id)
        if session is None or session.status is SessionStatus.ENDED:
            raise MessageError(ErrorCode.SESSION_ENDED, _OVER, envelope.type)
        if kind is not msg.Join and not self._connection.joined:
            raise MessageError(ErrorCode.NOT_JOINED, "Send join first", envelope.type)

    async def _join(self, message: msg.Join) -> None:
        connection = self._connection
        # Before the first await: broadcasts sent before the snapshot is taken are delivered after
        # it (ARCHITECTURE.md, decision 4).
        connection.hold()
        self._hearing.begin(message.last_message_id)
        if connection.participant_id is None:
            await self._bind_guest(message)
        if message.presence is not None:
            connection.wants_presence = message.presence
        participant_id = connection.participant_id
        assert participant_id is not None, "a guest is bound before the join"

        def reply(stored: Stored) -> None:
            is_first, connection.joined = not connection.joined, True
            phones = self._around.registry.online(connection.session_id)
            confirmed = translate.join_confirmed(stored.session, participant_id, phones)
            frames = frame_of(encode_message(confirmed))
            if is_first and self._device is not None:
                frames += self._device.as_it_stands(stored.session)
            frames += self._hearing.missed(stored.session)
            connection.reply(frames)

        command = self._around.departures.join_of(
            connection.session_id, participant_id, self._address, again=connection.joined
        )
        await self._around.classroom.execute(
            connection.session_id, command, Student(participant_id), reply
        )

    def _confirm_instructor(self) -> None:
        """Reply with the snapshot; nothing is stored or broadcast."""
        session = self._around.classroom.session(self._connection.session_id)
        if session is None:
            raise MessageError(ErrorCode.SESSION_ENDED, _OVER, msg.Join.TYPE)
        confirmed = translate.instructor_joined(session, self._around.instructor.actor)
        self._connection.reply(frame_of(encode_message(confirmed)))

    def _confirm_helper(self, helper_id: int, message: msg.Join) -> None:
        """Reply with the snapshot; nothing is stored or broadcast."""
        session = self._around.classroom.session(self._connection.session_id)
        if session is None or session.status is SessionStatus.ENDED:
            raise MessageError(ErrorCode.SESSION_ENDED, _OVER, msg.Join.TYPE)
        if message.presence is not None:
            self._connection.wants_presence = message.presence
        confirmed = translate.helper_joined(session, helper_id)
        self._connection.reply(frame_of(encode_message(confirmed)))

    async def _bind_guest(self, message: msg.Join) -> None:
        """Bind this guest to a participant: the one known by the device, or a new one."""
        if message.name is not None:
            clean_name(message.name)
        session = self._around.classroom.session(self._connection.session_id)
        assert session is not None, "it was there when the message came"
        command = cmd.SignIn(message.name, message.device_id)
        known = session.participant_of_device(message.device_id or "")
        if self._only_back and (known is None or known.was_sent_out):
            raise MessageError(
                ErrorCode.FORBIDDEN, "The class has a new code: ask for it", msg.Join.TYPE
            )
        try:
            participant, _ = await self._around.seats.sign_in(session, command, self._address)
        except TooManyNewcomersError as error:
            raise MessageError(ErrorCode.RATE_LIMITED, str(error), msg.Join.TYPE) from None
        self._connection.participant_id = participant.id
        await self._come_in(participant.id)

    async def _execute(self, command: cmd.Command, message: msg.CommandMessage) -> Stored:
        connection = self._connection

        def reply(stored: Stored) -> None:
            answer = translate.reply_to(message, stored)
            if answer is not None:
                connection.reply(frame_of(encode_message(answer)))
            if isinstance(command, cmd.RequestHelp) and not stored.events:
                self._send_call_again(stored)

        who = connection.participant_id
        session = self._around.classroom.session(connection.session_id)
        student = session.participants.get(who) if session and who is not None else None
        if connection.helper_id is not None:
            who = -connection.helper_id
        limit = self._around.repeat_limit
        if who is not None and not limit.admits(command, who, self._address, student):
            raise MessageError(
                ErrorCode.RATE_LIMITED,
                "This was said too often: at most once a second",
                message.TYPE,
            )
        return await self._around.classroom.execute(
            connection.session_id, command, self._actor(), reply
        )

    def _send_call_again(self, stored: Stored) -> None:
        """Notify instructors and helpers again of a help request repeated unchanged.

        Such a repetition is not stored, so there is no event to broadcast.
        """
        assert self._connection.participant_id is not None, "only students ask for help"
        call = translate.open_call_of(stored, self._connection.participant_id)
        request = stored.session.help_queue.get(call.help_request_id)
        assert request is not None, "what is repeated is open"
        frame = frame_of(encode_message(translate.help_requested(stored.session, request)))
        registry, session_id = self._around.registry, stored.session.id
        for one in (*registry.instructors(session_id), *registry.helpers(session_id)):
            one.send(frame)

    def _actor(self) -> Actor:
        if self._connection.is_instructor:
            return self._around.instructor.actor
        if self._connection.helper_id is not None:
            session = self._around.classroom.session(self._connection.session_id)
            name = session.name_of_helper(self._connection.helper_id) if session else ""
            return Helper(self._connection.helper_id, name)
        assert self._connection.participant_id is not None, "guests have joined by now"
        return Student(self._connection.participant_id)

    def _hold_picture(self, screenshot: str) -> HeldPicture:
        try:
            picture = picture_in(screenshot)
        except ScreenshotError as error:
            raise Refused(RefusalCode.INVALID_FIELD, str(error)) from None
        session_id, participant_id = self._connection.session_id, self._connection.participant_id
        assert participant_id is not None, "guests have joined by now"
        pictures = self._around.help_pictures
        return pictures.hold(session_id, participant_id, picture, self._address)

    async def _request_help_with(self, picture: HeldPicture, message: msg.RequestHelp) -> None:
        """Store a help request with its picture, or add the picture later if it is not ready."""
        session_id, participant_id = self._connection.session_id, self._connection.participant_id
        assert participant_id is not None, "guests have joined by now"
        pictures = self._around.help_pictures
        try:
            kept = await pictures.kept_soon(session_id, participant_id, picture)
        except ScreenshotError as error:
            raise Refused(RefusalCode.INVALID_FIELD, str(error)) from None
        if isinstance(kept, str):
            try:
                await self._execute(translate.command_of(message, kept), message)
            except BaseException:
                await pictures.throw_away(kept)
                raise
            return
        try:
            stored = await self._execute(translate.command_of(message), message)
            call = translate.open_call_of(stored, participant_id)
        except BaseException:
            pictures.give_up(kept)
            raise

        def tell(fault: Fault) -> None:
            self._say_picture_refused(call.help_request_id, fault)

        pictures.add(session_id, call, kept, tell)

    def _say_picture_refused(self, help_request_id: int, fault: Fault) -> None:
        if isinstance(fault, ScreenshotError):
            code, why = ErrorCode.INVALID_FIELD, str(fault)
        elif isinstance(fault, StorageError):
            code, why = NOT_STORED.code, NOT_STORED.message
        else:
            code, why = ErrorCode.RATE_LIMITED, "Too many pictures at once: send it again later"
        refused = out.HelpPictureRefused(help_request_id, code, why)
        self._connection.send(frame_of(encode_message(refused)))


def _type_of(frame: str | bytes) -> str | None:
    if len(frame) > _REF_WORTH_READING:
        return None
    try:
        return open_envelope(frame).type[:100]
    except MessageError as error:
        return error.ref
