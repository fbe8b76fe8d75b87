"""What every table shares: the metadata, the names of its constraints, and aware time."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy
import sqlalchemy.dialects.postgresql
import sqlalchemy.dialects.sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from knowledge.sealing import Seal, SealBroken

METADATA = sqlalchemy.MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def insert_once(connection: AsyncConnection, table: sqlalchemy.Table) -> sqlalchemy.Insert:
    """Return an insert that leaves alone what somebody has kept meanwhile under the same key."""
    if connection.dialect.name == "postgresql":
        return sqlalchemy.dialects.postgresql.insert(table).on_conflict_do_nothing()
    return sqlalchemy.dialects.sqlite.insert(table).on_conflict_do_nothing()


def insert_or_replace(connection: AsyncConnection, table: sqlalchemy.Table) -> sqlalchemy.Insert:
    """Return an insert that puts its values in the place of a row with the same primary key."""
    is_postgresql = connection.dialect.name == "postgresql"
    dialect = sqlalchemy.dialects.postgresql if is_postgresql else sqlalchemy.dialects.sqlite
    put = dialect.insert(table)
    keys = list(table.primary_key.columns)
    others = {one.name: put.excluded[one.name] for one in table.columns if not one.primary_key}
    replacing: sqlalchemy.Insert = put.on_conflict_do_update(index_elements=keys, set_=others)
    return replacing


async def reword(
    connection: AsyncConnection,
    table: sqlalchemy.Table,
    columns: Sequence[str],
    change: Callable[[str], str],
    *where: sqlalchemy.ColumnElement[bool],
) -> int:
    """Put texts of a table through a change, and keep those it makes others of.

    A row that somebody else is changing is waited for, and changed as it then is.

    Returns:
        How many rows were changed.
    """
    key = list(table.primary_key.columns)
    texts = [table.c[one] for one in columns]
    query = sqlalchemy.select(*key, *texts).where(*where)
    changed = 0
    for row in (await connection.execute(query)).all():
        if all(change(row._mapping[one]) == row._mapping[one] for one in texts):
            continue
        this = [column == row._mapping[column] for column in key]
        held = sqlalchemy.select(*texts).where(*this).with_for_update()
        now = (await connection.execute(held)).one_or_none()
        if now is not None:
            after = {one.name: change(now._mapping[one]) for one in texts}
            await connection.execute(sqlalchemy.update(table).where(*this).values(after))
            changed += 1
    return changed


def resealing(seal: Seal, change: Callable[[str], str]) -> Callable[[str], str]:
    """Return a change of sealed texts by what they say; what cannot be opened stays as it is."""

    def resealed(sealed: str) -> str:
        try:
            before = seal.opened(sealed)
        except SealBroken:
            return sealed
        after = change(before)
        return sealed if after == before else seal.closed(after)

    return resealed


class UtcDateTime(sqlalchemy.types.TypeDecorator[datetime]):
    """A point in time, kept in UTC.

    SQLite drops the offset of an aware datetime without a word, so this column refuses naive
    values, converts to UTC, and gives aware values back.
    """

    impl = sqlalchemy.DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive values and convert the others to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a naive datetime has no place in the database"
            raise ValueError(message)
        return value.astimezone(UTC)

    @override
    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Give the time back as aware, in UTC."""
        if value is None:
            return None
        found: datetime = value
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
