"""Keeps suggestions until they are decided; nothing tells who asked."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.storage import METADATA, UtcDateTime, insert_once, reword
from tips.suggestions.model import Suggestion, UnknownSuggestion, Wish

SUGGESTIONS = sqlalchemy.Table(
    "suggestions",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("wish", sqlalchemy.String(10), nullable=False),
    sqlalchemy.Column("tip", sqlalchemy.String(80), nullable=False),
    sqlalchemy.Column("language", sqlalchemy.String(8), nullable=False),
    sqlalchemy.Column("wording", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("at", UtcDateTime, nullable=False, index=True),
)


class SqlSuggestionShelf:
    """Suggestions, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, suggestion: Suggestion, *, at: datetime) -> None:
        """Keep one; the same id twice is kept once."""
        await self._connection.execute(
            insert_once(self._connection, SUGGESTIONS).values(
                id=suggestion.id,
                wish=suggestion.wish.value,
                tip=suggestion.tip,
                language=suggestion.language,
                wording=suggestion.wording,
                at=at,
            )
        )

    async def all(self) -> Sequence[Suggestion]:
        """Return what waits, oldest first."""
        query = sqlalchemy.select(SUGGESTIONS).order_by(SUGGESTIONS.c.at, SUGGESTIONS.c.id)
        return [_suggestion(row) for row in await self._connection.execute(query)]

    async def take(self, suggestion_id: str) -> Suggestion:
        """Remove one and return it; of two who decide at once, one does."""
        found = await self._get(suggestion_id)
        removed = await self._connection.execute(
            sqlalchemy.delete(SUGGESTIONS).where(SUGGESTIONS.c.id == suggestion_id)
        )
        if found is None or not removed.rowcount:
            raise UnknownSuggestion
        return found

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put every wording through a change; say how many it changed."""
        return await reword(self._connection, SUGGESTIONS, ["wording"], change)

    async def forget_old(self, *, before: datetime) -> int:
        """Remove what nobody has decided for long; say how many."""
        removed = await self._connection.execute(
            sqlalchemy.delete(SUGGESTIONS).where(SUGGESTIONS.c.at < before)
        )
        return removed.rowcount

    async def _get(self, suggestion_id: str) -> Suggestion | None:
        query = sqlalchemy.select(SUGGESTIONS).where(SUGGESTIONS.c.id == suggestion_id)
        row = (await self._connection.execute(query)).one_or_none()
        return _suggestion(row) if row else None


def _suggestion(row: sqlalchemy.Row[Any]) -> Suggestion:
    return Suggestion(
        id=row.id,
        wish=Wish(row.wish),
        tip=row.tip,
        language=row.language,
        wording=row.wording,
    )
