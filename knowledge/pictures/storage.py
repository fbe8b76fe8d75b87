"""Keeps pictures in the database, so that a copy of it holds them and every replica has them."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.pictures.model import CleanPicture
from knowledge.storage import METADATA, UtcDateTime, insert_once

PICTURES = sqlalchemy.Table(
    "pictures",
    METADATA,
    sqlalchemy.Column("name", sqlalchemy.String(40), primary_key=True),
    sqlalchemy.Column("data", sqlalchemy.LargeBinary, nullable=False),
    sqlalchemy.Column("width", sqlalchemy.Integer, nullable=False),
    sqlalchemy.Column("height", sqlalchemy.Integer, nullable=False),
    sqlalchemy.Column("added", UtcDateTime, nullable=False),
)
AT_ONCE = 500
"""Names in one statement; databases have a limit."""


class SqlPictureShelf:
    """Pictures, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, picture: CleanPicture, *, at: datetime) -> str:
        """Keep a picture and return its name; the same picture twice is kept once."""
        await self._connection.execute(
            insert_once(self._connection, PICTURES).values(
                name=picture.name,
                data=picture.data,
                width=picture.width,
                height=picture.height,
                added=at,
            )
        )
        return picture.name

    async def get(self, name: str) -> CleanPicture | None:
        """Return a picture, or None when there is none of this name."""
        query = sqlalchemy.select(PICTURES).where(PICTURES.c.name == name)
        row = (await self._connection.execute(query)).one_or_none()
        if row is None:
            return None
        return CleanPicture(
            data=row.data, suffix=name.rpartition(".")[2], width=row.width, height=row.height
        )

    async def known(self, names: Collection[str]) -> Collection[str]:
        """Return those of some names under which there is a picture."""
        wanted, found = sorted(set(names)), set[str]()
        for start in range(0, len(wanted), AT_ONCE):
            query = sqlalchemy.select(PICTURES.c.name).where(
                PICTURES.c.name.in_(wanted[start : start + AT_ONCE])
            )
            found.update(await self._connection.scalars(query))
        return found

    async def names(self) -> Collection[str]:
        """Return the names of all that are kept."""
        return set(await self._connection.scalars(sqlalchemy.select(PICTURES.c.name)))

    async def drop(self, name: str) -> None:
        """Remove a picture at once, say somebody's face; without one of this name nothing."""
        await self._connection.execute(sqlalchemy.delete(PICTURES).where(PICTURES.c.name == name))

    async def forget_unused(self, used: Collection[str], *, before: datetime) -> int:
        """Remove what came before a time and nothing shows; say how many."""
        query = sqlalchemy.select(PICTURES.c.name).where(PICTURES.c.added < before)
        gone = sorted(set(await self._connection.scalars(query)) - set(used))
        for start in range(0, len(gone), AT_ONCE):
            await self._connection.execute(
                sqlalchemy.delete(PICTURES).where(
                    PICTURES.c.name.in_(gone[start : start + AT_ONCE])
                )
            )
        return len(gone)
