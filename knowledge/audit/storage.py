"""Keeps the audit in the database."""

import hashlib
import json
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.audit.model import START, Deed, Line, hash_of
from knowledge.storage import METADATA, UtcDateTime

AUDIT = sqlalchemy.Table(
    "audit",
    METADATA,
    sqlalchemy.Column("number", sqlalchemy.Integer, primary_key=True, autoincrement=False),
    sqlalchemy.Column("at", UtcDateTime, nullable=False),
    sqlalchemy.Column("name", sqlalchemy.String(60), nullable=False),
    sqlalchemy.Column("by", sqlalchemy.String(80), nullable=False, index=True),
    sqlalchemy.Column("salt", sqlalchemy.String(32), nullable=False),
    sqlalchemy.Column("by_hash", sqlalchemy.String(64), nullable=False),
    sqlalchemy.Column("object", sqlalchemy.String(200), nullable=False),
    sqlalchemy.Column("details", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("before", sqlalchemy.String(64), nullable=False),
    sqlalchemy.Column("hash", sqlalchemy.String(64), nullable=False),
)
LOCK = 4_711_002
"""The advisory lock on PostgreSQL that lets one transaction add a line at a time."""


class SqlAudit:
    """The audit, as one transaction sees it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def write(self, deed: Deed, *, at: datetime) -> None:
        """Add a line in this transaction."""
        if self._connection.dialect.name == "postgresql":
            lock = sqlalchemy.text(f"SELECT pg_advisory_xact_lock({LOCK})")
            await self._connection.execute(lock)
        query = sqlalchemy.select(AUDIT.c.number, AUDIT.c.hash).order_by(AUDIT.c.number.desc())
        last = (await self._connection.execute(query.limit(1))).first()
        number, before = (last.number + 1, last.hash) if last else (1, START)
        salt = secrets.token_hex(16)
        by_hash = hashlib.sha256(f"{salt}{deed.by}".encode()).hexdigest()
        await self._connection.execute(
            AUDIT.insert().values(
                number=number,
                at=at,
                name=deed.name,
                by=deed.by,
                salt=salt,
                by_hash=by_hash,
                object=deed.object,
                details=json.dumps(dict(deed.details), ensure_ascii=False, sort_keys=True),
                before=before,
                hash=hash_of(number=number, at=at, deed=deed, by_hash=by_hash, before=before),
            )
        )

    async def latest(self, *, limit: int, before: int | None = None) -> Sequence[Line]:
        """Return lines, the newest first, from before a number on."""
        query = sqlalchemy.select(AUDIT).order_by(AUDIT.c.number.desc()).limit(limit)
        if before is not None:
            query = query.where(AUDIT.c.number < before)
        return [_line(row) for row in await self._connection.execute(query)]

    async def everything(self) -> Sequence[Line]:
        """Return all lines, oldest first."""
        query = sqlalchemy.select(AUDIT).order_by(AUDIT.c.number)
        return [_line(row) for row in await self._connection.execute(query)]

    async def done_by(self, person_id: str) -> Sequence[Line]:
        """Return what a person has done, oldest first."""
        query = sqlalchemy.select(AUDIT).where(AUDIT.c.by == person_id).order_by(AUDIT.c.number)
        return [_line(row) for row in await self._connection.execute(query)]

    async def forget(self, person_id: str) -> int:
        """Take a person out of the lines; the chain holds. Return how many there were."""
        change = sqlalchemy.update(AUDIT).where(AUDIT.c.by == person_id).values(by="", salt="")
        return (await self._connection.execute(change)).rowcount


def _line(row: sqlalchemy.Row[Any]) -> Line:
    return Line(
        number=row.number,
        at=row.at,
        deed=Deed(name=row.name, by=row.by, object=row.object, details=json.loads(row.details)),
        by_hash=row.by_hash,
        before=row.before,
        hash=row.hash,
    )
