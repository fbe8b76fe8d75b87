"""A house in a folder of its own, with the database that is asked for."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.faults.rig.databases import Database, Postgres, SqliteFile
from tests.faults.rig.house import House, a_house

PREFIX = "coach-faults-"
SQLITE, POSTGRESQL = "sqlite", "postgresql"


@asynccontextmanager
async def surroundings(
    database: str,
    *,
    seed: int,
    replicas: int = 2,
    slow: float = 0.0,
    cut_share: float = 0.0,
    is_direct: bool = False,
) -> AsyncIterator[House]:
    """Build a house, and clear it away.

    Args:
        database: sqlite or postgresql.
        seed: of all that is left to chance.
        replicas: how many processes there are, on PostgreSQL.
        slow: seconds that a platform takes for a message.
        cut_share: the share of messages that are stored, and then the line is cut.
        is_direct: whether nothing of ours stands between a replica and PostgreSQL.
    """
    with tempfile.TemporaryDirectory(prefix=PREFIX) as name:
        folder = Path(name)
        kept = _database(database, folder, replicas, is_direct=is_direct)
        async with a_house(folder, kept, seed=seed, slow=slow, cut_share=cut_share) as house:
            yield house


@asynccontextmanager
async def database_of(database: str) -> AsyncIterator[Database]:
    """Start a database and no more, and clear it away.

    Args:
        database: sqlite or postgresql.
    """
    with tempfile.TemporaryDirectory(prefix=PREFIX) as name:
        kept = _database(database, Path(name), 1)
        await kept.start()
        try:
            yield kept
        finally:
            await kept.stop()


def _database(database: str, folder: Path, replicas: int, *, is_direct: bool = False) -> Database:
    if database == SQLITE:
        return SqliteFile(folder=folder)
    return Postgres(folder=folder, replicas=replicas, is_direct=is_direct)
