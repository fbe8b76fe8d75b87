"""Keeps the inbox in the database: one row an event, unique, emptied once it is handled."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.conversations.turn import Turn, from_json, to_json
from knowledge.sealing import Seal, SealBroken
from knowledge.storage import METADATA, UtcDateTime, resealing, reword

WAITING, HANDLED, FAILED = "waiting", "handled", "failed"

INBOX = sqlalchemy.Table(
    "inbox",
    METADATA,
    sqlalchemy.Column("number", sqlalchemy.Integer, primary_key=True, autoincrement=True),
    sqlalchemy.Column("event", sqlalchemy.String(64), nullable=False, unique=True),
    sqlalchemy.Column("received", UtcDateTime, nullable=False, index=True),
    sqlalchemy.Column("state", sqlalchemy.String(10), nullable=False, index=True),
    sqlalchemy.Column("owner", sqlalchemy.String(64), nullable=False),
    sqlalchemy.Column("content", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("tries", sqlalchemy.Integer, nullable=False, default=0),
)


class SqlInbox:
    """The inbox, as one transaction sees it."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    async def store(self, turn: Turn, *, at: datetime) -> bool:
        """Keep a turn; False when this event is known already."""
        if await self.state_of(turn) is not None:
            return False
        await self._connection.execute(
            INBOX.insert().values(
                event=self._event(turn),
                received=at,
                state=WAITING,
                owner=self._seal.mark("inbox", turn.person),
                content=self._seal.closed(to_json(turn)),
                tries=0,
            )
        )
        return True

    async def state_of(self, turn: Turn) -> str | None:
        """Return waiting, handled or failed; None for an event never seen."""
        query = sqlalchemy.select(INBOX.c.state).where(INBOX.c.event == self._event(turn))
        return (await self._connection.execute(query)).scalar_one_or_none()

    async def waiting(self, *, limit: int = 50) -> list[tuple[int, Turn]]:
        """Return the first waiting turn of each person with its number, oldest first."""
        first = (
            sqlalchemy.select(sqlalchemy.func.min(INBOX.c.number))
            .where(INBOX.c.state == WAITING)
            .group_by(INBOX.c.owner)
        )
        query = (
            sqlalchemy.select(INBOX.c.number, INBOX.c.content)
            .where(INBOX.c.number.in_(first))
            .order_by(INBOX.c.number)
            .limit(limit)
        )
        found = []
        for row in await self._connection.execute(query):
            # One row that cannot be opened must not stop everybody's; it stays for a person.
            with suppress(SealBroken):
                found.append((row.number, from_json(self._seal.opened(row.content))))
        return found

    async def waiting_of(self, person_id: str) -> int:
        """Count a person's messages that are not handled yet."""
        query = (
            sqlalchemy.select(sqlalchemy.func.count())
            .select_from(INBOX)
            .where(INBOX.c.owner == self._seal.mark("inbox", person_id), INBOX.c.state == WAITING)
        )
        return (await self._connection.execute(query)).scalar_one()

    async def take(self, number: int) -> int | None:
        """Hold a waiting row for the rest of this transaction.

        Returns:
            How often it has been tried before; None when somebody else handles or has handled it.
        """
        query = (
            sqlalchemy.select(INBOX.c.tries)
            .where(INBOX.c.number == number, INBOX.c.state == WAITING)
            .with_for_update(skip_locked=True)
        )
        return (await self._connection.execute(query)).scalar_one_or_none()

    async def close(self, number: int, *, failed: bool = False) -> None:
        """Mark a row as handled and empty it; one that failed keeps its sealed text for 7 days."""
        values = {"state": FAILED} if failed else {"state": HANDLED, "owner": "", "content": ""}
        await self._connection.execute(
            sqlalchemy.update(INBOX).where(INBOX.c.number == number).values(**values)
        )

    async def withdraw(self, channel: str, event: str) -> bool:
        """Empty a message that its writer took back; False when it is handled already."""
        change = (
            sqlalchemy.update(INBOX)
            .where(
                INBOX.c.event == self._seal.mark("event", f"{channel}|{event}"),
                INBOX.c.state == WAITING,
            )
            .values(state=HANDLED, owner="", content="")
        )
        return (await self._connection.execute(change)).rowcount > 0

    async def count_try(self, number: int) -> None:
        """Write down that handling a row went wrong once more."""
        await self._connection.execute(
            sqlalchemy.update(INBOX).where(INBOX.c.number == number).values(tries=INBOX.c.tries + 1)
        )

    async def forget(self, person_id: str) -> int:
        """Empty what a person has sent that waits or could not be handled; say how many.

        The message being handled now is closed by its own transaction.
        """
        owner = self._seal.mark("inbox", person_id)
        change = (
            sqlalchemy.update(INBOX)
            .where(INBOX.c.owner == owner, INBOX.c.state == FAILED)
            .values(state=HANDLED, owner="", content="")
        )
        return (await self._connection.execute(change)).rowcount

    async def erase(self, person_id: str) -> int:
        """Empty everything a person has sent, also what nobody has looked at; say how many."""
        owner = self._seal.mark("inbox", person_id)
        change = (
            sqlalchemy.update(INBOX)
            .where(INBOX.c.owner == owner)
            .values(state=HANDLED, owner="", content="")
        )
        return (await self._connection.execute(change)).rowcount

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put what is kept of messages, as JSON, through a change; say how many it changed."""
        return await reword(
            self._connection,
            INBOX,
            ["content"],
            resealing(self._seal, change),
            INBOX.c.content != "",
        )

    async def hand_over(self, *, of: str, to: str) -> int:
        """Let what one person has sent and nobody has handled be another's; say how many."""
        mine = self._seal.mark("inbox", of)
        query = sqlalchemy.select(INBOX.c.number, INBOX.c.content).where(
            INBOX.c.owner == mine, INBOX.c.content != ""
        )
        rows = (await self._connection.execute(query)).all()
        for row in rows:
            turn = replace(from_json(self._seal.opened(row.content)), person=to)
            await self._connection.execute(
                sqlalchemy.update(INBOX)
                .where(INBOX.c.number == row.number)
                .values(
                    owner=self._seal.mark("inbox", to), content=self._seal.closed(to_json(turn))
                )
            )
        return len(rows)

    async def forget_old(self, *, before: datetime) -> int:
        """Remove the keys of events that were handled long ago; say how many."""
        change = sqlalchemy.delete(INBOX).where(INBOX.c.received < before, INBOX.c.state != WAITING)
        return (await self._connection.execute(change)).rowcount

    def _event(self, turn: Turn) -> str:
        return self._seal.mark("event", f"{turn.channel}|{turn.event}")
