"""The database comes to its newest shape, and back, on SQLite and on PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.runtime.database import open_engine
from bot.runtime.keys import KeySeal
from bot.runtime.migrate import configuration, head, migrate
from bot.runtime.work import METADATA, works
from tips.model import Advice, Stage, Tip

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run

AT_ONCE = 4


@pytest.fixture
async def engine(empty: str) -> AsyncIterator[AsyncEngine]:
    """An empty database of one's own."""
    one = open_engine(empty)
    yield one
    await one.dispose()


async def shape(engine: AsyncEngine) -> dict[str, Any]:
    """Return every table with its columns, keys and indexes, as the database tells them."""

    def told(connection: Connection) -> dict[str, Any]:
        inspector = sqlalchemy.inspect(connection)
        return {
            table: (
                [
                    (one["name"], str(one["type"]), one["nullable"])
                    for one in inspector.get_columns(table)
                ],
                inspector.get_pk_constraint(table),
                sorted(map(str, inspector.get_foreign_keys(table))),
                sorted(map(str, inspector.get_unique_constraints(table))),
                sorted(map(str, inspector.get_indexes(table))),
            )
            for table in inspector.get_table_names()
        }

    async with engine.connect() as connection:
        return await connection.run_sync(told)


async def revision(engine: AsyncEngine) -> str | None:
    """Return where the database says it is."""
    async with engine.connect() as connection:
        return await connection.run_sync(
            lambda one: MigrationContext.configure(one).get_current_revision()
        )


async def go_down(engine: AsyncEngine, to: str) -> None:
    """Undo migrations, the newest first."""
    async with engine.begin() as connection:
        await connection.run_sync(lambda one: command.downgrade(configuration(one), to))


async def test_the_newest_shape_is_the_one_the_code_expects(engine: AsyncEngine) -> None:
    """Migrated from empty, the database lacks nothing the code knows, and has nothing else."""
    assert await migrate(engine) is True

    def differences(connection: Connection) -> list[Any]:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, METADATA))

    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    assert (await shape(engine)).keys() - {"alembic_version"} == METADATA.tables.keys() != set()
    assert await revision(engine) == head()


async def test_every_migration_can_be_undone_and_done_again(engine: AsyncEngine) -> None:
    """Down to nothing and up again gives the very same tables."""
    await migrate(engine)
    before = await shape(engine)

    await go_down(engine, "base")
    assert (await shape(engine)).keys() <= {"alembic_version"}

    assert await migrate(engine) is True
    assert await shape(engine) == before


async def test_tips_of_before_are_found_by_the_new_columns(engine: AsyncEngine) -> None:
    """What lists are made by is worked out for tips that were there already."""
    await migrate(engine)
    swedish = Tip(
        id="t",
        language="sv",
        topic="filer",
        title="Ångra",
        advice=Advice(answer="a", steps=("b",)),
        easy=Advice(answer="c"),
        checked=date(2026, 1, 1),
        review=date(2026, 7, 1),
        caretaker="bo",
        open=True,
        stage=Stage.PUBLISHED,
    )
    danish = replace(swedish, language="da", follows="0" * 16)
    seal = KeySeal(bytes(range(32)))
    async with works(engine, seal)() as work:
        await work.tips.fill([danish, swedish])
        await work.tips.propose(replace(swedish, title="Ny", stage=Stage.IN_REVIEW))
        await work.commit()

    async def columns() -> list[Any]:
        async with engine.connect() as connection:
            query = sqlalchemy.select(METADATA.tables["tips"]).order_by("language")
            return list(await connection.execute(query))

    before = await columns()
    await go_down(engine, "0004")
    await migrate(engine)
    assert await columns() == before
    assert [(row.behind, row.proposed) for row in before] == [(True, ""), (False, "in_review")]


async def test_migrating_twice_does_nothing_the_second_time(engine: AsyncEngine) -> None:
    """A start on a database that is up to date changes nothing, and says so."""
    await migrate(engine)
    before = await shape(engine)

    assert await migrate(engine) is False
    assert await shape(engine) == before


async def test_several_that_start_at_once_migrate_once(empty: str) -> None:
    """Replicas that start together wait for the first, and find the work done."""
    engines = [open_engine(empty) for _ in range(AT_ONCE)]

    done = await asyncio.gather(*(migrate(one) for one in engines))

    assert done.count(True) == 1
    assert await revision(engines[0]) == head()
    for one in engines:
        await one.dispose()


async def test_a_migration_that_fails_leaves_nothing_behind(engine: AsyncEngine) -> None:
    """A table that stands in the way stops it, and the database is as it was."""
    in_the_way = max(METADATA.tables)
    async with engine.begin() as connection:
        await connection.execute(sqlalchemy.text(f"CREATE TABLE {in_the_way} (x INTEGER)"))
    before = await shape(engine)

    with pytest.raises(sqlalchemy.exc.DBAPIError):
        await migrate(engine)

    assert await shape(engine) == before
    assert await revision(engine) is None


def test_the_migrations_are_one_line() -> None:
    """There is one first revision, one newest, and one way between them."""
    script = ScriptDirectory.from_config(configuration())
    revisions = list(script.walk_revisions())

    assert len(script.get_heads()) == len(script.get_bases()) == 1
    assert [one.is_merge_point or one.is_branch_point for one in revisions] == [False] * len(
        revisions
    )
    assert all(one.doc.endswith(".") for one in revisions)
