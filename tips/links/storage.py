"""Keeps in the database which links lead nowhere."""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.storage import METADATA, UtcDateTime, insert_once
from tips.links.model import BrokenLink

BROKEN_LINKS = sqlalchemy.Table(
    "broken_links",
    METADATA,
    sqlalchemy.Column("address", sqlalchemy.String(1000), primary_key=True),
    sqlalchemy.Column("tip", sqlalchemy.String(80), nullable=False),
    sqlalchemy.Column("language", sqlalchemy.String(8), nullable=False),
    sqlalchemy.Column("since", UtcDateTime, nullable=False),
    sqlalchemy.Column("seen", UtcDateTime, nullable=False),
)


class SqlLinkShelf:
    """Links that lead nowhere, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def broken(self) -> Sequence[BrokenLink]:
        """Return them, the longest broken first."""
        query = sqlalchemy.select(BROKEN_LINKS).order_by(
            BROKEN_LINKS.c.since, BROKEN_LINKS.c.address
        )
        return [
            BrokenLink(row.address, row.tip, row.language, row.since, row.seen)
            for row in await self._connection.execute(query)
        ]

    async def note(self, address: str, *, tip: str, language: str, at: datetime) -> None:
        """Note that a link of a tip led nowhere; since when is kept from the first time."""
        again = (
            sqlalchemy.update(BROKEN_LINKS)
            .where(BROKEN_LINKS.c.address == address)
            .values(seen=at, tip=tip, language=language)
        )
        if not (await self._connection.execute(again)).rowcount:
            first = insert_once(self._connection, BROKEN_LINKS)
            await self._connection.execute(
                first.values(address=address, tip=tip, language=language, since=at, seen=at)
            )

    async def keep_only(self, addresses: Collection[str]) -> None:
        """Forget all others: they lead somewhere, or stand in no tip."""
        for one in await self.broken():
            if one.address not in addresses:
                await self._connection.execute(
                    sqlalchemy.delete(BROKEN_LINKS).where(BROKEN_LINKS.c.address == one.address)
                )
