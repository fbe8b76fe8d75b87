"""The words a library knows, and what a question's word may mean among them.

A question's word is looked for as it stands; if no entry has it, also without å, ä and ö, as a
compound of known words, and as a slip of the nearest known word. Its senses come from the lexicon.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from knowledge.matching.lexicon import Lexicon
from knowledge.matching.similarity import nearest
from knowledge.matching.words import FILLERS, bare, said, stem

PART = 0.7
"""What a part of a compound is worth beside the whole word."""
SENSE = 0.75
"""What a synonym is worth beside the word itself."""
SLIP = 0.8
"""What a mended slip is worth beside the word as it is known."""

SHORTEST_PART = 3
START = 5
"""Letters of a longer word that stemming leaves as they are."""
LONGEST_ENDING = 8
"""Letters that stemming takes away at most, nearly always."""
SHORTEST_COMPOUND = 7
SHORTEST_SLIP = 4

Term = str
"""A stem, or "#" and the number of a sense."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One word of a question and the terms that speak for it.

    Attributes:
        word: as it was written, in its normal form.
        terms: what to look for, each with its worth from 0 to 1, the least first.
        known: whether any entry has it, in one spelling or another.
    """

    word: str
    terms: tuple[tuple[Term, float], ...]
    known: bool


class Vocabulary:
    """The stems of one library's words, ready to be asked."""

    def __init__(self, lexicon: Lexicon, languages: Sequence[str]) -> None:
        self._lexicon = lexicon
        self._languages = tuple(languages)
        self._stems: set[str] = set()
        self._starts: dict[str, int] = {}
        self._bare: dict[str, str] = {}
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        self._read = lru_cache(maxsize=20_000)(self._look_up)

    def add(self, word: str, language: str) -> None:
        """Learn one word of the library."""
        found = stem(word, language)
        if found not in self._stems:
            self._stems.add(found)
            start = found[:START]
            self._starts[start] = max(self._starts.get(start, 0), len(found))
            self._bare.setdefault(bare(found), found)
            self._by_letter[found[:1]].append(found)

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the known stems a compound is made of, or nothing."""
        return self._split(word, {})

    def entry_terms(self, word: str, language: str) -> tuple[tuple[Term, float], ...]:
        """Return the terms one word of an entry is found by, with their worth."""
        whole = stem(word, language)
        terms = {whole: 1.0}
        for part in self.parts(word):
            terms.setdefault(part, PART)
        for sense in self._lexicon.senses(word, {language, "en"}):
            terms[f"#{sense}"] = 1.0
        return tuple(terms.items())

    def asked(self, question: str, language: str) -> list[Asked]:
        """Return what to look for, word by word, fillers left out."""
        words = [word for word in said(question) if word not in FILLERS]
        found = [self._read(word, language) for word in words]
        for at, pair in enumerate(pairwise(words)):
            senses = self._lexicon.phrase(pair, {language, "sv", "en"})
            if senses:
                extra = tuple((f"#{sense}", SENSE) for sense in sorted(senses))
                one = found[at]
                found[at] = Asked(one.word, (*extra, *one.terms), one.known)
        return found

    def phrase_terms(self, words: Sequence[str], language: str) -> Iterable[Term]:
        """Return the senses of two neighbouring words of an entry."""
        for pair in pairwise(words):
            for sense in self._lexicon.phrase(pair, {language, "en"}):
                yield f"#{sense}"

    def sense_name(self, term: Term) -> str:
        """Return a term as a person can read it."""
        return self._lexicon.name(int(term[1:])) if term.startswith("#") else term

    def _look_up(self, word: str, language: str) -> Asked:
        whole = {stem(word, one) for one in (*self._languages, language)}
        terms: dict[Term, float] = {}
        for sense in sorted(self._lexicon.senses(word, {language, "sv", "en"})):
            terms[f"#{sense}"] = SENSE
        here = whole & self._stems
        known = bool(here)
        if not here:
            found = self._without_dots(word) or self._mended(word)
            if found:
                terms[found] = SLIP
                known = True
        if not known or len(word) >= SHORTEST_COMPOUND:
            for part in self.parts(word):
                terms[part] = max(terms.get(part, 0.0), PART)
                known = True
        terms.update(dict.fromkeys(sorted(here), 1.0))
        ordered = tuple(sorted(terms.items(), key=lambda pair: (pair[1], pair[0])))
        return Asked(word, ordered, known)

    def _without_dots(self, word: str) -> str | None:
        for language in self._languages:
            found = self._bare.get(bare(stem(word, language)))
            if found:
                return found
        return None

    def _mended(self, word: str) -> str | None:
        if len(word) < SHORTEST_SLIP or any(letter.isdigit() for letter in word):
            return None
        written = stem(word, self._languages[0] if self._languages else "sv")
        near = [
            known
            for known in self._by_letter.get(written[:1], ())
            if abs(len(known) - len(written)) <= 2 and len(known) >= SHORTEST_SLIP
        ]
        return nearest(written, near)

    def _split(self, word: str, tried: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
        """Split a compound once or twice into known stems, the longest last part first.

        Args:
            word: what is to be split.
            tried: what has been split of the same word before, so that none is split again.
        """
        if len(word) < SHORTEST_COMPOUND:
            return ()
        if word not in tried:
            tried[word] = self._cut(word, tried)
        return tried[word]

    def _cut(self, word: str, tried: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
        for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            last = self._known(word[cut:])
            if last is None:
                continue
            first = self._known_front(word[:cut], tried)
            if first:
                return (*first, last)
        return ()

    def _known_front(self, front: str, tried: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
        """Return the stems of a compound's front, with or without the letter that binds."""
        for bound in (front, front[:-1] if front[-1:] in "sen" else ""):
            if len(bound) < SHORTEST_PART:
                continue
            for ending in ("", "a", "e"):
                found = self._known(bound + ending)
                if found is not None:
                    return (found,)
        return self._split(front, tried)

    def _known(self, part: str) -> str | None:
        """Return the known stem of a part in the first of the languages that has it."""
        if not self._may_be_known(part):
            return None
        found = (stem(part, language) for language in self._languages)
        return next((one for one in found if one in self._stems), None)

    def _may_be_known(self, part: str) -> bool:
        """Say, without the cost of stemming, whether a known word begins so and is as long."""
        if len(part) <= START:
            return True
        longest = max(self._starts.get(part[:size], 0) for size in range(2, START + 1))
        return 0 < len(part) <= longest + LONGEST_ENDING
