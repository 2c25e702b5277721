"""Rosters: lists of people with a number each, and the roster with which a class is held."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the tables and columns.

    Rosters and people may be deleted later, so `roster_id` and `person_id` of classes are not
    foreign keys.
    """
    op.create_table(
        "rosters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rosters")),
    )
    op.create_table(
        "roster_people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("roster_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_people")),
        sa.ForeignKeyConstraint(
            ["roster_id"], ["rosters.id"], name=op.f("fk_roster_people_roster_id_rosters")
        ),
        sa.UniqueConstraint("roster_id", "number", name=op.f("uq_roster_people_roster_id_number")),
    )
    op.add_column("lecture_sessions", sa.Column("roster_id", sa.Integer(), nullable=True))
    op.add_column("session_participants", sa.Column("person_id", sa.Integer(), nullable=True))
    op.create_index(
        op.f("ix_session_participants_person_id"), "session_participants", ["person_id"]
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_index(op.f("ix_session_participants_person_id"), "session_participants")
    op.drop_column("session_participants", "person_id")
    op.drop_column("lecture_sessions", "roster_id")
    op.drop_table("roster_people")
    op.drop_table("rosters")
