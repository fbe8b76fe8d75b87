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
    """An entry's id and how well it fits, from 0 to 1."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Answered:
    """One entry is clearly right."""

    match: Match


@dataclass(frozen=True, slots=True)
class Unsure:
    """Two or three entries may be right, best first; let the person choose."""

    candidates: Sequence[Match]


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Nothing fits; a person should see the question."""


Verdict = Answered | Unsure | Unanswered
