"""The tables. `migrations/` makes them; this describes them to SQLAlchemy."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

LARGEST_ID = 2**31 - 1  # of an `Integer` in PostgreSQL; SQLite has no such limit


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC in Python; stored without zone, since every time in the file is UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert to UTC and drop the zone."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Add the zone UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


# The programs that share a database, each with its own data folder; empty with SQLite.
desks = Table(
    "desks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("name", String(255), nullable=False),  # of the computer
    Column("instructor_id", ForeignKey("users.id")),
    Column("version", String(32), nullable=False),
    # When it was last known to run, by the server's clock.
    Column("seen_at", UtcDateTime),
)

# The first free id of each kind (`Numbered`), for desks, which take ids in blocks.
id_blocks = Table(
    "id_blocks",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("next_id", Integer, nullable=False),
)

# The last write of each recent program, which looks it up when the answer to a commit was lost.
last_writes = Table(
    "last_writes",
    metadata,
    Column("writer", String(32), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("written_at", UtcDateTime, nullable=False),
)

users = Table(
    "users",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(60), nullable=False),
    Column("role", String(16), nullable=False),
    Column("device_id", String(200)),
    Column("created_at", UtcDateTime, nullable=False),
)

lessons = Table(
    "lessons",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("title", String(255), nullable=False),
    Column("description", Text),
    Column("language", String(16), nullable=False),
    Column("content_sha256", String(64), nullable=False, index=True),
    Column("revision_of", ForeignKey("lessons.id"), index=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime),
    Column("deleted_at", UtcDateTime),
    Column("is_unfinished", Boolean, server_default=false(), nullable=False),
    # Whether a class has taken it, which may not be stored yet; and the desk that wrote it.
    Column("is_taken", Boolean, server_default=false(), nullable=False),
    Column("desk_id", ForeignKey("desks.id")),
)

pictures = Table(
    "pictures",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("media_type", String(32), nullable=False),
    Column("data", LargeBinary, nullable=False),
)

# The replacement of each covered picture; running classes still refer to the original.
covered_pictures = Table(
    "covered_pictures",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("covered_sha256", String(64), nullable=False),
)

subtasks = Table(
    "subtasks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("lesson_id", ForeignKey("lessons.id"), nullable=False, index=True),
    Column("title", String(255), nullable=False),
    Column("order_index", Integer, nullable=False),
    Column("target_action", String(16)),
    Column("guide_text", Text),
    Column("voice_guide_text", Text),
    Column("description", Text),
    Column("view_id", Text),
    Column("text", Text),
    Column("content_description", Text),
    Column("target_package", Text),
    Column("picture_sha256", ForeignKey("pictures.sha256")),
    Column("marks", Text),
    Column("question", Text),
    UniqueConstraint("lesson_id", "order_index"),
)

lecture_sessions = Table(
    "lecture_sessions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("lesson_id", ForeignKey("lessons.id"), nullable=False),
    Column("instructor_id", ForeignKey("users.id"), nullable=False),
    Column("title", String(255), nullable=False),
    Column("session_code", String(12), nullable=False),
    Column("status", String(16), nullable=False),
    Column("current_subtask_id", ForeignKey("subtasks.id")),
    Column("guests_allowed", Boolean, nullable=False),
    Column("max_participants", Integer, nullable=False),
    Column("locked", Boolean, nullable=False),
    Column("rehearsal", Boolean, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("started_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    # May have been deleted since, and so may a participant's person: no foreign keys.
    Column("roster_id", Integer),
    # How often a desk has taken the lead of the class, and the desk that led it last.
    Column("owner_epoch", Integer, server_default=text("0"), nullable=False),
    Column("desk_id", ForeignKey("desks.id")),
)
# A code belongs to one class at a time, and is free again when that ends. For PostgreSQL, only the
# migration declares it: here it would make SQLAlchemy load that dialect at each start.
Index(
    "uq_lecture_sessions_open_code",
    lecture_sessions.c.session_code,
    unique=True,
    sqlite_where=text("status != 'ENDED'"),
)

session_participants = Table(
    "session_participants",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("session_id", ForeignKey("lecture_sessions.id"), nullable=False, index=True),
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("status", String(16), nullable=False),
    Column("current_subtask_id", ForeignKey("subtasks.id")),
    Column("joined_at", UtcDateTime),
    Column("last_active_at", UtcDateTime, nullable=False),
    Column("completed_at", UtcDateTime),
    Column("removed_at", UtcDateTime),
    Column("person_id", Integer, index=True),
    UniqueConstraint("session_id", "user_id"),
)

subtask_completions = Table(
    "subtask_completions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("participant_id", ForeignKey("session_participants.id"), nullable=False),
    Column("subtask_id", ForeignKey("subtasks.id"), nullable=False),
    Column("completed_at", UtcDateTime, nullable=False),
    Column("answer", Integer),
    UniqueConstraint("participant_id", "subtask_id"),
)

# Helpers that the instructor let in; a user of role HELPER belongs to one session.
session_helpers = Table(
    "session_helpers",
    metadata,
    Column("id", ForeignKey("users.id"), primary_key=True),
    Column("session_id", ForeignKey("lecture_sessions.id"), nullable=False, index=True),
    Column("let_in_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
)

help_requests = Table(
    "help_requests",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("session_id", ForeignKey("lecture_sessions.id"), nullable=False, index=True),
    Column("participant_id", ForeignKey("session_participants.id"), nullable=False),
    Column("subtask_id", ForeignKey("subtasks.id")),
    Column("message", Text),
    Column("screenshot_path", Text),
    Column("status", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("resolved_at", UtcDateTime),
    Column("helper_id", Integer),
)

session_step_controls = Table(
    "session_step_controls",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("session_id", ForeignKey("lecture_sessions.id"), nullable=False, index=True),
    Column("subtask_id", ForeignKey("subtasks.id")),
    Column("instructor_id", ForeignKey("users.id"), nullable=False),
    Column("action", String(16), nullable=False),
    Column("message", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

session_events = Table(
    "session_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("session_id", ForeignKey("lecture_sessions.id"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("payload", Text, nullable=False),
)

cookies = Table(
    "cookies",
    metadata,
    Column("token_sha256", String(64), primary_key=True),
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("role", String(16), nullable=False),
    Column("session_id", ForeignKey("lecture_sessions.id")),
    Column("participant_id", ForeignKey("session_participants.id"), index=True),
    Column("remote", Boolean, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

rosters = Table(
    "rosters",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("title", String(80), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("attendance", Text),
    Column("card_token", String(32)),
)

roster_people = Table(
    "roster_people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("roster_id", ForeignKey("rosters.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("name", String(60), nullable=False),
    Column("comfort", Text),
    UniqueConstraint("roster_id", "number"),
)

# A person taken off a roster may be put back: no foreign key to the person.
attendance_corrections = Table(
    "attendance_corrections",
    metadata,
    Column("session_id", ForeignKey("lecture_sessions.id"), primary_key=True),
    Column("person_id", Integer, primary_key=True, index=True, autoincrement=False),
    Column("mark", String(16), nullable=False),
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("corrected_at", UtcDateTime, nullable=False),
)

# Data of the listener for the Android app: not part of a class's history, and in no event.
screenshots = Table(
    "screenshots",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("session_id", ForeignKey("lecture_sessions.id"), nullable=False),
    Column("participant_id", ForeignKey("session_participants.id"), nullable=False, index=True),
    Column("path", Text, nullable=False),
    Column("captured_at", UtcDateTime, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

device_addresses = Table(
    "device_addresses",
    metadata,
    Column("participant_id", ForeignKey("session_participants.id"), primary_key=True),
    Column("session_id", ForeignKey("lecture_sessions.id"), nullable=False),
    Column("address", String(64), nullable=False),
)
