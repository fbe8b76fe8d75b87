"""A copy as lines of JSON, packed: read by this service alone, from and into either database.

The first line says what the copy is; then each table says its columns, and each row is a line.
"""

import base64
import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy
from alembic import command
from sqlalchemy.engine import Connection

from bot.runtime.backup.model import Copy, UnfitCopy
from bot.runtime.installation.storage import INSTALLATION, KEY, PAUSED
from bot.runtime.migrate import configuration
from bot.runtime.work import METADATA

MAGIC = b"\x1f\x8b"
FORMAT = "coach-copy-1"
PART = 500
"""Rows written to the database at once."""

Row = Sequence[Any]


def write(connection: Connection, file: Path, *, now: datetime, revision: str) -> int:
    """Write every table as one moment has it; return how many rows there were."""
    total = 0
    with gzip.open(file, "wt", encoding="utf-8") as out:
        said = dict(tuple(row) for row in connection.execute(sqlalchemy.select(INSTALLATION)))
        head = {"format": FORMAT, "made": now.isoformat(), "revision": revision}
        _line(out, {**head, "key": said.get(KEY, "")})
        for table in METADATA.sorted_tables:
            columns = [one.name for one in table.columns]
            _line(out, {"table": table.name, "columns": columns})
            for row in _in_order(table, connection.execute(sqlalchemy.select(table)).all()):
                _line(out, [_packed(value) for value in row])
                total += 1
        _line(out, {"rows": total})
    return total


def read(file: Path) -> Copy:
    """Return what a copy says of itself, after reading it to its end.

    Raises:
        UnfitCopy: it is none, or it is cut short or damaged.
    """
    lines = _lines(file)
    head = next(lines, None)
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise UnfitCopy(f"{file.name} is no copy of this service's database")
    rows, end = 0, None
    for line in lines:
        rows += isinstance(line, list)
        end = line
    if not isinstance(end, dict) or end.get("rows") != rows:
        raise UnfitCopy(f"{file.name} is cut short: its end is missing")
    return Copy(
        made=datetime.fromisoformat(head["made"]), revision=head["revision"], key=head["key"]
    )


def bring_back(connection: Connection, file: Path, copy: Copy) -> None:
    """Put a copy in the place of all there is, in the transaction that is open.

    The tables are made as they were when the copy was made, filled, and then brought up to date
    by the same migrations as any other database.

    Raises:
        UnfitCopy: it holds what this version does not know.
    """
    there = sqlalchemy.MetaData()
    there.reflect(connection)
    there.drop_all(connection)
    command.upgrade(configuration(connection), copy.revision)
    for table, columns, rows in _tables(file):
        connection.execute(sqlalchemy.delete(table))
        several: list[Mapping[str, Any]] = []
        for row in rows:
            several.append(dict(zip(columns, map(_unpacked, row), strict=True)))
            if len(several) == PART:
                connection.execute(sqlalchemy.insert(table), several)
                several = []
        if several:
            connection.execute(sqlalchemy.insert(table), several)
    connection.execute(INSTALLATION.delete().where(INSTALLATION.c.name == PAUSED))
    connection.execute(INSTALLATION.insert().values(name=PAUSED, value=copy.made.isoformat()))
    command.upgrade(configuration(connection), "head")
    if connection.dialect.name == "postgresql":
        _go_on_counting(connection)


def _tables(
    file: Path,
) -> Iterator[tuple[sqlalchemy.TableClause, Sequence[str], Iterator[Row]]]:
    lines = _lines(file)
    next(lines)
    heads: list[dict[str, Any]] = []

    def rows() -> Iterator[Row]:
        for line in lines:
            if isinstance(line, dict):
                heads.append(line)
                return
            yield line

    for head in lines:
        heads.append(head)
        break
    while heads:
        head = heads.pop()
        if "table" not in head:
            return
        known = METADATA.tables.get(head["table"])
        if known is None or not {*head["columns"]} <= {*known.columns.keys()}:
            raise UnfitCopy(f"{file.name} holds {head['table']!r} as this version does not know it")
        written = [sqlalchemy.column(one, known.c[one].type) for one in head["columns"]]
        yield sqlalchemy.table(known.name, *written), head["columns"], rows()


def _in_order(table: sqlalchemy.Table, rows: Sequence[Row]) -> Iterator[Row]:
    """Yield rows so that what a row points to in its own table comes before it."""
    above = [key.parent.name for key in table.foreign_keys if key.column.table is table]
    if not above:
        yield from rows
        return
    names = [one.name for one in table.columns]
    up, own = names.index(above[0]), names.index(next(iter(table.primary_key.columns)).name)
    done: set[Any] = {None}
    waiting = [*rows]
    while waiting:
        ready = [row for row in waiting if row[up] in done]
        yield from ready
        done |= {row[own] for row in ready}
        waiting = [row for row in waiting if row[own] not in done]


def _go_on_counting(connection: Connection) -> None:
    """Let PostgreSQL give new rows numbers above those that were brought back."""
    for table in METADATA.sorted_tables:
        for column in table.primary_key.columns:
            if not isinstance(column.type, sqlalchemy.Integer):
                continue
            sequence = connection.scalar(
                sqlalchemy.select(sqlalchemy.func.pg_get_serial_sequence(table.name, column.name))
            )
            last = connection.scalar(sqlalchemy.select(sqlalchemy.func.max(column)))
            if sequence and last:
                connection.execute(sqlalchemy.select(sqlalchemy.func.setval(sequence, last)))


def _lines(file: Path) -> Iterator[Any]:
    try:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)
    except (OSError, EOFError, ValueError) as error:
        raise UnfitCopy(f"{file.name} cannot be read to its end") from error


def _line(out: Any, value: object) -> None:
    out.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")


def _packed(value: object) -> object:
    match value:
        case datetime():
            return {"time": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case bytes():
            return {"bytes": base64.b64encode(value).decode()}
        case _:
            return value


def _unpacked(value: Any) -> object:
    match value:
        case {"time": text}:
            return datetime.fromisoformat(text)
        case {"day": text}:
            return date.fromisoformat(text)
        case {"bytes": text}:
            return base64.b64decode(text)
        case _:
            return value
