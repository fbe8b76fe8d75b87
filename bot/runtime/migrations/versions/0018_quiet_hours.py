"""Quiet hours of one's own, in which no unasked letter comes."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.add_column(
        "weekly_wishes",
        sa.Column("quiet", sa.String(length=500), server_default=sa.text("''"), nullable=False),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_column("weekly_wishes", "quiet")
