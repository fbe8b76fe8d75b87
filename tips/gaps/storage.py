"""Keeps gaps: wordings in plain text, and who asked them as marks that cannot be followed."""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.matching.words import normal
from knowledge.sealing import Seal
from knowledge.storage import METADATA, insert_once, reword
from tips.gaps.model import Gap, GapFate, UnknownGap

KEY_LIFE = timedelta(weeks=4)

GAPS = sqlalchemy.Table(
    "gaps",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("wording", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("language", sqlalchemy.String(8), nullable=False),
    sqlalchemy.Column("first", sqlalchemy.Date, nullable=False),
    sqlalchemy.Column("last", sqlalchemy.Date, nullable=False, index=True),
    sqlalchemy.Column("before", sqlalchemy.Integer, nullable=False),
    sqlalchemy.Column("shared", sqlalchemy.Boolean, nullable=False),
    sqlalchemy.Column("fate", sqlalchemy.String(10), nullable=False, index=True),
)

ASKED = sqlalchemy.Table(
    "gap_marks",
    METADATA,
    sqlalchemy.Column("gap", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("mark", sqlalchemy.String(32), primary_key=True),
)

KEY = sqlalchemy.Table(
    "gap_key",
    METADATA,
    sqlalchemy.Column("only", sqlalchemy.Integer, primary_key=True),
    sqlalchemy.Column("key", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("since", sqlalchemy.Date, nullable=False),
)


class SqlGapShelf:
    """Gaps, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    async def add(self, wording: str, language: str, *, person: str, on: date) -> str:
        """Write down that somebody has asked this; the same person is counted once."""
        gap_id = hashlib.sha256(f"{language}|{normal(wording)}".encode()).hexdigest()[:32]
        await self._connection.execute(
            insert_once(self._connection, GAPS).values(
                id=gap_id,
                wording=wording,
                language=language,
                first=on,
                last=on,
                before=0,
                shared=False,
                fate=GapFate.OPEN.value,
            )
        )
        await self._connection.execute(
            sqlalchemy.update(GAPS).where(GAPS.c.id == gap_id, GAPS.c.last < on).values(last=on)
        )
        mark = _mark(await self._key(on), person)
        await self._connection.execute(
            insert_once(self._connection, ASKED).values(gap=gap_id, mark=mark)
        )
        return gap_id

    async def share(self, gap_id: str) -> bool:
        """Let the coordinators see a wording that fewer than three have asked; False if gone."""
        change = sqlalchemy.update(GAPS).where(GAPS.c.id == gap_id).values(shared=True)
        return (await self._connection.execute(change)).rowcount == 1

    async def open(self) -> Sequence[Gap]:
        """Return the gaps nothing has become of, the latest first."""
        return await self._where(GAPS.c.fate == GapFate.OPEN.value)

    async def get(self, gap_ids: Collection[str]) -> Sequence[Gap]:
        """Return these gaps, in any state; raise UnknownGap when one is not there."""
        found = await self._where(GAPS.c.id.in_(gap_ids))
        if len(found) < len(set(gap_ids)):
            raise UnknownGap
        return found

    async def decide(self, gap_ids: Collection[str], fate: GapFate) -> int:
        """Write down what has become of gaps; return how many there were."""
        change = sqlalchemy.update(GAPS).where(GAPS.c.id.in_(gap_ids)).values(fate=fate.value)
        return (await self._connection.execute(change)).rowcount

    async def new_key(self, *, today: date) -> bool:
        """Destroy the key when it is four weeks old, with all marks; say whether it was."""
        gone = sqlalchemy.delete(KEY).where(KEY.c.since <= today - KEY_LIFE)
        if (await self._connection.execute(gone)).rowcount == 0:
            return False
        await self._write_counts_down()
        await self._connection.execute(sqlalchemy.delete(ASKED))
        return True

    async def forget(self, person_id: str) -> None:
        """Remove a person's marks; how many had asked stays."""
        key = (await self._connection.execute(sqlalchemy.select(KEY.c.key))).scalar_one_or_none()
        if key is None:
            return
        theirs = ASKED.c.mark == _mark(bytes.fromhex(self._seal.opened(key)), person_id)
        await self._write_counts_down(ASKED.c.gap.in_(sqlalchemy.select(ASKED.c.gap).where(theirs)))
        await self._connection.execute(sqlalchemy.delete(ASKED).where(theirs))

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put every wording through a change; say how many it changed."""
        return await reword(self._connection, GAPS, ["wording"], change)

    async def forget_old(self, *, before: date) -> int:
        """Remove what nobody has asked since a day; say how many."""
        old = sqlalchemy.select(GAPS.c.id).where(GAPS.c.last < before)
        await self._connection.execute(sqlalchemy.delete(ASKED).where(ASKED.c.gap.in_(old)))
        gone = sqlalchemy.delete(GAPS).where(GAPS.c.last < before)
        return (await self._connection.execute(gone)).rowcount

    async def _key(self, on: date) -> bytes:
        """Return the key of these four weeks; the first who asks makes it."""
        made = self._seal.closed(secrets.token_hex(32))
        await self._connection.execute(
            insert_once(self._connection, KEY).values(only=1, key=made, since=on)
        )
        query = sqlalchemy.select(KEY.c.key).where(KEY.c.only == 1)
        kept = (await self._connection.execute(query)).scalar_one()
        return bytes.fromhex(self._seal.opened(kept))

    async def _write_counts_down(self, *where: sqlalchemy.ColumnElement[bool]) -> None:
        """Keep how many have asked each gap, for when the marks are gone."""
        counts = (
            sqlalchemy.select(ASKED.c.gap, sqlalchemy.func.count())
            .where(*where)
            .group_by(ASKED.c.gap)
        )
        for gap, people in (await self._connection.execute(counts)).all():
            await self._connection.execute(
                sqlalchemy.update(GAPS)
                .where(GAPS.c.id == gap, GAPS.c.before < people)
                .values(before=people)
            )

    async def _where(self, *where: sqlalchemy.ColumnElement[bool]) -> Sequence[Gap]:
        query = sqlalchemy.select(GAPS).where(*where).order_by(GAPS.c.last.desc(), GAPS.c.id)
        rows = (await self._connection.execute(query)).all()
        marks = sqlalchemy.select(ASKED).where(
            ASKED.c.gap.in_(sqlalchemy.select(GAPS.c.id).where(*where))
        )
        askers: dict[str, set[str]] = {}
        for row in await self._connection.execute(marks):
            askers.setdefault(row.gap, set()).add(row.mark)
        return [_gap(row, askers.get(row.id, set())) for row in rows]


def _mark(key: bytes, person_id: str) -> str:
    return hmac.new(key, person_id.encode(), hashlib.sha256).hexdigest()[:32]


def _gap(row: sqlalchemy.Row[Any], askers: Collection[str]) -> Gap:
    return Gap(
        id=row.id,
        wording=row.wording,
        language=row.language,
        first=row.first,
        last=row.last,
        askers=frozenset(askers),
        before=row.before,
        shared=row.shared,
        fate=GapFate(row.fate),
    )
