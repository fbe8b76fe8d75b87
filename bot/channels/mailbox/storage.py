"""Keeps mailboxes in the database: sealed, under a mark instead of a person."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards.plain import plain_text
from bot.channels.mailbox.model import CHANNELS, Message, content, from_content
from bot.conversations.turn import Turn
from bot.texts.catalogue import catalogue
from knowledge.sealing import Seal
from knowledge.storage import METADATA, UtcDateTime, resealing, reword

MAILBOXES = sqlalchemy.Table(
    "mailboxes",
    METADATA,
    sqlalchemy.Column("owner", sqlalchemy.String(64), primary_key=True),
    sqlalchemy.Column("last", sqlalchemy.Integer, nullable=False),
    sqlalchemy.Column("read_on_console", sqlalchemy.Integer, nullable=False, default=0),
)

MESSAGES = sqlalchemy.Table(
    "messages",
    METADATA,
    sqlalchemy.Column("owner", sqlalchemy.String(64), primary_key=True),
    sqlalchemy.Column("number", sqlalchemy.Integer, primary_key=True),
    sqlalchemy.Column("once", sqlalchemy.String(64), nullable=False, unique=True),
    sqlalchemy.Column("content", sqlalchemy.Text, nullable=False),
    # Rounded to the hour: the exact time would tell who wrote when.
    sqlalchemy.Column("kept_until", UtcDateTime, nullable=False, index=True),
)


class SqlMailboxes:
    """Mailboxes, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    async def echo(self, turn: Turn, words: str, *, at: datetime, place: str = "") -> None:
        """Put a person's own words in their mailbox, if the channel is one of ours."""
        if turn.channel in CHANNELS:
            message = Message(
                number=0, at=at, language="", words=words, event=turn.event, place=place
            )
            await self.put(turn.person, message, once=f"{turn.channel}|{turn.event}")

    async def put(self, person_id: str, message: Message, *, once: str) -> int:
        """Put a message in a mailbox, once however often it is tried; return its number."""
        owner = self._owner(person_id)
        key = self._seal.mark("message", once)
        number = await self._next(owner)
        there = sqlalchemy.select(MESSAGES.c.number).where(MESSAGES.c.once == key)
        before = (await self._connection.execute(there)).scalar_one_or_none()
        if before is not None:
            return int(before)
        whole_hour = (message.at + message.kept_for + timedelta(hours=1)).replace(
            minute=0, second=0, microsecond=0
        )
        await self._connection.execute(
            sqlalchemy.update(MAILBOXES).where(MAILBOXES.c.owner == owner).values(last=number)
        )
        await self._connection.execute(
            MESSAGES.insert().values(
                owner=owner,
                number=number,
                once=key,
                content=self._seal.closed(content(message)),
                kept_until=whole_hour,
            )
        )
        return number

    async def after(self, person_id: str, number: int, *, limit: int = 200) -> list[Message]:
        """Return the messages after a number, oldest first."""
        query = (
            sqlalchemy.select(MESSAGES.c.number, MESSAGES.c.content)
            .where(MESSAGES.c.owner == self._owner(person_id), MESSAGES.c.number > number)
            .order_by(MESSAGES.c.number)
            .limit(limit)
        )
        rows = (await self._connection.execute(query)).all()
        return [from_content(row.number, self._seal.opened(row.content)) for row in rows]

    async def total(self) -> int:
        """Return a number that rises with every message to or from anybody."""
        query = sqlalchemy.select(sqlalchemy.func.sum(MAILBOXES.c.last))
        return (await self._connection.execute(query)).scalar_one_or_none() or 0

    async def message(self, person_id: str, number: int) -> Message | None:
        """Return one message, or None when it is gone."""
        found = await self.after(person_id, number - 1, limit=1)
        return found[0] if found and found[0].number == number else None

    async def read_on_console(self, person_id: str) -> int:
        """Return the number of the last message shown on the console."""
        query = sqlalchemy.select(MAILBOXES.c.read_on_console).where(
            MAILBOXES.c.owner == self._owner(person_id)
        )
        return (await self._connection.execute(query)).scalar_one_or_none() or 0

    async def mark_read_on_console(self, person_id: str, number: int) -> None:
        """Remember the last message shown on the console."""
        await self._connection.execute(
            sqlalchemy.update(MAILBOXES)
            .where(MAILBOXES.c.owner == self._owner(person_id))
            .values(read_on_console=number)
        )

    async def said(self, person_id: str) -> Sequence[tuple[datetime, str, str]]:
        """Return what was said to and by a person: when, by whom (bot, me), and the words."""
        found = []
        for message in await self.after(person_id, 0, limit=100_000):
            if message.reply is None:
                found.append((message.at, "me", message.words))
            else:
                texts = catalogue(message.language or None)
                found.append((message.at, "bot", plain_text(message.reply, texts)))
        return found

    async def forget(self, person_id: str) -> None:
        """Remove everything said to and by a person."""
        await self._connection.execute(
            sqlalchemy.delete(MESSAGES).where(MESSAGES.c.owner == self._owner(person_id))
        )

    async def erase(self, person_id: str) -> None:
        """Remove everything said to and by a person, and that there ever was a mailbox."""
        await self.forget(person_id)
        await self._connection.execute(
            sqlalchemy.delete(MAILBOXES).where(MAILBOXES.c.owner == self._owner(person_id))
        )

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put all that was said through a change; say how many messages it changed."""
        return await reword(self._connection, MESSAGES, ["content"], resealing(self._seal, change))

    async def forget_old(self, *, now: datetime) -> int:
        """Remove what is past its time; say how many."""
        change = sqlalchemy.delete(MESSAGES).where(MESSAGES.c.kept_until < now)
        return (await self._connection.execute(change)).rowcount

    async def _next(self, owner: str) -> int:
        """Return the mailbox's next number, holding the mailbox until the transaction ends.

        One writer at a time and mailbox, so that a reader who has seen number 7 never misses a 6
        that is committed later.
        """
        query = sqlalchemy.select(MAILBOXES.c.last).where(MAILBOXES.c.owner == owner)
        last = (await self._connection.execute(query.with_for_update())).scalar_one_or_none()
        if last is None:
            await self._connection.execute(
                MAILBOXES.insert().values(owner=owner, last=0, read_on_console=0)
            )
            return 1
        return int(last) + 1

    def _owner(self, person_id: str) -> str:
        return self._seal.mark("mailbox", person_id)
