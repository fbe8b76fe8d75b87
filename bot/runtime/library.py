"""The library as dialogues ask it: an index that follows the database, and the glossary."""

import asyncio
import gc
import hashlib
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from functools import lru_cache
from typing import Protocol

import numpy as np
import structlog

from bot.runtime.edition import AT_HAND, Edition
from bot.runtime.remembered import Remembered
from knowledge.boundaries.catch import caught
from knowledge.boundaries.meanings import heard_parts, made_for
from knowledge.boundaries.routes import Boundary
from knowledge.matching.engine import Matcher
from knowledge.matching.explain import Explanation as Explained
from knowledge.matching.explain import explain
from knowledge.matching.index import Index, Vector
from knowledge.matching.lexicon import Lexicon, own_lexicon
from knowledge.matching.meaning.ports import (
    Embedder,
    EmbeddingShelf,
    NoEmbedder,
    Vectors,
)
from knowledge.matching.meaning.reading import PIECE, Read, texts_of
from knowledge.matching.model import Entry, Verdict
from knowledge.matching.outside import outside_of
from knowledge.matching.views import Seen
from knowledge.matching.words import normal
from tips.glossary import Explanation, Glossary
from tips.model import Tip
from tips.ports import TipShelf

REMEMBERED = 2_000
"""Questions whose vector is remembered, in memory only and under a mark."""

REST = 60.0
"""Seconds a sentence model is left alone after it did not answer."""

LOG = structlog.get_logger()


class LibraryWork(Protocol):
    """One transaction that reads tips and keeps embeddings."""

    @property
    def tips(self) -> TipShelf:
        """The library."""
        ...

    @property
    def embeddings(self) -> EmbeddingShelf:
        """What has been embedded before."""
        ...

    async def commit(self) -> None:
        """Make the changes last."""
        ...


LibraryWorks = Callable[[], AbstractAsyncContextManager[LibraryWork]]


class FollowingLibrary:
    """Answers from an index that is rebuilt in a thread whenever the library's version moves.

    A new version is searched at once, by words; its meaning joins as soon as it has been embedded.
    """

    def __init__(
        self,
        work: LibraryWorks,
        reading: LibraryWorks,
        glossary: Glossary,
        *,
        embedder: Embedder | None = None,
        lexicon: Callable[[], Lexicon] = own_lexicon,
        dial: float = 0.0,
        rest: float = REST,
    ) -> None:
        self._work = work
        self._reading = reading
        self._glossary = glossary
        self._embedder = embedder
        self._lexicon = lexicon
        self._synonyms = lexicon()
        self._dial = dial
        self._vectors = Remembered[Vector](REMEMBERED)
        self._boundaries = Remembered[tuple[Boundary | None]](AT_HAND)
        self._rest = rest
        self._rests_until = 0.0
        self._building = asyncio.Lock()
        self._edition = Edition(
            version=-1, entries=(), matcher=Matcher(index=Index(())), read=texts_of(())
        )

    async def ready(self, question: str, language: str, version: int) -> None:
        """Do the slow part of `boundary` and `verdict`: be of this version, see the question."""
        if version > self._edition.version:
            await self._move_to(version)
        if normal(question) and await self.boundary(question) is None:
            await self._see(question, language)

    async def follow(self) -> None:
        """Rebuild the index if library or synonyms have moved, and embed what little is missing."""
        async with self._reading() as work:
            version = await work.tips.library_version()
        if version > self._edition.version:
            await self._move_to(version)
        if self._lexicon() is not self._synonyms:
            self._synonyms = self._lexicon()
            await self._use(self._edition)

    def turn(self, dial: float) -> None:
        """Answer more or less readily from now on.

        Args:
            dial: from -1, careful, to 1, talkative.
        """
        self._dial = dial
        matcher = replace(self._edition.matcher, dial=dial)
        self._edition = replace(self._edition, matcher=matcher)

    async def learn(
        self,
        progress: Callable[[int, int], None] = lambda _done, _all: None,
        *,
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        """Embed everything that is missing, and keep it; then meaning takes part in every verdict.

        Args:
            progress: is told how many texts have been embedded, of how many.
            stop: asked now and then whether to leave the rest for another time.
        """
        if not self._is_awake():
            return
        edition = self._edition
        whole = len(edition.read.marks)
        while (missing := edition.read.missing()) and not stop():
            try:
                await self._embed(edition.read, missing[:PIECE])
            except NoEmbedder as error:
                self._let_rest(error)
                return
            progress(whole - len(missing) + len(missing[:PIECE]), whole)
        if whole and not edition.read.missing() and edition.matcher.index.meanings is None:
            await self._use(edition)

    async def boundary(self, text: str, *, asked: bool = False) -> Boundary | None:
        """Return the boundary a text runs into; quick when it was made `ready`."""
        del asked
        key = _mark(text)
        known = self._boundaries.get(key)
        if known is None:
            vectors = None
            if self._embedder is not None and self._embedder.name == made_for():
                vectors = await self._vectors_of(heard_parts(text))
            known = (await asyncio.to_thread(caught, text, vectors),)
            self._boundaries.put(key, known)
        return known[0]

    async def tidy(self) -> None:
        """Remove the embeddings of texts that the library no longer has."""
        edition = self._edition
        if self._embedder is None or edition.version < 0 or edition.read.missing():
            return
        async with self._work() as work:
            if await work.tips.library_version() == edition.version:
                await work.embeddings.keep_only(self._embedder.name, edition.read.marks)
                await work.commit()

    async def verdict(
        self,
        question: str,
        language: str,
        *,
        without: Collection[str],
        department: str | None = None,
    ) -> Verdict:
        """Decide what to say to a question; quick when it was made `ready`."""
        edition, seen = await self._see(question, language)
        return edition.matcher.verdict(question, seen, without=without, department=department)

    async def explain(self, question: str, language: str) -> Explained:
        """Explain how a question would be answered now."""
        edition, seen = await self._see(question, language)
        return explain(edition.matcher, question, seen)

    def titles(self, language: str) -> Mapping[str, str]:
        """Return the titles of what staff may see, by id, in a language where they have it."""
        return self._edition.titles_in(language)

    def ways_to(self, ids: Collection[str], language: str) -> Sequence[str]:
        """Return the titles and ways to ask of entries in a language."""
        return self._edition.ways_to(ids, language)

    def having(self, words: str) -> Sequence[str]:
        """Return the ids of entries in which these very words stand, in small letters or not."""
        return self._edition.having(words)

    async def trial(
        self, entry: Entry, questions: Sequence[str]
    ) -> Sequence[tuple[str, Verdict, Verdict]]:
        """Ask questions as the library is, and as it were with an entry in place of its former.

        The trial searches by words where the entry's own meaning has not been embedded.

        Returns:
            Each question, its verdict now, and its verdict then.
        """
        edition = self._edition
        others = (
            one for one in edition.entries if (one.id, one.language) != (entry.id, entry.language)
        )
        entries = (*others, entry)
        read = await asyncio.to_thread(texts_of, entries)
        self._recall(read)
        if self._is_awake() and 0 < len(read.missing()) <= 2 * PIECE:
            await self._try_to_embed(read)
        then = await self._edition_of(edition.version, entries, read)
        found = []
        for question in questions:
            before = await self.verdict(question, entry.language, without=())
            vector = await self._vector(question) if then.matcher.index.meanings else None
            seen = await asyncio.to_thread(
                then.matcher.see, question, language=entry.language, vector=vector
            )
            found.append((question, before, then.matcher.verdict(question, seen, without=())))
        return found

    def meaning(self, word: str, language: str) -> Explanation | None:
        """Look a word up in the glossary."""
        return self._glossary.meaning(word, language)

    async def _see(self, question: str, language: str) -> tuple[Edition, Seen]:
        edition = self._edition
        key = _mark(f"{language}:{normal(question)}")
        seen = edition.seen.get(key)
        if seen is None:
            vector = await self._vector(question) if edition.matcher.index.meanings else None
            edition = self._edition  # which may be another by now
            seen = await asyncio.to_thread(
                edition.matcher.see, question, language=language, vector=vector
            )
            edition.seen.put(key, seen)
        return edition, seen

    async def _vector(self, question: str) -> Vector | None:
        found = await self._vectors_of([question])
        return None if found is None else found[0]

    async def _vectors_of(self, questions: Sequence[str]) -> Vectors | None:
        """Embed questions, those together that are not remembered."""
        if self._embedder is None or not self._is_awake():
            return None
        marks = {_mark(normal(one)): one for one in questions}
        found = {mark: known for mark in marks if (known := self._vectors.get(mark)) is not None}
        new = [mark for mark in marks if mark not in found]
        if new:
            try:
                made = await asyncio.to_thread(
                    self._embedder.questions, [marks[mark] for mark in new]
                )
            except NoEmbedder as error:
                self._let_rest(error)
                return None
            meanings = self._edition.matcher.index.meanings
            if meanings is not None and meanings.whole.shape[1] != made.shape[1]:
                await self._start_over()
            found.update(zip(new, made, strict=True))
            for mark in new:
                self._vectors.put(mark, found[mark])
        return np.stack([found[_mark(normal(one))] for one in questions])

    async def _start_over(self) -> None:
        """Search by words until everything is embedded anew: the model's vectors have another size.

        A server may be given another model under the same name.
        """
        LOG.warning("another-model")
        edition = self._edition
        await self._forget(edition.read)
        self._vectors = Remembered[Vector](REMEMBERED)
        self._edition = await self._edition_of(edition.version, edition.entries, edition.read)

    async def _forget(self, read: Read) -> None:
        assert self._embedder is not None  # noqa: S101 - the callers have seen to it
        read.vectors.clear()
        async with self._work() as work:
            await work.embeddings.keep_only(self._embedder.name, ())
            await work.commit()

    def _is_awake(self) -> bool:
        return self._embedder is not None and self._rests_until <= time.monotonic()

    def _let_rest(self, error: NoEmbedder) -> None:
        """Ask a model that does not answer no more for a while: each question would wait for it."""
        self._rests_until = time.monotonic() + self._rest
        LOG.error("no-embedder", why=str(error))

    async def _move_to(self, version: int) -> None:
        async with self._building:
            if version <= self._edition.version:
                return
            async with self._reading() as work:
                found = await work.tips.library_version()
                entries, read = await asyncio.to_thread(_read_in, await work.tips.published())
                if self._embedder is not None:
                    self._recall(read)
                    kept = await work.embeddings.of(self._embedder.name, read.missing())
                    read.vectors.update(kept)
            if self._is_awake() and 0 < len(read.missing()) <= 2 * PIECE:
                await self._try_to_embed(read)
            self._edition = await self._edition_of(found, entries, read)

    def _recall(self, read: Read) -> None:
        """Take over the vectors this process has in its hands."""
        before = self._edition.read.vectors
        read.vectors.update({one: before[one] for one in read.marks if one in before})

    async def _try_to_embed(self, read: Read) -> None:
        try:
            await self._embed(read, read.missing())
        except NoEmbedder as error:
            self._let_rest(error)

    async def _embed(self, read: Read, marks: Sequence[str]) -> None:
        assert self._embedder is not None  # noqa: S101 - the callers have seen to it
        vectors = await asyncio.to_thread(read.embed, self._embedder, marks)
        sizes = {len(one) for one in (*read.vectors.values(), *vectors.values())}
        if len(sizes) > 1:
            LOG.warning("another-model")
            await self._forget(read)
        async with self._work() as work:
            await work.embeddings.add(self._embedder.name, vectors)
            await work.commit()
        read.vectors.update(vectors)

    async def _use(self, edition: Edition) -> None:
        """Build the index again, unless the library has moved on."""
        async with self._building:
            if self._edition.version == edition.version:
                self._edition = await self._edition_of(
                    edition.version, edition.entries, edition.read
                )

    async def _edition_of(self, version: int, entries: tuple[Entry, ...], read: Read) -> Edition:
        kind = self._embedder.kind if self._embedder is not None else "none"
        index = await asyncio.to_thread(_index_of, entries, self._synonyms, read, kind)
        outside = outside_of(self._embedder.name) if self._embedder is not None else None
        matcher = Matcher(index=index, kind=kind, dial=self._dial, outside=outside)
        return Edition(version=version, entries=entries, matcher=matcher, read=read)


def _read_in(tips: Sequence[Tip]) -> tuple[tuple[Entry, ...], Read]:
    entries = tuple(tip.as_entry() for tip in tips)
    return entries, texts_of(entries)


def _mark(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()


@lru_cache(maxsize=2)
def _built(entries: tuple[Entry, ...], lexicon: Lexicon) -> Index:
    """Build an index by words; the same library twice is built once."""
    return Index(entries, lexicon=lexicon)


def _index_of(entries: tuple[Entry, ...], lexicon: Lexicon, read: Read, kind: str) -> Index:
    """Return the index of a library, with its meanings if all of it has been embedded."""
    index = _built(entries, lexicon)
    if not read.missing():
        index = index.with_meanings(*read.by_text(), standard=kind == "foreign")
    # It lives until the next version: whoever collects garbage need not look through it each time,
    # which for a large library holds everybody up for a tenth of a second.
    gc.freeze()
    return index
