"""Proper names in a question: those the library knows, and a room's that it does not."""

import re
from collections import defaultdict
from collections.abc import Iterable

from knowledge.matching.model import Entry
from knowledge.matching.similarity import likeness
from knowledge.matching.words import normal

ROOM = r"""(?:konferens|mötes|sammanträdes|grupp|sessions|aktivitets)?(?:rum(?:met)?|sal(?:en)?)
    |(?:møde|møte|konferanse|konference)?(?:lokale(?:t)?|rom(?:met)?)
    |(?:neuvottelu|kokous)?huonee?(?:ssa|n|seen)?|(?:meeting|conference)?\ ?room"""
CALLED = re.compile(rf"\b(?i:{ROOM})\s+(?P<name>[A-ZÅÄÖÆØ]\w+|\w*\d\w*)", re.VERBOSE)
"""A word for room, then a capital letter or a number."""
MAYBE = re.compile(rf"\b(?i:{ROOM})\s+(?P<after>\w+)|(?<=\w\s)(?P<name>[A-ZÅÄÖÆØ]\w+)", re.VERBOSE)
"""A word for room and any word, or a capital letter in the middle: a name perhaps misspelt."""

NEAR = 0.8
"""From here (0 to 1) a word may be a room's name with a slip in it."""


class Names:
    """The proper names of a library's entries."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._ids: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for entry in entries:
            for name in entry.names:
                if normal(name):
                    self._ids[tuple(normal(name).split())].add(entry.id)
        self._longest = max(map(len, self._ids), default=0)

    def named(self, question: str) -> list[str]:
        """Return the ids of entries whose name stands in a question, the longest name first."""
        words = normal(question).split() if self._ids else []
        found: dict[str, None] = {}
        taken: set[int] = set()
        for length in range(self._longest, 0, -1):
            for at in range(len(words) - length + 1):
                places = set(range(at, at + length))
                ids = self._ids.get(_plain(words[at : at + length]))
                if ids and taken.isdisjoint(places):
                    found.update(dict.fromkeys(sorted(ids)))
                    taken |= places
        return list(found)

    def unknown(self, question: str) -> str | None:
        """Return the name of a room that is asked about and that no entry has, or None.

        A library without rooms knows nothing of names, and asks about none.
        """
        if not self._ids or self.named(question):
            return None
        called = CALLED.search(question)
        if called:
            return called["name"]
        words = (found["after"] or found["name"] for found in MAYBE.finditer(question))
        return next((word for word in words if self._is_slip(normal(word))), None)

    def nearest(self, name: str, most: int) -> list[str]:
        """Return the ids whose names are most like one, best first."""
        order = sorted(
            self._ids,
            key=lambda words: (-likeness(normal(name), " ".join(words)), words),
        )
        found = dict.fromkeys(one for words in order for one in sorted(self._ids[words]))
        return list(found)[:most]

    def _is_slip(self, word: str) -> bool:
        return any(likeness(word, " ".join(words)) >= NEAR for words in self._ids)


def _plain(words: list[str]) -> tuple[str, ...]:
    """Return words without the s of possession at the end: Granens is Granen."""
    *rest, last = words
    return (*rest, last[:-1] if last.endswith("ens") else last)
