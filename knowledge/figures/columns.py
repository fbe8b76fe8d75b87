"""The columns of each table, as a tree: every one but the first is a part of another.

A table is shown split by split: a column first, then the parts it falls into, where they may be.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from knowledge.figures.model import ANSWERED, Family, Outcome, Reach, Wait
from knowledge.figures.periods import weeks_in

ALL, FOUND, REST, OTHER, SOON, LATER, REACHED = (
    "all", "answered", "rest", "other", "soon", "later", "reached",
)  # fmt: skip
"""Columns that have parts."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a number counts.

    Attributes:
        name: unique in its table.
        whats: what it takes together.
        week: the Monday of the only week it is about; None for all four.
    """

    name: str
    whats: frozenset[str] = field(hash=False)
    week: date | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """A column and the parts it falls into, which no two share; shown all of them or none."""

    of: str
    parts: tuple[Column, ...]


def splits(family: Family, block: date) -> Sequence[Split]:
    """Return how a table falls into parts, the first being the whole table as one column."""
    match family:
        case Family.QUESTIONS:
            return _questions(block)
        case Family.ANSWERS:
            return (
                _whole(Wait),
                _split(ALL, (SOON, Wait.HOUR, Wait.DAY), (LATER, Wait.NEXT_DAY, *LATE)),
                _split(SOON, Wait.HOUR, Wait.DAY),
                _split(LATER, Wait.NEXT_DAY, *LATE),
            )
        case Family.POSTS:
            return (
                _whole(Reach),
                _split(ALL, (REACHED, Reach.PRESSED, Reach.DELIVERED), Reach.LOST),
                _split(REACHED, Reach.PRESSED, Reach.DELIVERED),
            )
        case Family.TIPS:
            return (_whole(ANSWERED), _split(ALL, Outcome.HELPED, Outcome.SHOWN))


LATE = (Wait.WEEK, Wait.LONGER)
OTHERS = (Outcome.SIGNPOST, Outcome.NONE, Outcome.BOUNDARY, Outcome.DISTURBED)


def _questions(block: date) -> Sequence[Split]:
    everything = frozenset[str](Outcome)
    by_week = tuple(Column(week.isoformat(), everything, week) for week in weeks_in(block))
    return (
        _whole(Outcome),
        Split(ALL, by_week),
        _split(ALL, (FOUND, *ANSWERED), (REST, Outcome.OFFERED, Outcome.HANDED, *OTHERS)),
        _split(FOUND, Outcome.HELPED, Outcome.SHOWN),
        _split(REST, Outcome.OFFERED, Outcome.HANDED, (OTHER, *OTHERS)),
        _split(OTHER, *OTHERS),
    )


def _whole(whats: "type[Outcome | Wait | Reach] | frozenset[Outcome]") -> Split:
    return Split("", (Column(ALL, frozenset(str(one) for one in whats)),))


def _split(of: str, *parts: str | tuple[str, ...]) -> Split:
    """Return a split: a part is one thing, or a name and all that it takes together."""
    return Split(
        of,
        tuple(
            Column(str(part), frozenset({str(part)}))
            if isinstance(part, str)
            else Column(part[0], frozenset(str(one) for one in part[1:]))
            for part in parts
        ),
    )
