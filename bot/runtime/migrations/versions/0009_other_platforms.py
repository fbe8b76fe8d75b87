"""Chats and posts on other platforms, and letters that go to a thread or change a message."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

EMPTY = sa.text("''")


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "chats",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone", sa.DateTime(timezone=True), nullable=True),
        sa.Column("greeted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_chats_person_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chats")),
        sa.UniqueConstraint("mark", name=op.f("uq_chats_mark")),
    )
    op.create_index(op.f("ix_chats_person"), "chats", ["person"])
    op.create_table(
        "posts",
        sa.Column("letter", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("about", sa.String(length=64), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("reply_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("letter", name=op.f("pk_posts")),
    )
    for column in ("owner", "about", "until"):
        op.create_index(op.f(f"ix_posts_{column}"), "posts", [column])
    op.add_column("letters", sa.Column("at", sa.Text(), nullable=False, server_default=EMPTY))
    op.add_column(
        "letters",
        sa.Column("instead_of", sa.String(length=32), nullable=False, server_default=EMPTY),
    )
    op.add_column("accounts", sa.Column("used", sa.Date(), nullable=True))


def downgrade() -> None:
    """Take the change back."""
    op.drop_column("accounts", "used")
    op.drop_column("letters", "instead_of")
    op.drop_column("letters", "at")
    op.drop_table("posts")
    op.drop_table("chats")
