"""Opens the database so that nothing acknowledged is lost, and no edit overwrites another.

SQLite: write-ahead log, synchronous=FULL, foreign keys, a busy timeout, and BEGIN IMMEDIATE for
every transaction that writes (its default mode loses edits without a word). What is deleted is
overwritten, so that nothing erased can be read in the file's free pages.
"""

import asyncio
import errno
import sqlite3
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.runtime.sqlite_connection import connect

READING = "coach_reading"
BUSY_MS = 10_000
PRAGMAS = (
    f"busy_timeout={BUSY_MS}",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
)
LONGEST_IDLE = "30s"
"""How long PostgreSQL lets a transaction stand still: a process that was frozen in the middle of
one keeps nobody waiting for longer, and what it did is undone."""

_TURNS: WeakKeyDictionary[Engine, asyncio.Lock] = WeakKeyDictionary()

PATIENCE = 0.02
"""Seconds between tries to turn the write-ahead log on."""


def open_engine(url: str) -> AsyncEngine:
    """Return an engine for SQLite or PostgreSQL; a SQLite file's folder is made.

    Args:
        url: an SQLAlchemy address with an async driver.

    Raises:
        OSError: the file's folder cannot be made, or the file is a folder.
        sqlalchemy.exc.ArgumentError, InvalidRequestError, ModuleNotFoundError: no such address.
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_async_engine(
            address,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={"server_settings": {"idle_in_transaction_session_timeout": LONGEST_IDLE}},
        )
    if address.database and Path(address.database).is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder", address.database)
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(address, hide_parameters=True)
    sqlalchemy.event.listen(engine.sync_engine, "do_connect", _by_one_trip)
    sqlalchemy.event.listen(engine.sync_engine, "connect", _on_connect)
    sqlalchemy.event.listen(engine.sync_engine, "begin", _on_begin)
    return engine


def _by_one_trip(_dialect: object, _record: object, _where: object, how: dict[str, Any]) -> None:
    """Have SQLAlchemy's connections made by ours, with the arguments it would have given."""
    how["async_creator_fn"] = connect


def _on_connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy, not the driver, says BEGIN
    connection.run_async(_prepare)


async def _prepare(driver: Any) -> None:
    """Set what every connection needs, and turn the write-ahead log on where it is not yet.

    Several that open a new file at once all want to turn it on, and SQLite refuses all but one
    without waiting: the busy timeout does not hold for a change of journal. So we wait instead.
    """
    for pragma in PRAGMAS:
        await driver.ask(f"PRAGMA {pragma}")
    deadline = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            await driver.ask("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if not _is_busy(error) or time.monotonic() > deadline:
                raise
            await asyncio.sleep(PATIENCE)
        else:
            return


def _is_busy(error: sqlite3.OperationalError) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
    }


def _on_begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get(READING, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def writers_turn(engine: AsyncEngine) -> asyncio.Lock | None:
    """Return what those who write in this process queue at; None where the database lets many.

    SQLite lets one write at a time, and whoever comes meanwhile sleeps and tries again: the one who
    has waited longest is not the next. Here they are, and none sleeps longer than it must.
    """
    if engine.dialect.name != "sqlite":
        return None
    return _TURNS.setdefault(engine.sync_engine, asyncio.Lock())


async def time_of(engine: AsyncEngine) -> datetime | None:
    """Return what time a database says it is; None for one that has no clock of its own."""
    if engine.dialect.name == "sqlite":
        return None
    async with engine.connect() as connection:
        told = await connection.execute(sqlalchemy.text("SELECT clock_timestamp()"))
        found: datetime = told.scalar_one()
    return found.astimezone(UTC)


async def compact(engine: AsyncEngine) -> None:
    """Empty the write-ahead log into the database, so that nothing erased is left in it."""
    if engine.dialect.name != "sqlite":
        return
    async with engine.connect() as connection:
        raw = await connection.get_raw_connection()
        driver = raw.driver_connection
        if driver is not None:
            await driver.rollback()
            await driver.ask("PRAGMA wal_checkpoint(TRUNCATE)")
