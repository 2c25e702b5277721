"""Helpers of a session, and which of them answered a help request last."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the helpers; in earlier help requests, only the instructor had helped."""
    op.create_table(
        "session_helpers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("let_in_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["users.id"], name="fk_session_helpers_id_users"),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["lecture_sessions.id"],
            name="fk_session_helpers_session_id_lecture_sessions",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_session_helpers"),
    )
    op.create_index("ix_session_helpers_session_id", "session_helpers", ["session_id"])
    # No foreign key: SQLite can add one to an existing table only by copying all of it.
    op.add_column("help_requests", sa.Column("helper_id", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Drop the helpers; their rows in `users` stay."""
    op.drop_column("help_requests", "helper_id")
    op.drop_index("ix_session_helpers_session_id", "session_helpers")
    op.drop_table("session_helpers")
