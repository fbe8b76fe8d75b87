"""The coach group: meetings, guests, actions, and the year plan."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "group_meetings",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("department", sa.String(length=80), nullable=True),
        sa.Column("starts", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lasts", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("invited", sa.DateTime(timezone=True), nullable=True),
        sa.Column("notes_sent", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reminded", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_meetings")),
    )
    op.create_index(op.f("ix_group_meetings_starts"), "group_meetings", ["starts"])
    op.create_table(
        "group_guests",
        sa.Column("meeting", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=80), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("coming", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("meeting", "person", name=op.f("pk_group_guests")),
    )
    op.create_index(op.f("ix_group_guests_person"), "group_guests", ["person"])
    op.create_table(
        "group_actions",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("meeting", sa.String(length=32), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_actions")),
    )
    op.create_index(op.f("ix_group_actions_meeting"), "group_actions", ["meeting"])
    op.create_index(op.f("ix_group_actions_owner"), "group_actions", ["owner"])
    op.create_table(
        "plan_activities",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("department", sa.String(length=80), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("sort", sa.String(length=10), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("follows", sa.String(length=32), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_activities")),
    )
    op.create_index(op.f("ix_plan_activities_year"), "plan_activities", ["year"])
    op.create_index(op.f("ix_plan_activities_owner"), "plan_activities", ["owner"])


def downgrade() -> None:
    """Take the change back."""
    for table in ("plan_activities", "group_actions", "group_guests", "group_meetings"):
        op.drop_table(table)
