"""Hears what a message means, where a rule knows none of its words.

A linear model over the tuned sentence model's vectors, made by `tips.training.hear`. Boundaries
work without it, by rules and by what words weigh: it is the second net.
"""

from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.boundaries.routes import Route
from knowledge.boundaries.weighing import SENTENCE

MEANINGS = Path(__file__).parent / "learned" / "meanings.npz"
SHORT = 30
"""A message of at most so many words is heard as one."""
MOST = 8
"""Parts of a long message that are heard beside the whole."""
LONGEST_WHOLE, LONGEST_PART = 800, 300
"""Letters of them that are heard: time is in the length."""

Floats = npt.NDArray[np.float32]


def heard_parts(text: str) -> list[str]:
    """Return what of a message is to be embedded, as questions: the whole, and of a long one parts.

    Danger is often said in passing: each two sentences of a story are heard by themselves.
    """
    if len(text.split()) <= SHORT:
        return [text[:LONGEST_WHOLE]]
    sentences = [one.strip() for one in SENTENCE.split(text) if one.strip()]
    pairs = [" ".join(two) for two in pairwise(sentences)] or [text]
    step = max(1, -(-len(pairs) // MOST))
    parts = (". ".join(pairs[at : at + step]) for at in range(0, len(pairs), step))
    return [text[:LONGEST_WHOLE], *(one[:LONGEST_PART] for one in parts)]


def odds_of(vectors: Floats) -> Floats:
    """Return the log odds of each boundary, by the likeliest part; shape (routes,).

    Args:
        vectors: of `heard_parts`, from the tuned model's `questions`; shape (parts, dimensions).
    """
    table, bias = _table()
    return np.asarray((vectors @ table + bias).max(0), np.float32)


@cache
def made_for() -> str:
    """Return the name of the model whose vectors these meanings were learnt with."""
    with np.load(MEANINGS) as found:
        return str(found["model"])


@cache
def _table() -> tuple[Floats, Floats]:
    with np.load(MEANINGS) as found:
        table, bias = found["table"].astype(np.float32), found["bias"].astype(np.float32)
    assert table.shape[1] == len(Route)  # noqa: S101 - our own file
    return table, bias
