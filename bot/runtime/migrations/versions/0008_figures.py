"""Figures: counts under marks while four weeks go on, and what is shown of them afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "figure_blocks",
        sa.Column("block", sa.Date(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("block", name=op.f("pk_figure_blocks")),
    )
    op.create_table(
        "figure_counts",
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("family", sa.String(length=10), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("what", sa.String(length=10), nullable=False),
        sa.Column("side", sa.String(length=6), nullable=False),
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "week", "family", "place", "what", "side", "mark", name=op.f("pk_figure_counts")
        ),
    )
    op.create_table(
        "figures",
        sa.Column("block", sa.Date(), nullable=False),
        sa.Column("family", sa.String(length=10), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("block", "family", "place", "part", name=op.f("pk_figures")),
    )


def downgrade() -> None:
    """Take the change back."""
    for table in ("figures", "figure_counts", "figure_blocks"):
        op.drop_table(table)
