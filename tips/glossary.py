"""The glossary: what a word means, in the work's own voice and in the technical one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from knowledge.matching.words import normal
from tips.default_library import CONTENT

FILE = CONTENT / "glossary.yaml"


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """One word: its names by language, and what it means by language, in two voices."""

    id: str
    words: Mapping[str, tuple[str, ...]]
    plain: Mapping[str, str]
    tech: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """A word as it is shown to one person."""

    word: str
    text: str
    technical: str


class Glossary:
    """All words, found by any of their names in any language."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._by_name: dict[str, Word] = {}
        for word in words:
            for names in word.words.values():
                for name in names:
                    self._by_name.setdefault(normal(name), word)

    def meaning(self, name: str, language: str) -> Explanation | None:
        """Return what a word means, in this language or else in Swedish."""
        word = self._by_name.get(normal(name))
        if word is None:
            return None
        names = word.words.get(language) or word.words["sv"]
        return Explanation(
            word=names[0],
            text=word.plain.get(language) or word.plain["sv"],
            technical=word.tech.get(language) or word.tech["sv"],
        )


@cache
def read(path: Path = FILE) -> tuple[Word, ...]:
    """Read the glossary's file, once."""
    found = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return tuple(
        Word(
            id=one["id"],
            words={language: tuple(map(str, names)) for language, names in one["words"].items()},
            plain=one["plain"],
            tech=one["tech"],
        )
        for one in found
    )
