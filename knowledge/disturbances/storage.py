"""Keeps disturbances in the database."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.disturbances.model import Disturbance, UnknownDisturbance, words_of
from knowledge.storage import METADATA, UtcDateTime, insert_once, reword

DISTURBANCES = sqlalchemy.Table(
    "disturbances",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("line", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("words", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("since", UtcDateTime, nullable=False),
    sqlalchemy.Column("until", UtcDateTime, nullable=False, index=True),
    sqlalchemy.Column("by", sqlalchemy.String(80), nullable=False),
)


class SqlDisturbanceShelf:
    """Disturbances, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, disturbance: Disturbance) -> None:
        """Keep one; the same id twice is kept once."""
        await self._connection.execute(
            insert_once(self._connection, DISTURBANCES).values(
                id=disturbance.id,
                line=disturbance.line,
                words="\n".join(disturbance.words),
                since=disturbance.since,
                until=disturbance.until,
                by=disturbance.by,
            )
        )

    async def on(self, now: datetime) -> Sequence[Disturbance]:
        """Return what people are told now, the latest first."""
        query = (
            sqlalchemy.select(DISTURBANCES)
            .where(DISTURBANCES.c.since <= now, DISTURBANCES.c.until > now)
            .order_by(DISTURBANCES.c.since.desc(), DISTURBANCES.c.id)
        )
        return [_disturbance(row) for row in await self._connection.execute(query)]

    async def to_come(self, now: datetime) -> Sequence[Disturbance]:
        """Return what is told now or later, the earliest first."""
        query = (
            sqlalchemy.select(DISTURBANCES)
            .where(DISTURBANCES.c.until > now)
            .order_by(DISTURBANCES.c.since, DISTURBANCES.c.id)
        )
        return [_disturbance(row) for row in await self._connection.execute(query)]

    async def end(self, disturbance_id: str, *, at: datetime) -> None:
        """Let one be over from a time on."""
        change = (
            sqlalchemy.update(DISTURBANCES)
            .where(DISTURBANCES.c.id == disturbance_id, DISTURBANCES.c.until > at)
            .values(until=at)
        )
        if not (await self._connection.execute(change)).rowcount:
            raise UnknownDisturbance

    async def forget_author(self, person_id: str) -> int:
        """Remove who said so, and keep what they said; return how many there were."""
        change = sqlalchemy.update(DISTURBANCES).where(DISTURBANCES.c.by == person_id).values(by="")
        return (await self._connection.execute(change)).rowcount

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put every line through a change; say how many it changed."""
        return await reword(self._connection, DISTURBANCES, ["line"], change)

    async def forget_old(self, *, before: datetime) -> int:
        """Remove what was over before a time; say how many."""
        gone = sqlalchemy.delete(DISTURBANCES).where(DISTURBANCES.c.until < before)
        return (await self._connection.execute(gone)).rowcount


def _disturbance(row: sqlalchemy.Row[Any]) -> Disturbance:
    return Disturbance(
        id=row.id,
        line=row.line,
        words=tuple(words_of(row.words)),
        since=row.since,
        until=row.until,
        by=row.by,
    )
