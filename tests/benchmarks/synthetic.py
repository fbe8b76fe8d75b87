"""Made-up libraries of any size, with made-up vectors: for measures of speed, not of quality."""

import random
import zlib
from collections.abc import Iterator, Mapping

import numpy as np
from typing_extensions import override

from knowledge.matching.engine import Matcher
from knowledge.matching.index import Index, Vector
from knowledge.matching.lexicon import own_lexicon
from knowledge.matching.model import Entry
from tips.default_library import tips

SEED = 20261122
DIMENSIONS = 384
DIFFERENT = 4_096
"""So many vectors there are; texts share them by chance."""

TITLE, PHRASING, BODY = 5, 6, 40
"""Words of each."""

PHRASINGS = 2


def entries(count: int) -> list[Entry]:
    """Return entries of words as common as they are in the default library."""
    chance = random.Random(SEED)  # noqa: S311 - the same at every run
    swedish = [tip.as_entry() for tip in tips() if tip.language == "sv"]
    words = [word for one in swedish for word in f"{one.title} {one.body}".split()]

    def some(number: int) -> str:
        return " ".join(chance.choices(words, k=number))

    return [
        Entry(
            id=f"t{number}",
            language="sv",
            title=some(TITLE),
            phrasings=tuple(some(PHRASING) for _ in range(PHRASINGS)),
            body=some(BODY),
        )
        for number in range(count)
    ]


class Vectors(Mapping[str, Vector]):
    """A vector of length 1 for any text, the same every time."""

    def __init__(self) -> None:
        made = np.random.default_rng(SEED).normal(size=(DIFFERENT, DIMENSIONS))
        self._made = (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)

    @override
    def __getitem__(self, text: str) -> Vector:
        return np.asarray(self._made[zlib.crc32(text.encode()) % DIFFERENT], np.float32)

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(())

    @override
    def __len__(self) -> int:
        return DIFFERENT


def matcher(count: int) -> Matcher:
    """Return a matcher over so many made-up entries, as with the tuned model."""
    index = Index(entries(count), lexicon=own_lexicon())
    vectors = Vectors()
    return Matcher(index=index.with_meanings(vectors, vectors), kind="tuned")
