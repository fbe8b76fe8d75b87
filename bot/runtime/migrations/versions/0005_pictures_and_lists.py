"""Pictures, by a name made from what they show; and columns that lists of tips are made by."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NEW: Mapping[str, sa.types.TypeEngine[Any]] = {
    "place": sa.String(length=260),
    "review": sa.Date(),
    "open": sa.Boolean(),
    "caretaker": sa.String(length=80),
    "proposed": sa.String(length=20),
    "fingerprint": sa.String(length=16),
    "follows": sa.String(length=16),
    "behind": sa.Boolean(),
    "ahead": sa.Boolean(),
}
INDEXED = ("place", "open", "caretaker", "proposed", "behind", "ahead")
FINGERPRINT = ("title", "advice", "local", "bridge", "longer", "careful", "easy")
"""What a translation followed when this was written."""

TIPS = sa.table(
    "tips",
    sa.column("id", sa.String),
    sa.column("language", sa.String),
    sa.column("topic", sa.String),
    sa.column("title", sa.String),
    sa.column("content", sa.Text),
    sa.column("proposal", sa.Text),
    *(sa.column(name, kind) for name, kind in NEW.items()),
)


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "pictures",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("added", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_pictures")),
    )
    op.create_table(
        "broken_links",
        sa.Column("address", sa.String(length=1000), nullable=False),
        sa.Column("tip", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_broken_links")),
    )
    op.create_table(
        "desk_uploads",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_uploads")),
    )
    op.create_index(op.f("ix_desk_uploads_by"), "desk_uploads", ["by"])
    op.create_index(op.f("ix_desk_uploads_at"), "desk_uploads", ["at"])
    with op.batch_alter_table("tips", schema=None) as batch_op:
        for name, kind in NEW.items():
            batch_op.add_column(sa.Column(name, kind))
    _fill()
    op.create_index("ix_people_left_department", "people", ["left", "department"])
    with op.batch_alter_table("profiles", schema=None) as batch_op:
        for name, length in (("phone", 40), ("drop_in", 120)):
            batch_op.add_column(
                sa.Column(
                    name, sa.String(length=length), nullable=False, server_default=sa.text("''")
                )
            )
    with op.batch_alter_table("tips", schema=None) as batch_op:
        for name, kind in NEW.items():
            batch_op.alter_column(name, existing_type=kind, nullable=False)
        for name in INDEXED:
            batch_op.create_index(op.f(f"ix_tips_{name}"), [name])
        batch_op.create_index("ix_tips_stage_review", ["stage", "review"])


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("tips", schema=None) as batch_op:
        batch_op.drop_index("ix_tips_stage_review")
        for name in INDEXED:
            batch_op.drop_index(op.f(f"ix_tips_{name}"))
        for name in NEW:
            batch_op.drop_column(name)
    op.drop_index("ix_people_left_department", "people")
    with op.batch_alter_table("profiles", schema=None) as batch_op:
        batch_op.drop_column("phone")
        batch_op.drop_column("drop_in")
    op.drop_table("desk_uploads")
    op.drop_table("broken_links")
    op.drop_table("pictures")


def _fill() -> None:
    connection = op.get_bind()
    rows = connection.execute(
        sa.select(
            TIPS.c.id, TIPS.c.language, TIPS.c.topic, TIPS.c.title, TIPS.c.content, TIPS.c.proposal
        )
    ).all()
    found = {(row.id, row.language): _columns(row) for row in rows}
    originals: dict[str, tuple[bool, str, str]] = {}
    for (tip, language), one in found.items():
        if not one["follows"]:
            this = (language != "sv", language, one["fingerprint"])
            originals[tip] = min(this, originals.get(tip, this))
    for (tip, language), one in found.items():
        behind = one["follows"] and tip in originals and one["follows"] != originals[tip][2]
        connection.execute(
            sa.update(TIPS)
            .where(TIPS.c.id == tip, TIPS.c.language == language)
            .values(**one, behind=bool(behind))
        )


def _columns(row: Any) -> dict[str, Any]:
    content = json.loads(row.content) | {"title": row.title}
    said = json.dumps([content.get(name, "") for name in FINGERPRINT], ensure_ascii=False)
    proposal = json.loads(row.proposal) if row.proposal else {}
    return {
        "place": f"{row.topic} {row.title.casefold()}"[:260],
        "review": date.fromisoformat(content["review"]),
        "open": bool(content.get("open")),
        "caretaker": content.get("caretaker", ""),
        "proposed": proposal.get("stage", ""),
        "fingerprint": hashlib.sha256(said.encode()).hexdigest()[:16],
        "follows": content.get("follows", ""),
        "ahead": bool(content.get("source_ahead")),
    }
