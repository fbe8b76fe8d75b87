"""A migrated database for each test, with two people in it; see tests/databases.py."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.runtime.database import open_engine
from bot.runtime.keys import KeySeal
from bot.runtime.migrate import migrate
from bot.runtime.work import SqlWorks, works
from knowledge.people.model import Department, Person, Role


@pytest.fixture
async def engine(empty: str) -> AsyncIterator[AsyncEngine]:
    """A migrated database of one's own."""
    one = open_engine(empty)
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
