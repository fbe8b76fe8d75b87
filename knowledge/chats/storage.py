"""Keeps chats in the database: the platform's own ids are sealed, and found by a mark."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.chats.model import Chat, ChatKind
from knowledge.sealing import Seal
from knowledge.storage import METADATA, UtcDateTime

CHATS = sqlalchemy.Table(
    "chats",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("channel", sqlalchemy.String(20), nullable=False),
    sqlalchemy.Column("mark", sqlalchemy.String(64), nullable=False, unique=True),
    sqlalchemy.Column("kind", sqlalchemy.String(10), nullable=False),
    sqlalchemy.Column("person", sqlalchemy.ForeignKey("people.id"), index=True),
    sqlalchemy.Column("name", sqlalchemy.String(200), nullable=False, default=""),
    sqlalchemy.Column("address", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("since", UtcDateTime, nullable=False),
    sqlalchemy.Column("gone", UtcDateTime),
    sqlalchemy.Column("greeted", sqlalchemy.Boolean, nullable=False, default=False),
)


class SqlChats:
    """Chats, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    async def put(self, chat: Chat) -> None:
        """Keep a chat; one with the same id is replaced."""
        values = {
            "channel": chat.channel,
            "mark": self._mark(chat.channel, chat.key),
            "kind": chat.kind.value,
            "person": chat.person or None,
            "name": chat.name[:200],
            "address": self._seal.closed(json.dumps({"key": chat.key, **chat.address})),
            "since": chat.since,
            "gone": chat.gone,
            "greeted": chat.greeted,
        }
        change = sqlalchemy.update(CHATS).where(CHATS.c.id == chat.id).values(**values)
        if (await self._connection.execute(change)).rowcount == 0:
            await self._connection.execute(CHATS.insert().values(id=chat.id, **values))

    async def get(self, chat_id: str) -> Chat | None:
        """Return a chat by our id, or None."""
        return await self._one(CHATS.c.id == chat_id)

    async def found(self, channel: str, key: str) -> Chat | None:
        """Return a chat by the platform's own id of it, or None for one never heard of."""
        return await self._one(CHATS.c.mark == self._mark(channel, key))

    async def of(self, person_id: str, channel: str) -> Chat | None:
        """Return a person's own chat on a channel, one that is not gone before one that is."""
        return await self._one((CHATS.c.person == person_id) & (CHATS.c.channel == channel))

    async def newest(self, channel: str) -> Chat | None:
        """Return the chat on a channel that was opened last and is not gone."""
        query = (
            sqlalchemy.select(CHATS)
            .where(CHATS.c.channel == channel, CHATS.c.gone.is_(None))
            .order_by(CHATS.c.since.desc())
            .limit(1)
        )
        row = (await self._connection.execute(query)).first()
        return self._chat(row) if row else None

    async def shared(self) -> Sequence[Chat]:
        """Return the groups and channels the service is in, by name."""
        query = (
            sqlalchemy.select(CHATS)
            .where(CHATS.c.kind != ChatKind.PERSONAL.value, CHATS.c.gone.is_(None))
            .order_by(CHATS.c.name, CHATS.c.id)
        )
        return [self._chat(row) for row in await self._connection.execute(query)]

    async def end(self, chat_id: str, *, at: datetime) -> None:
        """Write down that the service was taken out of a chat."""
        await self._connection.execute(
            sqlalchemy.update(CHATS).where(CHATS.c.id == chat_id).values(gone=at)
        )

    async def count_of(self, person_id: str) -> int:
        """Count a person's own chats."""
        query = sqlalchemy.select(sqlalchemy.func.count()).where(CHATS.c.person == person_id)
        return (await self._connection.execute(query)).scalar_one()

    async def hand_over(self, *, of: str, to: str) -> None:
        """Give one person's own chats to another."""
        await self._connection.execute(
            sqlalchemy.update(CHATS).where(CHATS.c.person == of).values(person=to)
        )

    async def forget(self, person_id: str) -> int:
        """Remove a person's own chats; say how many."""
        change = sqlalchemy.delete(CHATS).where(CHATS.c.person == person_id)
        return (await self._connection.execute(change)).rowcount

    async def forget_old(self, *, before: datetime) -> int:
        """Remove chats that the service was taken out of long ago; say how many."""
        change = sqlalchemy.delete(CHATS).where(CHATS.c.gone < before)
        return (await self._connection.execute(change)).rowcount

    async def _one(self, where: sqlalchemy.ColumnElement[bool]) -> Chat | None:
        query = (
            sqlalchemy.select(CHATS)
            .where(where)
            .order_by(CHATS.c.gone.is_not(None), CHATS.c.since.desc(), CHATS.c.id)
            .limit(1)
        )
        row = (await self._connection.execute(query)).first()
        return self._chat(row) if row else None

    def _mark(self, channel: str, key: str) -> str:
        return self._seal.mark("chat", f"{channel}|{key}")

    def _chat(self, row: sqlalchemy.Row[Any]) -> Chat:
        address = json.loads(self._seal.opened(row.address))
        return Chat(
            id=row.id,
            channel=row.channel,
            key=address.pop("key"),
            kind=ChatKind(row.kind),
            person=row.person or "",
            name=row.name,
            address=address,
            since=row.since,
            gone=row.gone,
            greeted=row.greeted,
        )
