"""Looks for somebody in all that is kept: in clear, behind a seal, and as a mark."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import sqlalchemy

from bot.runtime.wiring import Service
from knowledge.sealing import Seal, SealBroken
from knowledge.storage import METADATA

Found = dict[str, set[str]]
"""By table, every value in which there is a trace."""


def marks(seal: Seal, made_of: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Return the marks of these texts, by purpose."""
    return frozenset(
        seal.mark(purpose, text) for purpose, texts in made_of.items() for text in texts
    )


async def in_tables(
    service: Service, words: Collection[str], marked: Collection[str] = (), *, sealed: bool = True
) -> Found:
    """Return all values with one of these words or marks in them, by table.

    Args:
        service: whose database.
        words: in small letters.
        marked: marks.
        sealed: whether sealed values are opened.
    """
    found: Found = {table.name: set() for table in METADATA.sorted_tables}
    async with service.engine.connect() as connection:
        for table in METADATA.sorted_tables:
            for row in await connection.execute(sqlalchemy.select(table)):
                for value in row:
                    text = value.decode(errors="ignore") if isinstance(value, bytes) else str(value)
                    said = _opened(service.seal, text) if sealed else text
                    if text in marked or any(word in said.casefold() for word in words):
                        found[table.name].add(text)
    return found


def in_files(folder: Path, pattern: str, texts: Iterable[str]) -> list[str]:
    """Return which of these texts stand in the raw bytes of files, in any usual spelling."""
    raw = b"".join(path.read_bytes() for path in sorted(folder.glob(pattern)))
    lower = raw.lower()
    return [
        text
        for text in texts
        if text.encode() in raw
        or text.casefold().encode() in lower
        or text.title().encode() in raw
        or text.encode("unicode_escape").lower() in lower
    ]


def _opened(seal: Seal, text: str) -> str:
    try:
        return seal.opened(text)
    except SealBroken:
        return text
