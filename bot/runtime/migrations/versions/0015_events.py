"""Events: what happens, who comes, and the calendars they are read from."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "events",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("organiser", sa.String(length=80), nullable=False),
        sa.Column("department", sa.String(length=80), nullable=True),
        sa.Column("starts", moment, nullable=True),
        sa.Column("ends", moment, nullable=True),
        sa.Column("lasts", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("access_note", sa.Text(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("answer_by", moment, nullable=True),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("drop_in", sa.Text(), nullable=False),
        sa.Column("own_letter", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("invited", moment, nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("points", sa.Text(), nullable=False),
        sa.Column("points_sent", moment, nullable=True),
        sa.Column("feed", sa.String(length=32), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reminded", moment, nullable=True),
        sa.Column("invited_all", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    for column in ("starts", "ends", "state", "feed"):
        op.create_index(op.f(f"ix_events_{column}"), "events", [column])
    op.create_table(
        "event_guests",
        sa.Column("event", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=80), nullable=False),
        sa.Column("answer", sa.String(length=12), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("offered_until", moment, nullable=True),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("points", sa.Boolean(), nullable=False),
        sa.Column("follow", sa.Boolean(), nullable=False),
        sa.Column("followed", sa.Integer(), nullable=False),
        sa.Column("was_there", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("event", "person", name=op.f("pk_event_guests")),
    )
    op.create_index(op.f("ix_event_guests_offered_until"), "event_guests", ["offered_until"])
    op.create_index("ix_event_guests_person", "event_guests", ["person"])
    op.create_table(
        "event_feeds",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("opens", sa.Boolean(), nullable=False),
        sa.Column("department", sa.String(length=80), nullable=True),
        sa.Column("read", moment, nullable=True),
        sa.Column("problem", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_feeds")),
    )


def downgrade() -> None:
    """Take the change back."""
    for table in ("event_feeds", "event_guests", "events"):
        op.drop_table(table)
