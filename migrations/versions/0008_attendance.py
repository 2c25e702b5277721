"""Attendance: corrections made by hand, and the settings of a roster."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the table and the column.

    `person_id` is not a foreign key, since a person taken off a roster may be put back.
    """
    op.create_table(
        "attendance_corrections",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(16), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("corrected_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "person_id", name=op.f("pk_attendance_corrections")),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["lecture_sessions.id"],
            name=op.f("fk_attendance_corrections_session_id_lecture_sessions"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_attendance_corrections_user_id_users")
        ),
    )
    op.create_index(
        op.f("ix_attendance_corrections_person_id"), "attendance_corrections", ["person_id"]
    )
    op.add_column("rosters", sa.Column("attendance", sa.Text(), nullable=True))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("rosters", "attendance")
    op.drop_index(op.f("ix_attendance_corrections_person_id"), "attendance_corrections")
    op.drop_table("attendance_corrections")
