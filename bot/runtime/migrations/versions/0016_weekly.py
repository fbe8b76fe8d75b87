"""The weekly tip: schedules, occasions, wishes, and letters that belong to a post."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    moment = sa.DateTime(timezone=True)
    empty = sa.text("''")
    op.add_column(
        "letters", sa.Column("post", sa.String(length=32), server_default=empty, nullable=False)
    )
    op.create_index("ix_letters_post_fate", "letters", ["post", "fate"])
    op.create_table(
        "posts_leaving",
        sa.Column("post", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("post", name=op.f("pk_posts_leaving")),
    )
    op.create_table(
        "weekly_schedules",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("rhythm", sa.String(length=120), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("on_day_off", sa.String(length=10), nullable=False),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("pauses", sa.Text(), nullable=False),
        sa.Column("department", sa.String(length=80), nullable=True),
        sa.Column("since", moment, nullable=False),
        sa.Column("on", sa.Boolean(), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weekly_schedules")),
    )
    op.create_table(
        "weekly_occasions",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("schedule", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=10), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("planned", sa.Date(), nullable=False),
        sa.Column("due", moment, nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("tip", sa.String(length=120), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("chosen_by", sa.String(length=80), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("changed", moment, nullable=False),
        sa.Column("changed_by", sa.String(length=80), nullable=False),
        sa.Column("approved_by", sa.String(length=80), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weekly_occasions")),
        sa.UniqueConstraint("schedule", "key", name=op.f("uq_weekly_occasions_schedule_key")),
    )
    for column in ("due", "state"):
        op.create_index(op.f(f"ix_weekly_occasions_{column}"), "weekly_occasions", [column])
    op.create_table(
        "weekly_parts",
        sa.Column("occasion", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("people", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("occasion", "number", name=op.f("pk_weekly_parts")),
    )
    op.create_table(
        "weekly_wishes",
        sa.Column("person", sa.String(length=80), nullable=False),
        sa.Column("stopped", sa.Boolean(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_weekly_wishes")),
    )


def downgrade() -> None:
    """Take the change back."""
    for table in (
        "weekly_wishes",
        "weekly_parts",
        "weekly_occasions",
        "weekly_schedules",
        "posts_leaving",
    ):
        op.drop_table(table)
    op.drop_index("ix_letters_post_fate", table_name="letters")
    op.drop_column("letters", "post")
