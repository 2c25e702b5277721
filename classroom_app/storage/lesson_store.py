"""Lessons, their steps and pictures."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from classroom_app.application.lesson_ports import (
    Covered,
    Imported,
    LessonChangedError,
    LessonSummary,
    StoredLesson,
    UnknownLessonError,
)
from classroom_app.domain.lesson import Lesson, Subtask
from classroom_app.domain.lesson_draft import LessonDraft, Picture, SubtaskDraft
from classroom_app.domain.lesson_rules import SUBTASK_TEXTS
from classroom_app.domain.numbered import IdSource, Numbered
from classroom_app.protocol.mark_fields import marks_of, stored_marks
from classroom_app.protocol.question_fields import question_of, stored_question
from classroom_app.storage import tables
from classroom_app.storage.database import Database

PICTURE_PATH = "/pictures/"
_FIELDS = ("target_action", *SUBTASK_TEXTS)

lessons, steps, pictures = tables.lessons, tables.subtasks, tables.pictures
covers = tables.covered_pictures


class SqlLessonStore:
    """Implements `application.lesson_library.LessonStore`; `desk_id` is noted as the writer."""

    def __init__(
        self,
        database: Database,
        ids: IdSource,
        now: Callable[[], datetime],
        desk_id: int | None = None,
    ) -> None:
        self._database, self._ids, self._now = database, ids, now
        self._desk_id = desk_id

    async def import_lesson(self, draft: LessonDraft, fingerprints: Collection[str]) -> Imported:
        """Store a lesson, or restore the one that has any of these fingerprints.

        A new lesson gets the first of the fingerprints.
        """

        def work(connection: Connection) -> Imported:
            known = _known(connection, fingerprints)
            if known is None:
                own = next(iter(fingerprints))
                return Imported(self._insert(connection, draft, own, False), True)
            _set_deleted(connection, known, None)
            return Imported(known, False)

        return await self._database.write_list(work)

    async def find(self, fingerprints: Collection[str]) -> int | None:
        """Return the listed lesson that now has one of these fingerprints, or None."""

        def work(connection: Connection) -> int | None:
            query = select(lessons.c.id).where(
                lessons.c.content_sha256.in_(fingerprints), lessons.c.deleted_at.is_(None)
            )
            found = set(connection.scalars(query)) - set(_parents(connection).values())
            return min(found, default=None)

        return await self._database.read(work)

    async def save(
        self,
        lesson_id: int | None,
        draft: LessonDraft,
        fingerprint: str,
        *,
        is_unfinished: bool,
        version: str | None = None,
        covered: Sequence[Covered] = (),
    ) -> int:
        """Store a draft; return the lesson's id, that of a new revision if a class has used it.

        Without `lesson_id` a new lesson is made. `covered` are pictures that are replaced in its
        earlier revisions too.

        Raises:
            LessonChangedError: it is no longer of `version`, if that is given.
        """

        def work(connection: Connection) -> int:
            if lesson_id is not None and version is not None:
                self._check(connection, lesson_id, version)
            if lesson_id is None or lesson_id in _taken(connection):
                saved = self._insert(connection, draft, fingerprint, is_unfinished, lesson_id)
            else:
                saved = lesson_id
                self._overwrite(connection, lesson_id, draft, fingerprint, is_unfinished)
            if covered:
                _cover_in_former(connection, saved, covered)
            return saved

        return await self._database.write_list(work)

    async def stored(self, lesson_id: int) -> StoredLesson:
        """Return one revision with its version, and its writer if that is another desk."""

        def work(connection: Connection) -> StoredLesson:
            return self._stored(connection, _lesson_row(connection, lesson_id))

        return await self._database.read(work)

    async def check(self, lesson_id: int, version: str) -> None:
        """Check that a lesson is still of this version.

        Raises:
            LessonChangedError: it was changed or deleted.
        """
        await self._database.read(lambda connection: self._check(connection, lesson_id, version))

    async def take(self, lesson_id: int, version: str) -> Lesson:
        """Return a lesson for a class; from now on this revision is never changed.

        Raises:
            LessonChangedError: it is no longer of `version`.
        """
        first = update(lessons).where(lessons.c.id == lesson_id, ~lessons.c.is_taken)

        def work(connection: Connection) -> Lesson:
            row = _lesson_row(connection, lesson_id)
            if row.content_sha256 != version:
                raise LessonChangedError(self._stored(connection, row))
            connection.execute(first.values(is_taken=True))
            return read_lesson(connection, lesson_id)

        return await self._database.write_list(work)

    async def delete(self, lesson_id: int) -> None:
        """Mark a lesson as deleted, with all its revisions; `restore` brings it back."""
        now = self._now()
        await self._database.write_list(lambda connection: _set_deleted(connection, lesson_id, now))

    async def restore(self, lesson_id: int) -> None:
        """Undo `delete`."""
        await self._database.write_list(
            lambda connection: _set_deleted(connection, lesson_id, None)
        )

    async def forget(self, lesson_id: int) -> bool:
        """Delete a lesson and its revisions permanently; False if a class has used any."""

        def work(connection: Connection) -> bool:
            chain = list(_chain(_parents(connection), lesson_id))
            if _used(connection) & set(chain):
                return False
            connection.execute(delete(steps).where(steps.c.lesson_id.in_(chain)))
            for one in chain:  # the newest first: each points at the one before it
                connection.execute(delete(lessons).where(lessons.c.id == one))
            _drop_lone_pictures(connection)
            return True

        return await self._database.write_list(work)

    async def lessons(self, *, deleted: bool) -> list[LessonSummary]:
        """Return the newest revision of every lesson, in the order of their creation."""
        count = (
            select(func.count())
            .where(steps.c.lesson_id == lessons.c.id)
            .scalar_subquery()
            .label("step_count")
        )
        query = select(lessons, count)

        def work(connection: Connection) -> list[LessonSummary]:
            parents, used = _parents(connection), _used(connection)
            replaced = set(parents.values())
            rows = connection.execute(query).all()
            made_at = {row.id: row.created_at for row in rows}

            def order(lesson: LessonSummary) -> tuple[datetime | None, int]:
                *_later, first = _chain(parents, lesson.id)
                # Ids in blocks say nothing of the order; where they count on, clocks say less.
                return None if self._desk_id is None else made_at[first], first

            shown = [
                _summary(row, bool(used.intersection(_chain(parents, row.id))))
                for row in rows
                if row.id not in replaced and (row.deleted_at is not None) is deleted
            ]
            return sorted(shown, key=order)

        return await self._database.read(work)

    async def newest(self, lesson_id: int) -> int:
        """Return the newest revision of a lesson that a class can be opened on."""

        def work(connection: Connection) -> int:
            next_of = {parent: child for child, parent in _parents(connection).items()}
            unfinished = set(
                connection.scalars(select(lessons.c.id).where(lessons.c.is_unfinished))
            )
            newest = one = lesson_id
            while one in next_of:
                one = next_of[one]
                newest = newest if one in unfinished else one
            return newest

        return await self._database.read(work)

    async def lesson(self, lesson_id: int) -> Lesson:
        """Return one revision with its steps."""
        return await self._database.read(lambda connection: read_lesson(connection, lesson_id))

    async def draft(self, lesson_id: int) -> LessonDraft:
        """Return one revision as a draft, with its pictures."""

        def work(connection: Connection) -> LessonDraft:
            return _draft_of(connection, _lesson_row(connection, lesson_id))

        return await self._database.read(work)

    async def picture(self, sha256: str) -> Picture | None:
        """Return a picture by the hash of its content."""

        def work(connection: Connection) -> Picture | None:
            found, wanted, seen = _picture(connection, sha256), sha256, {sha256}
            # A running class still refers to the original of a covered picture.
            while found is None:
                query = select(covers.c.covered_sha256).where(covers.c.sha256 == wanted)
                wanted = connection.scalar(query) or sha256
                if wanted in seen:
                    break
                seen.add(wanted)
                found = _picture(connection, wanted)
            return found

        return await self._database.read(work)

    def _check(self, connection: Connection, lesson_id: int, version: str) -> None:
        """Raise `LessonChangedError` unless it is the newest, not deleted and of this version."""
        newest = lesson_id
        next_of = select(lessons.c.id).order_by(lessons.c.id.desc())
        while (
            later := connection.scalar(next_of.where(lessons.c.revision_of == newest))
        ) is not None:
            newest = later
        row = connection.execute(select(lessons).where(lessons.c.id == newest)).first()
        if row is None or row.deleted_at is not None:
            raise LessonChangedError(None)
        if newest != lesson_id or row.content_sha256 != version:
            raise LessonChangedError(self._stored(connection, row))

    def _stored(self, connection: Connection, row: Row[Any]) -> StoredLesson:
        writer = None
        if row.desk_id not in (None, self._desk_id):
            name = select(tables.desks.c.name).where(tables.desks.c.id == row.desk_id)
            writer = connection.scalar(name)
        draft = _draft_of(connection, row)
        return StoredLesson(row.id, draft, row.content_sha256, writer or "")

    def _insert(
        self,
        connection: Connection,
        draft: LessonDraft,
        fingerprint: str,
        is_unfinished: bool,
        revision_of: int | None = None,
    ) -> int:
        lesson_id = self._ids.next_id(Numbered.LESSON)
        head = self._head(draft, fingerprint, is_unfinished)
        connection.execute(
            insert(lessons),
            {**head, "id": lesson_id, "revision_of": revision_of, "created_at": self._now()},
        )
        self._insert_steps(connection, lesson_id, draft, after=0)
        return lesson_id

    def _overwrite(
        self,
        connection: Connection,
        lesson_id: int,
        draft: LessonDraft,
        fingerprint: str,
        is_unfinished: bool,
    ) -> None:
        """Overwrite the steps in place, so that saving during typing uses up no ids."""
        head = self._head(draft, fingerprint, is_unfinished)
        connection.execute(update(lessons).where(lessons.c.id == lesson_id).values(head))
        rows = _step_rows(connection, lesson_id)
        for row, step in zip(rows, draft.subtasks, strict=False):
            values = _step_values(connection, step)
            if any(getattr(row, name) != value for name, value in values.items()):
                connection.execute(update(steps).where(steps.c.id == row.id).values(values))
        surplus = [row.id for row in rows[len(draft.subtasks) :]]
        connection.execute(delete(steps).where(steps.c.id.in_(surplus)))
        self._insert_steps(connection, lesson_id, draft, after=len(rows))
        _drop_lone_pictures(connection)

    def _insert_steps(
        self, connection: Connection, lesson_id: int, draft: LessonDraft, after: int
    ) -> None:
        rows = [
            {
                **_step_values(connection, step),
                "id": self._ids.next_id(Numbered.SUBTASK),
                "lesson_id": lesson_id,
                "order_index": order_index,
            }
            for order_index, step in enumerate(draft.subtasks[after:], start=after + 1)
        ]
        if rows:
            connection.execute(insert(steps), rows)

    def _head(self, draft: LessonDraft, fingerprint: str, is_unfinished: bool) -> dict[str, Any]:
        return {
            "title": draft.title,
            "description": draft.description,
            "language": draft.language,
            "content_sha256": fingerprint,
            "is_unfinished": is_unfinished,
            "updated_at": self._now(),
            "desk_id": self._desk_id,
        }


def read_lesson(connection: Connection, lesson_id: int) -> Lesson:
    """Return a lesson with its steps in order; `UnknownLessonError` if there is none."""
    row = _lesson_row(connection, lesson_id)
    return Lesson(
        id=row.id,
        title=row.title,
        language=row.language,
        description=row.description,
        subtasks=tuple(
            Subtask(
                id=step.id,
                title=step.title,
                order_index=step.order_index,
                picture_url=PICTURE_PATH + step.picture_sha256 if step.picture_sha256 else None,
                marks=marks_of(step.marks),
                question=question_of(step.question),
                **{name: getattr(step, name) for name in _FIELDS},
            )
            for step in _step_rows(connection, lesson_id)
        ),
    )


def _draft_of(connection: Connection, row: Row[Any]) -> LessonDraft:
    return LessonDraft(
        title=row.title,
        language=row.language,
        description=row.description,
        subtasks=tuple(
            SubtaskDraft(
                title=step.title,
                picture=_picture(connection, step.picture_sha256),
                marks=marks_of(step.marks),
                question=question_of(step.question),
                **{name: getattr(step, name) for name in _FIELDS},
            )
            for step in _step_rows(connection, row.id)
        ),
    )


def _summary(row: Row[Any], is_used: bool) -> LessonSummary:
    return LessonSummary(
        id=row.id,
        title=row.title,
        language=row.language,
        description=row.description,
        step_count=row.step_count,
        updated_at=row.updated_at or row.created_at,
        is_used=is_used,
        is_unfinished=row.is_unfinished,
    )


def _lesson_row(connection: Connection, lesson_id: int) -> Row[Any]:
    row = connection.execute(select(lessons).where(lessons.c.id == lesson_id)).first()
    if row is None:
        raise UnknownLessonError(lesson_id)
    return row


def _step_rows(connection: Connection, lesson_id: int) -> list[Row[Any]]:
    query = select(steps).where(steps.c.lesson_id == lesson_id).order_by(steps.c.order_index)
    return list(connection.execute(query))


def _step_values(connection: Connection, step: SubtaskDraft) -> dict[str, Any]:
    return {
        "title": step.title,
        "picture_sha256": _store_picture(connection, step.picture),
        "marks": stored_marks(step.marks),
        "question": stored_question(step.question),
        **{name: getattr(step, name) for name in _FIELDS},
    }


def _known(connection: Connection, fingerprints: Collection[str]) -> int | None:
    """Return a lesson with such a fingerprint; a current one before replaced or deleted ones."""
    replaced = set(_parents(connection).values())
    query = select(lessons.c.id, lessons.c.deleted_at)
    found = [
        (row.id in replaced, row.deleted_at is not None, row.id)
        for row in connection.execute(query.where(lessons.c.content_sha256.in_(fingerprints)))
    ]
    return min(found)[-1] if found else None


def _set_deleted(connection: Connection, lesson_id: int, at: datetime | None) -> None:
    connection.execute(update(lessons).where(lessons.c.id == lesson_id).values(deleted_at=at))


def _used(connection: Connection) -> set[int]:
    """Return the lessons that some class has used."""
    return set(connection.scalars(select(tables.lecture_sessions.c.lesson_id).distinct()))


def _taken(connection: Connection) -> set[int]:
    """Return the lessons that a class has used, or has taken and may not have stored yet."""
    return _used(connection) | set(
        connection.scalars(select(lessons.c.id).where(lessons.c.is_taken))
    )


def _parents(connection: Connection) -> dict[int, int]:
    """Return, for each revision, the lesson that it replaced."""
    query = select(lessons.c.id, lessons.c.revision_of).where(lessons.c.revision_of.is_not(None))
    return {row.id: row.revision_of for row in connection.execute(query)}


def _chain(parents: dict[int, int], lesson_id: int) -> Iterator[int]:
    """Yield a lesson and its earlier revisions, newest first."""
    yield lesson_id
    while lesson_id in parents:
        lesson_id = parents[lesson_id]
        yield lesson_id


def _picture(connection: Connection, sha256: str | None) -> Picture | None:
    query = select(pictures.c.media_type, pictures.c.data).where(pictures.c.sha256 == sha256)
    row = connection.execute(query).first() if sha256 else None
    return None if row is None else Picture(row.media_type, row.data)


def _store_picture(connection: Connection, picture: Picture | None) -> str | None:
    if picture is None:
        return None
    sha256 = _sha256(picture)
    known = select(pictures.c.sha256).where(pictures.c.sha256 == sha256)
    if connection.execute(known).first() is None:
        connection.execute(
            insert(pictures),
            {"sha256": sha256, "media_type": picture.media_type, "data": picture.data},
        )
    return sha256


def _cover_in_former(connection: Connection, lesson_id: int, covered: Sequence[Covered]) -> None:
    """Replace pictures in the earlier revisions of a lesson; nothing else there changes."""
    former = [one for one in _chain(_parents(connection), lesson_id) if one != lesson_id]
    for one in covered:
        if one.original != one.picture:
            original, picture = _sha256(one.original), _sha256(one.picture)
            connection.execute(delete(covers).where(covers.c.sha256.in_((original, picture))))
            connection.execute(insert(covers).values(sha256=original, covered_sha256=picture))
        whose = (steps.c.lesson_id.in_(former), steps.c.picture_sha256 == _sha256(one.original))
        changed = set(connection.scalars(select(steps.c.lesson_id).where(*whose)))
        if changed:
            instead = _store_picture(connection, one.picture)
            connection.execute(update(steps).where(*whose).values(picture_sha256=instead))
            # It no longer matches the file it came from: importing that again adds a new lesson.
            connection.execute(
                update(lessons).where(lessons.c.id.in_(changed)).values(content_sha256="")
            )
    _drop_lone_pictures(connection)


def _sha256(picture: Picture) -> str:
    return hashlib.sha256(picture.data).hexdigest()


def _drop_lone_pictures(connection: Connection) -> None:
    """Delete the pictures that no step shows any more."""
    shown = select(steps.c.picture_sha256).where(steps.c.picture_sha256.is_not(None))
    connection.execute(delete(pictures).where(pictures.c.sha256.not_in(shown)))
