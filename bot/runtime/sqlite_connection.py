"""A connection to SQLite that goes to its thread once a statement, not four times.

`aiosqlite` runs every call on a thread of the connection's own: to make a cursor, to execute, to
fetch and to close. Each way there and back costs more than most of our statements, so a cursor
here does all four in one. SQLAlchemy fetches all rows of a result at once anyway.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, Self

import aiosqlite
from typing_extensions import override


class OneTripConnection(aiosqlite.Connection):
    """A connection whose cursors execute and fetch in one trip to its thread."""

    @override
    def cursor(self) -> "OneTripCursor":  # type: ignore[override]  # what SQLAlchemy enters
        """Return a cursor; nothing is asked of the database yet."""
        return OneTripCursor(self)

    async def ask(self, sql: str, values: Any = (), *, many: bool = False) -> "Answer":
        """Execute a statement on the connection's thread, and bring everything it gave back."""
        found: Answer = await self._execute(  # type: ignore[no-untyped-call]
            _answer, self._conn, sql, values, many
        )
        return found


def connect(database: str, **how: Any) -> OneTripConnection:
    """Return a connection to be awaited; its thread ends with the process.

    Args:
        database: the file.
        how: as `sqlite3.connect` has it.
    """

    def opened() -> sqlite3.Connection:
        made: sqlite3.Connection = sqlite3.connect(database, **how)
        return made

    found = OneTripConnection(opened, iter_chunk_size=1)
    found._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does for the driver's own
    return found


class Answer:
    """What one statement gave: its rows, and what a cursor tells of them."""

    __slots__ = ("description", "lastrowid", "rowcount", "rows")

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self.description = cursor.description
        self.rows: list[Any] = cursor.fetchall() if cursor.description else []
        self.rowcount = cursor.rowcount
        self.lastrowid = cursor.lastrowid


def _answer(connection: sqlite3.Connection, sql: str, values: Any, many: bool) -> Answer:
    cursor = connection.cursor()
    try:
        cursor.executemany(sql, values) if many else cursor.execute(sql, values)
        return Answer(cursor)
    finally:
        cursor.close()


class OneTripCursor:
    """A cursor as SQLAlchemy's adapter uses one."""

    arraysize = 1

    def __init__(self, connection: OneTripConnection) -> None:
        self._connection = connection
        self._answer: Answer | None = None

    async def __aenter__(self) -> Self:
        """Be used."""
        return self

    async def __aexit__(self, *_error: object) -> None:
        """There is nothing to let go of."""

    @property
    def description(self) -> Any:
        """What columns there are, as the database API for Python has it (PEP 249)."""
        return self._answer.description if self._answer else None

    @property
    def rowcount(self) -> int:
        """How many rows were changed; -1 where nobody counts."""
        return self._answer.rowcount if self._answer else -1

    @property
    def lastrowid(self) -> int | None:
        """The number of the row that was put in last."""
        return self._answer.lastrowid if self._answer else None

    async def execute(self, sql: str, values: Iterable[Any] = ()) -> Self:
        """Execute a statement and fetch what it gives."""
        self._answer = await self._connection.ask(sql, values, many=False)
        return self

    async def executemany(self, sql: str, values: Iterable[Iterable[Any]]) -> Self:
        """Execute a statement once for each row of values."""
        self._answer = await self._connection.ask(sql, values, many=True)
        return self

    async def fetchall(self) -> Sequence[Any]:
        """Return the rows that are left."""
        return await self.fetchmany(len(self._answer.rows) if self._answer else 0)

    async def fetchmany(self, size: int = 1) -> Sequence[Any]:
        """Return the next rows."""
        if self._answer is None:
            return []
        found, self._answer.rows = self._answer.rows[:size], self._answer.rows[size:]
        return found

    async def fetchone(self) -> Any:
        """Return the next row; None when there is none."""
        found = await self.fetchmany(1)
        return found[0] if found else None

    async def close(self) -> None:
        """There is nothing to close: the database's own cursor lives for one statement."""
