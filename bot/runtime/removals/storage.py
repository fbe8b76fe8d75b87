"""Keeps the report of what was removed in the database: kinds and counts, and nobody's name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.storage import METADATA, UtcDateTime

REMOVALS = sqlalchemy.Table(
    "removals",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.Integer, primary_key=True, autoincrement=True),
    sqlalchemy.Column("at", UtcDateTime, nullable=False),
    sqlalchemy.Column("kind", sqlalchemy.String(40), nullable=False),
    sqlalchemy.Column("count", sqlalchemy.Integer, nullable=False),
    sqlalchemy.Column("decision", sqlalchemy.String(200), nullable=False),
)


@dataclass(frozen=True, slots=True)
class Removal:
    """So many records of one kind were removed at a time, by a decision."""

    at: datetime
    kind: str
    count: int
    decision: str


class SqlRemovals:
    """The report, as one transaction sees it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, removal: Removal) -> None:
        """Write one row of the report."""
        await self._connection.execute(
            REMOVALS.insert().values(
                at=removal.at, kind=removal.kind, count=removal.count, decision=removal.decision
            )
        )

    async def last(self, *, limit: int = 100) -> Sequence[Removal]:
        """Return the newest rows, the newest first."""
        query = sqlalchemy.select(REMOVALS).order_by(REMOVALS.c.id.desc()).limit(limit)
        return [
            Removal(row.at, row.kind, row._mapping["count"], row.decision)
            for row in await self._connection.execute(query)
        ]

    async def forget_old(self, *, before: datetime) -> int:
        """Remove rows older than a time; say how many."""
        change = sqlalchemy.delete(REMOVALS).where(REMOVALS.c.at < before)
        return (await self._connection.execute(change)).rowcount
