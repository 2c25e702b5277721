"""Editing of lessons: unfinished and deleted lessons, and the time of the last change."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns that the list of lessons and the editor need."""
    op.add_column("lessons", sa.Column("updated_at", sa.DateTime(), nullable=True))
    op.add_column("lessons", sa.Column("deleted_at", sa.DateTime(), nullable=True))
    op.add_column(
        "lessons",
        sa.Column("is_unfinished", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.execute("UPDATE lessons SET updated_at = created_at")


def downgrade() -> None:
    """Drop them."""
    op.drop_column("lessons", "is_unfinished")
    op.drop_column("lessons", "deleted_at")
    op.drop_column("lessons", "updated_at")
