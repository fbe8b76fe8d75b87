"""Keeps accounts and the codes that link them in the database."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.storage import METADATA, UtcDateTime

ACCOUNTS = sqlalchemy.Table(
    "accounts",
    METADATA,
    sqlalchemy.Column("channel", sqlalchemy.String(20), primary_key=True),
    sqlalchemy.Column("account", sqlalchemy.String(200), primary_key=True),
    sqlalchemy.Column("person", sqlalchemy.ForeignKey("people.id"), nullable=False, index=True),
    # The day alone: it tells where to write to somebody, and not when they wrote.
    sqlalchemy.Column("used", sqlalchemy.Date),
)

CODES = sqlalchemy.Table(
    "link_codes",
    METADATA,
    sqlalchemy.Column("mark", sqlalchemy.String(64), primary_key=True),
    sqlalchemy.Column("person", sqlalchemy.ForeignKey("people.id"), nullable=False, index=True),
    sqlalchemy.Column("until", UtcDateTime, nullable=False),
)


class SqlAccounts:
    """Accounts, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def owner(self, channel: str, account: str) -> str | None:
        """Return the person id behind an account, or None for one never met."""
        query = sqlalchemy.select(ACCOUNTS.c.person).where(
            ACCOUNTS.c.channel == channel, ACCOUNTS.c.account == account
        )
        return (await self._connection.execute(query)).scalar_one_or_none()

    async def of(self, person_id: str) -> Sequence[tuple[str, str]]:
        """Return a person's accounts: channel and account."""
        query = (
            sqlalchemy.select(ACCOUNTS.c.channel, ACCOUNTS.c.account)
            .where(ACCOUNTS.c.person == person_id)
            .order_by(ACCOUNTS.c.channel, ACCOUNTS.c.account)
        )
        return [(row.channel, row.account) for row in await self._connection.execute(query)]

    async def add(self, channel: str, account: str, person_id: str) -> None:
        """Keep whose an account is; an account has one owner, the latest."""
        change = (
            sqlalchemy.update(ACCOUNTS)
            .where(ACCOUNTS.c.channel == channel, ACCOUNTS.c.account == account)
            .values(person=person_id)
        )
        if (await self._connection.execute(change)).rowcount == 0:
            await self._connection.execute(
                ACCOUNTS.insert().values(channel=channel, account=account, person=person_id)
            )

    async def use(self, channel: str, account: str, *, on: date) -> None:
        """Remember the day on which somebody last wrote with an account."""
        await self._connection.execute(
            sqlalchemy.update(ACCOUNTS)
            .where(
                ACCOUNTS.c.channel == channel,
                ACCOUNTS.c.account == account,
                ACCOUNTS.c.used.is_(None) | (ACCOUNTS.c.used < on),
            )
            .values(used=on)
        )

    async def latest_of(
        self, people: Collection[str], channels: Collection[str]
    ) -> Mapping[str, str]:
        """Return which of some channels people wrote on last, or have an account on, by id.

        Whoever has none is left out.
        """
        query = (
            sqlalchemy.select(ACCOUNTS.c.person, ACCOUNTS.c.channel)
            .where(ACCOUNTS.c.person.in_(people), ACCOUNTS.c.channel.in_(channels))
            .order_by(ACCOUNTS.c.used.is_not(None), ACCOUNTS.c.used, ACCOUNTS.c.channel.desc())
        )
        return {row.person: row.channel for row in await self._connection.execute(query)}

    async def having(self, channels: Collection[str]) -> frozenset[str]:
        """Return who has an account on any of some channels."""
        query = sqlalchemy.select(ACCOUNTS.c.person).where(ACCOUNTS.c.channel.in_(channels))
        return frozenset((await self._connection.execute(query)).scalars())

    async def unmet(
        self, channel: str, *, within: Collection[str] | None, most: int
    ) -> tuple[int, Sequence[str]]:
        """Count those who work here and have no account on a channel; return the first of them."""
        people = METADATA.tables["people"]
        here = sqlalchemy.select(ACCOUNTS.c.account).where(
            ACCOUNTS.c.channel == channel, ACCOUNTS.c.person == people.c.id
        )
        unmet = people.c.left.is_(None) & ~here.exists()
        if within is not None:
            unmet &= people.c.department.in_(within)
        count = sqlalchemy.select(sqlalchemy.func.count()).select_from(people).where(unmet)
        first = (
            sqlalchemy.select(people.c.id)
            .where(unmet)
            .order_by(people.c.name, people.c.id)
            .limit(most)
        )
        total = (await self._connection.execute(count)).scalar_one()
        return total, (await self._connection.execute(first)).scalars().all()

    async def hand_over(self, *, of: str, to: str) -> None:
        """Give all accounts of one person to another."""
        await self._connection.execute(
            sqlalchemy.update(ACCOUNTS).where(ACCOUNTS.c.person == of).values(person=to)
        )

    async def add_code(self, mark: str, person_id: str, *, until: datetime) -> None:
        """Keep a code, as a mark, that links an account to a person; an older one is dropped."""
        await self._connection.execute(sqlalchemy.delete(CODES).where(CODES.c.person == person_id))
        await self._connection.execute(
            CODES.insert().values(mark=mark, person=person_id, until=until)
        )

    async def use_code(self, mark: str, *, now: datetime) -> str | None:
        """Return whose a code is, once and in time; None otherwise."""
        query = sqlalchemy.select(CODES.c.person).where(CODES.c.mark == mark, CODES.c.until > now)
        person = (await self._connection.execute(query)).scalar_one_or_none()
        used = await self._connection.execute(sqlalchemy.delete(CODES).where(CODES.c.mark == mark))
        return person if used.rowcount == 1 else None

    async def forget_codes(self, *, before: datetime) -> int:
        """Remove codes that were not used in time; say how many."""
        change = sqlalchemy.delete(CODES).where(CODES.c.until < before)
        return (await self._connection.execute(change)).rowcount

    async def forget(self, person_id: str) -> None:
        """Remove a person's accounts and codes."""
        for table in (CODES, ACCOUNTS):
            await self._connection.execute(
                sqlalchemy.delete(table).where(table.c.person == person_id)
            )
