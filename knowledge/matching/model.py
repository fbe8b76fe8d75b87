"""The words of matching: entries, matches and verdicts."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """Anything that can answer a question, seen only as texts.

    The same id may stand there once a language.

    Attributes:
        id: the same in every language.
        language: two letters, of title, phrasings and body.
        title: one line.
        phrasings: ways to ask for it.
        body: the advice itself, as plain text.
        names: proper names (of a room, say); a question that has one is about this entry.
        audience: ids of the departments it is for; empty means everybody.
    """

    id: str
    language: str
    title: str
    phrasings: tuple[str, ...] = ()
    body: str = ""
    names: tuple[str, ...] = ()
    audience: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """An entry's id and how well it fits.

    Attributes:
        id: the entry's.
        score: the learned sum of all views, in log odds: higher fits better.
        row: where the entry stands in its index.
    """

    id: str
    score: float
    row: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranking:
    """What fits a question, best first, and how likely that is.

    Attributes:
        matches: at most ten, best first.
        sure: calibrated probability, 0 to 1, that the first is right.
        near: calibrated probability that one of the first three is right.
        turned: whether a word such as not, off or up tells the question from the first's nearest
            phrasing, although they look alike.
    """

    matches: Sequence[Match] = ()
    sure: float = 0.0
    near: float = 0.0
    turned: bool = False


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


@dataclass(frozen=True, slots=True)
class Unnamed:
    """The question is about a room nobody knows by that name; never guessed, always asked.

    Attributes:
        name: what the person called it.
        candidates: the rooms whose names come nearest, best first.
    """

    name: str
    candidates: Sequence[Match]


Verdict = Answered | Unsure | Unanswered | Unnamed
