"""Keeps memories in the database, sealed, under a mark instead of a person."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.conversations.memory.model import Memory, from_json, to_json
from knowledge.sealing import Seal
from knowledge.storage import METADATA, resealing, reword

MEMORIES = sqlalchemy.Table(
    "memories",
    METADATA,
    sqlalchemy.Column("owner", sqlalchemy.String(64), primary_key=True),
    sqlalchemy.Column("content", sqlalchemy.Text, nullable=False),
    # A day and no hour: a time would tell who wrote when.
    sqlalchemy.Column("kept_until", sqlalchemy.Date, nullable=False),
)

KEPT_FOR = timedelta(days=60)


class SqlMemories:
    """Memories, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    async def of(self, person_id: str, *, now: datetime) -> Memory:
        """Return what is remembered of a person, without what is too old."""
        query = sqlalchemy.select(MEMORIES.c.content).where(
            MEMORIES.c.owner == self._owner(person_id)
        )
        content = (await self._connection.execute(query)).scalar_one_or_none()
        if content is None:
            return Memory()
        return from_json(self._seal.opened(content)).fresh(now)

    async def keep(self, person_id: str, memory: Memory, *, now: datetime) -> None:
        """Remember this of a person."""
        values = {
            "content": self._seal.closed(to_json(memory)),
            "kept_until": (now + KEPT_FOR).date(),
        }
        owner = self._owner(person_id)
        change = sqlalchemy.update(MEMORIES).where(MEMORIES.c.owner == owner).values(**values)
        if (await self._connection.execute(change)).rowcount == 0:
            await self._connection.execute(MEMORIES.insert().values(owner=owner, **values))

    async def forget(self, person_id: str) -> None:
        """Remember nothing of a person."""
        await self._connection.execute(
            sqlalchemy.delete(MEMORIES).where(MEMORIES.c.owner == self._owner(person_id))
        )

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put all that is remembered, as JSON, through a change; say how many it changed."""
        return await reword(self._connection, MEMORIES, ["content"], resealing(self._seal, change))

    async def forget_questions(self, *, now: datetime) -> int:
        """Remove wordings that are too old, also of people who never come back; say of how many."""
        return await self.reword(lambda content: to_json(from_json(content).fresh(now)))

    async def forget_old(self, *, today: date) -> int:
        """Remove memories nobody has touched for long; say how many."""
        change = sqlalchemy.delete(MEMORIES).where(MEMORIES.c.kept_until < today)
        return (await self._connection.execute(change)).rowcount

    def _owner(self, person_id: str) -> str:
        return self._seal.mark("memory", person_id)
