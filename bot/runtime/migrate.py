"""Brings the database to the shape this version expects."""

from pathlib import Path

import sqlalchemy
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

HERE = Path(__file__).parent / "migrations"
LOCK = 4_711_001
"""The advisory lock on PostgreSQL that lets one replica migrate at a time."""


def configuration(connection: Connection | None = None) -> Config:
    """Return alembic's configuration; the address of the database is never in it."""
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["connection"] = connection
    return config


def head() -> str:
    """Return the newest revision there is."""
    found = ScriptDirectory.from_config(configuration()).get_current_head()
    if found is None:
        message = "there are no migrations"
        raise LookupError(message)
    return found


async def migrate(engine: AsyncEngine) -> bool:
    """Migrate to the newest revision; return whether anything had to be done.

    A database that a newer version has migrated is left as it is: what that adds, this version
    need not know, and so replicas can be upgraded one after the other.
    """
    async with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            await connection.execute(sqlalchemy.text(f"SELECT pg_advisory_xact_lock({LOCK})"))
        return await connection.run_sync(_upgrade)


def _upgrade(connection: Connection) -> bool:
    now = MigrationContext.configure(connection).get_current_revision()
    if now == head() or is_newer(now):
        return False
    command.upgrade(configuration(connection), "head")
    return True


def is_newer(revision: str | None) -> bool:
    """Say whether a revision is one of a later version's."""
    return revision is not None and revision > head()
