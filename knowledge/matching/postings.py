"""Which of many texts have a term, and how much it is worth there."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int32]
Scores = npt.NDArray[np.float32]


class PostingsBuilder:
    """Collects terms text by text.

    Three long rows of numbers, put in order at the end: a list for every term would take a third
    of the time of building an index.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._terms, self._texts, self._worths = array("i"), array("i"), array("f")

    def add(self, text: int, terms: Mapping[str, float] | Iterable[tuple[str, float]]) -> None:
        """Note the terms of one text, each once; texts come in rising order."""
        found = terms if isinstance(terms, Mapping) else dict(terms)
        numbers = self._numbers
        self._terms.extend([numbers.setdefault(term, len(numbers)) for term in found])
        self._texts.extend(repeat(text, len(found)))
        self._worths.extend(found.values())

    def done(self, count: int) -> "Postings":
        """Return what was collected; count is the number of texts."""
        terms = np.array(self._terms, np.int32)
        order = np.argsort(terms, kind="stable")
        starts = np.searchsorted(terms[order], np.arange(len(self._numbers) + 1))
        return Postings(
            numbers=self._numbers,
            starts=starts.tolist(),
            texts=np.array(self._texts, np.int32)[order],
            worths=np.array(self._worths, np.float32)[order],
            count=count,
        )


class Postings:
    """Term to texts and worths; arrays of shape (texts with the term,).

    Args:
        numbers: term to its number.
        starts: where the texts of a term begin, by its number, and where the last one's end.
        texts: the texts of every term, one term after the other, in rising order.
        worths: what the term is worth in each.
        count: the number of texts.
    """

    def __init__(
        self,
        *,
        numbers: Mapping[str, int],
        starts: Sequence[int],
        texts: Numbers,
        worths: Scores,
        count: int,
    ) -> None:
        self._numbers = numbers
        self._starts = starts
        self._texts = texts
        self._worths = worths
        self.count = count

    def get(self, term: str) -> tuple[Numbers, Scores] | None:
        """Return the texts that have a term, and its worth in each."""
        number = self._numbers.get(term)
        if number is None:
            return None
        place = slice(self._starts[number], self._starts[number + 1])
        return self._texts[place], self._worths[place]

    def having(self, term: str) -> int:
        """Return how many texts have a term."""
        number = self._numbers.get(term)
        return 0 if number is None else self._starts[number + 1] - self._starts[number]

    def has(self, term: str, text: int) -> bool:
        """Say whether a text has a term."""
        found = self.get(term)
        if found is None:
            return False
        at = int(np.searchsorted(found[0], text))
        return at < len(found[0]) and int(found[0][at]) == text
