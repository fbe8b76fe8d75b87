"""How fast letters may leave: limits, paces, and a queue that is read in its order."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

DEFAULTS = (
    ("teams", "whole", 1, 28, 3),
    ("teams", "place", 1, 7, 4),
    ("teams", "place", 2, 8, 4),
    ("teams", "place", 30, 60, 30),
    ("teams", "place", 3_600, 1_800, 300),
    ("slack", "whole", 60, 240, 8),
    ("slack", "place", 1, 1, 1),
)
"""As scheduler/delivery/limits.py had them when this was written."""


def upgrade() -> None:
    """Make the change."""
    moment = sa.DateTime(timezone=True)
    op.add_column("letters", sa.Column("way", sa.String(length=20), nullable=True))
    op.add_column("letters", sa.Column("kept_back", moment, nullable=True))
    op.create_index("ix_letters_queue", "letters", ["fate", "post", "number"])
    limits = op.create_table(
        "delivery_limits",
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("scope", sa.String(length=10), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("at_once", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "scope", "seconds", name=op.f("pk_delivery_limits")),
    )
    names = ("channel", "scope", "seconds", "most", "at_once")
    op.bulk_insert(limits, [dict(zip(names, one, strict=True)) for one in DEFAULTS])
    op.create_table(
        "delivery_paces",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("arrival", moment, nullable=False),
        sa.PrimaryKeyConstraint("key", "name", name=op.f("pk_delivery_paces")),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("delivery_paces")
    op.drop_table("delivery_limits")
    op.drop_index("ix_letters_queue", table_name="letters")
    with op.batch_alter_table("letters") as letters:
        letters.drop_column("kept_back")
        letters.drop_column("way")
