"""A disturbance: one line that comes before tips on the matter, from a time to a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from knowledge.errors import Missing
from knowledge.matching.words import stems

SHORTEST = 4
"""Letters a word must have to be found inside a longer one: mejl in mejlen, but not it in bit."""


class UnknownDisturbance(Missing):
    """There is no such disturbance, or it is over."""

    key = "disturbances.error.unknown"


@dataclass(frozen=True, kw_only=True, slots=True)
class Disturbance:
    """One thing that does not work.

    Attributes:
        id: unique.
        line: what people are told, as it was written; at most 200 characters.
        words: what it is about; a question with one of them is about it.
        since, until: from when to when it is told.
        by: person id of who said so; "" once they are erased.
    """

    id: str
    line: str
    words: tuple[str, ...]
    since: datetime
    until: datetime
    by: str

    def is_on(self, now: datetime) -> bool:
        """Whether people are told now."""
        return self.since <= now < self.until

    def is_about(self, question: str, language: str) -> bool:
        """Whether a question has one of the words, inflected or as a part of a longer one.

        Args:
            question: as it was asked.
            language: two letters, of the question.
        """
        asked = set(stems(question, language))
        for word in self.words:
            parts = stems(word, language)
            if parts and all(_is_in(part, asked) for part in parts):
                return True
        return False


def first_about(
    disturbances: Iterable[Disturbance], question: str, language: str
) -> Disturbance | None:
    """Return the first disturbance that a question is about, or None."""
    return next((one for one in disturbances if one.is_about(question, language)), None)


def _is_in(stem: str, asked: set[str]) -> bool:
    if stem in asked:
        return True
    return len(stem) >= SHORTEST and any(_begins_or_ends(word, stem) for word in asked)


def _begins_or_ends(word: str, stem: str) -> bool:
    return word.startswith(stem) or word.endswith(stem)


def words_of(text: str) -> Sequence[str]:
    """Return the words somebody wrote with commas or line breaks between, each once."""
    parts = (" ".join(part.split()) for part in text.replace("\n", ",").split(","))
    return tuple(dict.fromkeys(part for part in parts if part))
