"""The last write of each program, by which it finds out what became of one without an answer."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add them; a database in a file answers always, and has none."""
    op.create_table(
        "last_writes",
        sa.Column("writer", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("writer", name=op.f("pk_last_writes")),
    )


def downgrade() -> None:
    """Forget them."""
    op.drop_table("last_writes")
