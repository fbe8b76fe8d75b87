"""The only module that knows rapidfuzz."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

NEAR = 80.0
"""From here (0 to 100) two spellings may be the same word with a slip in it."""


def likeness(one: str, other: str) -> float:
    """Return how alike two wordings are, from 0 to 1: half by their words, half by the order too.

    Both are expected as stems joined by spaces, so that inflection does not count.
    """
    if not one.strip() or not other.strip():
        return 0.0
    return (fuzz.token_sort_ratio(one, other) + fuzz.ratio(one, other)) / 200


def likenesses(
    asked: str, wordings: Sequence[str]
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Compare one wording with many, stems joined by spaces.

    Returns:
        Two arrays of shape (wordings,), from 0 to 1: by words and order together, and by how much
        of the shorter one the longer has.
    """
    if not asked.strip() or not wordings:
        nothing = np.zeros(len(wordings), np.float32)
        return nothing, nothing
    whole = process.cdist([asked], wordings, scorer=fuzz.ratio, dtype=np.float32)[0]
    sorted_ = process.cdist([asked], wordings, scorer=fuzz.token_sort_ratio, dtype=np.float32)[0]
    inside = process.cdist([asked], wordings, scorer=fuzz.token_set_ratio, dtype=np.float32)[0]
    there = np.array([bool(wording.strip()) for wording in wordings])
    return (whole + sorted_) / 200 * there, inside / 100 * there


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word a misspelt one most probably is, or None."""
    found = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=NEAR)
    return found[0] if found else None
