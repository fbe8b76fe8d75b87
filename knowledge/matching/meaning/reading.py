"""Which texts of a library are embedded, and the vectors of those that have been."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from knowledge.matching.index import Vector, embedded_heads, whole_text
from knowledge.matching.meaning.ports import Embedder
from knowledge.matching.model import Entry

PIECE = 64
"""Texts embedded in one go."""


def mark(text: str, *, is_question: bool) -> str:
    """Return what a text's embedding is kept under: 32 characters, nothing to be read from them."""
    kind = "q" if is_question else "p"
    return hashlib.blake2b(f"{kind}:{text}".encode("utf-8", "replace"), digest_size=16).hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """The texts of one library, and what of them has a vector; grows while it is read.

    Attributes:
        wholes: mark to text, of the entries themselves.
        heads: mark to text, of the ways to ask.
        vectors: mark to half-precision bytes.
    """

    wholes: Mapping[str, str]
    heads: Mapping[str, str]
    vectors: dict[str, bytes] = field(default_factory=dict)

    @property
    def marks(self) -> list[str]:
        """The marks of every text."""
        return [*self.wholes, *self.heads]

    def missing(self) -> list[str]:
        """Return the marks of texts without a vector."""
        return [one for one in self.marks if one not in self.vectors]

    def embed(self, embedder: Embedder, marks: Sequence[str]) -> dict[str, bytes]:
        """Embed some texts; slow, so it is called in a thread."""
        found: dict[str, bytes] = {}
        for texts, make in ((self.wholes, embedder.passages), (self.heads, embedder.questions)):
            mine = [one for one in marks if one in texts]
            for start in range(0, len(mine), PIECE):
                piece = mine[start : start + PIECE]
                vectors = make([texts[one] for one in piece]).astype(np.float16)
                found.update(zip(piece, (one.tobytes() for one in vectors), strict=True))
        return found

    def by_text(self) -> tuple[dict[str, Vector], dict[str, Vector]]:
        """Return the vectors of wholes and of heads, by text, for the index."""
        return self._of(self.wholes), self._of(self.heads)

    def _of(self, texts: Mapping[str, str]) -> dict[str, Vector]:
        return {
            text: np.frombuffer(self.vectors[one], np.float16).astype(np.float32)
            for one, text in texts.items()
            if one in self.vectors
        }


def texts_of(entries: Iterable[Entry]) -> Read:
    """Return what of a library is to be embedded, nothing embedded yet."""
    wholes: dict[str, str] = {}
    heads: dict[str, str] = {}
    for entry in entries:
        whole = whole_text(entry)
        wholes[mark(whole, is_question=False)] = whole
        for head in embedded_heads(entry):
            heads[mark(head, is_question=True)] = head
    return Read(wholes=wholes, heads=heads)
