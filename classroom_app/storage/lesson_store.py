"""Lessons, their steps and pictures."""

import hashlib
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from classroom_app.application.lesson_library import LessonSummary
from classroom_app.domain.decisions import IdSource
from classroom_app.domain.lesson import Lesson, Subtask
from classroom_app.domain.lesson_draft import LessonDraft, Picture
from classroom_app.storage import tables
from classroom_app.storage.database import Database

PICTURE_PATH = "/pictures/"


class SqlLessonStore:
    """Implements `application.lesson_library.LessonStore`."""

    def __init__(self, database: Database, ids: IdSource, now: Callable[[], datetime]) -> None:
        self._database, self._ids, self._now = database, ids, now

    async def import_lesson(self, draft: LessonDraft, content_sha256: str) -> int:
        """Store a lesson unless the same content is there; return its id."""
        lessons = tables.lessons
        same = select(func.min(lessons.c.id)).where(lessons.c.content_sha256 == content_sha256)

        def work(connection: Connection) -> int:
            known = connection.scalar(same)
            return known if known is not None else self._insert(connection, draft, content_sha256)

        return await self._database.write(work)

    def _insert(self, connection: Connection, draft: LessonDraft, content_sha256: str) -> int:
        lesson_id = self._ids.next_id("lessons")
        connection.execute(
            insert(tables.lessons),
            {
                "id": lesson_id,
                "title": draft.title,
                "description": draft.description,
                "language": draft.language,
                "content_sha256": content_sha256,
                "created_at": self._now(),
            },
        )
        connection.execute(
            insert(tables.subtasks),
            [
                {
                    "id": self._ids.next_id("subtasks"),
                    "lesson_id": lesson_id,
                    "title": step.title,
                    "order_index": order_index,
                    "target_action": step.target_action,
                    "guide_text": step.guide_text,
                    "voice_guide_text": step.voice_guide_text,
                    "description": step.description,
                    "view_id": step.view_id,
                    "text": step.text,
                    "content_description": step.content_description,
                    "target_package": step.target_package,
                    "picture_sha256": _store_picture(connection, step.picture),
                }
                for order_index, step in enumerate(draft.subtasks, start=1)
            ],
        )
        return lesson_id

    async def lessons(self) -> list[LessonSummary]:
        """Return the newest revision of every lesson, by title."""
        lessons, steps = tables.lessons, tables.subtasks
        newer = tables.lessons.alias("newer")
        count = (
            select(func.count())
            .where(steps.c.lesson_id == lessons.c.id)
            .scalar_subquery()
            .label("step_count")
        )
        replaced = select(newer.c.id).where(newer.c.revision_of == lessons.c.id).exists()
        query = select(lessons, count).where(~replaced).order_by(lessons.c.id)

        def work(connection: Connection) -> list[LessonSummary]:
            return [
                LessonSummary(
                    row.id, row.title, row.language, row.description, row.step_count, row.created_at
                )
                for row in connection.execute(query)
            ]

        return await self._database.read(work)

    async def lesson(self, lesson_id: int) -> Lesson:
        """Return one revision with its steps."""
        return await self._database.read(lambda connection: read_lesson(connection, lesson_id))

    async def picture(self, sha256: str) -> Picture | None:
        """Return a picture by the hash of its content."""
        rows = tables.pictures
        query = select(rows.c.media_type, rows.c.data).where(rows.c.sha256 == sha256)

        def work(connection: Connection) -> Picture | None:
            row = connection.execute(query).first()
            return None if row is None else Picture(row.media_type, row.data)

        return await self._database.read(work)


def _store_picture(connection: Connection, picture: Picture | None) -> str | None:
    if picture is None:
        return None
    rows = tables.pictures
    sha256 = hashlib.sha256(picture.data).hexdigest()
    if connection.execute(select(rows.c.sha256).where(rows.c.sha256 == sha256)).first() is None:
        connection.execute(
            insert(rows),
            {"sha256": sha256, "media_type": picture.media_type, "data": picture.data},
        )
    return sha256


def read_lesson(connection: Connection, lesson_id: int) -> Lesson:
    """Return a lesson with its steps in order; KeyError if there is none."""
    rows, steps = tables.lessons, tables.subtasks
    lesson = connection.execute(select(rows).where(rows.c.id == lesson_id)).first()
    if lesson is None:
        raise KeyError(lesson_id)
    query = select(steps).where(steps.c.lesson_id == lesson_id).order_by(steps.c.order_index)
    return Lesson(
        id=lesson.id,
        title=lesson.title,
        language=lesson.language,
        description=lesson.description,
        subtasks=tuple(
            Subtask(
                id=row.id,
                title=row.title,
                order_index=row.order_index,
                target_action=row.target_action,
                guide_text=row.guide_text,
                voice_guide_text=row.voice_guide_text,
                description=row.description,
                view_id=row.view_id,
                text=row.text,
                content_description=row.content_description,
                target_package=row.target_package,
                picture_url=PICTURE_PATH + row.picture_sha256 if row.picture_sha256 else None,
            )
            for row in connection.execute(query)
        ),
    )
