"""Sends stored events to the connections concerned. Each message is encoded once for all."""

import asyncio
from collections.abc import Callable, Collection, Iterable
from typing import Any

from msgspec import UNSET, structs

from classroom_app.application.notices import (
    Notice,
    SessionAdded,
    SessionLedElsewhere,
    SessionReloaded,
    Stored,
)
from classroom_app.domain import events as ev
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.domain.transitions import SessionStatus
from classroom_app.protocol import limits
from classroom_app.protocol import messages_out as out
from classroom_app.protocol.close_codes import CloseCode
from classroom_app.protocol.codec import encode_message
from classroom_app.server import translate
from classroom_app.server.connection import Connection, frame_of
from classroom_app.server.identities import Identities
from classroom_app.server.registry import Registry


class Broadcaster:
    """Turns stored events into messages to the connections of the session."""

    def __init__(
        self,
        registry: Registry,
        identities: Identities,
        after_end_s: float = limits.AFTER_END_S,
        instructor_name: Callable[[], str] = str,
    ) -> None:
        self._registry, self._identities = registry, identities
        self._after_end_s, self._instructor_name = after_end_s, instructor_name
        # Presence frames of this loop turn with the participant each is about, by session.
        self._presence: dict[int, list[tuple[int, bytes]]] = {}
        # The queue place last sent to each waiting phone, by session and help request.
        self._positions: dict[int, dict[int, int | None]] = {}

    def on_notice(self, notice: Notice) -> None:
        """Send the messages that follow from a notice of the classroom."""
        if isinstance(notice, Stored):
            for event in notice.events:
                tell = _TELL.get(type(event))
                if tell is not None:
                    tell(self, notice.session, event)
            if any(_may_move_places(notice.session, event) for event in notice.events):
                self._tell_positions(notice.session, _confirmed_in(notice.events))
        elif isinstance(notice, SessionLedElsewhere):
            self._send_off(notice.session)
        elif isinstance(notice, SessionReloaded):
            self._tell_positions(notice.session)
        elif isinstance(notice, SessionAdded):
            waiting = [request.id for request in notice.session.help_queue]
            self._tell_positions(notice.session, waiting)

    # Ways of sending ----------------------------------------------------------------------------

    def _send(
        self, receivers: Iterable[Connection], message: out.ServerMessage, number: int | None = None
    ) -> None:
        """Send to each; `number` is an instructor's message's number (`Said.number`)."""
        frame: bytes | None = None
        for connection in receivers:
            if frame is None:
                frame = frame_of(encode_message(message))
            if number is None:
                connection.send(frame)
            else:
                connection.tell(frame, number)

    def _to_all(
        self, session: ClassSession, message: out.ServerMessage, number: int | None = None
    ) -> None:
        self._tell_presence(session.id)
        self._send(self._registry.everybody(session.id), message, number)

    def _to_instructors(self, session: ClassSession, message: out.ServerMessage) -> None:
        self._tell_presence(session.id)
        self._send(self._registry.instructors(session.id), message)

    def _to_all_who_help(self, session: ClassSession, message: out.ServerMessage) -> None:
        self._to_instructors(session, message)
        self._send(self._registry.helpers(session.id), message)

    def _to_student(
        self,
        session: ClassSession,
        participant_id: int,
        message: out.ServerMessage,
        number: int | None = None,
    ) -> bool:
        """Send to one student; return False if the student has no connection."""
        self._tell_presence(session.id)
        connection = self._registry.student(session.id, participant_id)
        if connection is None:
            return False
        self._send((connection,), message, number)
        return True

    def _to_others(
        self, session: ClassSession, participant_id: int, message: out.ServerMessage
    ) -> None:
        """Queue a presence message for every connection that wants them, except its subject's.

        When a whole class connects at once these are n² messages: each connection gets those of one
        loop turn in one write, before anything else is sent in the session.
        """
        gathered = self._presence.setdefault(session.id, [])
        if not gathered:
            asyncio.get_running_loop().call_soon(self._tell_presence, session.id)
        gathered.append((participant_id, frame_of(encode_message(message))))

    def _tell_presence(self, session_id: int) -> None:
        gathered = self._presence.pop(session_id, None)
        if not gathered:
            return
        told_of = {participant_id for participant_id, _ in gathered}
        frames = b"".join(frame for _, frame in gathered)
        for connection in self._registry.everybody(session_id):
            if not connection.wants_presence:
                continue
            own_id = connection.participant_id
            if own_id not in told_of:
                connection.send(frames)
            elif len(told_of) > 1:
                connection.send(b"".join(frame for who, frame in gathered if who != own_id))

    # Coming and going ---------------------------------------------------------------------------

    def _joined(self, session: ClassSession, event: ev.ParticipantJoined) -> None:
        person = session.participants[event.participant_id]
        self._to_others(
            session, person.id, out.ParticipantJoinedMessage(person.user_id, person.name)
        )

    def _left(
        self, session: ClassSession, event: ev.ParticipantLeft | ev.ParticipantRemoved
    ) -> None:
        if event.joined:
            person = session.participants[event.participant_id]
            self._to_others(
                session, person.id, out.ParticipantLeftMessage(person.user_id, person.name)
            )

    def _removed(self, session: ClassSession, event: ev.ParticipantRemoved) -> None:
        # Before the close, so that a phone that reconnects at once finds its cookie void.
        self._identities.void(event.participant_id)
        self._left(session, event)
        connection = self._registry.student(session.id, event.participant_id)
        if connection is not None:
            connection.close(CloseCode.REMOVED, "removed by the instructor")

    def _phone_sent_away(self, session: ClassSession, event: ev.PhoneSentAway) -> None:
        """Void the cookie of a phone that had taken over a seat, then close its connection."""
        self._identities.void_token(event.phone)
        connection = self._registry.student(session.id, event.participant_id)
        if connection is not None and connection.phone == event.phone:
            connection.close(CloseCode.POLICY_VIOLATION, "say the number again")

    def _renamed(self, session: ClassSession, event: ev.ParticipantRenamed) -> None:
        self._to_all(session, out.ParticipantRenamedMessage(event.user_id, event.user_name))

    # The lead -----------------------------------------------------------------------------------

    def _step_started(self, session: ClassSession, event: ev.StepStarted) -> None:
        subtask = session.lesson.by_id[event.subtask_id]
        changed = out.StepChanged(out.SubtaskFields.of(subtask))
        following = session.lesson.subtask_after(subtask.id)
        if following is not None and following.picture_url is not None:
            spread_s = translate.picture_spread_s(self._registry.online(session.id))
            changed = out.StepChanged(changed.subtask, spread_s)
        self._to_all(session, changed)
        if event.first:
            self._status(session, SessionStatus.IN_PROGRESS, out.STARTED_TEXT)

    def _start_undone(self, session: ClassSession, _event: ev.StartUndone) -> None:
        self._status(session, SessionStatus.WAITING, out.WAITING_TEXT)

    def _paused(self, session: ClassSession, _event: ev.SessionPaused) -> None:
        self._status(session, SessionStatus.PAUSED, out.PAUSED_TEXT)

    def _resumed(self, session: ClassSession, _event: ev.SessionResumed) -> None:
        self._status(session, SessionStatus.IN_PROGRESS, out.RESUMED_TEXT)

    def _ended(self, session: ClassSession, _event: ev.SessionEnded) -> None:
        self._status(session, SessionStatus.ENDED, out.ENDED_TEXT)
        asyncio.get_running_loop().call_later(self._after_end_s, self._close_all, session.id)

    def _close_all(self, session_id: int) -> None:
        for connection in self._registry.everybody(session_id):
            connection.close(CloseCode.NORMAL, "the session has ended")

    def _send_off(self, session: ClassSession) -> None:
        """Void the cookies and close the connections of a class resumed at another computer."""
        for participant_id in session.participants:
            self._identities.void(participant_id)
        for helper_id in session.helpers:
            self._identities.void_helper(helper_id)
        for connection in self._registry.everybody(session.id):
            connection.close(CloseCode.NORMAL, "the class goes on at another computer")

    def _status(self, session: ClassSession, status: SessionStatus, message: str) -> None:
        self._to_all(session, out.SessionStatusChanged(status, message))

    def _message_sent(self, session: ClassSession, event: ev.MessageSent) -> None:
        said = session.said[-1]
        message = translate.message_of(said)
        if said.participant_id is None:
            self._to_all(session, message, said.number)
            return
        self._to_student(session, said.participant_id, message, said.number)
        self._to_instructors(session, message)
        if event.helper_id is not None:
            writer = self._registry.helper(session.id, event.helper_id)
            self._send(() if writer is None else (writer,), message)

    # The students' work and help ----------------------------------------------------------------

    def _progress(
        self, session: ClassSession, event: ev.StepCompleted | ev.ProgressReported
    ) -> None:
        person = session.participants[event.participant_id]
        self._to_instructors(
            session,
            out.ProgressUpdated(person.user_id, person.name, event.subtask_id, event.status),
        )

    def _completed(self, session: ClassSession, event: ev.StepCompleted) -> None:
        if event.instructor_id is not None:
            student = session.participants[event.participant_id]
            done = translate.step_confirmed(student, event.subtask_id)
            self._to_student(session, event.participant_id, done)
        self._progress(session, event)

    def _answers_shown(self, session: ClassSession, event: ev.AnswersShown) -> None:
        self._to_instructors(session, out.AnswersShownMessage(event.subtask_id, event.shown))

    def _completion_revoked(self, session: ClassSession, event: ev.CompletionRevoked) -> None:
        person = session.participants[event.participant_id]
        self._to_student(session, person.id, out.StepReopened(event.subtask_id))
        again = out.ProgressUpdated(person.user_id, person.name, event.subtask_id, "in_progress")
        self._to_instructors(session, again)

    def _visited(self, session: ClassSession, event: ev.StudentVisited | ev.VisitUndone) -> None:
        by = self._by(session, event.helper_id)
        updated = translate.visit_updated(session, event.participant_id, event.at, by)
        self._to_all_who_help(session, updated)

    def _comfort_changed(self, session: ClassSession, event: ev.ComfortChanged) -> None:
        person = session.participants[event.participant_id]
        fields = translate.comfort_fields(person.comfort)
        if not event.by_phone:
            self._to_student(session, person.id, out.ComfortChangedMessage(fields))
        by = UNSET if event.by_phone else self._by(session, event.helper_id)
        updated = out.ComfortUpdated(person.id, person.user_id, person.name, fields, by)
        self._to_all_who_help(session, updated)

    def _help_requested(self, session: ClassSession, event: ev.HelpRequested) -> None:
        self._to_all_who_help(session, translate.help_requested(session, event))

    def _help_cancelled(self, session: ClassSession, event: ev.HelpCancelled) -> None:
        self._help_updated(session, event.help_request_id, HelpStatus.CANCELLED)

    def _help_answered(self, session: ClassSession, event: ev.HelpAnswered) -> None:
        by = self._by(session, event.helper_id)
        self._help_said(session, event.help_request_id, HelpStatus.ON_THE_WAY, by)

    def _answer_withdrawn(self, session: ClassSession, event: ev.AnswerWithdrawn) -> None:
        status = HelpStatus.ON_THE_WAY if event.on_the_way else HelpStatus.PENDING
        by = self._by(session, event.helper_id)
        self._help_response(session, event.help_request_id, status, None, by)

    def _help_resolved(self, session: ClassSession, event: ev.HelpResolved) -> None:
        by = None if event.by_completion else self._by(session, event.helper_id)
        if event.message:
            self._help_said(session, event.help_request_id, HelpStatus.RESOLVED, by)
        else:
            self._help_response(
                session, event.help_request_id, HelpStatus.RESOLVED, event.message, by
            )

    def _help_reopened(self, session: ClassSession, event: ev.HelpReopened) -> None:
        by = self._by(session, event.helper_id)
        self._help_response(session, event.help_request_id, HelpStatus.PENDING, None, by)
        if event.on_the_way:
            request = session.help_queue.get(event.help_request_id)
            words = request.answer if request else None
            self._help_response(session, event.help_request_id, HelpStatus.ON_THE_WAY, words, by)

    def _helper_ended(self, session: ClassSession, event: ev.HelperEnded) -> None:
        # Before the close, so that a phone that reconnects at once finds its cookie void.
        self._identities.void_helper(event.helper_id)
        connection = self._registry.helper(session.id, event.helper_id)
        if connection is not None:
            connection.close(CloseCode.REMOVED, "the instructor ended this helper's part")

    def _by(self, session: ClassSession, helper_id: int | None) -> out.By:
        return translate.by(session, helper_id, self._instructor_name())

    def _help_said(
        self, session: ClassSession, request_id: int, status: HelpStatus, by: out.By | None
    ) -> None:
        """Send the student the message just said; a phone that is away gets it on its return."""
        said = session.said[-1]
        assert said.participant_id is not None, "an answer is for who asked"
        self._to_student(session, said.participant_id, translate.message_of(said), said.number)
        self._help_updated(session, request_id, status, by)

    def _help_response(
        self,
        session: ClassSession,
        request_id: int,
        status: HelpStatus,
        message: str | None,
        by: out.By | None = None,
    ) -> None:
        """Send the student a response whose content is also part of the snapshot."""
        request = session.help_queue.get(request_id)
        assert request is not None, "stored events name only requests of this session"
        helper = translate.helper_going(session, request)
        response = out.HelpResponse(request_id, status, message, by=helper)
        self._to_student(session, request.participant_id, response)
        self._help_updated(session, request_id, status, by)

    def _help_updated(
        self,
        session: ClassSession,
        request_id: int,
        status: HelpStatus,
        by: out.By | None = None,
    ) -> None:
        request = session.help_queue.get(request_id)
        assert request is not None, "stored events name only requests of this session"
        person = session.participants[request.participant_id]
        updated = out.HelpUpdated(request_id, person.user_id, status)
        if session.helpers:  # without helpers it can only be the instructor
            going = translate.going(session, request, self._instructor_name())
            by_whom = UNSET if by is None else by
            updated = structs.replace(updated, by=by_whom, going=going or UNSET)
        self._to_all_who_help(session, updated)

    def _tell_positions(self, session: ClassSession, known: Collection[int] = ()) -> None:
        """Send each waiting phone its place in the queue if it changed since last sent.

        The phones of the requests in `known` have just been sent theirs. A phone that is offline
        gets its place when it joins again.
        """
        told = self._positions.get(session.id, {})
        places: dict[int, int | None] = {}
        for position, request in enumerate(session.help_queue, start=1):
            place = position if request.id in known else told.get(request.id)
            if place != position and self._to_student(
                session, request.participant_id, out.HelpPosition(request.id, position)
            ):
                place = position
            places[request.id] = place
        self._positions[session.id] = places


_HELP_EVENTS = frozenset({ev.HelpRequested, ev.HelpCancelled, ev.HelpResolved, ev.HelpReopened})


def _may_move_places(session: ClassSession, event: ev.Event) -> bool:
    if isinstance(event, ev.ParticipantJoined):
        return session.participants[event.participant_id].open_help_request_id is not None
    return type(event) in _HELP_EVENTS


def _confirmed_in(events: Iterable[ev.Event]) -> list[int]:
    """Return the ids of the requests whose phones got their place in the reply."""
    return [event.help_request_id for event in events if isinstance(event, ev.HelpRequested)]


_TELL: dict[type[ev.Event], Callable[[Broadcaster, ClassSession, Any], None]] = {
    ev.ParticipantJoined: Broadcaster._joined,
    ev.ParticipantLeft: Broadcaster._left,
    ev.ParticipantRemoved: Broadcaster._removed,
    ev.ParticipantRenamed: Broadcaster._renamed,
    ev.PhoneSentAway: Broadcaster._phone_sent_away,
    ev.StepStarted: Broadcaster._step_started,
    ev.StartUndone: Broadcaster._start_undone,
    ev.SessionPaused: Broadcaster._paused,
    ev.SessionResumed: Broadcaster._resumed,
    ev.SessionEnded: Broadcaster._ended,
    ev.MessageSent: Broadcaster._message_sent,
    ev.StepCompleted: Broadcaster._completed,
    ev.CompletionRevoked: Broadcaster._completion_revoked,
    ev.AnswersShown: Broadcaster._answers_shown,
    ev.ProgressReported: Broadcaster._progress,
    ev.StudentVisited: Broadcaster._visited,
    ev.VisitUndone: Broadcaster._visited,
    ev.ComfortChanged: Broadcaster._comfort_changed,
    ev.HelpRequested: Broadcaster._help_requested,
    ev.HelpCancelled: Broadcaster._help_cancelled,
    ev.HelpAnswered: Broadcaster._help_answered,
    ev.AnswerWithdrawn: Broadcaster._answer_withdrawn,
    ev.HelpResolved: Broadcaster._help_resolved,
    ev.HelperEnded: Broadcaster._helper_ended,
    ev.HelpReopened: Broadcaster._help_reopened,
}
# Events that are not sent to any connection.
_UNTOLD: frozenset[type[ev.Event]] = frozenset(
    {
        ev.SessionOpened,
        ev.ParticipantSignedIn,
        ev.ParticipantReadmitted,
        ev.ParticipantConnected,
        ev.ParticipantLapsed,
        ev.PhoneChanged,
        ev.PersonAssigned,
        ev.ClassLocked,
        ev.ClassUnlocked,
        ev.CodeChanged,
        ev.MessagesSeen,
        ev.AnswerChanged,
        ev.NewcomersComfortChanged,
        ev.HelperLetIn,
        ev.SessionRecovered,
    }
)
