"""Hears a vital word in spite of a slip: a letter too many, too few, wrong, or two swapped."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from knowledge.boundaries.folding import plain_words

SHORTEST = 7
"""A shorter word is too soon another word."""
SHORTEST_FIRST = 9
"""From here the slip may also be in the first letter."""
TORN = 7
"""A word of at least so many letters is also heard with a space in it."""
LONGEST = 16
ORDINARY = Path(__file__).parent / "ordinary.txt"
"""Words of their own that are one letter from a vital one."""


@cache
def ordinary() -> frozenset[str]:
    """Return the words that are nobody's slip."""
    return frozenset(plain_words(ORDINARY.read_text(encoding="utf-8")))


class Slips:
    """Vital words by every spelling that lacks one letter."""

    def __init__(self, vital: Mapping[str, set[str]]) -> None:
        self._names: dict[str, set[str]] = {}
        self._is_stem: dict[str, bool] = {}
        self._near: defaultdict[str, set[str]] = defaultdict(set)
        for written, names in vital.items():
            word = "".join(plain_words(written))
            if len(word) < SHORTEST:
                continue
            self._names.setdefault(word, set()).update(names)
            self._is_stem[word] = self._is_stem.get(word, False) or written.endswith("*")
            for variant in _shorter(word):
                self._near[variant].add(word)

    def of(self, word: str) -> set[str]:
        """Return the families of the vital words that this may be, badly spelt."""
        if len(word) < SHORTEST - 1 or word in ordinary():
            return set()
        found: set[str] = set()
        for end in range(SHORTEST - 1, min(len(word), LONGEST) + 1):
            heard = word[:end]
            for variant in _shorter(heard):
                for meant in self._near.get(variant, ()):
                    if (end == len(word) or self._is_stem[meant]) and _one_slip(heard, meant):
                        found |= self._names[meant]
        return found

    def torn(self, one: str, other: str) -> set[str]:
        """Return the families of a vital word that was written as two."""
        if not one or not other:
            return set()
        whole = one + other
        if len(whole) < TORN:
            return set()
        found: set[str] = set()
        for end in range(max(TORN, len(one) + 1), min(len(whole), LONGEST) + 1):
            meant = whole[:end]
            if meant in self._names and (end == len(whole) or self._is_stem[meant]):
                found |= self._names[meant]
        return found


def _shorter(word: str) -> Iterator[str]:
    yield word
    for position in range(len(word)):
        yield word[:position] + word[position + 1 :]


def _one_slip(heard: str, meant: str) -> bool:
    """Say whether one letter was added, left out, changed, or swapped with its neighbour."""
    if heard[0] != meant[0] and len(meant) < SHORTEST_FIRST:
        return False
    if abs(len(heard) - len(meant)) > 1:
        return False
    start = 0
    while start < min(len(heard), len(meant)) and heard[start] == meant[start]:
        start += 1
    one, other = heard[start:], meant[start:]
    return (
        one[1:] == other[1:]
        or one[1:] == other
        or one == other[1:]
        or (one[:2] == other[:2][::-1] and one[2:] == other[2:])
    )
