"""Keeps sign-ins that have begun in the database."""

from datetime import datetime

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.sign_in.flow import Attempt
from knowledge.storage import METADATA, UtcDateTime

ATTEMPTS = sqlalchemy.Table(
    "desk_sign_ins",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.String(64), primary_key=True),
    sqlalchemy.Column("browser", sqlalchemy.String(64), nullable=False),
    sqlalchemy.Column("nonce", sqlalchemy.String(64), nullable=False),
    sqlalchemy.Column("verifier", sqlalchemy.String(128), nullable=False),
    sqlalchemy.Column("onward", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("ends", UtcDateTime, nullable=False, index=True),
)


class SqlAttempts:
    """Sign-ins that have begun, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, attempt: Attempt) -> None:
        """Keep one that begins."""
        await self._connection.execute(
            ATTEMPTS.insert().values(
                id=attempt.id,
                browser=attempt.browser,
                nonce=attempt.nonce,
                verifier=attempt.verifier,
                onward=attempt.onward,
                ends=attempt.ends,
            )
        )

    async def take(self, attempt_id: str) -> Attempt | None:
        """Return one and remove it, so that nobody gets it twice; None when there is none."""
        query = sqlalchemy.select(ATTEMPTS).where(ATTEMPTS.c.id == attempt_id)
        row = (await self._connection.execute(query)).one_or_none()
        gone = await self._connection.execute(
            sqlalchemy.delete(ATTEMPTS).where(ATTEMPTS.c.id == attempt_id)
        )
        return Attempt(**row._mapping) if row and gone.rowcount == 1 else None

    async def forget_old(self, *, now: datetime) -> int:
        """Remove what nobody came back from in time; return how many there were."""
        gone = sqlalchemy.delete(ATTEMPTS).where(ATTEMPTS.c.ends <= now)
        return (await self._connection.execute(gone)).rowcount
