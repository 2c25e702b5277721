"""The first schema.

Revision: 0001.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "lessons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("content_sha256", sa.String(length=64), nullable=False),
        sa.Column("revision_of", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_of"], ["lessons.id"], name=op.f("fk_lessons_revision_of_lessons")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lessons")),
    )
    op.create_index(op.f("ix_lessons_content_sha256"), "lessons", ["content_sha256"], unique=False)
    op.create_index(op.f("ix_lessons_revision_of"), "lessons", ["revision_of"], unique=False)
    op.create_table(
        "pictures",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=32), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_pictures")),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("device_id", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
    )
    op.create_table(
        "subtasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("order_index", sa.Integer(), nullable=False),
        sa.Column("target_action", sa.String(length=16), nullable=True),
        sa.Column("guide_text", sa.Text(), nullable=True),
        sa.Column("voice_guide_text", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("view_id", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("content_description", sa.Text(), nullable=True),
        sa.Column("target_package", sa.Text(), nullable=True),
        sa.Column("picture_sha256", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["lessons.id"], name=op.f("fk_subtasks_lesson_id_lessons")
        ),
        sa.ForeignKeyConstraint(
            ["picture_sha256"],
            ["pictures.sha256"],
            name=op.f("fk_subtasks_picture_sha256_pictures"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subtasks")),
        sa.UniqueConstraint(
            "lesson_id", "order_index", name=op.f("uq_subtasks_lesson_id_order_index")
        ),
    )
    op.create_index(op.f("ix_subtasks_lesson_id"), "subtasks", ["lesson_id"], unique=False)
    op.create_table(
        "lecture_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("instructor_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("session_code", sa.String(length=12), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("current_subtask_id", sa.Integer(), nullable=True),
        sa.Column("guests_allowed", sa.Boolean(), nullable=False),
        sa.Column("max_participants", sa.Integer(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("rehearsal", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["current_subtask_id"],
            ["subtasks.id"],
            name=op.f("fk_lecture_sessions_current_subtask_id_subtasks"),
        ),
        sa.ForeignKeyConstraint(
            ["instructor_id"], ["users.id"], name=op.f("fk_lecture_sessions_instructor_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["lessons.id"], name=op.f("fk_lecture_sessions_lesson_id_lessons")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lecture_sessions")),
    )
    op.create_index(
        "uq_lecture_sessions_open_code",
        "lecture_sessions",
        ["session_code"],
        unique=True,
        sqlite_where=sa.text("status != 'ENDED'"),
        postgresql_where=sa.text("status != 'ENDED'"),
    )
    op.create_table(
        "session_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["lecture_sessions.id"],
            name=op.f("fk_session_events_session_id_lecture_sessions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_events")),
    )
    op.create_index(
        op.f("ix_session_events_session_id"), "session_events", ["session_id"], unique=False
    )
    op.create_table(
        "session_participants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("current_subtask_id", sa.Integer(), nullable=True),
        sa.Column("joined_at", sa.DateTime(), nullable=True),
        sa.Column("last_active_at", sa.DateTime(), nullable=False),
        sa.Column("completed_at", sa.DateTime(), nullable=True),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["current_subtask_id"],
            ["subtasks.id"],
            name=op.f("fk_session_participants_current_subtask_id_subtasks"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["lecture_sessions.id"],
            name=op.f("fk_session_participants_session_id_lecture_sessions"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_session_participants_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_participants")),
        sa.UniqueConstraint(
            "session_id", "user_id", name=op.f("uq_session_participants_session_id_user_id")
        ),
    )
    op.create_index(
        op.f("ix_session_participants_session_id"),
        "session_participants",
        ["session_id"],
        unique=False,
    )
    op.create_table(
        "session_step_controls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("subtask_id", sa.Integer(), nullable=True),
        sa.Column("instructor_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instructor_id"],
            ["users.id"],
            name=op.f("fk_session_step_controls_instructor_id_users"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["lecture_sessions.id"],
            name=op.f("fk_session_step_controls_session_id_lecture_sessions"),
        ),
        sa.ForeignKeyConstraint(
            ["subtask_id"],
            ["subtasks.id"],
            name=op.f("fk_session_step_controls_subtask_id_subtasks"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_step_controls")),
    )
    op.create_index(
        op.f("ix_session_step_controls_session_id"),
        "session_step_controls",
        ["session_id"],
        unique=False,
    )
    op.create_table(
        "cookies",
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("remote", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["session_participants.id"],
            name=op.f("fk_cookies_participant_id_session_participants"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["lecture_sessions.id"],
            name=op.f("fk_cookies_session_id_lecture_sessions"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_cookies_user_id_users")),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_cookies")),
    )
    op.create_index(op.f("ix_cookies_participant_id"), "cookies", ["participant_id"], unique=False)
    op.create_table(
        "help_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("subtask_id", sa.Integer(), nullable=True),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("screenshot_path", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("resolved_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["session_participants.id"],
            name=op.f("fk_help_requests_participant_id_session_participants"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["lecture_sessions.id"],
            name=op.f("fk_help_requests_session_id_lecture_sessions"),
        ),
        sa.ForeignKeyConstraint(
            ["subtask_id"], ["subtasks.id"], name=op.f("fk_help_requests_subtask_id_subtasks")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_requests")),
    )
    op.create_index(
        op.f("ix_help_requests_session_id"), "help_requests", ["session_id"], unique=False
    )
    op.create_table(
        "subtask_completions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("subtask_id", sa.Integer(), nullable=False),
        sa.Column("completed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["session_participants.id"],
            name=op.f("fk_subtask_completions_participant_id_session_participants"),
        ),
        sa.ForeignKeyConstraint(
            ["subtask_id"], ["subtasks.id"], name=op.f("fk_subtask_completions_subtask_id_subtasks")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subtask_completions")),
        sa.UniqueConstraint(
            "participant_id",
            "subtask_id",
            name=op.f("uq_subtask_completions_participant_id_subtask_id"),
        ),
    )
    op.create_table(
        "screenshots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("captured_at", sa.DateTime(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["session_participants.id"],
            name=op.f("fk_screenshots_participant_id_session_participants"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["lecture_sessions.id"],
            name=op.f("fk_screenshots_session_id_lecture_sessions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screenshots")),
    )
    op.create_index(
        op.f("ix_screenshots_participant_id"), "screenshots", ["participant_id"], unique=False
    )
    op.create_table(
        "device_addresses",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["session_participants.id"],
            name=op.f("fk_device_addresses_participant_id_session_participants"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["lecture_sessions.id"],
            name=op.f("fk_device_addresses_session_id_lecture_sessions"),
        ),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_device_addresses")),
    )


def downgrade() -> None:
    """Drop every table."""
    op.drop_table("device_addresses")
    op.drop_index(op.f("ix_screenshots_participant_id"), table_name="screenshots")
    op.drop_table("screenshots")
    op.drop_table("subtask_completions")
    op.drop_index(op.f("ix_help_requests_session_id"), table_name="help_requests")
    op.drop_table("help_requests")
    op.drop_index(op.f("ix_cookies_participant_id"), table_name="cookies")
    op.drop_table("cookies")
    op.drop_index(op.f("ix_session_step_controls_session_id"), table_name="session_step_controls")
    op.drop_table("session_step_controls")
    op.drop_index(op.f("ix_session_participants_session_id"), table_name="session_participants")
    op.drop_table("session_participants")
    op.drop_index(op.f("ix_session_events_session_id"), table_name="session_events")
    op.drop_table("session_events")
    op.drop_index(
        "uq_lecture_sessions_open_code",
        table_name="lecture_sessions",
        sqlite_where=sa.text("status != 'ENDED'"),
        postgresql_where=sa.text("status != 'ENDED'"),
    )
    op.drop_table("lecture_sessions")
    op.drop_index(op.f("ix_subtasks_lesson_id"), table_name="subtasks")
    op.drop_table("subtasks")
    op.drop_table("users")
    op.drop_table("pictures")
    op.drop_index(op.f("ix_lessons_revision_of"), table_name="lessons")
    op.drop_index(op.f("ix_lessons_content_sha256"), table_name="lessons")
    op.drop_table("lessons")
