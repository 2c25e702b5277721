"""Deletes people and classes so that no byte of them is left in the data folder.

SQLite overwrites deleted rows (`secure_delete`); a checkpoint and a VACUUM remove what the
write-ahead log and free pages still hold. A marker file in the folder records that this is due, so
that a power cut in between does not prevent it.

On a server the rows are deleted at once, for all computers; its write-ahead log and its dumps keep
them until they are overwritten or deleted there. The pictures of a class that another computer has
led are deleted when that computer next runs without an open class.
"""

import json
import logging
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import structs
from sqlalchemy import Connection, Engine, Select, delete, select, update
from sqlalchemy.exc import SQLAlchemyError

from classroom_app.application.certificate import without_names
from classroom_app.application.ports import StorageError
from classroom_app.application.privacy_service import Entry, OldClass, PersonTraces, Trace
from classroom_app.domain.names import name_key
from classroom_app.storage import tables
from classroom_app.storage.attendance_store import settings_of, settings_text
from classroom_app.storage.database import BUSY_TIMEOUT_MS, Database
from classroom_app.storage.lone_pictures import remove_lone_pictures
from classroom_app.storage.migrate import BEFORE_UPGRADE
from classroom_app.storage.shared import is_shared
from classroom_app.system.atomic_write import PARTS
from classroom_app.system.held_files import remove, remove_tree
from classroom_app.system.stored_pictures import PICTURE_FOLDER, stored_picture

log = logging.getLogger(__name__)

PENDING = "erase.pending"
BEFORE_RESTORE = "before-restore-"
_AT_ONCE = 500

_sessions, _people, _users = tables.lecture_sessions, tables.session_participants, tables.users
_events, _help = tables.session_events, tables.help_requests
_helpers = tables.session_helpers
_OF_PEOPLE = (
    tables.cookies,
    tables.screenshots,
    tables.device_addresses,
    tables.subtask_completions,
    tables.help_requests,
)
_OF_CLASSES = (
    tables.cookies,
    tables.session_step_controls,
    tables.session_events,
    tables.session_helpers,
    tables.attendance_corrections,
)
_rosters, _listed, _noted = (
    tables.rosters,
    tables.roster_people,
    tables.attendance_corrections,
)


class SqlEraser:
    """Implements `application.privacy_service.EraseStore`.

    `data_dir` holds the pictures of the classes in this database.
    """

    def __init__(self, database: Database, data_dir: Path) -> None:
        self._database, self._data_dir = database, data_dir

    @property
    def leaves_copies(self) -> bool:
        """Whether deleted data remains for a while in the logs and dumps of a server."""
        return self._database.fence is not None

    async def traces(self, participant_id: int) -> list[Trace]:
        """Return each time that somebody with this participant's name or device was in a class."""

        def work(connection: Connection) -> list[Trace]:
            person = connection.execute(
                select(_users.c.name, _users.c.device_id)
                .join(_people, _people.c.user_id == _users.c.id)
                .where(_people.c.id == participant_id)
            ).first()
            if person is None:
                return []
            rows = connection.execute(
                select(
                    _people.c.id,
                    _people.c.session_id,
                    _users.c.name,
                    _users.c.device_id,
                    _sessions.c.title,
                    _sessions.c.created_at,
                )
                .join(_users, _users.c.id == _people.c.user_id)
                .join(_sessions, _sessions.c.id == _people.c.session_id)
                .order_by(_people.c.id)
            )
            return [
                Trace(row.session_id, row.id, row.name, row.title, row.created_at)
                for row in rows
                if name_key(row.name) == name_key(person.name)
                or (person.device_id is not None and row.device_id == person.device_id)
            ]

        return await self._database.read(work)

    async def person_traces(self, person_id: int) -> PersonTraces | None:
        """Return where a person on a roster occurs; None if they are on no roster any more."""
        return await self._database.read(lambda connection: _traces_of(connection, person_id))

    async def classes_before(self, moment: datetime) -> list[OldClass]:
        """Return the classes opened before `moment`, rehearsals too, oldest first.

        Classes that another desk is leading are left out.
        """
        query = (
            select(_sessions.c.id, _sessions.c.title, _sessions.c.created_at)
            .where(_sessions.c.created_at < moment)
            .order_by(_sessions.c.created_at)
        )

        if (fence := self._database.fence) is not None:
            desks = tables.desks
            with_desks = _sessions.outerjoin(desks, desks.c.id == _sessions.c.desk_id)
            query = query.select_from(with_desks).where(~fence.goes_on_elsewhere())

        def work(connection: Connection) -> list[OldClass]:
            return [OldClass(*row) for row in connection.execute(query)]

        return await self._database.read(work)

    async def erase_classes(self, session_ids: Sequence[int]) -> list[int]:
        """Delete classes with all their data; return the ids of their participants.

        Raises:
            ClassRunningError: another desk leads one of them; nothing was deleted.
            StorageError: the rows are still there.
        """

        def work(connection: Connection) -> list[int]:
            self._refuse_what_goes_on(connection, session_ids)
            gone: list[int] = []
            for some in _slices(session_ids):
                in_them = select(_people.c.id).where(_people.c.session_id.in_(some))
                gone += connection.scalars(in_them)
                users = select(_people.c.user_id).where(_people.c.session_id.in_(some))
                helpers = select(_helpers.c.id).where(_helpers.c.session_id.in_(some))
                whose = [*connection.scalars(users), *connection.scalars(helpers)]
                _delete_of_people(connection, in_them)
                for table in _OF_CLASSES:
                    connection.execute(delete(table).where(table.c.session_id.in_(some)))
                connection.execute(delete(_people).where(_people.c.session_id.in_(some)))
                connection.execute(delete(_sessions).where(_sessions.c.id.in_(some)))
                _delete_users(connection, whose)
            self._mark()
            return gone

        gone = await self._database.write_list(work)
        folders = [self._data_dir / PICTURE_FOLDER / str(n) for n in session_ids]
        await self._database.maintain(lambda _engine: _remove_trees(folders))
        return gone

    async def erase_people(self, traces: Sequence[Trace], entries: Sequence[Entry] = ()) -> None:
        """Delete people from classes (rows, events and pictures) and `entries` from rosters.

        Raises:
            ClassRunningError: another desk leads one of the classes; nothing was deleted.
            StorageError: the rows are still there.
        """
        found = await self._database.read(lambda c: [_Found(c, trace) for trace in traces])

        def work(connection: Connection) -> None:
            self._refuse_what_goes_on(connection, [trace.session_id for trace in traces])
            for trace, what in zip(traces, found, strict=True):
                _delete_of_people(connection, [trace.participant_id])
                for some in _slices(what.event_ids):
                    connection.execute(delete(_events).where(_events.c.id.in_(some)))
                if what.person_id is not None:
                    connection.execute(
                        delete(_noted).where(
                            _noted.c.session_id == trace.session_id,
                            _noted.c.person_id == what.person_id,
                        )
                    )
                connection.execute(delete(_people).where(_people.c.id == trace.participant_id))
                _delete_users(connection, [what.user_id] if what.user_id else [])
            _delete_entries(connection, entries)
            self._mark()

        screenshots = self._data_dir / PICTURE_FOLDER

        def remove_pictures(_engine: Engine) -> None:
            for trace, what in zip(traces, found, strict=True):
                folder = screenshots / str(trace.session_id)
                _remove_files(list(folder.glob(f"help-{trace.participant_id}-*")))
                named = (stored_picture(self._data_dir, path) for path in what.pictures)
                _remove_files(path for path in named if path is not None)

        await self._database.write_list(work)
        with suppress(StorageError):  # the scrub removes a picture that is held open
            await self._database.maintain(remove_pictures)

    def _refuse_what_goes_on(self, connection: Connection, session_ids: Sequence[int]) -> None:
        """Raise `ClassRunningError` if another desk leads one of these classes."""
        if (fence := self._database.fence) is not None:
            fence.refuse_what_goes_on(connection, session_ids)

    async def left_of(self, session_ids: Sequence[int]) -> dict[int, frozenset[int]]:
        """Return the ids of the stored participants, for each of these classes that is stored."""
        those = select(_sessions.c.id).where(_sessions.c.id.in_(session_ids))
        of_them = select(_people.c.session_id, _people.c.id).where(
            _people.c.session_id.in_(session_ids)
        )

        def work(connection: Connection) -> dict[int, frozenset[int]]:
            left: dict[int, set[int]] = {one: set() for one in connection.scalars(those)}
            for session_id, participant_id in connection.execute(of_them):
                left[session_id].add(participant_id)
            return {session_id: frozenset(people) for session_id, people in left.items()}

        return await self._database.read(work)

    async def still_stored(self, session_ids: Sequence[int]) -> frozenset[int]:
        """Return which of these classes are stored."""

        def work(connection: Connection) -> frozenset[int]:
            return frozenset(
                one
                for some in _slices(session_ids)
                for one in connection.scalars(
                    select(_sessions.c.id).where(_sessions.c.id.in_(some))
                )
            )

        return await self._database.read(work)

    async def scrub(self) -> None:
        """Remove every trace of deleted data from the folder.

        Raises:
            StorageError: it is still due.
        """
        await self._database.maintain(lambda engine: scrub(engine, self._data_dir))

    async def note_deleted(self) -> None:
        """Record that a scrub is due."""
        await self._database.maintain(lambda _engine: self._mark())

    def _mark(self) -> None:
        try:
            (self._data_dir / PENDING).touch()
        except OSError as error:  # without it a power cut could leave deleted data behind
            raise StorageError(str(error)) from error


def scrub_if_due(engine: Engine, data_dir: Path) -> None:
    """Run a scrub that is still due, at the start; if it fails, it stays due. Blocks."""
    if (data_dir / PENDING).exists():
        try:
            scrub(engine, data_dir)
        except (StorageError, OSError, SQLAlchemyError, sqlite3.Error) as error:
            log.warning("What was deleted is not scrubbed yet: %s", error)


def scrub(engine: Engine, data_dir: Path) -> None:
    """Rewrite the file without free pages and empty the log; nobody else may write meanwhile.

    The automatic copies made before an upgrade or a restore contain the deleted data, so they are
    deleted too. With a server, only this computer's files are.
    """
    remove_lone_pictures(engine, data_dir)
    if not is_shared(engine):
        original = Path(engine.url.database or "")
        _remove_files(original.parent.glob(f"{original.stem}{BEFORE_UPGRADE}*.db"))
        with closing(sqlite3.connect(original, isolation_level=None)) as file:
            file.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
            file.execute("VACUUM")
            is_busy, *_pages = file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if is_busy:
            raise StorageError("the database is being read")
    _remove_files(data_dir.glob(f"{BEFORE_RESTORE}*.zip"))
    _remove_files(data_dir.glob(f".{BEFORE_RESTORE}{PARTS}"))  # interrupted by a power cut
    remove(data_dir / PENDING)


class _Found:
    """What to delete of one person in one class: events by id, pictures by path."""

    def __init__(self, connection: Connection, trace: Trace) -> None:
        seat = connection.execute(
            select(_people.c.user_id, _people.c.person_id).where(
                _people.c.id == trace.participant_id
            )
        ).first()
        self.user_id: int | None = seat.user_id if seat else None
        self.person_id: int | None = seat.person_id if seat else None
        tickets = set(
            connection.scalars(
                select(_help.c.id).where(_help.c.participant_id == trace.participant_id)
            )
        )
        shots = tables.screenshots
        self.pictures = set(
            connection.scalars(
                select(shots.c.path).where(shots.c.participant_id == trace.participant_id)
            )
        )
        self.event_ids: list[int] = []
        rows = select(_events.c.id, _events.c.payload).where(
            _events.c.session_id == trace.session_id
        )
        for event_id, payload in connection.execute(rows):
            about = json.loads(payload)
            if (
                about.get("participant_id") == trace.participant_id
                or about.get("help_request_id") in tickets
                or (self.user_id is not None and about.get("user_id") == self.user_id)
            ):
                self.event_ids.append(event_id)
                if about.get("screenshot_path"):
                    self.pictures.add(about["screenshot_path"])


def _traces_of(connection: Connection, person_id: int) -> PersonTraces | None:
    """Return the entries and classes of a person on a roster, found by entry, name and device.

    A participant assigned to somebody else on a roster is left out; and where two people of a
    roster have the same name, the name alone does not count.
    """
    listed = connection.execute(
        select(_listed, _rosters.c.title)
        .join(_rosters, _rosters.c.id == _listed.c.roster_id)
        .order_by(_listed.c.id)
    ).all()
    person = next((row for row in listed if row.id == person_id), None)
    if person is None:
        return None
    key = name_key(person.name)
    alike = [row for row in listed if name_key(row.name) == key]
    bearers = Counter(row.roster_id for row in alike)
    entries = [
        Entry(row.id, row.roster_id, row.title, row.number, row.name)
        for row in alike
        if row.id == person_id or bearers[row.roster_id] == 1
    ]
    own, known = {entry.person_id for entry in entries}, {row.id for row in listed}
    seats = connection.execute(
        select(
            _people.c.id,
            _people.c.session_id,
            _people.c.person_id,
            _users.c.name,
            _users.c.device_id,
            _sessions.c.title,
            _sessions.c.created_at,
            _sessions.c.roster_id,
        )
        .join(_users, _users.c.id == _people.c.user_id)
        .join(_sessions, _sessions.c.id == _people.c.session_id)
        .order_by(_people.c.id)
    ).all()
    devices = {row.device_id for row in seats if row.person_id in own} - {None}

    def is_theirs(row: Any) -> bool:
        if row.person_id in known:
            return row.person_id in own
        is_named_so = name_key(row.name) == key and bearers[row.roster_id] <= 1
        return row.person_id == person_id or is_named_so or row.device_id in devices

    traces = [
        Trace(row.session_id, row.id, row.name, row.title, row.created_at)
        for row in seats
        if is_theirs(row)
    ]
    here = [row.id for row in seats if row.person_id == person_id]
    return PersonTraces(person_id, entries, traces, frozenset(here))


def _delete_entries(connection: Connection, entries: Sequence[Entry]) -> None:
    """Delete people from rosters, from corrections and from the stored texts of certificates."""
    if not entries:
        return
    names = sorted({entry.name for entry in entries})
    for some in _slices([entry.person_id for entry in entries]):
        connection.execute(delete(_noted).where(_noted.c.person_id.in_(some)))
        connection.execute(delete(_listed).where(_listed.c.id.in_(some)))
    chosen = select(_rosters.c.id, _rosters.c.attendance).where(_rosters.c.attendance.is_not(None))
    for roster_id, written in connection.execute(chosen).all():
        settings = settings_of(written)
        words = {language: without_names(kept, names) for language, kept in settings.words.items()}
        if words != settings.words:
            connection.execute(
                update(_rosters)
                .where(_rosters.c.id == roster_id)
                .values(attendance=settings_text(structs.replace(settings, words=words)))
            )


def _delete_of_people(connection: Connection, people: Sequence[int] | Select[tuple[int]]) -> None:
    for table in _OF_PEOPLE:
        connection.execute(delete(table).where(table.c.participant_id.in_(people)))


def _delete_users(connection: Connection, user_ids: Sequence[int]) -> None:
    elsewhere = select(_people.c.user_id)
    for some in _slices(user_ids):
        connection.execute(
            delete(_users).where(
                _users.c.id.in_(some),
                _users.c.role.in_(("STUDENT", "HELPER")),
                _users.c.id.not_in(elsewhere),
            )
        )


def _slices(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


def _remove_trees(folders: Iterable[Path]) -> None:
    for folder in folders:
        with suppress(OSError):  # the scrub removes the rest
            remove_tree(folder)


def _remove_files(paths: Iterable[Path]) -> None:
    for path in paths:
        if not path.is_dir():
            remove(path)
