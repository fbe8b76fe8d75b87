"""Guesses which of the five languages a short text is in, from its words and their pieces.

A linear model over hashed pieces, made by `tips.training.languages` from our own questions.
"""

import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.matching.words import normal

LANGUAGES = ("sv", "en", "da", "nb", "fi")
WEIGHTS = Path(__file__).parent / "learned" / "languages.npz"
BUCKETS = 1 << 15
"""Pieces share so many weights."""
PIECES = (1, 2, 3, 4)
LONGEST_TEXT = 4_000
LONGEST = 60
"""Words that are looked at."""
EXPECTED = 4.0
"""What the language one expects is ahead, in log odds, of a single word; less the more are said."""

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


def guessed(text: str, *, otherwise: str = "sv") -> str:
    """Return the language a text most probably is in, as two letters.

    Args:
        text: any text.
        otherwise: the language one expects; also the answer when nothing tells.
    """
    text = text[:LONGEST_TEXT]
    count = sum(any(map(str.isalpha, word)) for word in normal(text).split())
    if not count:
        return otherwise
    pieces = pieces_of(text)
    odds = _weights()[pieces].sum(0) * len(pieces) ** -0.5
    if otherwise in LANGUAGES:
        odds[LANGUAGES.index(otherwise)] += EXPECTED / count
    return LANGUAGES[int(odds.argmax())]


def pieces_of(text: str) -> Ints:
    """Return the numbers of a text's words and their pieces, each once."""
    return np.unique(np.fromiter(_pieces(text), np.int64))


def _pieces(text: str) -> Iterator[int]:
    for word in normal(text).split()[:LONGEST]:
        yield _number(f"w {word}")
        marked = f"<{word[:30]}>"
        for length in PIECES:
            for start in range(len(marked) - length + 1):
                yield _number(marked[start : start + length])


def _number(piece: str) -> int:
    return zlib.crc32(piece.encode("utf-8", "replace")) % BUCKETS


@cache
def _weights() -> Floats:
    with np.load(WEIGHTS) as found:
        return np.asarray(found["weights"].astype(np.float32) * found["scale"], np.float32)
