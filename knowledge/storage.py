"""What every table shares: the metadata, the names of its constraints, and aware time."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy
import sqlalchemy.dialects.postgresql
import sqlalchemy.dialects.sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

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
