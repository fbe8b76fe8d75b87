"""Keeps sent files in the database, so that any replica can go on with them."""

from datetime import datetime

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.uploads.model import KEPT, UnknownUpload, Upload
from knowledge.storage import METADATA, UtcDateTime

UPLOADS = sqlalchemy.Table(
    "desk_uploads",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("by", sqlalchemy.String(80), nullable=False, index=True),
    sqlalchemy.Column("name", sqlalchemy.String(200), nullable=False),
    sqlalchemy.Column("data", sqlalchemy.LargeBinary, nullable=False),
    sqlalchemy.Column("at", UtcDateTime, nullable=False, index=True),
)


class SqlUploads:
    """Sent files, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, upload: Upload) -> None:
        """Keep a file."""
        await self._connection.execute(
            UPLOADS.insert().values(
                id=upload.id, by=upload.by, name=upload.name, data=upload.data, at=upload.at
            )
        )

    async def get(self, upload_id: str, *, by: str, now: datetime) -> Upload:
        """Return somebody's own file."""
        query = sqlalchemy.select(UPLOADS).where(
            UPLOADS.c.id == upload_id, UPLOADS.c.by == by, UPLOADS.c.at > now - KEPT
        )
        row = (await self._connection.execute(query)).one_or_none()
        if row is None:
            raise UnknownUpload
        return Upload(id=row.id, by=row.by, name=row.name, data=row.data, at=row.at)

    async def drop(self, upload_id: str, *, by: str) -> None:
        """Remove somebody's own file; without one nothing."""
        await self._connection.execute(
            sqlalchemy.delete(UPLOADS).where(UPLOADS.c.id == upload_id, UPLOADS.c.by == by)
        )

    async def forget(self, person_id: str) -> int:
        """Remove all that somebody has sent; say how many."""
        gone = sqlalchemy.delete(UPLOADS).where(UPLOADS.c.by == person_id)
        return (await self._connection.execute(gone)).rowcount

    async def forget_old(self, *, now: datetime) -> int:
        """Remove what came more than an hour ago; say how many."""
        gone = sqlalchemy.delete(UPLOADS).where(UPLOADS.c.at <= now - KEPT)
        return (await self._connection.execute(gone)).rowcount
