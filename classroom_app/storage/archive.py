"""The read side of the port: sessions, their histories, cookies, ids."""

from collections import defaultdict

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from classroom_app.application.ports import Identity, Leader, Present, SessionSummary
from classroom_app.application.report_service import PastClass
from classroom_app.domain.events import CodeChanged, Event, SessionOpened
from classroom_app.domain.lesson import Lesson
from classroom_app.domain.numbered import Numbered
from classroom_app.domain.participant import ParticipantStatus
from classroom_app.domain.transitions import SessionStatus
from classroom_app.storage import event_store, tables
from classroom_app.storage.database import Database
from classroom_app.storage.lesson_store import read_lesson

_JOINED = (ParticipantStatus.ACTIVE.value, ParticipantStatus.COMPLETED.value)
# The columns with ids of each kind; rosters and people may be deleted while others still refer to
# them.
_COLUMNS_OF = {
    Numbered.USER: (tables.users.c.id,),
    Numbered.LESSON: (tables.lessons.c.id,),
    Numbered.SUBTASK: (tables.subtasks.c.id,),
    Numbered.SESSION: (tables.lecture_sessions.c.id,),
    Numbered.PARTICIPANT: (tables.session_participants.c.id,),
    Numbered.HELP_REQUEST: (tables.help_requests.c.id,),
    Numbered.ROSTER: (tables.rosters.c.id, tables.lecture_sessions.c.roster_id),
    Numbered.PERSON: (
        tables.roster_people.c.id,
        tables.session_participants.c.person_id,
        tables.attendance_corrections.c.person_id,
    ),
}


class SqlArchive:
    """Implements `application.ports.Archive`.

    Where several desks share the database, `sessions`, `still_present` and `grants` without a
    session are limited to the sessions of this desk.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def _own(self) -> tuple[ColumnElement[bool], ...]:
        """Conditions for this desk's sessions; none if the database is not shared."""
        fence = self._database.fence
        return () if fence is None else (tables.lecture_sessions.c.desk_id == fence.desk.id,)

    async def lesson(self, lesson_id: int) -> Lesson:
        """Return a lesson revision."""
        return await self._database.read(lambda connection: read_lesson(connection, lesson_id))

    async def history(self, session_id: int) -> list[Event]:
        """Return all events of a session in order."""
        rows = tables.session_events

        def work(connection: Connection) -> list[Event]:
            query = (
                select(rows.c.at, rows.c.kind, rows.c.payload)
                .where(rows.c.session_id == session_id)
                .order_by(rows.c.id)
            )
            return [event_store.from_row(*row) for row in connection.execute(query)]

        return await self._database.read(work)

    async def sessions(self) -> list[SessionSummary]:
        """Return every session of this program, oldest first."""
        rows, steps = tables.lecture_sessions, tables.subtasks
        total = (
            select(func.count())
            .where(steps.c.lesson_id == rows.c.lesson_id)
            .scalar_subquery()
            .label("total_steps")
        )
        query = select(rows, total).where(*self._own)
        # Desks take ids in blocks, so ids do not give the order; a single program's do, even if its
        # clock is wrong.
        query = query.order_by(rows.c.created_at if self._own else rows.c.id, rows.c.id)

        def work(connection: Connection) -> list[SessionSummary]:
            former_codes = _former_codes(connection)
            return [
                SessionSummary(
                    id=row.id,
                    code=row.session_code,
                    title=row.title,
                    lesson_id=row.lesson_id,
                    status=SessionStatus(row.status),
                    total_steps=row.total_steps,
                    created_at=row.created_at,
                    ended_at=row.ended_at,
                    rehearsal=row.rehearsal,
                    former_codes=former_codes.get(row.id, frozenset()) - {row.session_code},
                )
                for row in connection.execute(query)
            ]

        return await self._database.read(work)

    async def leader_with(self, code: str) -> Leader | None:
        """Return the other desk with an unfinished class of this code, or None."""
        fence, rows, desks = self._database.fence, tables.lecture_sessions, tables.desks
        if fence is None:
            return None
        query = (
            select(desks.c.name)
            .select_from(rows.outerjoin(desks, desks.c.id == rows.c.desk_id))
            .where(
                rows.c.session_code == code,
                rows.c.status != SessionStatus.ENDED.value,
                rows.c.desk_id.is_distinct_from(fence.desk.id),
            )
        )

        def work(connection: Connection) -> Leader | None:
            row = connection.execute(query).first()
            return None if row is None else Leader(row.name or "")

        return await self._database.read(work)

    async def codes_elsewhere(self) -> frozenset[str]:
        """Return the codes of other desks' unfinished classes."""
        fence, rows = self._database.fence, tables.lecture_sessions
        if fence is None:
            return frozenset()
        query = select(rows.c.session_code).where(
            rows.c.status != SessionStatus.ENDED.value,
            rows.c.desk_id.is_distinct_from(fence.desk.id),
        )
        return await self._database.read(lambda connection: frozenset(connection.scalars(query)))

    async def still_present(self) -> list[Present]:
        """Return the participants who were connected when the program was killed, as far as known.

        A waiting participant who never joined may only have signed in, and is left out.
        """
        rows = tables.session_participants
        came_back = and_(
            rows.c.status == ParticipantStatus.WAITING.value, rows.c.joined_at.is_not(None)
        )
        happened = tables.session_events
        last_at = (
            select(func.max(happened.c.at))
            .where(happened.c.session_id == rows.c.session_id)
            .scalar_subquery()
            .label("last_at")
        )
        query = select(rows.c.session_id, rows.c.id, rows.c.status, last_at).where(
            or_(rows.c.status.in_(_JOINED), came_back)
        )
        if self._own:
            led = select(tables.lecture_sessions.c.id).where(*self._own)
            query = query.where(rows.c.session_id.in_(led))

        def work(connection: Connection) -> list[Present]:
            return [
                Present(row.session_id, row.id, row.status in _JOINED, row.last_at)
                for row in connection.execute(query.order_by(rows.c.id))
            ]

        return await self._database.read(work)

    async def past_classes(self) -> list[PastClass]:
        """Return all classes but rehearsals and those led by other desks now, newest first."""
        rows, lessons, people = (
            tables.lecture_sessions,
            tables.lessons,
            tables.session_participants,
        )
        came = (
            select(func.count())
            .where(
                people.c.session_id == rows.c.id,
                people.c.joined_at.is_not(None),
                people.c.removed_at.is_(None),
            )
            .scalar_subquery()
            .label("people")
        )
        query = (
            select(rows, lessons.c.title.label("lesson_title"), came)
            .join(lessons, lessons.c.id == rows.c.lesson_id)
            .where(~rows.c.rehearsal)
            .order_by(rows.c.created_at.desc(), rows.c.id.desc())
        )
        fence, desks = self._database.fence, tables.desks
        if fence is not None:
            query = query.outerjoin(desks, desks.c.id == rows.c.desk_id).where(
                ~fence.goes_on_elsewhere()
            )
            query = query.add_columns(desks.c.name.label("computer"))

        def work(connection: Connection) -> list[PastClass]:
            return [
                PastClass(
                    id=row.id,
                    code=row.session_code,
                    title=row.title,
                    lesson_title=row.lesson_title,
                    status=SessionStatus(row.status),
                    created_at=row.created_at,
                    started_at=row.started_at,
                    ended_at=row.ended_at,
                    people=row.people,
                    computer="" if fence is None else row.computer or "",
                    is_own=fence is None or row.desk_id == fence.desk.id,
                )
                for row in connection.execute(query)
            ]

        return await self._database.read(work)

    async def grants(self, session_id: int | None = None) -> dict[str, Identity]:
        """Return the identity behind each stored cookie, by the SHA-256 of its token.

        With `session_id`, those of this session's students and helpers: the right to lead does not
        carry over to another desk.
        """
        cookies, sessions = tables.cookies, tables.lecture_sessions
        query = select(cookies)
        if session_id is not None:
            query = query.where(cookies.c.session_id == session_id, cookies.c.role != "INSTRUCTOR")
        elif (fence := self._database.fence) is not None:
            led = cookies.c.session_id.in_(select(sessions.c.id).where(*self._own))
            is_leader = cookies.c.role == "INSTRUCTOR"
            query = query.where(
                or_(and_(is_leader, cookies.c.user_id == fence.instructor()), ~is_leader & led)
            )

        def work(connection: Connection) -> dict[str, Identity]:
            return {
                row.token_sha256: Identity(
                    row.user_id,
                    row.role,
                    row.session_id,
                    row.participant_id,
                    row.remote,
                    row.created_at if row.remote else None,
                )
                for row in connection.execute(query)
            }

        return await self._database.read(work)

    async def highest_ids(self) -> dict[Numbered, int]:
        """Return the highest id in use of each kind, 0 where there is none."""
        return await self._database.read(highest_ids)


def highest_ids(connection: Connection) -> dict[Numbered, int]:
    """Return the highest id in use of each kind, 0 where there is none."""
    return {
        kind: max(connection.scalar(select(func.max(column))) or 0 for column in _COLUMNS_OF[kind])
        for kind in Numbered
    }


def _former_codes(connection: Connection) -> dict[int, frozenset[str]]:
    """Return all codes that unfinished sessions have had: phones may reconnect with an old one."""
    rows, happened = tables.lecture_sessions, tables.session_events
    kinds = [event_store.KINDS[kind] for kind in (SessionOpened, CodeChanged)]
    not_over = select(rows.c.id).where(rows.c.status != SessionStatus.ENDED.value)
    query = select(happened.c.session_id, happened.c.at, happened.c.kind, happened.c.payload).where(
        happened.c.session_id.in_(not_over), happened.c.kind.in_(kinds)
    )
    found: dict[int, set[str]] = defaultdict(set)
    for session_id, at, kind, payload in connection.execute(query):
        event = event_store.from_row(at, kind, payload)
        assert isinstance(event, SessionOpened | CodeChanged)
        found[session_id].add(event.session_code)
    return {session_id: frozenset(codes) for session_id, codes in found.items()}
