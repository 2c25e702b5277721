"""The last write of each program, to find out the outcome of a write whose answer was lost."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the table; it stays empty with SQLite, where no answer can be lost."""
    op.create_table(
        "last_writes",
        sa.Column("writer", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("writer", name=op.f("pk_last_writes")),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("last_writes")
