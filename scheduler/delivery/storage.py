"""Keeps the outbox in the database."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.sealing import Seal, SealBroken
from knowledge.storage import METADATA, UtcDateTime
from scheduler.delivery.model import Fate, Kind, Letter, Outcome, Step

LETTERS = sqlalchemy.Table(
    "letters",
    METADATA,
    sqlalchemy.Column("number", sqlalchemy.Integer, primary_key=True, autoincrement=True),
    sqlalchemy.Column("id", sqlalchemy.String(32), nullable=False, unique=True),
    sqlalchemy.Column("kind", sqlalchemy.String(20), nullable=False),
    # Reason and recipient as one keyed hash: nobody can read from it whose letter it was,
    # nor that two letters went to the same person.
    sqlalchemy.Column("once", sqlalchemy.String(64), nullable=False, unique=True),
    sqlalchemy.Column("recipient", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("channel", sqlalchemy.String(20)),
    sqlalchemy.Column("content", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("due", UtcDateTime, nullable=False),
    sqlalchemy.Column("fate", sqlalchemy.String(20), nullable=False),
    sqlalchemy.Column("tries", sqlalchemy.Integer, nullable=False, default=0),
    sqlalchemy.Column("lease", sqlalchemy.String(120)),
    sqlalchemy.Column("leased_until", UtcDateTime),
    sqlalchemy.Column("platform_id", sqlalchemy.String(200)),
    sqlalchemy.Column("why", sqlalchemy.String(200), nullable=False, default=""),
    sqlalchemy.Index("ix_letters_fate_due", "fate", "due"),
)

MOVING = (Fate.WAITING.value, Fate.SENDING.value)


class SqlOutbox:
    """Letters, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    async def post(self, letter: Letter) -> bool:
        """Put a letter in; False when this cause has written to this person before."""
        once = self._seal.mark("letter", f"{letter.kind}|{letter.reason}|{letter.recipient}")
        there = sqlalchemy.select(LETTERS.c.number).where(LETTERS.c.once == once)
        if (await self._connection.execute(there)).first() is not None:
            return False
        await self._connection.execute(
            LETTERS.insert().values(
                id=letter.id,
                kind=letter.kind.value,
                once=once,
                recipient=self._seal.closed(letter.recipient),
                channel=letter.channel,
                content=self._seal.closed(letter.content),
                due=letter.due,
                fate=Fate.WAITING.value,
                tries=0,
            )
        )
        return True

    async def any_due(self, *, now: datetime) -> bool:
        """Say whether there is anything to claim."""
        query = (
            sqlalchemy.select(LETTERS.c.number)
            .where(LETTERS.c.fate == Fate.WAITING.value, LETTERS.c.due <= now)
            .limit(1)
        )
        return (await self._connection.execute(query)).first() is not None

    async def claim(
        self, *, by: str, now: datetime, until: datetime, limit: int
    ) -> Sequence[Letter]:
        """Claim letters that are due, oldest first; each claim carries a new lease token."""
        query = (
            sqlalchemy.select(LETTERS)
            .where(LETTERS.c.fate == Fate.WAITING.value, LETTERS.c.due <= now)
            .order_by(LETTERS.c.number)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        rows = (await self._connection.execute(query)).all()
        claimed = []
        for row in rows:
            if not self._can_open(row.content):
                await self._set_aside(row.number)
                continue
            lease = f"{by}/{secrets.token_hex(8)}"
            await self._connection.execute(
                sqlalchemy.update(LETTERS)
                .where(LETTERS.c.number == row.number)
                .values(
                    fate=Fate.SENDING.value, lease=lease, leased_until=until, tries=row.tries + 1
                )
            )
            claimed.append(self._letter(row, tries=row.tries + 1, lease=lease))
        return claimed

    async def settle(self, letter: Letter, step: Step, outcome: Outcome) -> bool:
        """Write what became of a claimed letter; False when the lease is no longer ours."""
        values: dict[str, Any] = {
            "fate": step.fate.value,
            "lease": None,
            "leased_until": None,
            "platform_id": outcome.platform_id,
            "why": outcome.why[:200],
        }
        if step.due is not None:
            values["due"] = step.due
        if step.fate in {Fate.DELIVERED, Fate.CANCELLED}:
            values |= {"recipient": "", "content": ""}
        change = sqlalchemy.update(LETTERS).where(
            LETTERS.c.id == letter.id, LETTERS.c.lease == letter.lease
        )
        return (await self._connection.execute(change.values(**values))).rowcount == 1

    async def lost(self, *, now: datetime, is_gone: Callable[[str], bool]) -> Sequence[Letter]:
        """Return letters in sending whose lease has run out, or whose sender is gone."""
        query = (
            sqlalchemy.select(LETTERS)
            .where(LETTERS.c.fate == Fate.SENDING.value)
            .order_by(LETTERS.c.number)
            .with_for_update(skip_locked=True)
        )
        return [
            self._letter(row, tries=row.tries, lease=row.lease)
            for row in await self._connection.execute(query)
            if row.leased_until < now or is_gone(row.lease.rpartition("/")[0])
        ]

    async def forget_old(self, *, before: datetime) -> int:
        """Empty letters that were due before a time and can no longer move; say how many."""
        old = (LETTERS.c.due < before) & LETTERS.c.fate.not_in(MOVING)
        removed = await self._connection.execute(
            sqlalchemy.delete(LETTERS).where(old, LETTERS.c.kind == Kind.AT_LEAST_ONCE.value)
        )
        emptied = await self._connection.execute(
            sqlalchemy.update(LETTERS)
            .where(old, LETTERS.c.content != "")
            .values(recipient="", content="")
        )
        return removed.rowcount + emptied.rowcount

    async def waiting_for(self, person_id: str) -> int:
        """Count the letters to a person that are waiting or being sent."""
        query = sqlalchemy.select(LETTERS.c.recipient).where(LETTERS.c.fate.in_(MOVING))
        recipients = (await self._connection.execute(query)).scalars()
        return sum(
            self._can_open(recipient) and self._seal.opened(recipient) == person_id
            for recipient in recipients
        )

    async def sums(self) -> Mapping[Fate, int]:
        """Count the letters by fate."""
        query = sqlalchemy.select(LETTERS.c.fate, sqlalchemy.func.count()).group_by(LETTERS.c.fate)
        found = {Fate(fate): count for fate, count in await self._connection.execute(query)}
        return {fate: found.get(fate, 0) for fate in Fate}

    def _can_open(self, sealed: str) -> bool:
        try:
            self._seal.opened(sealed)
        except SealBroken:
            return False
        return True

    async def _set_aside(self, number: int) -> None:
        """Keep one unreadable letter from stopping all the others; it stays for a person."""
        await self._connection.execute(
            sqlalchemy.update(LETTERS)
            .where(LETTERS.c.number == number)
            .values(fate=Fate.FAILED.value, why="sealed with another key")
        )

    def _letter(self, row: sqlalchemy.Row[Any], *, tries: int, lease: str | None) -> Letter:
        return Letter(
            id=row.id,
            kind=Kind(row.kind),
            reason="",
            recipient=self._seal.opened(row.recipient),
            channel=row.channel,
            content=self._seal.opened(row.content),
            due=row.due,
            tries=tries,
            lease=lease,
        )
