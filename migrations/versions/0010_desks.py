"""Desks: the programs that share one database, and which of them leads which class."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the tables and columns; they stay empty in a database that is not shared."""
    op.create_table(
        "desks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("instructor_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desks")),
        sa.ForeignKeyConstraint(
            ["instructor_id"], ["users.id"], name=op.f("fk_desks_instructor_id_users")
        ),
        sa.UniqueConstraint("key", name=op.f("uq_desks_key")),
    )
    op.create_table(
        "id_blocks",
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("next_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_id_blocks")),
    )
    op.add_column(
        "lecture_sessions",
        sa.Column("owner_epoch", sa.Integer(), server_default=sa.text("0"), nullable=False),
    )
    # In SQL: Alembic would add the foreign key in a second statement, which SQLite does not have.
    op.execute(
        "ALTER TABLE lecture_sessions ADD COLUMN desk_id INTEGER "
        "CONSTRAINT fk_lecture_sessions_desk_id_desks REFERENCES desks (id)"
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_column("lecture_sessions", "desk_id")
    op.drop_column("lecture_sessions", "owner_epoch")
    op.drop_table("id_blocks")
    op.drop_table("desks")
