"""A small embedder: words that share letter groups lie near each other, the same at every run."""

import threading
import zlib
from collections.abc import Sequence

import numpy as np

from knowledge.matching.meaning.ports import LONGEST, NoEmbedder, Vectors
from knowledge.matching.words import normal, word_grams

LONGEST_WAIT = 30.0


class FakeEmbedder:
    """Notes what it embeds, and can be told to fail or to wait.

    Attributes:
        seen: every text it was given, in order.
        fails: while it is true, nothing is embedded.
        is_asked: set once it was asked for anything.
        goes_on: while it is cleared, whoever asks waits.
    """

    dimensions = 32

    def __init__(self, *, name: str = "fake", kind: str = "tuned") -> None:
        self.name = name
        self.kind = kind
        self.seen: list[str] = []
        self.fails = False
        self.is_asked = threading.Event()
        self.goes_on = threading.Event()
        self.goes_on.set()

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Embed questions; see the port."""
        return self._embed(texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Embed what answers questions; see the port."""
        return self._embed(texts)

    def _embed(self, texts: Sequence[str]) -> Vectors:
        self.is_asked.set()
        self.goes_on.wait(LONGEST_WAIT)
        if self.fails:
            raise NoEmbedder("the fake embedder was told to fail")
        self.seen.extend(texts)
        rows = [self._vector(text) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, self.dimensions), np.float32)

    def _vector(self, text: str) -> Vectors:
        found = np.ones(self.dimensions, np.float32)
        for word in normal(text[:LONGEST]).split():
            for gram in word_grams(word):
                found[zlib.crc32(gram.encode("utf-8", "replace")) % self.dimensions] += 1
        return np.asarray(found / np.linalg.norm(found), np.float32)
