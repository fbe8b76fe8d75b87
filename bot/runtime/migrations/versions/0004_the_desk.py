"""The desk: sessions, the audit, what tips have been and what is proposed, comments, gaps."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("tips", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("proposal", sa.Text(), nullable=False, server_default=sa.text("''"))
        )
    op.create_table(
        "tip_editions",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tip", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "language", "version", name=op.f("pk_tip_editions")),
    )
    op.create_index(op.f("ix_tip_editions_by"), "tip_editions", ["by"])
    op.create_table(
        "tip_comments",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("tip", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tip_comments")),
    )
    op.create_index(op.f("ix_tip_comments_tip"), "tip_comments", ["tip"])
    op.create_index(op.f("ix_tip_comments_by"), "tip_comments", ["by"])
    op.create_table(
        "gaps",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("fate", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gaps")),
    )
    op.create_index(op.f("ix_gaps_last"), "gaps", ["last"])
    op.create_index(op.f("ix_gaps_fate"), "gaps", ["fate"])
    op.create_table(
        "gap_marks",
        sa.Column("gap", sa.String(length=32), nullable=False),
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("gap", "mark", name=op.f("pk_gap_marks")),
    )
    op.create_table(
        "gap_key",
        sa.Column("only", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("only", name=op.f("pk_gap_key")),
    )
    op.create_table(
        "desk_sessions",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=80), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_sessions")),
    )
    op.create_index(op.f("ix_desk_sessions_person"), "desk_sessions", ["person"])
    op.create_index(op.f("ix_desk_sessions_ends"), "desk_sessions", ["ends"])
    op.create_table(
        "desk_sign_ins",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("browser", sa.String(length=64), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("verifier", sa.String(length=128), nullable=False),
        sa.Column("onward", sa.Text(), nullable=False),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_sign_ins")),
    )
    op.create_index(op.f("ix_desk_sign_ins_ends"), "desk_sign_ins", ["ends"])
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("by_hash", sa.String(length=64), nullable=False),
        sa.Column("object", sa.String(length=200), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("before", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_by"), "audit", ["by"])

    op.create_table(
        "disturbances",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disturbances")),
    )
    op.create_index(op.f("ix_disturbances_until"), "disturbances", ["until"])


def downgrade() -> None:
    """Take the change back."""
    for table in (
        "disturbances",
        "audit",
        "desk_sign_ins",
        "desk_sessions",
        "gap_key",
        "gap_marks",
        "gaps",
        "tip_comments",
        "tip_editions",
    ):
        op.drop_table(table)
    with op.batch_alter_table("tips", schema=None) as batch_op:
        batch_op.drop_column("proposal")
