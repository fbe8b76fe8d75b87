"""Keeps tips in the database."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.storage import METADATA
from tips.model import Advice, EditedMeanwhile, Film, Picture, Stage, Tip, TipKind, UnknownTip

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
)

LIBRARY = sqlalchemy.Table(
    "library",
    METADATA,
    sqlalchemy.Column("only", sqlalchemy.Integer, primary_key=True),
    sqlalchemy.Column("version", sqlalchemy.Integer, nullable=False),
)

COLUMNS = ("id", "language", "topic", "title", "stage", "version")


def _values(tip: Tip) -> dict[str, Any]:
    whole = asdict(tip)
    content = {name: value for name, value in whole.items() if name not in COLUMNS}
    return {
        **{name: whole[name] for name in COLUMNS},
        "stage": tip.stage.value,
        "content": json.dumps(content, ensure_ascii=False, default=str),
    }


def _tip(row: sqlalchemy.Row[Any]) -> Tip:
    content = json.loads(row.content)
    easy = content.pop("easy")
    return Tip(
        id=row.id,
        language=row.language,
        topic=row.topic,
        title=row.title,
        stage=Stage(row.stage),
        version=row.version,
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


class SqlTipShelf:
    """Tips, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, tip_id: str, language: str) -> Tip:
        """Return the tip in this language, else in Swedish, else in any, or raise UnknownTip."""
        query = sqlalchemy.select(TIPS).where(TIPS.c.id == tip_id)
        rows = {row.language: row for row in await self._connection.execute(query)}
        for choice in (language, "sv", *sorted(rows)):
            if choice in rows:
                return _tip(rows[choice])
        raise UnknownTip

    async def put(self, tip: Tip) -> Tip:
        """Keep the tip if its version is the one kept, and return it with the next version."""
        kept = replace(tip, version=tip.version + 1)
        change = (
            sqlalchemy.update(TIPS)
            .where(
                TIPS.c.id == tip.id,
                TIPS.c.language == tip.language,
                TIPS.c.version == tip.version,
            )
            .values(**_values(kept))
        )
        if (await self._connection.execute(change)).rowcount == 0:
            there = sqlalchemy.select(TIPS.c.version).where(
                TIPS.c.id == tip.id, TIPS.c.language == tip.language
            )
            if (await self._connection.execute(there)).first() is not None:
                raise EditedMeanwhile(title=tip.title)
            await self._connection.execute(TIPS.insert().values(**_values(kept)))
        if tip.stage in {Stage.PUBLISHED, Stage.RETIRED}:
            await self._turn_page()
        return kept

    async def fill(self, tips: Sequence[Tip]) -> None:
        """Add many new tips at once."""
        await self._connection.execute(TIPS.insert(), [_values(tip) for tip in tips])
        await self._turn_page()

    async def published(self) -> Sequence[Tip]:
        """Return all tips that may be shown to staff, in every language."""
        query = (
            sqlalchemy.select(TIPS)
            .where(TIPS.c.stage == Stage.PUBLISHED.value)
            .order_by(TIPS.c.id, TIPS.c.language)
        )
        return [_tip(row) for row in await self._connection.execute(query)]

    async def library_version(self) -> int:
        """Return a number that changes whenever what staff may see has changed."""
        query = sqlalchemy.select(LIBRARY.c.version).where(LIBRARY.c.only == 1)
        return (await self._connection.execute(query)).scalar_one_or_none() or 0

    async def written_by(self, person_id: str) -> Sequence[Tip]:
        """Return the tips somebody wrote, in every language and stage."""
        found = [_tip(row) for row in await self._connection.execute(sqlalchemy.select(TIPS))]
        return [tip for tip in found if tip.author == person_id]

    async def forget_author(self, person_id: str, credit: str) -> int:
        """Remove a person from the tips they wrote or look after; return how many there were."""
        found = [_tip(row) for row in await self._connection.execute(sqlalchemy.select(TIPS))]
        theirs = [tip for tip in found if person_id in {tip.author, tip.caretaker}]
        for tip in theirs:
            wrote = tip.author == person_id
            left = replace(
                tip,
                author="" if wrote else tip.author,
                credit="" if wrote and tip.credit == credit else tip.credit,
                caretaker="" if tip.caretaker == person_id else tip.caretaker,
            )
            await self._connection.execute(
                sqlalchemy.update(TIPS)
                .where(TIPS.c.id == tip.id, TIPS.c.language == tip.language)
                .values(**_values(left))
            )
        if theirs:
            await self._turn_page()
        return len(theirs)

    async def _turn_page(self) -> None:
        change = (
            sqlalchemy.update(LIBRARY)
            .where(LIBRARY.c.only == 1)
            .values(version=LIBRARY.c.version + 1)
        )
        if (await self._connection.execute(change)).rowcount == 0:
            await self._connection.execute(LIBRARY.insert().values(only=1, version=1))
