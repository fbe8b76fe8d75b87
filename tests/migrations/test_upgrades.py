"""Replicas are upgraded one after the other: the version before lives on beside the new schema."""

from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.runtime.database import open_engine
from bot.runtime.migrate import configuration, head, migrate
from bot.runtime.opening import prepare
from bot.runtime.wiring import build
from knowledge.people.model import Department, Person, Profile, Role
from tests.conftest import settings_in
from tests.dialogues.stage import Stage
from tests.fakes.clock import StandingClock

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run

SINCE = "0005"
"""Every migration after this one only adds; those before it came before anybody had replicas."""

QUESTION = "var står kaffemaskinen på plan sju"


@pytest.fixture
async def engine(empty: str) -> AsyncIterator[AsyncEngine]:
    """An empty database of one's own."""
    one = open_engine(empty)
    yield one
    await one.dispose()


def columns(connection: Connection) -> dict[str, dict[str, Any]]:
    """Return every table with its columns, as the database tells them."""
    inspector = sqlalchemy.inspect(connection)
    return {
        table: {one["name"]: one for one in inspector.get_columns(table)}
        for table in inspector.get_table_names()
    }


def uniques(connection: Connection) -> set[tuple[str, tuple[str, ...]]]:
    """Return what may stand only once in which table."""
    inspector = sqlalchemy.inspect(connection)
    return {
        (table, tuple(one["column_names"]))
        for table in inspector.get_table_names()
        for one in inspector.get_unique_constraints(table)
    }


def steps() -> list[tuple[str, str]]:
    """Return each migration after SINCE, with the one before it."""
    script = ScriptDirectory.from_config(configuration())
    found = [one.revision for one in script.walk_revisions()][::-1]
    later = found[found.index(SINCE) :]
    return [*pairwise(later)]


async def to(engine: AsyncEngine, revision: str) -> None:
    """Bring a database to a revision."""
    async with engine.begin() as connection:
        await connection.run_sync(lambda one: command.upgrade(configuration(one), revision))


async def test_every_migration_only_adds(engine: AsyncEngine) -> None:
    """No table or column goes or becomes another, and what is new need not be filled in."""
    await to(engine, SINCE)
    for before, after in steps():
        async with engine.connect() as connection:
            was, once = await connection.run_sync(columns), await connection.run_sync(uniques)
        await to(engine, after)
        async with engine.connect() as connection:
            is_now, only = await connection.run_sync(columns), await connection.run_sync(uniques)
        for table, known in was.items():
            kept = {name: is_now[table][name] for name in known}
            assert {name: str(one["type"]) for name, one in kept.items()} == {
                name: str(one["type"]) for name, one in known.items()
            }, f"{before} → {after}"
            for name in is_now[table].keys() - known.keys():
                new = is_now[table][name]
                assert new["nullable"] or new["default"] is not None, f"{after}: {table}.{name}"
        assert {one for one in only - once if one[0] in was} == set(), after


async def widened(engine: AsyncEngine) -> None:
    """Do what the next version's migrations may do: a table more, a column more in each table."""
    async with engine.begin() as connection:
        tables = await connection.run_sync(lambda one: sqlalchemy.inspect(one).get_table_names())
        for table in tables:
            if table != "alembic_version":
                text = (
                    f"ALTER TABLE {table} ADD COLUMN of_tomorrow VARCHAR(20) DEFAULT 'x' NOT NULL"
                )
                await connection.execute(sqlalchemy.text(text))
        await connection.execute(
            sqlalchemy.text("CREATE TABLE things_of_tomorrow (id VARCHAR(20) PRIMARY KEY)")
        )
        await connection.execute(sqlalchemy.text("UPDATE alembic_version SET version_num = '9999'"))


async def test_the_version_before_goes_on_beside_the_new_schema(
    empty: str, tmp_path: Path, clock: StandingClock
) -> None:
    """This version, on tomorrow's schema: it starts, answers, hands over, and brings the answer."""
    service = build(settings_in(tmp_path, database_url=empty, embedder="none"), clock=clock)
    await prepare(service)
    async with service.work() as work:
        await work.people.put_department(Department(id="law", name="Juridik"))
        for name, role in (("elias", Role.STAFF), ("birgitta", Role.COACH)):
            await work.people.put(
                Person(id=name, name=f"{name.title()} Test", role=role, department="law")
            )
        await work.people.put_profile(Profile(person="birgitta", sees=True))
        await work.commit()
    await widened(service.engine)
    changed = await migrate(service.engine)
    stage = Stage(service=service)
    offered = await stage.hears("elias", QUESTION)
    assert "[Ja, med mitt namn]" in " ".join(offered)
    sent = await stage.hears("elias", "[Ja, med mitt namn]")
    asked = await stage.look("birgitta")
    await stage.hears("birgitta", "[Ta frågan]")
    await stage.hears("birgitta", "Bakom hissen")
    answer = await stage.look("elias")
    await service.close()

    assert (changed, head() < "9999") == (False, True)
    assert any("Birgitta" in line for line in sent)
    assert asked
    assert any("Bakom hissen" in line for line in answer)
