"""Weighs a message: how much its words, their pieces and their families speak for each boundary.

A linear model with weights that `tips.training.weigh` makes from written examples; it
hears what no rule says. It is arithmetic over a table in the repository, and nothing is fetched.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.boundaries.families import families
from knowledge.boundaries.folding import plain_words
from knowledge.boundaries.routes import Route

WEIGHTS = Path(__file__).parent / "learned" / "weights.npz"
BUCKETS = 1 << 18
"""Features share so many weights; two that meet in one are rare enough."""
SILENT = 12.0
"""Log odds of what says nothing at all; nothing says more for or against."""
PIECES = (3, 4, 5)
SHORTEST_PART = 5
"""A sentence of fewer words is weighed with the next one."""
LONGEST_PART = 30
"""Words that are weighed at once; a longer sentence is cut."""
MANY_PARTS = 120
"""Of a message in more pieces than people write, each is weighed by itself alone."""
SHORT_ENOUGH = 60
"""A message of at most so many words is also weighed whole."""
SENTENCE = re.compile(r"[.!?\n;]+")

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Met:
    """Words met before, so that none is looked at twice: their pieces and their families."""

    pieces: dict[str, list[int]] = field(default_factory=dict)
    families: dict[str, frozenset[str]] = field(default_factory=dict)


def features(words: Sequence[str], met: Met) -> tuple[Ints, Floats]:
    """Return what is weighed in some plain words: feature numbers, and how much each counts."""
    said = [_number(f"w {word}") for word in words]
    said += [_number(f"b {one} {two}") for one, two in pairwise(words)]
    pieces: list[int] = []
    for word in words:
        if word not in met.pieces:
            met.pieces[word] = list(_pieces(word))
        pieces += met.pieces[word]
    names = sorted(families().where(words, met.families))
    kinds = [_number(f"f {name}") for name in names]
    kinds += [_pair(one, two) for one, two in combinations(names, 2)]
    groups = [np.unique(np.array(group, np.int64)) for group in (said, pieces, kinds)]
    counts = [np.full(len(group), len(group) ** -0.5, np.float32) for group in groups if len(group)]
    if not counts:
        return np.zeros(0, np.int64), np.zeros(0, np.float32)
    return np.concatenate(groups), np.concatenate(counts)


def _pieces(word: str) -> Iterator[int]:
    marked = f"<{word[:40]}>"
    for length in PIECES:
        for start in range(len(marked) - length + 1):
            yield _number(marked[start : start + length])


@cache
def _pair(one: str, two: str) -> int:
    """Return the number of two families together; there are only so many."""
    return _number(f"p {one} {two}")


def _number(feature: str) -> int:
    return zlib.crc32(feature.encode()) % BUCKETS


def parts(text: str) -> list[list[str]]:
    """Return what is weighed by itself: each sentence, each two in a row, a short message whole."""
    sentences: list[list[str]] = []
    for one in SENTENCE.split(text):
        words = plain_words(one)
        if sentences and len(sentences[-1]) < SHORTEST_PART:
            sentences[-1] += words
        elif words:
            sentences.append(words)
    cut = [
        one[start : start + LONGEST_PART]
        for one in sentences
        for start in range(0, len(one), LONGEST_PART)
    ]
    pairs = [one + two for one, two in pairwise(cut)] if len(cut) <= MANY_PARTS else []
    whole = [word for one in cut for word in one]
    return cut + pairs + ([whole] if len(cut) > 2 and len(whole) <= SHORT_ENOUGH else [])


@cache
def _weights() -> tuple[Floats, Floats]:
    with np.load(WEIGHTS) as found:
        table = found["weights"].astype(np.float32) * found["scale"]
        return table, found["bias"].astype(np.float32)


def odds_for(text: str) -> Floats:
    """Return the log odds of each boundary, by the likeliest part of the message; (routes,)."""
    return odds_by(*_weights(), text)


def odds_by(table: Floats, bias: Floats, text: str) -> Floats:
    """Return the same by other weights: shapes (BUCKETS, routes) and (routes,)."""
    met = Met()
    best = np.full(len(Route), -SILENT, np.float32)
    for words in parts(text):
        numbers, counts = features(words, met)
        best = np.maximum(best, counts @ table[numbers] + bias)
    return np.asarray(best.clip(-SILENT, SILENT), np.float32)
