"""The library as dialogues ask it: an index that follows the database, and the glossary."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from knowledge.matching.engine import verdict
from knowledge.matching.index import Index
from knowledge.matching.model import Verdict
from tips.glossary import Explanation, Glossary
from tips.model import Tip
from tips.ports import TipShelf


class LibraryWork(Protocol):
    """One transaction that reads tips."""

    @property
    def tips(self) -> TipShelf:
        """The library."""
        ...


class FollowingLibrary:
    """Answers from an index that is rebuilt in a thread whenever the library's version moves."""

    def __init__(
        self,
        reading: Callable[[], AbstractAsyncContextManager[LibraryWork]],
        glossary: Glossary,
    ) -> None:
        self._reading = reading
        self._glossary = glossary
        self._index = Index(())
        self._version = -1
        self._building = asyncio.Lock()

    async def ready(self, question: str, language: str, version: int) -> None:
        """Make sure that the index is of this version of the library, or a newer one."""
        del question, language
        if version <= self._version:
            return
        async with self._building:
            if version <= self._version:
                return
            async with self._reading() as work:
                found = await work.tips.library_version()
                tips = await work.tips.published()
            self._index = await asyncio.to_thread(_index_of, tips)
            self._version = found

    async def follow(self) -> None:
        """Rebuild the index if the library has moved."""
        async with self._reading() as work:
            version = await work.tips.library_version()
        await self.ready("", "", version)

    def verdict(self, question: str, language: str, *, without: Collection[str]) -> Verdict:
        """Decide what to say to a question."""
        return verdict(question, index=self._index, language=language, without=without)

    def meaning(self, word: str, language: str) -> Explanation | None:
        """Look a word up in the glossary."""
        return self._glossary.meaning(word, language)


def _index_of(tips: Sequence[Tip]) -> Index:
    return Index([tip.as_entry() for tip in tips])
