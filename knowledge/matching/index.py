"""A library ready to be asked: every entry seen from several sides.

A row is one entry in one language. A head is one way to ask for it: its title or a phrasing.
"""

import copy
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from knowledge.matching.lexicon import Lexicon
from knowledge.matching.model import Entry
from knowledge.matching.names import Names
from knowledge.matching.postings import PostingsBuilder
from knowledge.matching.vocabulary import Asked, Vocabulary
from knowledge.matching.words import FILLERS, normal, spoken, stem, word_grams

BODY = 0.5
"""What a letter group in the body is worth beside one in title or phrasings."""

LONGEST_BODY = 600
"""Words of a body that are looked at."""

COMMON = 0.2
"""In a large library, letter groups that more than this share of the rows have say nothing."""

EMBEDDED = 9
"""Ways to ask that are embedded, the title among them; the others go by their words."""

LONGEST_WHOLE = 600
"""Characters of an entry whose meaning is looked at: its matter is said first, and time is in the
length."""

LARGE = 5_000
"""Rows from which a library is large: then heads are kept in half precision."""

Vector = npt.NDArray[np.float32]
Vectors = Mapping[str, Vector]
"""What is embedded (see `whole_text` and `embedded_heads`) to its vector, each of length 1."""


@dataclass(frozen=True, slots=True)
class Meanings:
    """The vectors of one library.

    Attributes:
        whole: shape (rows, dimensions): title, phrasings and body together.
        heads: shape (heads, dimensions).
        standard: whether cosines are brought to one scale, see `knowledge.matching.views`.
    """

    whole: npt.NDArray[np.float32]
    heads: npt.NDArray[np.float32] | npt.NDArray[np.float16]
    standard: bool = False


def whole_text(entry: Entry) -> str:
    """Return what is embedded as the entry itself."""
    parts = (entry.title, *entry.phrasings[:2], entry.body)
    return " ".join(part for part in parts if part)[:LONGEST_WHOLE]


def embedded_heads(entry: Entry) -> list[str]:
    """Return the ways to ask whose meaning is looked at: the first ones."""
    return head_texts(entry)[:EMBEDDED]


def head_texts(entry: Entry) -> list[str]:
    """Return the ways to ask for the entry; never empty."""
    heads = [text for text in (entry.title, *entry.phrasings) if text.strip()]
    return heads or [entry.body[:200]]


class Index:
    """A library ready to be asked; built once, never changed, safe to use from any thread.

    Args:
        entries: the library, best in a steady order.
        lexicon: the words that mean much the same.
    """

    def __init__(self, entries: Iterable[Entry], *, lexicon: Lexicon | None = None) -> None:
        self.rows: list[Entry] = list(entries)
        self.languages = tuple(dict.fromkeys(entry.language for entry in self.rows))
        self.vocabulary = Vocabulary(lexicon or Lexicon(), self.languages)
        self.names = Names(self.rows)
        self._exact: dict[str, set[str]] = defaultdict(set)
        self._build()
        self.meanings: Meanings | None = None

    def with_meanings(self, wholes: Vectors, heads: Vectors, *, standard: bool = False) -> "Index":
        """Return the same library with meaning; what was built is shared.

        Args:
            wholes: the vectors of `whole_text`, by text.
            heads: the vectors of `embedded_heads`, by text.
            standard: whether cosines are brought to one scale first, since the model is unknown.
        """
        other = copy.copy(self)
        other.meanings = self._meanings(wholes, heads, standard=standard)
        return other

    def exact(self, question: str) -> Sequence[str]:
        """Return the ids of entries that have this very wording as title or phrasing."""
        return sorted(self._exact.get(normal(question), ()))

    def rarity(self, term: str) -> float:
        """Return how much a term says: more when few rows have it in title, phrasings or body."""
        having = max(self.front_terms.having(term), self.body_terms.having(term))
        return math.log(1 + len(self.rows) / (1 + having))

    def weight(self, asked: Asked) -> float:
        """Return how much one word of a question says: that of its best known term."""
        if not asked.terms:
            return math.log(1 + len(self.rows))
        best = max(worth for _, worth in asked.terms)
        return max(self.rarity(term) for term, worth in asked.terms if worth >= best)

    def _build(self) -> None:
        for entry in self.rows:
            for text in (*head_texts(entry), entry.body):
                for word in _subject_words(text):
                    self.vocabulary.add(word, entry.language)
        found = _Gathered(self.vocabulary)
        for row, entry in enumerate(self.rows):
            found.add(row, entry)
            for text in (entry.title, *entry.phrasings):
                if normal(text):
                    self._exact[normal(text)].add(entry.id)
        rows, heads = len(self.rows), len(found.head_rows)
        self.head_rows = np.array(found.head_rows, np.int32)
        self.head_starts = np.searchsorted(self.head_rows, np.arange(rows + 1))
        self.head_texts = found.head_texts
        self.head_stems = found.head_stems
        self.head_terms = found.heads.done(heads)
        self.front_terms = found.fronts.done(rows)
        self.body_terms = found.bodies.done(rows)
        self.letters = found.letters.done(rows)
        sizes = (sum(map(self.rarity, set(one))) for one in found.head_stems)
        self.head_sizes = np.fromiter(sizes, np.float32, heads)

    def _meanings(self, wholes: Vectors, heads: Vectors, *, standard: bool) -> Meanings | None:
        if not self.rows:
            return None
        try:
            whole = np.stack([wholes[whole_text(entry)] for entry in self.rows])
        except KeyError:
            return None
        none = np.zeros(whole.shape[1], np.float32)
        exact = np.float16 if len(self.rows) > LARGE else np.float32
        head = np.stack([heads.get(text, none).astype(exact) for text in self.head_texts])
        return Meanings(whole, head, standard)


class _Gathered:
    """What the rows have, collected entry by entry."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.heads, self.fronts, self.bodies, self.letters = (PostingsBuilder() for _ in range(4))
        self.head_rows: list[int] = []
        self.head_texts: list[str] = []
        self.head_stems: list[tuple[str, ...]] = []
        self._vocabulary = vocabulary
        self._terms_of = lru_cache(maxsize=None)(vocabulary.entry_terms)

    def add(self, row: int, entry: Entry) -> None:
        """Take in one entry; rows come in rising order."""
        body = _subject_words(entry.body)
        grams = {gram: BODY for word in body for gram in word_grams(word)}
        front: dict[str, float] = {}
        for text in head_texts(entry):
            words = _subject_words(text)
            terms = self._terms(words, entry.language)
            self.heads.add(len(self.head_rows), terms)
            self.head_rows.append(row)
            self.head_texts.append(text)
            self.head_stems.append(tuple(stem(word, entry.language) for word in words))
            for term, worth in terms.items():
                front[term] = max(front.get(term, 0.0), worth)
            grams.update((gram, 1.0) for word in words for gram in word_grams(word))
        self.fronts.add(row, front)
        self.bodies.add(row, self._terms(body, entry.language))
        self.letters.add(row, grams)

    def _terms(self, words: Sequence[str], language: str) -> dict[str, float]:
        found: dict[str, float] = {}
        for word in words:
            for term, worth in self._terms_of(word, language):
                if worth > found.get(term, 0.0):
                    found[term] = worth
        found.update((term, 1.0) for term in self._vocabulary.phrase_terms(words, language))
        return found


def _subject_words(text: str) -> list[str]:
    """Return a text's words without fillers, as many as are looked at."""
    return [word for word in spoken(normal(text).split()[:LONGEST_BODY]) if word not in FILLERS]
