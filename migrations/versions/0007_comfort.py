"""What makes a person's page easier to read, kept for their next class."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column: JSON, or null for people who never needed anything."""
    op.add_column("roster_people", sa.Column("comfort", sa.Text(), nullable=True))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("roster_people", "comfort")
