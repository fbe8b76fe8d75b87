"""Which of many texts have a term, and how much it is worth there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int32]
Scores = npt.NDArray[np.float32]


class PostingsBuilder:
    """Collects terms text by text."""

    def __init__(self) -> None:
        self._texts: dict[str, list[int]] = defaultdict(list)
        self._worths: dict[str, list[float]] = defaultdict(list)

    def add(self, text: int, terms: Mapping[str, float] | Iterable[tuple[str, float]]) -> None:
        """Note the terms of one text, each once; texts come in rising order."""
        pairs = terms.items() if isinstance(terms, Mapping) else terms
        for term, worth in pairs:
            self._texts[term].append(text)
            self._worths[term].append(worth)

    def done(self, count: int) -> "Postings":
        """Return what was collected; count is the number of texts."""
        return Postings(
            {
                term: (np.array(texts, np.int32), np.array(self._worths[term], np.float32))
                for term, texts in self._texts.items()
            },
            count,
        )


class Postings:
    """Term to texts and worths; arrays of shape (texts with the term,)."""

    def __init__(self, found: Mapping[str, tuple[Numbers, Scores]], count: int) -> None:
        self._found = found
        self.count = count

    def get(self, term: str) -> tuple[Numbers, Scores] | None:
        """Return the texts that have a term, and its worth in each."""
        return self._found.get(term)

    def having(self, term: str) -> int:
        """Return how many texts have a term."""
        found = self._found.get(term)
        return len(found[0]) if found else 0

    def has(self, term: str, text: int) -> bool:
        """Say whether a text has a term."""
        found = self._found.get(term)
        if found is None:
            return False
        at = int(np.searchsorted(found[0], text))
        return at < len(found[0]) and int(found[0][at]) == text
