"""Keeps choices in the database."""

from collections.abc import Mapping

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.storage import METADATA, insert_once

CHOICES = sqlalchemy.Table(
    "choices",
    METADATA,
    sqlalchemy.Column("name", sqlalchemy.String(40), primary_key=True),
    sqlalchemy.Column("value", sqlalchemy.Text, nullable=False),
)


class SqlChoiceShelf:
    """Choices, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def everything(self) -> Mapping[str, str]:
        """Return every choice that somebody has made."""
        rows = await self._connection.execute(sqlalchemy.select(CHOICES))
        return {row.name: row.value for row in rows}

    async def put(self, name: str, value: str) -> None:
        """Choose something, in the place of what was chosen before; "" takes the choice back."""
        mine = CHOICES.c.name == name
        if not value:
            await self._connection.execute(sqlalchemy.delete(CHOICES).where(mine))
            return
        await self._connection.execute(
            insert_once(self._connection, CHOICES).values(name=name, value=value)
        )
        await self._connection.execute(sqlalchemy.update(CHOICES).where(mine).values(value=value))
