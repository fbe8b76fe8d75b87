"""Keeps posts to many people in the outbox: made at once, let go, held, stopped and counted."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.sealing import Seal, SealBroken
from knowledge.storage import insert_once
from scheduler.delivery.model import Fate, Letter, Unreached
from scheduler.delivery.storage.outbox import once
from scheduler.delivery.storage.tables import LETTERS, POSTS_LEAVING

NOT_REACHED = (Fate.UNKNOWN.value, Fate.BLOCKED.value, Fate.FAILED.value)


class SqlMailings:
    """Posts, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    async def fill(self, letters: Sequence[Letter]) -> int:
        """Put letters of one post in, all at once; return how many were new."""
        marks = {once(self._seal, letter): letter for letter in letters}
        query = sqlalchemy.select(LETTERS.c.once).where(LETTERS.c.once.in_(marks))
        there = set((await self._connection.execute(query)).scalars())
        # What many letters say alike is sealed once: it is the same text in the same post.
        sealed: dict[str, str] = {"": ""}
        rows = [
            {
                "id": letter.id,
                "kind": letter.kind.value,
                "once": mark,
                "recipient": self._seal.closed(letter.recipient),
                "channel": letter.channel,
                "content": self._closed(letter.content, sealed),
                "about": self._closed(letter.about, sealed),
                "at": self._closed(letter.at, sealed),
                "instead_of": "",
                "post": letter.post,
                "due": letter.due,
                "fate": Fate.WAITING.value,
                "tries": 0,
                "why": "",
            }
            for mark, letter in marks.items()
            if mark not in there
        ]
        if rows:
            await self._connection.execute(insert_once(self._connection, LETTERS), rows)
        return len(rows)

    async def let_go(self, post: str) -> None:
        """Let the letters of a post leave when they are due; doing so twice is no error."""
        leave = insert_once(self._connection, POSTS_LEAVING).values(post=post)
        await self._connection.execute(leave)

    async def hold(self, post: str) -> None:
        """Let no more letters of a post leave; those on their way arrive."""
        await self._connection.execute(
            sqlalchemy.delete(POSTS_LEAVING).where(POSTS_LEAVING.c.post == post)
        )

    async def stop(self, post: str) -> int:
        """Let what has not left of a post never leave; say how many letters that were."""
        await self.hold(post)
        stopped = await self._connection.execute(
            sqlalchemy.update(LETTERS)
            .where(LETTERS.c.post == post, LETTERS.c.fate == Fate.WAITING.value)
            .values(fate=Fate.CANCELLED.value, recipient="", content="", about="", at="")
        )
        return stopped.rowcount

    async def hurry(self, post: str, *, now: datetime) -> None:
        """Let what of a post is overdue count as due now: somebody has said that it may leave."""
        await self._connection.execute(
            sqlalchemy.update(LETTERS)
            .where(
                LETTERS.c.post == post, LETTERS.c.fate == Fate.WAITING.value, LETTERS.c.due < now
            )
            .values(due=now)
        )

    async def sums(self, post: str) -> Mapping[Fate, int]:
        """Count the letters of a post by fate; together they are its recipients."""
        query = (
            sqlalchemy.select(LETTERS.c.fate, sqlalchemy.func.count())
            .where(LETTERS.c.post == post)
            .group_by(LETTERS.c.fate)
        )
        found = {Fate(fate): count for fate, count in await self._connection.execute(query)}
        return {fate: found.get(fate, 0) for fate in Fate}

    async def oldest_waiting(self, post: str, *, now: datetime) -> datetime | None:
        """Return since when the first untried letter of a post is overdue; None when none is."""
        query = sqlalchemy.select(LETTERS.c.due).where(
            LETTERS.c.post == post,
            LETTERS.c.fate == Fate.WAITING.value,
            LETTERS.c.tries == 0,
            LETTERS.c.due <= now,
        )
        first = query.order_by(LETTERS.c.due).limit(1)
        due: datetime | None = (await self._connection.execute(first)).scalar_one_or_none()
        return due

    async def unreached(self, post: str) -> Sequence[Unreached]:
        """Return who was not reached, and why, as long as that is kept."""
        query = (
            sqlalchemy.select(LETTERS)
            .where(LETTERS.c.post == post, LETTERS.c.fate.in_(NOT_REACHED))
            .where(LETTERS.c.recipient != "")
            .order_by(LETTERS.c.number)
        )
        found = []
        for row in await self._connection.execute(query):
            try:
                recipient = self._seal.opened(row.recipient)
            except SealBroken:
                continue
            found.append(
                Unreached(letter=row.id, recipient=recipient, fate=Fate(row.fate), why=row.why)
            )
        return found

    async def again(self, post: str, *, now: datetime, letter: str = "") -> int:
        """Send once more what nobody knows the fate of: one letter or all; say how many."""
        change = sqlalchemy.update(LETTERS).where(
            LETTERS.c.post == post,
            LETTERS.c.fate == Fate.UNKNOWN.value,
            LETTERS.c.recipient != "",
        )
        if letter:
            change = change.where(LETTERS.c.id == letter)
        sent = await self._connection.execute(
            change.values(fate=Fate.WAITING.value, due=now, tries=0)
        )
        if sent.rowcount:
            await self.let_go(post)
        return sent.rowcount

    def _closed(self, text: str, sealed: dict[str, str]) -> str:
        if text not in sealed:
            sealed[text] = self._seal.closed(text)
        return sealed[text]
