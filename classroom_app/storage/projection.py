"""What each event changes in the tables that people and reports read."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete

from classroom_app.application.ports import Record
from classroom_app.domain import events as ev
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.domain.participant import ParticipantStatus
from classroom_app.domain.transitions import SessionStatus
from classroom_app.storage import comfort_store, event_store, tables
from classroom_app.storage.cookie_store import grant_row
from classroom_app.storage.prepared import Row, prepared_answers, prepared_insert, prepared_update

# Parents before children, so that foreign keys hold.
_INSERT_ORDER = (
    tables.users,
    tables.lecture_sessions,
    tables.session_participants,
    tables.subtask_completions,
    tables.session_helpers,
    tables.help_requests,
    tables.session_step_controls,
    tables.session_events,
    tables.cookies,
)


class Projection:
    """Collects the rows of many events, then writes them with few statements.

    `desk_id` is the desk that opens the sessions, if several share the database.
    """

    def __init__(self, desk_id: int | None = None) -> None:
        self.desk_id = desk_id
        self._inserts: dict[Table, list[Row]] = defaultdict(list)
        self._updates: dict[Table, dict[int, Row]] = defaultdict(dict)
        self._voided: list[int] = []
        self._voided_tokens: list[str] = []
        self._ended_helpers: list[int] = []
        self._revoked: list[tuple[int, int]] = []
        self._answers: dict[tuple[int, int], int] = {}

    def add(self, record: Record) -> None:
        """Collect the rows of everything that one command did."""
        for event in record.events:
            self.insert(tables.session_events, event_store.to_row(record.session_id, event))
            project = _PROJECT.get(type(event))
            if project is not None:
                project(self, record.session_id, event)
        for grant in record.grants:
            self.insert(tables.cookies, grant_row(grant))

    def insert(self, table: Table, row: Row) -> None:
        """Add a row; all rows of a table must have the same columns, for one statement."""
        self._inserts[table].append(row)

    def update(self, table: Table, row_id: int, **values: Any) -> None:
        """Change columns of a row; the last value of each column counts."""
        self._updates[table].setdefault(row_id, {}).update(values)

    def void_cookies(self, participant_id: int) -> None:
        """Delete the cookies of a participant, including those of this transaction."""
        self._voided.append(participant_id)
        granted = self._inserts[tables.cookies]
        granted[:] = [row for row in granted if row["participant_id"] != participant_id]

    def void_cookie(self, token_sha256: str) -> None:
        """Delete one cookie, even of this transaction."""
        self._voided_tokens.append(token_sha256)
        granted = self._inserts[tables.cookies]
        granted[:] = [row for row in granted if row["token_sha256"] != token_sha256]

    def void_helper(self, helper_id: int) -> None:
        """Delete the cookies of a helper, including those of this transaction."""
        self._ended_helpers.append(helper_id)
        granted = self._inserts[tables.cookies]
        granted[:] = [row for row in granted if row["user_id"] != helper_id]

    def revoke_completion(self, participant_id: int, subtask_id: int) -> None:
        """Delete the completion of a step, even of this transaction."""
        self._revoked.append((participant_id, subtask_id))
        self._answers.pop((participant_id, subtask_id), None)
        completions = self._inserts[tables.subtask_completions]
        completions[:] = [
            row
            for row in completions
            if (row["participant_id"], row["subtask_id"]) != (participant_id, subtask_id)
        ]

    def change_answer(self, participant_id: int, subtask_id: int, answer: int) -> None:
        """Change the answer to a completed step, perhaps completed in this transaction."""
        self._answers[participant_id, subtask_id] = answer

    def write(self, connection: Connection) -> None:
        """Write everything collected.

        Raises:
            SQLAlchemy's errors, or the driver's own.
        """
        for participant_id in self._voided:
            connection.execute(
                delete(tables.cookies).where(tables.cookies.c.participant_id == participant_id)
            )
        for token_sha256 in self._voided_tokens:
            connection.execute(
                delete(tables.cookies).where(tables.cookies.c.token_sha256 == token_sha256)
            )
        for helper_id in self._ended_helpers:
            connection.execute(delete(tables.cookies).where(tables.cookies.c.user_id == helper_id))
        done = tables.subtask_completions
        for participant_id, subtask_id in self._revoked:
            of_whom = done.c.participant_id == participant_id
            connection.execute(delete(done).where(of_whom, done.c.subtask_id == subtask_id))
        dialect = connection.dialect
        for table in _INSERT_ORDER:
            if rows := self._inserts.get(table):
                prepared_insert(table, tuple(rows[0]), dialect).run(connection, rows)
        if self._answers:
            prepared_answers(dialect).run(
                connection,
                [
                    {"of_participant": who, "of_subtask": step, "new_answer": answer}
                    for (who, step), answer in self._answers.items()
                ],
            )
        for table, changes in self._updates.items():
            by_columns: dict[tuple[str, ...], list[Row]] = defaultdict(list)
            for row_id, values in changes.items():
                by_columns[tuple(sorted(values))].append({"row_id": row_id, **values})
            for columns, rows in by_columns.items():
                prepared_update(table, columns, dialect).run(connection, rows)


def _opened(rows: Projection, session_id: int, event: ev.SessionOpened) -> None:
    rows.insert(
        tables.lecture_sessions,
        {
            "id": session_id,
            "lesson_id": event.lesson_id,
            "instructor_id": event.instructor_id,
            "title": event.title,
            "session_code": event.session_code,
            "status": SessionStatus.WAITING.value,
            "guests_allowed": event.guests_allowed,
            "max_participants": event.max_participants,
            "locked": False,
            "rehearsal": event.rehearsal,
            "created_at": event.at,
            "roster_id": event.roster_id,
            "desk_id": rows.desk_id,
        },
    )


def _signed_in(rows: Projection, session_id: int, event: ev.ParticipantSignedIn) -> None:
    rows.insert(
        tables.users,
        {
            "id": event.user_id,
            "name": event.user_name,
            "role": "STUDENT",
            "device_id": event.device_id,
            "created_at": event.at,
        },
    )
    rows.insert(
        tables.session_participants,
        {
            "id": event.participant_id,
            "session_id": session_id,
            "user_id": event.user_id,
            "status": ParticipantStatus.WAITING.value,
            "last_active_at": event.at,
            "person_id": event.person_id,
        },
    )


def _comfort_changed(rows: Projection, _session_id: int, event: ev.ComfortChanged) -> None:
    """Store it for the person's next class; of people on no roster, only the history has it."""
    if event.person_id is not None:
        kept = comfort_store.to_text(
            larger_text=event.larger_text,
            read_aloud=event.read_aloud,
            high_contrast=event.high_contrast,
        )
        rows.update(tables.roster_people, event.person_id, comfort=kept)


def _readmitted(rows: Projection, _session_id: int, event: ev.ParticipantReadmitted) -> None:
    _participant(rows, event, status=ParticipantStatus.WAITING.value, removed_at=None)


def _connected(rows: Projection, _session_id: int, event: ev.ParticipantConnected) -> None:
    _participant(rows, event, status=ParticipantStatus.WAITING.value)


def _joined(rows: Projection, _session_id: int, event: ev.ParticipantJoined) -> None:
    status = ParticipantStatus.COMPLETED if event.all_done else ParticipantStatus.ACTIVE
    values: Row = {"status": status.value}
    if event.first:
        values["joined_at"] = event.at
    _participant(rows, event, **values)


def _left(rows: Projection, _session_id: int, event: ev.ParticipantLeft) -> None:
    rows.update(
        tables.session_participants,
        event.participant_id,
        status=ParticipantStatus.DISCONNECTED.value,
    )


def _removed(rows: Projection, _session_id: int, event: ev.ParticipantRemoved) -> None:
    rows.update(
        tables.session_participants,
        event.participant_id,
        status=ParticipantStatus.DISCONNECTED.value,
        removed_at=event.at,
    )
    rows.void_cookies(event.participant_id)


def _lapsed(rows: Projection, _session_id: int, event: ev.ParticipantLapsed) -> None:
    """Like `_removed`, but the cookie stays valid."""
    status = ParticipantStatus.DISCONNECTED.value
    rows.update(
        tables.session_participants, event.participant_id, status=status, removed_at=event.at
    )


def _code_changed(rows: Projection, session_id: int, event: ev.CodeChanged) -> None:
    rows.update(tables.lecture_sessions, session_id, session_code=event.session_code)


def _renamed(rows: Projection, _session_id: int, event: ev.ParticipantRenamed) -> None:
    rows.update(tables.users, event.user_id, name=event.user_name)


def _phone_changed(rows: Projection, _session_id: int, event: ev.PhoneChanged) -> None:
    _participant(rows, event)


def _phone_sent_away(rows: Projection, _session_id: int, event: ev.PhoneSentAway) -> None:
    rows.void_cookie(event.phone)


def _person_assigned(rows: Projection, _session_id: int, event: ev.PersonAssigned) -> None:
    rows.update(tables.session_participants, event.participant_id, person_id=event.person_id)


def _completed(rows: Projection, session_id: int, event: ev.StepCompleted) -> None:
    rows.insert(
        tables.subtask_completions,
        {
            "participant_id": event.participant_id,
            "subtask_id": event.subtask_id,
            "completed_at": event.at,
            "answer": event.answer,
        },
    )
    values: Row = {}
    if event.all_done:
        values["completed_at"] = event.at
    if event.all_done and event.here:
        values["status"] = ParticipantStatus.COMPLETED.value
    if event.instructor_id is None:
        _participant(rows, event, current_subtask_id=event.subtask_id, **values)
        return
    by = event.instructor_id
    _log_control(rows, session_id, event.at, by, "MARK_DONE", subtask_id=event.subtask_id)
    if values:
        rows.update(tables.session_participants, event.participant_id, **values)


def _completion_revoked(rows: Projection, session_id: int, event: ev.CompletionRevoked) -> None:
    rows.revoke_completion(event.participant_id, event.subtask_id)
    by = event.instructor_id
    _log_control(rows, session_id, event.at, by, "MARK_NOT_DONE", subtask_id=event.subtask_id)
    values: Row = {"completed_at": None}
    if event.here:
        values["status"] = ParticipantStatus.ACTIVE.value
    rows.update(tables.session_participants, event.participant_id, **values)


def _answer_changed(rows: Projection, _session_id: int, event: ev.AnswerChanged) -> None:
    rows.change_answer(event.participant_id, event.subtask_id, event.answer)
    _participant(rows, event, current_subtask_id=event.subtask_id)


def _progress(rows: Projection, _session_id: int, event: ev.ProgressReported) -> None:
    _participant(rows, event, current_subtask_id=event.subtask_id)


ParticipantEvent = (
    ev.ParticipantReadmitted
    | ev.ParticipantConnected
    | ev.ParticipantJoined
    | ev.PhoneChanged
    | ev.StepCompleted
    | ev.AnswerChanged
    | ev.ProgressReported
    | ev.HelpRequested
)


def _participant(rows: Projection, event: ParticipantEvent, **values: Any) -> None:
    """Update a participant's row after an action of their phone, which counts as activity."""
    rows.update(
        tables.session_participants, event.participant_id, last_active_at=event.at, **values
    )


def _help_requested(rows: Projection, session_id: int, event: ev.HelpRequested) -> None:
    content: Row = {
        "subtask_id": event.subtask_id,
        "message": event.message,
        "screenshot_path": event.screenshot_path,
    }
    if event.again:
        rows.update(tables.help_requests, event.help_request_id, **content)
    else:
        rows.insert(
            tables.help_requests,
            {
                "id": event.help_request_id,
                "session_id": session_id,
                "participant_id": event.participant_id,
                "status": HelpStatus.PENDING.value,
                "created_at": event.at,
                **content,
            },
        )
    _participant(rows, event)


def _help_answered(rows: Projection, _session_id: int, event: ev.HelpAnswered) -> None:
    rows.update(
        tables.help_requests,
        event.help_request_id,
        status=HelpStatus.ON_THE_WAY.value,
        helper_id=event.helper_id,
    )


def _answer_withdrawn(rows: Projection, _session_id: int, event: ev.AnswerWithdrawn) -> None:
    if not event.on_the_way:
        status = HelpStatus.PENDING.value
        rows.update(tables.help_requests, event.help_request_id, status=status, helper_id=None)


def _help_resolved(rows: Projection, _session_id: int, event: ev.HelpResolved) -> None:
    _close_help(rows, event, HelpStatus.RESOLVED)
    if not event.by_completion:
        rows.update(tables.help_requests, event.help_request_id, helper_id=event.helper_id)


def _help_cancelled(rows: Projection, _session_id: int, event: ev.HelpCancelled) -> None:
    _close_help(rows, event, HelpStatus.CANCELLED)


def _close_help(
    rows: Projection, event: ev.HelpResolved | ev.HelpCancelled, status: HelpStatus
) -> None:
    rows.update(
        tables.help_requests,
        event.help_request_id,
        status=status.value,
        resolved_at=event.at,
    )


def _help_reopened(rows: Projection, _session_id: int, event: ev.HelpReopened) -> None:
    status = HelpStatus.ON_THE_WAY if event.on_the_way else HelpStatus.PENDING
    rows.update(
        tables.help_requests,
        event.help_request_id,
        status=status.value,
        resolved_at=None,
    )


def _helper_let_in(rows: Projection, session_id: int, event: ev.HelperLetIn) -> None:
    rows.insert(
        tables.users,
        {
            "id": event.helper_id,
            "name": event.name,
            "role": "HELPER",
            "device_id": None,
            "created_at": event.at,
        },
    )
    rows.insert(
        tables.session_helpers,
        {"id": event.helper_id, "session_id": session_id, "let_in_at": event.at},
    )


def _helper_ended(rows: Projection, _session_id: int, event: ev.HelperEnded) -> None:
    rows.update(tables.session_helpers, event.helper_id, ended_at=event.at)
    rows.void_helper(event.helper_id)


def _locked(rows: Projection, session_id: int, event: ev.ClassLocked | ev.ClassUnlocked) -> None:
    rows.update(tables.lecture_sessions, session_id, locked=isinstance(event, ev.ClassLocked))


def _step_started(rows: Projection, session_id: int, event: ev.StepStarted) -> None:
    _log_control(
        rows,
        session_id,
        event.at,
        event.instructor_id,
        "START_STEP",
        subtask_id=event.subtask_id,
        message=event.message,
    )
    values: Row = {"current_subtask_id": event.subtask_id}
    if event.first:
        values.update(status=SessionStatus.IN_PROGRESS.value, started_at=event.at)
    rows.update(tables.lecture_sessions, session_id, **values)


def _start_undone(rows: Projection, session_id: int, event: ev.StartUndone) -> None:
    _log_control(rows, session_id, event.at, event.instructor_id, "UNDO_START")
    rows.update(
        tables.lecture_sessions,
        session_id,
        status=SessionStatus.WAITING.value,
        current_subtask_id=None,
        started_at=None,
    )


def _paused(rows: Projection, session_id: int, event: ev.SessionPaused) -> None:
    _log_control(rows, session_id, event.at, event.instructor_id, "PAUSE")
    rows.update(tables.lecture_sessions, session_id, status=SessionStatus.PAUSED.value)


def _resumed(rows: Projection, session_id: int, event: ev.SessionResumed) -> None:
    _log_control(rows, session_id, event.at, event.instructor_id, "RESUME")
    rows.update(tables.lecture_sessions, session_id, status=SessionStatus.IN_PROGRESS.value)


def _ended(rows: Projection, session_id: int, event: ev.SessionEnded) -> None:
    _log_control(rows, session_id, event.at, event.instructor_id, "END_STEP")
    rows.update(
        tables.lecture_sessions,
        session_id,
        status=SessionStatus.ENDED.value,
        ended_at=event.at,
    )


def _log_control(
    rows: Projection,
    session_id: int,
    at: datetime,
    instructor_id: int,
    action: str,
    *,
    subtask_id: int | None = None,
    message: str = "",
) -> None:
    rows.insert(
        tables.session_step_controls,
        {
            "session_id": session_id,
            "subtask_id": subtask_id,
            "instructor_id": instructor_id,
            "action": action,
            "message": message,
            "created_at": at,
        },
    )


_PROJECT: dict[type[ev.Event], Callable[[Projection, int, Any], None]] = {
    ev.SessionOpened: _opened,
    ev.ParticipantSignedIn: _signed_in,
    ev.ParticipantReadmitted: _readmitted,
    ev.ParticipantConnected: _connected,
    ev.ParticipantJoined: _joined,
    ev.ParticipantLeft: _left,
    ev.ParticipantRemoved: _removed,
    ev.ParticipantLapsed: _lapsed,
    ev.ParticipantRenamed: _renamed,
    ev.PhoneChanged: _phone_changed,
    ev.PhoneSentAway: _phone_sent_away,
    ev.PersonAssigned: _person_assigned,
    ev.StepCompleted: _completed,
    ev.CompletionRevoked: _completion_revoked,
    ev.AnswerChanged: _answer_changed,
    ev.ComfortChanged: _comfort_changed,
    ev.ProgressReported: _progress,
    ev.HelpRequested: _help_requested,
    ev.HelpAnswered: _help_answered,
    ev.AnswerWithdrawn: _answer_withdrawn,
    ev.HelpResolved: _help_resolved,
    ev.HelpCancelled: _help_cancelled,
    ev.HelpReopened: _help_reopened,
    ev.HelperLetIn: _helper_let_in,
    ev.HelperEnded: _helper_ended,
    ev.ClassLocked: _locked,
    ev.ClassUnlocked: _locked,
    ev.CodeChanged: _code_changed,
    ev.StepStarted: _step_started,
    ev.StartUndone: _start_undone,
    ev.SessionPaused: _paused,
    ev.SessionResumed: _resumed,
    ev.SessionEnded: _ended,
}
# Events that are stored in `session_events` only.
_ONLY_IN_HISTORY: frozenset[type[ev.Event]] = frozenset(
    {
        ev.AnswersShown,
        ev.MessageSent,
        ev.MessagesSeen,
        ev.SessionRecovered,
        ev.StudentVisited,
        ev.VisitUndone,
        ev.NewcomersComfortChanged,
    }
)
