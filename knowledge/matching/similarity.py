"""The only module that knows rapidfuzz."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process


def best_likeness(question: str, phrasings: Sequence[str]) -> float:
    """Return how alike the question and its nearest phrasing are, from 0 to 1.

    Both are expected in normal form (stems joined by spaces); word order does not matter.
    """
    if not question or not phrasings:
        return 0.0
    found = process.extractOne(question, phrasings, scorer=fuzz.token_sort_ratio)
    return float(found[1]) / 100
