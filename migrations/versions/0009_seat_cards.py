"""Seat cards: the token in their QR codes, which leads to the class that is open for a roster."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the column to the rosters."""
    op.add_column("rosters", sa.Column("card_token", sa.String(32), nullable=True))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("rosters", "card_token")
