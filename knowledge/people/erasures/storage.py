"""Keeps wishes to be erased in the database."""

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.people.erasures.model import Erasure, Stage
from knowledge.storage import METADATA, UtcDateTime

ERASURES = sqlalchemy.Table(
    "erasures",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("person", sqlalchemy.String(64), nullable=False, index=True),
    sqlalchemy.Column("stage", sqlalchemy.String(20), nullable=False),
    sqlalchemy.Column("ground", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("asked", UtcDateTime, nullable=False),
    sqlalchemy.Column("decided", UtcDateTime),
)


class SqlErasureShelf:
    """Wishes to be erased, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, erasure: Erasure) -> None:
        """Keep this version of a wish."""
        values = {
            "person": erasure.person,
            "stage": erasure.stage.value,
            "ground": erasure.ground,
            "asked": erasure.asked,
            "decided": erasure.decided,
        }
        change = sqlalchemy.update(ERASURES).where(ERASURES.c.id == erasure.id).values(**values)
        if (await self._connection.execute(change)).rowcount == 0:
            await self._connection.execute(ERASURES.insert().values(id=erasure.id, **values))

    async def waiting(self) -> Sequence[Erasure]:
        """Return the wishes nobody has decided yet, oldest first."""
        query = (
            sqlalchemy.select(ERASURES)
            .where(ERASURES.c.stage == Stage.REQUESTED.value)
            .order_by(ERASURES.c.asked)
        )
        return [_erasure(row) for row in await self._connection.execute(query)]

    async def waiting_of(self, person_id: str) -> Erasure | None:
        """Return a person's undecided wish, or None."""
        found = [one for one in await self.waiting() if one.person == person_id]
        return found[0] if found else None

    async def of(self, names: Collection[str]) -> Sequence[Erasure]:
        """Return the wishes of a person, who is named by id and by mark, oldest first."""
        query = (
            sqlalchemy.select(ERASURES)
            .where(ERASURES.c.person.in_(names))
            .order_by(ERASURES.c.asked)
        )
        return [_erasure(row) for row in await self._connection.execute(query)]

    async def forget(self, person_id: str, mark: str) -> None:
        """Remove wishes that wait, and why others were refused: the words may tell who it was."""
        await self._connection.execute(
            sqlalchemy.delete(ERASURES).where(ERASURES.c.person == person_id)
        )
        await self._connection.execute(
            sqlalchemy.update(ERASURES).where(ERASURES.c.person == mark).values(ground="")
        )

    async def decided(self, ids: Collection[str]) -> Collection[str]:
        """Return which of these wishes are decided here; one that still waits is not."""
        query = sqlalchemy.select(ERASURES.c.id).where(
            ERASURES.c.id.in_(ids), ERASURES.c.stage != Stage.REQUESTED.value
        )
        return set((await self._connection.execute(query)).scalars())


def _erasure(row: sqlalchemy.Row[Any]) -> Erasure:
    return Erasure(**{**row._mapping, "stage": Stage(row.stage)})
