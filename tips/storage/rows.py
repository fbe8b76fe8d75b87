"""Tips as rows of the database, and back."""

import json
from dataclasses import asdict, replace
from datetime import date
from typing import Any

import sqlalchemy

from knowledge.storage import METADATA
from tips.model import Advice, Film, Picture, Stage, Tip, TipKind

TIPS = sqlalchemy.Table(
    "tips",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.String(80), primary_key=True),
    sqlalchemy.Column("language", sqlalchemy.String(8), primary_key=True),
    sqlalchemy.Column("topic", sqlalchemy.String(40), nullable=False),
    sqlalchemy.Column("title", sqlalchemy.String(200), nullable=False),
    sqlalchemy.Column("stage", sqlalchemy.String(20), nullable=False, index=True),
    sqlalchemy.Column("version", sqlalchemy.Integer, nullable=False),
    sqlalchemy.Column("content", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column(
        "proposal",
        sqlalchemy.Text,
        nullable=False,
        default="",
        server_default=sqlalchemy.text("''"),
    ),
    # What lists are made by stands in columns of its own, so that none of them reads everything.
    sqlalchemy.Column("place", sqlalchemy.String(260), nullable=False, index=True),
    sqlalchemy.Column("review", sqlalchemy.Date, nullable=False),
    sqlalchemy.Column("open", sqlalchemy.Boolean, nullable=False, index=True),
    sqlalchemy.Column("caretaker", sqlalchemy.String(80), nullable=False, index=True),
    sqlalchemy.Column("proposed", sqlalchemy.String(20), nullable=False, index=True, default=""),
    sqlalchemy.Column("fingerprint", sqlalchemy.String(16), nullable=False),
    sqlalchemy.Column("follows", sqlalchemy.String(16), nullable=False),
    sqlalchemy.Column("behind", sqlalchemy.Boolean, nullable=False, index=True, default=False),
    sqlalchemy.Column("ahead", sqlalchemy.Boolean, nullable=False, index=True),
    sqlalchemy.Index("ix_tips_stage_review", "stage", "review"),
)
COLUMNS = ("id", "language", "topic", "title", "stage", "version")


def row_of(tip: Tip) -> dict[str, Any]:
    """Return a tip's own columns; what concerns its other versions is not among them."""
    whole = asdict(tip)
    content = {name: value for name, value in whole.items() if name not in COLUMNS}
    return {
        **{name: whole[name] for name in COLUMNS},
        "stage": tip.stage.value,
        "content": json.dumps(content, ensure_ascii=False, default=str),
        "place": place_of(tip.topic, tip.title),
        "review": tip.review,
        "open": tip.open,
        "caretaker": tip.caretaker,
        "fingerprint": tip.fingerprint,
        "follows": tip.follows,
        "ahead": bool(tip.source_ahead),
    }


def place_of(topic: str, title: str) -> str:
    """Return what tips are put in order by: their topic, then their title."""
    return f"{topic} {title.casefold()}"[:260]


def json_of(tip: Tip) -> str:
    """Return all of a tip as JSON; `tip_from` reads it."""
    return json.dumps(asdict(tip), ensure_ascii=False, default=str)


def tip_in(row: sqlalchemy.Row[Any]) -> Tip:
    """Return the tip of a row."""
    return tip_from(json.loads(row.content) | {name: getattr(row, name) for name in COLUMNS})


def proposal_in(row: sqlalchemy.Row[Any]) -> Tip | None:
    """Return what is proposed in a row, if anything is."""
    if not row.proposal:
        return None
    return replace(tip_from(json.loads(row.proposal)), version=row.version)


def tip_from(content: dict[str, Any]) -> Tip:
    """Return a tip from JSON values, which are used up."""
    easy = content.pop("easy")
    return Tip(
        stage=Stage(content.pop("stage")),
        kind=TipKind(content.pop("kind")),
        advice=_advice(content.pop("advice")),
        easy=_advice(easy) if easy else None,
        checked=date.fromisoformat(content.pop("checked")),
        review=date.fromisoformat(content.pop("review")),
        phrasings=tuple(content.pop("phrasings")),
        names=tuple(content.pop("names", ())),
        audience=tuple(content.pop("audience", ())),
        pictures=tuple(Picture(**one) for one in content.pop("pictures", ())),
        films=tuple(
            Film(one["address"], one["title"], tuple(one["captions"]))
            for one in content.pop("films", ())
        ),
        **content,
    )


def _advice(values: dict[str, Any]) -> Advice:
    return Advice(
        answer=values["answer"], steps=tuple(values["steps"]), check=values.get("check", "")
    )
