"""Words that mean much the same, in five languages: projektor, duk, screen and lærred.

The list is a table that coordinators can edit in a spreadsheet: one row a sense, one column a
language, words separated by commas. A word may stand in several rows when it has several senses.
"""

import csv
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from knowledge.matching.words import STEMMERS, normal, stem

HERE = Path(__file__).parent
OWN = HERE / "synonyms.csv"

Sense = Mapping[str, Sequence[str]]
"""Language to words."""


class Lexicon:
    """Says which senses a word may have; built once, never changed.

    Args:
        senses: rows of the list, each a mapping of language to words or two-word phrases.
    """

    def __init__(self, senses: Iterable[Sense] = ()) -> None:
        self._words: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._names: list[str] = []
        self._phrases: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._begin: set[tuple[str, str]] = set()
        for number, sense in enumerate(senses):
            self._names.append(next((words[0] for words in sense.values() if words), ""))
            for language, words in sense.items():
                for word in words:
                    self._add(language, word, number)

    def senses(self, word: str, languages: Iterable[str]) -> Collection[int]:
        """Return the numbers of the senses a normal word has in any of these languages."""
        found: set[int] = set()
        for language in languages:
            found |= self._words.get((language, stem(word, language)), set())
        return found

    def phrase(self, words: Sequence[str], languages: Iterable[str]) -> Collection[int]:
        """Return the senses of two words that stand beside each other."""
        found: set[int] = set()
        for language in languages:
            if (language, stem(words[0], language)) in self._begin:
                key = " ".join(stem(word, language) for word in words)
                found |= self._phrases.get((language, key), set())
        return found

    def name(self, sense: int) -> str:
        """Return the word a sense is known by."""
        return self._names[sense]

    def _add(self, language: str, word: str, number: int) -> None:
        parts = normal(word).split()
        if len(parts) == 1:
            self._words[language, stem(parts[0], language)].add(number)
        elif len(parts) == 2:
            self._begin.add((language, stem(parts[0], language)))
            key = " ".join(stem(part, language) for part in parts)
            self._phrases[language, key].add(number)


def read(path: Path = OWN) -> list[Sense]:
    """Read a list of synonyms.

    Raises:
        OSError: the file cannot be read.
        ValueError: it has no column of a language, the message names the columns expected; or it
            is no table.
    """
    with path.open(encoding="utf-8-sig", newline="") as lines:
        table = csv.DictReader(lines)
        languages = [name for name in table.fieldnames or () if name in STEMMERS]
        if not languages:
            message = f"{path.name}: no column is named {', '.join(STEMMERS)}"
            raise ValueError(message)
        try:
            return [_sense(row, languages) for row in table]
        except csv.Error as error:
            message = f"{path.name}: line {table.line_num} is no row of a table: {error}"
            raise ValueError(message) from error


@cache
def own_lexicon() -> Lexicon:
    """Return the lexicon that comes with the service; read once."""
    return Lexicon(read())


def _sense(row: Mapping[str, str | None], languages: Sequence[str]) -> Sense:
    return {
        language: tuple(word.strip() for word in (row[language] or "").split(",") if word.strip())
        for language in languages
    }
