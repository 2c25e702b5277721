"""Attendance in the database: classes of a roster, corrections, limits and certificate texts."""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeGuard

from sqlalchemy import Connection, Row, delete, insert, select, update

from classroom_app.application.attendance_service import (
    AttendanceSettings,
    Marked,
    Overruled,
    RosterClass,
)
from classroom_app.application.certificate import KEPT_KEYS, LONGEST_WORDS
from classroom_app.domain.attendance import (
    DEFAULT_ENOUGH,
    MOST_MINUTES,
    MOST_PARTIALS,
    Correction,
    Limits,
    Mark,
)
from classroom_app.domain.transitions import SessionStatus
from classroom_app.storage import tables
from classroom_app.storage.database import Database

_sessions, _people, _users = tables.lecture_sessions, tables.session_participants, tables.users
_corrections, _rosters = tables.attendance_corrections, tables.rosters
_CORRECTIONS = select(_corrections, _users.c.name).join(
    _users, _users.c.id == _corrections.c.user_id
)


class SqlAttendanceStore:
    """Implements `application.attendance_service.AttendanceStore`."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now

    async def classes(self, roster_id: int) -> list[RosterClass]:
        """Return the classes held with a roster, rehearsals left out."""
        held = (
            select(_sessions.c.id, _sessions.c.lesson_id, _sessions.c.status)
            .where(_sessions.c.roster_id == roster_id, ~_sessions.c.rehearsal)
            .order_by(_sessions.c.id)
        )
        fence, desks = self._database.fence, tables.desks
        if fence is not None:  # ids taken in blocks do not give the order
            held = held.outerjoin(desks, desks.c.id == _sessions.c.desk_id)
            held = held.add_columns(fence.goes_on_elsewhere().label("goes_on"))
            held = held.order_by(None).order_by(_sessions.c.created_at, _sessions.c.id)
        known = (
            select(_people.c.session_id, _people.c.id, _people.c.person_id)
            .join(_sessions, _sessions.c.id == _people.c.session_id)
            .where(_sessions.c.roster_id == roster_id, _people.c.person_id.is_not(None))
        )

        def work(connection: Connection) -> list[RosterClass]:
            person_of: dict[int, dict[int, int]] = defaultdict(dict)
            for session_id, participant_id, person_id in connection.execute(known):
                person_of[session_id][participant_id] = person_id
            return [
                RosterClass(
                    row.id,
                    row.lesson_id,
                    SessionStatus(row.status),
                    person_of[row.id],
                    goes_on=fence is not None and row.goes_on,
                )
                for row in connection.execute(held)
            ]

        return await self._database.read(work)

    async def corrections(self, roster_id: int) -> list[Correction]:
        """Return the corrections made by hand in the classes of a roster."""
        query = _CORRECTIONS.join(_sessions, _sessions.c.id == _corrections.c.session_id).where(
            _sessions.c.roster_id == roster_id
        )

        def work(connection: Connection) -> list[Correction]:
            return [_correction(row) for row in connection.execute(query)]

        return await self._database.read(work)

    async def correct(
        self, corrections: Sequence[Marked], user_id: int, seen: Sequence[Marked] | None = None
    ) -> list[Overruled]:
        """Store corrections, each a class, a person and a mark; a mark of None deletes one.

        `seen` are the marks that the caller saw. Where another desk has stored a different mark
        since, that one stays and is returned as overruled.
        """
        now = self._now()
        expected = {(one[0], one[1]): one[2] for one in seen or ()}

        def work(connection: Connection) -> list[Overruled]:
            overruled = []
            for session_id, person_id, mark in corrections:
                of_it = (
                    _corrections.c.session_id == session_id,
                    _corrections.c.person_id == person_id,
                )
                key = (session_id, person_id)
                if key in expected:
                    found = connection.execute(_CORRECTIONS.where(*of_it)).first()
                    stands = None if found is None else _correction(found)
                    if (stands and stands.mark) not in (expected[key], mark):
                        overruled.append(Overruled(session_id, person_id, stands))
                        continue
                connection.execute(delete(_corrections).where(*of_it))
                if mark is not None:
                    connection.execute(
                        insert(_corrections).values(
                            session_id=session_id,
                            person_id=person_id,
                            mark=mark.value,
                            user_id=user_id,
                            corrected_at=now,
                        )
                    )
            return overruled

        return await self._database.write_list(work)

    async def settings(self, roster_id: int) -> AttendanceSettings:
        """Return the settings of a roster, or the defaults if nothing was chosen."""
        query = select(_rosters.c.attendance).where(_rosters.c.id == roster_id)
        return await self._database.read(lambda connection: settings_of(connection.scalar(query)))

    async def change_settings(
        self, roster_id: int, change: Callable[[AttendanceSettings], AttendanceSettings]
    ) -> None:
        """Apply `change` to the stored settings, in one transaction."""
        of_it = _rosters.c.id == roster_id

        def work(connection: Connection) -> None:
            before = settings_of(connection.scalar(select(_rosters.c.attendance).where(of_it)))
            written = settings_text(change(before))
            connection.execute(update(_rosters).where(of_it).values(attendance=written))

        await self._database.write_list(work)


def _correction(row: Row[Any]) -> Correction:
    return Correction(row.session_id, row.person_id, Mark(row.mark), row.name, row.corrected_at)


def settings_text(settings: AttendanceSettings) -> str:
    """Return settings as the JSON that is stored."""
    limits = settings.limits
    return json.dumps(
        {
            "late_min": limits.late_min,
            "early_min": limits.early_min,
            "partials_per_absence": limits.partials_per_absence,
            "enough": settings.enough,
            "words": {language: dict(kept) for language, kept in settings.words.items()},
            "language": settings.language,
        },
        ensure_ascii=False,
    )


def settings_of(written: str | None) -> AttendanceSettings:
    """Parse stored settings; a value that cannot be read gets its default.

    A restored database may hold anything there.
    """
    try:
        found = json.loads(written or "{}")
    except (ValueError, RecursionError):
        return AttendanceSettings()
    if not isinstance(found, dict):
        return AttendanceSettings()
    usual = Limits()
    language = found.get("language")
    return AttendanceSettings(
        Limits(
            _number(found, "late_min", usual.late_min, MOST_MINUTES),
            _number(found, "early_min", usual.early_min, MOST_MINUTES),
            _number(found, "partials_per_absence", usual.partials_per_absence, MOST_PARTIALS),
        ),
        _number(found, "enough", DEFAULT_ENOUGH, 100),
        _words(found.get("words")),
        language if _is_text(language) else "",
    )


def _number(found: Mapping[str, Any], key: str, usual: int, most: int) -> int:
    value = found.get(key, usual)
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number and 0 <= value <= most else usual


def _words(found: object) -> dict[str, dict[str, str]]:
    if not isinstance(found, dict):
        return {}
    return {
        language: {
            key: text[:LONGEST_WORDS]
            for key, text in kept.items()
            if key in KEPT_KEYS and _is_text(text)
        }
        for language, kept in found.items()
        if _is_text(language) and isinstance(kept, dict)
    }


def _is_text(text: object) -> TypeGuard[str]:
    """Return whether it is text without lone surrogates, which JSON allows and UTF-8 does not."""
    return isinstance(text, str) and not any("\ud800" <= letter <= "\udfff" for letter in text)
