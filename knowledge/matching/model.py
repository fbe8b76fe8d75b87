"""The words of matching: entries, matches and verdicts."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """Anything that can answer a question, seen only as texts.

    The same id may stand there once a language.
    """

    id: str
    language: str
    title: str
    phrasings: tuple[str, ...] = ()
    body: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry's id and how well it fits.

    Attributes:
        id: the entry's.
        score: the sum of all views, from 0 to 1.
        likeness: how alike the question and the entry's nearest single phrasing are, from 0 to 1.
        same_sense: whether that phrasing has the same words that turn a meaning (not, off, up).
    """

    id: str
    score: float
    likeness: float = 1.0
    same_sense: bool = True


@dataclass(frozen=True, slots=True)
class Answered:
    """One entry is clearly right."""

    match: Match


@dataclass(frozen=True, slots=True)
class Unsure:
    """Two or three entries may be right, best first; one alone only in a library of one."""

    candidates: Sequence[Match]


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Nothing fits; a person should see the question."""


Verdict = Answered | Unsure | Unanswered
