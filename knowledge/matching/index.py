"""Three simple views of one library, and their sum.

Words: which of the question's stems the entry has, rare ones counting more.
Letters: the share of the question's character 4-grams the entry has, for typos and compounds.
Phrasing: how alike the question and the entry's nearest single phrasing are: half by the stems
they share, rare ones counting more, and half by spelling and order, through rapidfuzz.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from knowledge.matching.model import Entry, Match
from knowledge.matching.similarity import likeness
from knowledge.matching.words import TOWARDS, TURNS, grams, normal, stems

CANDIDATES = 25
"""How many entries of the first two views are compared phrasing by phrasing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Weights:
    """How much each view speaks; measured by tests/benchmarks, see docs/why/matching.md."""

    words: float = 0.40
    letters: float = 0.25
    phrasing: float = 0.35
    body: float = 0.5
    """What a word in the body is worth beside one in title or phrasings."""


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The entries of one language, with postings by stem and by 4-gram."""

    language: str
    entries: list[Entry] = field(default_factory=list)
    head_stems: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    body_stems: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    grams: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    phrasings: list[list[tuple[str, ...]]] = field(default_factory=list)

    def rarity(self, stem: str) -> float:
        """Return how much a stem says: more when few entries have it."""
        having = len(self.head_stems.get(stem, ())) + len(self.body_stems.get(stem, ()))
        return math.log(1 + len(self.entries) / (1 + having))


class Index:
    """A library ready to be asked; built once, never changed, safe to use from any thread."""

    def __init__(self, entries: Iterable[Entry], *, weights: Weights | None = None) -> None:
        self._weights = weights or Weights()
        self._exact: dict[str, set[str]] = defaultdict(set)
        self._shelves: dict[str, _Shelf] = {}
        for entry in entries:
            self._add(entry)

    def exact(self, question: str) -> Sequence[str]:
        """Return the ids of entries that have this very wording as title or phrasing."""
        return sorted(self._exact.get(normal(question), ()))

    def ranked(self, question: str, *, language: str, limit: int = 10) -> list[Match]:
        """Return the best entries with their scores from 0 to 1, best first."""
        best: dict[str, Match] = {}
        for shelf in self._shelves.values():
            nearness = 1.0 if shelf.language == language else 0.97
            for match in self._matches(shelf, question, nearness):
                before = best.get(match.id)
                if before is None or match.score > before.score:
                    best[match.id] = match
        return sorted(best.values(), key=lambda one: (-one.score, one.id))[:limit]

    def _add(self, entry: Entry) -> None:
        shelf = self._shelves.setdefault(entry.language, _Shelf(entry.language))
        number = len(shelf.entries)
        shelf.entries.append(entry)
        asked = (entry.title, *entry.phrasings)
        for wording in asked:
            self._exact[normal(wording)].add(entry.id)
            for stem in stems(wording, entry.language):
                shelf.head_stems[stem].add(number)
            for gram in grams(wording):
                shelf.grams[gram].add(number)
        for stem in stems(entry.body, entry.language):
            shelf.body_stems[stem].add(number)
        shelf.phrasings.append([tuple(stems(wording, entry.language)) for wording in asked])

    def _matches(self, shelf: _Shelf, question: str, nearness: float) -> list[Match]:
        asked = tuple(stems(question, shelf.language))
        count = len(shelf.entries)
        words = self._word_scores(shelf, set(asked), count)
        letters = self._letter_scores(shelf, grams(question), count)
        weights = self._weights
        rough = {
            number: weights.words * words.get(number, 0.0)
            + weights.letters * letters.get(number, 0.0)
            for number in words.keys() | letters.keys()
        }
        found = []
        for number in sorted(rough, key=lambda number: -rough[number])[:CANDIDATES]:
            alike, phrasing = max(
                (_alike(shelf, asked, one), one) for one in shelf.phrasings[number]
            )
            found.append(
                Match(
                    shelf.entries[number].id,
                    (rough[number] + weights.phrasing * alike) * nearness,
                    likeness=alike,
                    same_sense=_same_sense(asked, phrasing),
                )
            )
        return found

    def _word_scores(self, shelf: _Shelf, asked: set[str], count: int) -> dict[int, float]:
        scores: dict[int, float] = defaultdict(float)
        whole = 0.0
        for stem in asked:
            heads = shelf.head_stems.get(stem, set())
            bodies = shelf.body_stems.get(stem, set()) - heads
            rarity = math.log(1 + count / (1 + len(heads) + len(bodies)))
            whole += rarity
            for number in heads:
                scores[number] += rarity
            for number in bodies:
                scores[number] += rarity * self._weights.body
        return {number: score / whole for number, score in scores.items()} if whole else {}

    def _letter_scores(self, shelf: _Shelf, asked: set[str], count: int) -> dict[int, float]:
        scores: dict[int, float] = defaultdict(float)
        whole = 0.0
        for gram in asked:
            having = shelf.grams.get(gram, set())
            rarity = math.log(1 + count / (1 + len(having)))
            whole += rarity
            for number in having:
                scores[number] += rarity
        return {number: score / whole for number, score in scores.items()} if whole else {}


def _same_sense(asked: tuple[str, ...], phrasing: tuple[str, ...]) -> bool:
    """Say whether two wordings that look alike also turn the meaning alike."""
    if not TURNS.isdisjoint(set(asked) ^ set(phrasing)):
        return False
    turned_round = sorted(asked) == sorted(phrasing) and asked != phrasing
    return not turned_round or TOWARDS.isdisjoint(asked)


def _alike(shelf: _Shelf, asked: tuple[str, ...], phrasing: tuple[str, ...]) -> float:
    """Return how alike a question and one phrasing are, from 0 to 1."""
    one, other = set(asked), set(phrasing)
    both = sum(map(shelf.rarity, one & other))
    whole = sum(map(shelf.rarity, one)) + sum(map(shelf.rarity, other))
    shared = 2 * both / whole if whole else 0.0
    return (shared + likeness(" ".join(asked), " ".join(phrasing))) / 2
