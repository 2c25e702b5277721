"""Marks on the pictures of steps: where to tap, to hold, to swipe and to type."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the marks on a step's picture, as JSON."""
    op.add_column("subtasks", sa.Column("marks", sa.Text(), nullable=True))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("subtasks", "marks")
