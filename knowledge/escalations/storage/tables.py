"""The tables of escalations, and how a proposal stands in them."""

import json

import sqlalchemy

from knowledge.escalations.model import (
    Proposal,
    Stage,
    Step,
)
from knowledge.storage import METADATA, UtcDateTime

ESCALATIONS = sqlalchemy.Table(
    "escalations",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("asker", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("named", sqlalchemy.Boolean, nullable=False),
    sqlalchemy.Column("department", sqlalchemy.String(64)),
    sqlalchemy.Column("said", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("holder", sqlalchemy.String(64), nullable=False, index=True),
    sqlalchemy.Column("stage", sqlalchemy.String(20), nullable=False, index=True),
    sqlalchemy.Column("asked", UtcDateTime, nullable=False),
    sqlalchemy.Column("changed", UtcDateTime, nullable=False),
    sqlalchemy.Column("reached", UtcDateTime),
    sqlalchemy.Column("since", UtcDateTime),
    sqlalchemy.Column("step", sqlalchemy.String(20), nullable=False, default=Step.NEW.value),
    sqlalchemy.Column("due", UtcDateTime, index=True),
    sqlalchemy.Column("draft", sqlalchemy.Text, nullable=False, default=""),
    sqlalchemy.Column("draft_by", sqlalchemy.String(64), nullable=False, default=""),
    sqlalchemy.Column("proposal", sqlalchemy.Text, nullable=False, default=""),
    sqlalchemy.Column("reason", sqlalchemy.Text, nullable=False, default=""),
)

LINES = sqlalchemy.Table(
    "escalation_lines",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.Integer, primary_key=True, autoincrement=True),
    sqlalchemy.Column(
        "escalation", sqlalchemy.ForeignKey("escalations.id"), nullable=False, index=True
    ),
    sqlalchemy.Column("voice", sqlalchemy.String(20), nullable=False),
    sqlalchemy.Column("text", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("at", UtcDateTime, nullable=False),
    sqlalchemy.Column("by", sqlalchemy.String(64), nullable=False, default="", index=True),
    sqlalchemy.Column("arrived", UtcDateTime),
)

HISTORY = sqlalchemy.Table(
    "escalation_history",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.Integer, primary_key=True, autoincrement=True),
    sqlalchemy.Column(
        "escalation", sqlalchemy.ForeignKey("escalations.id"), nullable=False, index=True
    ),
    sqlalchemy.Column("deed", sqlalchemy.String(20), nullable=False),
    sqlalchemy.Column("stage", sqlalchemy.String(20), nullable=False),
    sqlalchemy.Column("by", sqlalchemy.String(64), nullable=False, default=""),
    sqlalchemy.Column("holder", sqlalchemy.String(64), nullable=False, default=""),
    sqlalchemy.Column("word", sqlalchemy.Text, nullable=False, default=""),
    sqlalchemy.Column("at", UtcDateTime, nullable=False),
)

WRITTEN = (
    (
        ESCALATIONS.c.id,
        (ESCALATIONS.c.said, ESCALATIONS.c.draft, ESCALATIONS.c.proposal, ESCALATIONS.c.reason),
    ),
    (LINES.c.escalation, (LINES.c.text,)),
    (HISTORY.c.escalation, (HISTORY.c.word,)),
)
"""Where words of people stand: the column that names the question, and the columns of words."""

FORGOTTEN = ""
"""Stands where the sealed asker stood, once that link has been removed."""

TAKEN_OUT = "…"

OPEN = tuple(stage.value for stage in Stage if stage.is_open)
CLOSED = tuple(stage.value for stage in Stage if not stage.is_open)
DUE = tuple(stage.value for stage in Stage if stage.is_due)
COUNTED = (*DUE, Stage.ASKED_BACK.value)
"""Stages in which a question weighs on the one who holds it."""


def proposal_text(proposal: Proposal | None) -> str:
    """Write a proposal as it stands in its column."""
    if proposal is None:
        return ""
    # As people write, so that a name in it is found when it has to be taken out.
    return json.dumps({"to": proposal.to, "word": proposal.word}, ensure_ascii=False)


def proposal_of(text: str) -> Proposal | None:
    """Read a proposal from its column."""
    return Proposal(**json.loads(text)) if text else None
