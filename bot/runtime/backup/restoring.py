"""Brings a copy back: what is lost is counted, and what may have left is marked."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.runtime.backup import portable, sqlite
from bot.runtime.backup.model import Copy, UnfitCopy
from bot.runtime.database import READING
from bot.runtime.migrate import head
from bot.runtime.work import METADATA
from scheduler.delivery.model import Fate, Kind
from scheduler.weekly.model import State

TOLD = {
    "escalations": "questions that had gone to a colleague",
    "escalation_lines": "lines between askers and colleagues",
    "inbox": "messages that had come in",
    "letters": "letters",
    "tip_editions": "changes to tips",
    "events": "events",
    "people": "people",
    "audit": "deeds on the desk",
}
"""What is counted as lost, by its first column, which is its key."""

KEEPS_ITSELF = ("webchat", "console")
"""Chats that are kept in the database: what it does not hold was never read there."""

ASKS_AGAIN = "slack"
"""The platform whose history tells whether a letter had left; its courier asks at a second try."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubted:
    """What had not left when the copy was made, and may have left since.

    Attributes:
        asked: letters that the platform will be asked about before anything is sent.
        held: posts and invitations that a human decides about, on the desk.
        again: answers and receipts that leave once more, and may come twice.
        late: weekly posts whose time has passed; a human lets them go, or not.
    """

    asked: int
    held: int
    again: int
    late: int


def read(file: Path) -> Copy:
    """Return what a copy says of itself, after looking whether it is whole.

    Raises:
        UnfitCopy: it is none of ours, damaged, or of a newer version.
        OSError: it cannot be read.
    """
    with file.open("rb") as opened:
        start = opened.read(len(sqlite.MAGIC))
    copy = sqlite.read(file) if start == sqlite.MAGIC else portable.read(file)
    if copy.revision > head():
        raise UnfitCopy(f"{file.name} was made by a newer version; bring that version back first")
    return copy


async def others(engine: AsyncEngine) -> int:
    """Return how many others are connected to PostgreSQL's database; 0 where nobody can tell."""
    if engine.dialect.name != "postgresql":
        return 0
    await engine.dispose()
    query = sqlalchemy.text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    async with engine.connect() as connection:
        return int(await connection.scalar(query) or 0)


async def bring_back(engine: AsyncEngine, file: Path, copy: Copy) -> None:
    """Put a copy in the place of the database, whole or not at all.

    Raises:
        UnfitCopy: it is one of SQLite, and the database is not.
    """
    with file.open("rb") as opened:
        is_sqlite = opened.read(len(sqlite.MAGIC)) == sqlite.MAGIC
    if not is_sqlite:
        async with engine.begin() as connection:
            await connection.run_sync(portable.bring_back, file, copy)
        return
    live = place_of(engine)
    if live is None:
        raise UnfitCopy(
            f"{file.name} is a copy of SQLite; make one with `backup --portable` to move elsewhere"
        )
    await engine.dispose()
    await asyncio.to_thread(sqlite.bring_back, file, live, made=copy.made)


def place_of(engine: AsyncEngine) -> Path | None:
    """Return the file of an SQLite database; None for another."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return None
    return Path(engine.url.database)


async def keys_in(engine: AsyncEngine) -> Mapping[str, set[str]]:
    """Return the keys of what is counted, in the database as it is; nothing where it is broken."""
    found: dict[str, set[str]] = {}
    try:
        async with engine.connect() as connection:
            await connection.execution_options(**{READING: True})
            for name in TOLD:
                found[name] = await _keys(connection, name)
    except sqlalchemy.exc.DBAPIError:
        return {}
    return found


def lost(before: Mapping[str, set[str]], after: Mapping[str, set[str]]) -> Sequence[str]:
    """Return a line for each kind of thing that was there before, and is not now."""
    return [
        f"{len(gone):,} {said}"
        for name, said in TOLD.items()
        if (gone := before.get(name, set()) - after.get(name, set()))
    ]


async def doubt(engine: AsyncEngine, *, now: datetime, platforms: Sequence[str]) -> Doubted:
    """Mark every letter that may have left after the copy was made.

    Args:
        engine: the database that was brought back.
        now: the current time.
        platforms: those that are set up; where a letter names none, it may go to any of them.
    """
    letters = METADATA.tables["letters"]
    moving = letters.c.fate.in_([Fate.WAITING.value, Fate.SENDING.value])
    due = sqlalchemy.and_(moving, letters.c.due <= now)
    anywhere = [one for one in platforms if one not in KEEPS_ITSELF]
    told = [ASKS_AGAIN, *KEEPS_ITSELF]
    elsewhere: sqlalchemy.ColumnElement[bool] = letters.c.channel.notin_(told)
    if any(one != ASKS_AGAIN for one in anywhere):
        elsewhere = sqlalchemy.or_(elsewhere, letters.c.channel.is_(None))
    slack: sqlalchemy.ColumnElement[bool] = letters.c.channel == ASKS_AGAIN
    if ASKS_AGAIN in anywhere:
        slack = sqlalchemy.or_(slack, letters.c.channel.is_(None))
    once = letters.c.kind == Kind.AT_MOST_ONCE.value
    async with engine.begin() as connection:
        held = await connection.execute(
            sqlalchemy.update(letters)
            .where(due, elsewhere, once)
            .values(fate=Fate.UNKNOWN.value, why="restored")
        )
        asked = await connection.execute(
            sqlalchemy.update(letters)
            .where(due, slack, letters.c.tries == 0)
            .values(tries=1, fate=Fate.WAITING.value)
        )
        again = await connection.scalar(
            sqlalchemy.select(sqlalchemy.func.count())
            .select_from(letters)
            .where(due, elsewhere, sqlalchemy.not_(once))
        )
        late = await _hold_weekly(connection, now)
    return Doubted(asked=asked.rowcount, held=held.rowcount, again=again or 0, late=late)


async def _hold_weekly(connection: AsyncConnection, now: datetime) -> int:
    """Let no weekly post of the time that is lost leave by itself; it may have left before."""
    schedules, occasions = (
        METADATA.tables[name] for name in ("weekly_schedules", "weekly_occasions")
    )
    await connection.execute(sqlalchemy.update(schedules).values(since=now))
    held = await connection.execute(
        sqlalchemy.update(occasions)
        .where(
            occasions.c.due <= now,
            occasions.c.state.in_([State.PLANNED.value, State.FILLING.value]),
        )
        .values(state=State.LATE.value)
    )
    return held.rowcount


async def _keys(connection: AsyncConnection, name: str) -> set[str]:
    first = next(iter(METADATA.tables[name].columns))
    return {str(one) for one in (await connection.execute(sqlalchemy.select(first))).scalars()}
