"""Lists that desks share: which desk wrote a lesson last, and notifications of changes."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

# The channel on which desks are notified after a commit; `storage.shared.change_feed` listens.
_CHANNEL = "classroom_changes"
# Table, events, topic, and the condition on a row: other desks need not know of a class's steps.
_CLASS_CHANGED = " OR ".join(
    f"OLD.{column} IS DISTINCT FROM NEW.{column}"
    for column in ("status", "title", "session_code", "ended_at", "desk_id", "owner_epoch")
)
_TOLD = (
    ("lessons", "INSERT OR UPDATE OR DELETE", "lessons", ""),
    ("covered_pictures", "INSERT", "covered", ""),
    ("rosters", "INSERT OR DELETE OR UPDATE OF title, card_token", "rosters", ""),
    ("roster_people", "INSERT OR DELETE OR UPDATE OF number, name", "rosters", ""),
    ("rosters", "UPDATE OF attendance", "attendance", ""),
    ("attendance_corrections", "INSERT OR UPDATE OR DELETE", "attendance", ""),
    ("lecture_sessions", "INSERT", "classes", ""),
    ("lecture_sessions", "UPDATE", "classes", _CLASS_CHANGED),
    ("lecture_sessions", "DELETE", "erased", ""),
    ("session_participants", "DELETE", "erased", ""),
)


def upgrade() -> None:
    """Add the columns and the table; on PostgreSQL, triggers notify the other desks."""
    op.add_column(
        "lessons", sa.Column("is_taken", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    # In SQL: Alembic would add the foreign key in a second statement, which SQLite does not have.
    op.execute(
        "ALTER TABLE lessons ADD COLUMN desk_id INTEGER "
        "CONSTRAINT fk_lessons_desk_id_desks REFERENCES desks (id)"
    )
    op.create_table(
        "covered_pictures",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("covered_sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_covered_pictures")),
    )
    if op.get_bind().dialect.name == "postgresql":
        _tell_other_desks()


def _tell_other_desks() -> None:
    op.execute(
        "CREATE FUNCTION tell_other_desks() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$BEGIN PERFORM pg_notify('{_CHANNEL}', TG_ARGV[0]); RETURN NULL; END$$"
    )
    for table, happened, topic, condition in _TOLD:
        verb = happened.split()[0].lower()
        each = f"FOR EACH ROW WHEN ({condition})" if condition else "FOR EACH STATEMENT"
        op.execute(
            f"CREATE TRIGGER tell_{topic}_{verb} AFTER {happened} ON {table} "
            f"{each} EXECUTE FUNCTION tell_other_desks('{topic}')"
        )


def downgrade() -> None:
    """Drop them."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION tell_other_desks() CASCADE")
    op.drop_table("covered_pictures")
    op.drop_column("lessons", "desk_id")
    op.drop_column("lessons", "is_taken")
