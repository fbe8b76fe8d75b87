"""Knows families of words, and tells which of them stand where in a message.

The files in the folder `families` are read once. A line in square brackets names a family; the
words after it belong to it, in any of the five languages, written as they are spelt:

    brand       this word
    brinn*      any word that begins so
    *brand      any word that ends so
    *brand*     any word that holds it
    i_halsen    these words after one another

A `~` after the name means that the family is vital: its words are also heard with a slip of a
letter in them (see `slips`). What stands after `[rules]` is for `rules`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.boundaries.folding import plain_words
from knowledge.boundaries.slips import Slips

FOLDER = Path(__file__).parent / "families"
SHORTEST_INSIDE = 4
LONGEST_INSIDE = 14
LONGEST_WORD = 40
"""Of a longer word only the beginning is looked at, so that the work stays linear."""

Where = Mapping[str, Sequence[int]]
"""Positions of words in a message, by the families they belong to."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file as it is read: its families and its rules, unparsed."""

    name: str
    families: Mapping[str, tuple[str, ...]]
    vital: frozenset[str]
    rules: tuple[str, ...]


@cache
def sources() -> tuple[Source, ...]:
    """Read every file in the folder."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.txt")))


def _read(path: Path) -> Source:
    families: dict[str, list[str]] = {}
    vital: set[str] = set()
    rules: list[str] = []
    target = rules
    for raw in path.read_text(encoding="utf-8").splitlines():
        line = raw.split("#")[0].strip()
        if line == "[rules]":
            target = rules
        elif line.startswith("["):
            name, *marks = line.strip("[]").split()
            if marks:
                vital.add(name)
            target = families.setdefault(name, [])
        elif line and target is rules:
            rules.append(line)
        else:
            target += line.split()
    found = {name: tuple(words) for name, words in families.items()}
    return Source(path.stem, found, frozenset(vital), tuple(rules))


class Families:
    """Every word of every family, arranged so that a message is read in one pass."""

    def __init__(self, read: Iterable[Source]) -> None:
        self._whole: defaultdict[str, set[str]] = defaultdict(set)
        self._front: defaultdict[str, set[str]] = defaultdict(set)
        self._end: defaultdict[str, set[str]] = defaultdict(set)
        self._inside: defaultdict[str, set[str]] = defaultdict(set)
        self._phrases: defaultdict[str, set[tuple[tuple[str, ...], str]]] = defaultdict(set)
        vital: dict[str, set[str]] = {}
        for source in read:
            for name, words in source.families.items():
                for word in words:
                    self._add(word, name)
                    if name in source.vital and "_" not in word:
                        vital.setdefault(word, set()).add(name)
        self._slips = Slips(vital)

    def _add(self, written: str, name: str) -> None:
        if "_" in written:
            parts = tuple(
                "".join(plain_words(part)) + ("*" if part.endswith("*") else "")
                for part in written.split("_")
                if part
            )
            self._phrases[parts[0].rstrip("*")[:3]].add((parts, name))
            return
        word = "".join(plain_words(written))
        if written.startswith("*") and written.endswith("*"):
            self._inside[word].add(name)
        elif written.startswith("*"):
            self._end[word].add(name)
        elif written.endswith("*"):
            self._front[word].add(name)
        else:
            self._whole[word].add(name)

    def of(self, word: str) -> frozenset[str]:
        """Return the families one word belongs to, a slip of the pen allowed in vital ones."""
        word = word[:LONGEST_WORD]
        found = set(self._whole.get(word, ()))
        for end in range(2, len(word) + 1):
            found |= self._front.get(word[:end], set())
            found |= self._end.get(word[-end:], set())
        for start in range(len(word) - SHORTEST_INSIDE + 1):
            for end in range(start + SHORTEST_INSIDE, min(len(word), start + LONGEST_INSIDE) + 1):
                found |= self._inside.get(word[start:end], set())
        if not found:
            found |= self._slips.of(word)
        return frozenset(found)

    def where(
        self, words: Sequence[str], met: dict[str, frozenset[str]] | None = None
    ) -> dict[str, list[int]]:
        """Return where each family has a word in a message.

        Args:
            words: plain words.
            met: the families of words met before, filled as words are met.
        """
        known = {} if met is None else met
        found: defaultdict[str, list[int]] = defaultdict(list)
        for position, word in enumerate(words):
            if word not in known:
                known[word] = self.of(word)
            names = set(known[word])
            for parts, name in self._phrases.get(word[:3], ()):
                if _stands(parts, words, position):
                    names.add(name)
            if position + 1 < len(words):
                names |= self._slips.torn(word, words[position + 1])
            for name in names:
                found[name].append(position)
        return found


def _stands(parts: tuple[str, ...], words: Sequence[str], position: int) -> bool:
    if position + len(parts) > len(words):
        return False
    return all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for part, word in zip(parts, words[position:], strict=False)
    )


@cache
def families() -> Families:
    """Return the families of the service's own files."""
    return Families(sources())
