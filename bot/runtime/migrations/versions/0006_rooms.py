"""Rooms: the register, what does not work in them, and rounds of looking."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

FACTS = ("screen", "input", "panel", "sound", "camera", "hearing_loop")


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "rooms",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        *(sa.Column(fact, sa.Text(), nullable=False) for fact in FACTS),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("caretaker", sa.String(length=80), nullable=False),
        sa.Column("tip", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("follows", sa.String(length=16), nullable=False),
        sa.Column("checked", sa.Date(), nullable=True),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rooms")),
    )
    op.create_index(op.f("ix_rooms_caretaker"), "rooms", ["caretaker"])
    op.create_index(op.f("ix_rooms_tip"), "rooms", ["tip"])
    op.create_table(
        "room_faults",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("room", sa.String(length=80), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("reported", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("caretaker", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_faults")),
    )
    for column in ("room", "state"):
        op.create_index(op.f(f"ix_room_faults_{column}"), "room_faults", [column])
    op.create_table(
        "room_rounds",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("room", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("met", sa.Boolean(), nullable=False),
        sa.Column("photo", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_rounds")),
    )
    for column in ("room", "at", "by"):
        op.create_index(op.f(f"ix_room_rounds_{column}"), "room_rounds", [column])


def downgrade() -> None:
    """Take the change back."""
    for table in ("room_rounds", "room_faults", "rooms"):
        op.drop_table(table)
