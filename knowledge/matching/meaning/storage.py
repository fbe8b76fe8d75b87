"""Keeps embeddings by the content they were made of, so that a restart computes none again."""

from collections.abc import Collection, Mapping

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.storage import METADATA, insert_once

EMBEDDINGS = sqlalchemy.Table(
    "embeddings",
    METADATA,
    sqlalchemy.Column("model", sqlalchemy.String(80), primary_key=True),
    sqlalchemy.Column("content", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("vector", sqlalchemy.LargeBinary, nullable=False),
)

AT_ONCE = 400
"""Rows asked for in one statement; databases have a most."""


class SqlEmbeddingShelf:
    """Embeddings, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, model: str, contents: Collection[str]) -> dict[str, bytes]:
        """Return the vectors there are, by content mark, as half-precision numbers."""
        wanted = sorted(contents)
        found: dict[str, bytes] = {}
        for start in range(0, len(wanted), AT_ONCE):
            query = sqlalchemy.select(EMBEDDINGS.c.content, EMBEDDINGS.c.vector).where(
                EMBEDDINGS.c.model == model,
                EMBEDDINGS.c.content.in_(wanted[start : start + AT_ONCE]),
            )
            rows = (await self._connection.execute(query)).all()
            found.update((row.content, row.vector) for row in rows)
        return found

    async def add(self, model: str, vectors: Mapping[str, bytes]) -> None:
        """Keep vectors; those another replica has kept meanwhile are left as they are."""
        known = await self.of(model, vectors.keys())
        rows = [
            {"model": model, "content": content, "vector": vector}
            for content, vector in sorted(vectors.items())
            if content not in known
        ]
        if rows:
            await self._connection.execute(insert_once(self._connection, EMBEDDINGS), rows)

    async def keep_only(self, model: str, contents: Collection[str]) -> int:
        """Remove every vector but these, of other models too; say how many."""
        query = sqlalchemy.select(EMBEDDINGS.c.model, EMBEDDINGS.c.content)
        wanted = set(contents)
        old = [
            (row.model, row.content)
            for row in (await self._connection.execute(query)).all()
            if row.model != model or row.content not in wanted
        ]
        for one_model, content in old:
            await self._connection.execute(
                sqlalchemy.delete(EMBEDDINGS).where(
                    EMBEDDINGS.c.model == one_model, EMBEDDINGS.c.content == content
                )
            )
        return len(old)
