"""What matching needs of a sentence model."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

LONGEST = 1_500
"""Characters of a text that are embedded; meaning is in the beginning, and time in the length."""

Vectors = npt.NDArray[np.float32]


class NoEmbedder(Exception):
    """The sentence model cannot be used; the message is one line that says why and what to do."""


class Embedder(Protocol):
    """Turns texts into vectors. Blocking, so it is called in a thread; safe in several at once."""

    @property
    def name(self) -> str:
        """What its vectors are kept under; another name means other vectors."""
        ...

    @property
    def kind(self) -> str:
        """Which learned weights go with it: "tuned" or "foreign"."""
        ...

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Embed questions and ways to ask.

        Returns:
            An array of shape (texts, dimensions), each row of length 1.

        Raises:
            NoEmbedder: it does not answer.
        """
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Embed what answers questions; see `questions`."""
        ...


class EmbeddingShelf(Protocol):
    """Embeddings that have been made before, by a mark of what they were made of."""

    async def of(self, model: str, contents: Collection[str]) -> Mapping[str, bytes]:
        """Return the vectors there are, as half-precision numbers."""
        ...

    async def add(self, model: str, vectors: Mapping[str, bytes]) -> None:
        """Keep vectors; those kept meanwhile by somebody else are left as they are."""
        ...

    async def keep_only(self, model: str, contents: Collection[str]) -> int:
        """Remove every vector but these, of other models too; say how many."""
        ...
