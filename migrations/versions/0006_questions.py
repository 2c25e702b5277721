"""Questions of steps, and the answers of students."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the question of a step, as JSON, and the place of the answer to each completion."""
    op.add_column("subtasks", sa.Column("question", sa.Text(), nullable=True))
    op.add_column("subtask_completions", sa.Column("answer", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("subtask_completions", "answer")
    op.drop_column("subtasks", "question")
