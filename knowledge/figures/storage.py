"""Keeps counts under marks while four weeks go on, and figures of nobody once they are over."""

import hashlib
import hmac
import secrets
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy
import sqlalchemy.dialects.postgresql
import sqlalchemy.dialects.sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.figures.model import Change, Count, Family, Figure, Side
from knowledge.figures.periods import BLOCK, block_of
from knowledge.sealing import Seal
from knowledge.storage import METADATA, insert_once

BLOCKS = sqlalchemy.Table(
    "figure_blocks",
    METADATA,
    sqlalchemy.Column("block", sqlalchemy.Date, primary_key=True),
    # Sealed; "" once the block is closed.
    sqlalchemy.Column("key", sqlalchemy.Text, nullable=False),
)

COUNTS = sqlalchemy.Table(
    "figure_counts",
    METADATA,
    sqlalchemy.Column("week", sqlalchemy.Date, primary_key=True),
    sqlalchemy.Column("family", sqlalchemy.String(10), primary_key=True),
    sqlalchemy.Column("place", sqlalchemy.String(80), primary_key=True),
    sqlalchemy.Column("what", sqlalchemy.String(10), primary_key=True),
    sqlalchemy.Column("side", sqlalchemy.String(6), primary_key=True),
    sqlalchemy.Column("mark", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("times", sqlalchemy.Integer, nullable=False),
)

FIGURES = sqlalchemy.Table(
    "figures",
    METADATA,
    sqlalchemy.Column("block", sqlalchemy.Date, primary_key=True),
    sqlalchemy.Column("family", sqlalchemy.String(10), primary_key=True),
    sqlalchemy.Column("place", sqlalchemy.String(80), primary_key=True),
    sqlalchemy.Column("part", sqlalchemy.String(10), primary_key=True),
    sqlalchemy.Column("times", sqlalchemy.Integer, nullable=False),
)


class SqlFigureShelf:
    """Counts and figures, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    async def count(self, changes: Sequence[Change], *, week: date) -> None:
        """Count things that happened, all at once."""
        key = await self._key(block_of(week))
        if key is None or not changes:
            return
        times: Counter[tuple[str, ...]] = Counter()
        for one in changes:
            mark = _mark(key, one.person, one.family, one.place, one.side)
            times[one.family, one.place, one.what, one.side, mark] += one.times
        names = ("family", "place", "what", "side", "mark")
        rows = [
            {"week": week, "times": count, **dict(zip(names, row, strict=True))}
            # In one order, so that two transactions never wait for each other.
            for row, count in sorted(times.items())
        ]
        insert = (
            sqlalchemy.dialects.postgresql.insert
            if self._connection.dialect.name == "postgresql"
            else sqlalchemy.dialects.sqlite.insert
        )(COUNTS).values(rows)
        await self._connection.execute(
            insert.on_conflict_do_update(
                index_elements=list(COUNTS.primary_key.columns),
                set_={"times": COUNTS.c.times + insert.excluded.times},
            )
        )

    async def forget(self, person_id: str) -> int:
        """Remove all that counts for a person in blocks that go on; say how many rows."""
        scopes = sqlalchemy.select(COUNTS.c.family, COUNTS.c.place, COUNTS.c.side).distinct()
        known = {
            _scope(Family(row.family), row.place, Side(row.side))
            for row in await self._connection.execute(scopes)
        }
        gone = 0
        for row in await self._connection.execute(
            sqlalchemy.select(BLOCKS.c.key).where(BLOCKS.c.key != "")
        ):
            key = bytes.fromhex(self._seal.opened(row.key))
            theirs = [_marked(key, person_id, scope) for scope in known]
            remove = sqlalchemy.delete(COUNTS).where(COUNTS.c.mark.in_(theirs))
            gone += (await self._connection.execute(remove)).rowcount
        return gone

    async def over(self, *, today: date) -> Sequence[date]:
        """Return the blocks that are over and not closed, the earliest first."""
        query = (
            sqlalchemy.select(BLOCKS.c.block)
            .where(BLOCKS.c.block < block_of(today), BLOCKS.c.key != "")
            .order_by(BLOCKS.c.block)
        )
        return list((await self._connection.execute(query)).scalars())

    async def take(self, block: date) -> Sequence[Count] | None:
        """Close a block: destroy its key, remove its counts, and return them this once."""
        closing = (
            sqlalchemy.update(BLOCKS)
            .where(BLOCKS.c.block == block, BLOCKS.c.key != "")
            .values(key="")
        )
        if not (await self._connection.execute(closing)).rowcount:
            return None
        query = sqlalchemy.select(COUNTS).where(
            COUNTS.c.week >= block, COUNTS.c.week < block + BLOCK
        )
        found = [_count(row) for row in await self._connection.execute(query)]
        # Also what came, without a key by then, after an earlier block was closed.
        await self._connection.execute(
            sqlalchemy.delete(COUNTS).where(COUNTS.c.week < block + BLOCK)
        )
        return found

    async def show(self, figures: Sequence[Figure]) -> None:
        """Keep figures that may be shown to everybody."""
        rows = [
            {
                "block": one.block,
                "family": one.family.value,
                "place": one.place,
                "part": one.column,
                "times": one.times,
            }
            for one in figures
        ]
        if rows:
            await self._connection.execute(sqlalchemy.insert(FIGURES), rows)

    async def of(self, place: str, *, since: date) -> Sequence[Figure]:
        """Return the figures of a place, and those of tips, from a block on."""
        is_tip = FIGURES.c.family == Family.TIPS.value
        query = (
            sqlalchemy.select(FIGURES)
            .where(FIGURES.c.block >= since, is_tip | (FIGURES.c.place == place))
            .order_by(*FIGURES.primary_key.columns)
        )
        return [_figure(row) for row in await self._connection.execute(query)]

    async def forget_old(self, *, before: date) -> int:
        """Remove the figures of blocks that began before a day; say how many."""
        await self._connection.execute(
            sqlalchemy.delete(BLOCKS).where(BLOCKS.c.block < before, BLOCKS.c.key == "")
        )
        gone = sqlalchemy.delete(FIGURES).where(FIGURES.c.block < before)
        return (await self._connection.execute(gone)).rowcount

    async def _key(self, block: date) -> bytes | None:
        """Return the key of a block, which the first who counts makes; None once it is closed."""
        query = sqlalchemy.select(BLOCKS.c.key).where(BLOCKS.c.block == block)
        kept = (await self._connection.execute(query)).scalar_one_or_none()
        if kept is None:
            made = self._seal.closed(secrets.token_hex(32))
            await self._connection.execute(
                insert_once(self._connection, BLOCKS).values(block=block, key=made)
            )
            kept = (await self._connection.execute(query)).scalar_one()
        return bytes.fromhex(self._seal.opened(kept)) if kept else None


def _mark(key: bytes, person_id: str, family: Family, place: str, side: Side) -> str:
    return _marked(key, person_id, _scope(family, place, side))


def _scope(family: Family, place: str, side: Side) -> str:
    """Return within what a person has one mark: a table, one side of it, or a single tip."""
    return f"{family}\0{side}\0{place if family is Family.TIPS else ''}"


def _marked(key: bytes, person_id: str, scope: str) -> str:
    return hmac.new(key, f"{scope}\0{person_id}".encode(), hashlib.sha256).hexdigest()[:32]


def _count(row: sqlalchemy.Row[Any]) -> Count:
    return Count(
        week=row.week,
        family=Family(row.family),
        place=row.place,
        what=row.what,
        side=Side(row.side),
        mark=row.mark,
        times=row.times,
    )


def _figure(row: sqlalchemy.Row[Any]) -> Figure:
    return Figure(
        block=row.block,
        family=Family(row.family),
        place=row.place,
        column=row.part,
        times=row.times,
    )
