"""What made a person's page easier to read, kept for their next class."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add it: JSON, null for who never needed anything."""
    op.add_column("roster_people", sa.Column("comfort", sa.Text(), nullable=True))


def downgrade() -> None:
    """Forget it."""
    op.drop_column("roster_people", "comfort")
