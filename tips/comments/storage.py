"""Keeps comments on tips."""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.storage import METADATA, UtcDateTime, insert_once, reword
from tips.comments.model import Comment

COMMENTS = sqlalchemy.Table(
    "tip_comments",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("tip", sqlalchemy.String(80), nullable=False, index=True),
    sqlalchemy.Column("language", sqlalchemy.String(8), nullable=False),
    sqlalchemy.Column("by", sqlalchemy.String(80), nullable=False, index=True),
    sqlalchemy.Column("at", UtcDateTime, nullable=False),
    sqlalchemy.Column("text", sqlalchemy.Text, nullable=False),
)


def _comment(row: sqlalchemy.Row[Any]) -> Comment:
    return Comment(
        id=row.id, tip=row.tip, language=row.language, by=row.by, at=row.at, text=row.text
    )


class SqlCommentShelf:
    """Comments, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, comment: Comment) -> None:
        """Keep one; the same id twice is kept once."""
        await self._connection.execute(
            insert_once(self._connection, COMMENTS).values(
                id=comment.id,
                tip=comment.tip,
                language=comment.language,
                by=comment.by,
                at=comment.at,
                text=comment.text,
            )
        )

    async def on(self, tip_id: str, language: str) -> Sequence[Comment]:
        """Return the comments on a tip, oldest first."""
        return await self._where(COMMENTS.c.tip == tip_id, COMMENTS.c.language == language)

    async def by(self, person_id: str) -> Sequence[Comment]:
        """Return what a person has written."""
        return await self._where(COMMENTS.c.by == person_id)

    async def forget_author(self, person_id: str) -> int:
        """Remove who wrote them, and keep what they say; return how many there were."""
        change = sqlalchemy.update(COMMENTS).where(COMMENTS.c.by == person_id).values(by="")
        return (await self._connection.execute(change)).rowcount

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put every comment through a change; say how many it changed."""
        return await reword(self._connection, COMMENTS, ["text"], change)

    async def _where(self, *where: sqlalchemy.ColumnElement[bool]) -> Sequence[Comment]:
        query = sqlalchemy.select(COMMENTS).where(*where).order_by(COMMENTS.c.at, COMMENTS.c.id)
        return [_comment(row) for row in await self._connection.execute(query)]
