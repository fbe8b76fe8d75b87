"""The only module that knows rapidfuzz."""

from rapidfuzz import fuzz


def likeness(one: str, other: str) -> float:
    """Return how alike two wordings are, from 0 to 1: half by their words, half by the order too.

    Both are expected as stems joined by spaces, so that inflection does not count.
    """
    if not one or not other:
        return 0.0
    return (fuzz.token_sort_ratio(one, other) + fuzz.ratio(one, other)) / 200
