"""Keeps sessions in the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.sessions.model import Session
from knowledge.storage import METADATA, UtcDateTime

SESSIONS = sqlalchemy.Table(
    "desk_sessions",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.String(64), primary_key=True),
    sqlalchemy.Column("person", sqlalchemy.String(80), nullable=False, index=True),
    sqlalchemy.Column("csrf", sqlalchemy.String(64), nullable=False),
    sqlalchemy.Column("started", UtcDateTime, nullable=False),
    sqlalchemy.Column("ends", UtcDateTime, nullable=False, index=True),
)


class SqlSessions:
    """Sessions, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, session: Session) -> None:
        """Keep a new session."""
        await self._connection.execute(
            SESSIONS.insert().values(
                id=session.id,
                person=session.person,
                csrf=session.csrf,
                started=session.started,
                ends=session.ends,
            )
        )

    async def get(self, session_id: str) -> Session | None:
        """Return a session, over or not."""
        query = sqlalchemy.select(SESSIONS).where(SESSIONS.c.id == session_id)
        row = (await self._connection.execute(query)).one_or_none()
        return _session(row) if row else None

    async def of(self, person_id: str) -> Sequence[Session]:
        """Return a person's sessions, the newest first."""
        query = (
            sqlalchemy.select(SESSIONS)
            .where(SESSIONS.c.person == person_id)
            .order_by(SESSIONS.c.started.desc())
        )
        return [_session(row) for row in await self._connection.execute(query)]

    async def end(self, session_id: str) -> None:
        """Sign one browser out."""
        await self._connection.execute(
            sqlalchemy.delete(SESSIONS).where(SESSIONS.c.id == session_id)
        )

    async def end_all(self, person_id: str) -> int:
        """Sign a person out everywhere; return how many browsers there were."""
        gone = sqlalchemy.delete(SESSIONS).where(SESSIONS.c.person == person_id)
        return (await self._connection.execute(gone)).rowcount

    async def forget_old(self, *, now: datetime) -> int:
        """Remove what is over; return how many there were."""
        gone = sqlalchemy.delete(SESSIONS).where(SESSIONS.c.ends <= now)
        return (await self._connection.execute(gone)).rowcount


def _session(row: sqlalchemy.Row[Any]) -> Session:
    return Session(id=row.id, person=row.person, csrf=row.csrf, started=row.started, ends=row.ends)
