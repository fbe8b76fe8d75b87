"""Keeps what kind of installation this is: made by `demo`, or real."""

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.storage import METADATA

INSTALLATION = sqlalchemy.Table(
    "installation",
    METADATA,
    sqlalchemy.Column("name", sqlalchemy.String(40), primary_key=True),
    sqlalchemy.Column("value", sqlalchemy.String(200), nullable=False),
)

KIND, DEMO, KEY = "kind", "demo", "key"
PAUSED = "paused"
"""There, with the time of the copy that was brought back, while nothing is sent."""


class SqlInstallation:
    """The installation, as one transaction sees it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def is_demo(self) -> bool:
        """Say whether `demo` made this database; only then may people be picked."""
        query = sqlalchemy.select(INSTALLATION.c.value).where(INSTALLATION.c.name == KIND)
        return (await self._connection.execute(query)).scalar_one_or_none() == DEMO

    async def knows_key(self, fingerprint: str) -> bool:
        """Say whether this is the key the database was sealed with; the first one seen is."""
        query = sqlalchemy.select(INSTALLATION.c.value).where(INSTALLATION.c.name == KEY)
        kept = (await self._connection.execute(query)).scalar_one_or_none()
        if kept is None:
            await self._connection.execute(
                INSTALLATION.insert().values(name=KEY, value=fingerprint)
            )
        return kept in {None, fingerprint}

    async def mark_demo(self) -> None:
        """Write down that `demo` made this database."""
        await self._connection.execute(INSTALLATION.insert().values(name=KIND, value=DEMO))

    async def paused(self) -> str | None:
        """Return since when sending is paused because of a restore; None when it is not."""
        query = sqlalchemy.select(INSTALLATION.c.value).where(INSTALLATION.c.name == PAUSED)
        return (await self._connection.execute(query)).scalar_one_or_none()

    async def pause(self, since: str) -> None:
        """Let nothing be sent until `resume`."""
        await self.resume()
        await self._connection.execute(INSTALLATION.insert().values(name=PAUSED, value=since))

    async def resume(self) -> None:
        """Let letters leave again."""
        await self._connection.execute(INSTALLATION.delete().where(INSTALLATION.c.name == PAUSED))
