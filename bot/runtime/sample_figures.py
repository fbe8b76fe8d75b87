"""Makes up what happened in the months before a demo, so that there is something to look at.

Nobody did any of it. The counts go the way real ones go: what may not be shown of them is not.
"""

import hashlib
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate
from typing import TypeVar

from knowledge.figures.closing import shown
from knowledge.figures.model import ANSWERED, Count, Family, Figure, Outcome, Side, Wait
from knowledge.figures.periods import latest, weeks_in
from knowledge.people.tree import Tree

Name = TypeVar("Name", bound=str)

BLOCKS = 7
STAFF = {
    "juridik": 24,
    "service": 90,
    "kommunikation": 30,
    "naringsliv": 16,
    "hr": 28,
    "ekonomi": 55,
    "samhalle": 40,
    "digitalisering": 35,
    "hemtjanst": 120,
}
"""How many work in the departments of the sample organisation, if it had them all."""

OUTCOMES = {
    Outcome.HELPED: 30,
    Outcome.SHOWN: 24,
    Outcome.OFFERED: 8,
    Outcome.HANDED: 18,
    Outcome.SIGNPOST: 9,
    Outcome.NONE: 7,
    Outcome.BOUNDARY: 2,
    Outcome.DISTURBED: 2,
}
WAITS = {Wait.HOUR: 34, Wait.DAY: 30, Wait.NEXT_DAY: 21, Wait.WEEK: 12, Wait.LONGER: 3}
HELPERS_NEARBY = 3
MOST_READ = 30


def figures(tree: Tree, tips: Sequence[str], *, today: date) -> Sequence[Figure]:
    """Return made-up figures of the four-week blocks before a day.

    Args:
        tree: the sample organisation.
        tips: ids of tips, those that are read most first.
        today: the day of the demo.
    """
    return [
        figure
        for block in latest(today, BLOCKS)
        for figure in shown(block, list(_counts(block, tips[:MOST_READ])), tree)
    ]


def _counts(block: date, tips: Sequence[str]) -> Iterator[Count]:
    often = {tip: round(1000 / (place + 3)) for place, tip in enumerate(tips)}
    for week in weeks_in(block):
        for place, staff in STAFF.items():
            for number in range(staff):
                person = f"{place} {number}"
                if _chance(person, week, "asks") < 0.2 + 0.12 * _chance(week, "busy"):
                    yield from _question(week, place, person, often)


def _question(week: date, place: str, person: str, often: Mapping[str, int]) -> Iterator[Count]:
    outcome = _one_of(OUTCOMES, person, week, "outcome")
    yield _count(week, Family.QUESTIONS, place, outcome, person)
    if outcome in ANSWERED:
        tip = _one_of(often, person, week, "tip")
        yield _count(week, Family.TIPS, tip, outcome, person)
    if outcome is Outcome.HANDED:
        wait = _one_of(WAITS, person, week, "wait")
        helper = f"{place} helper {int(_chance(person, week, 'helper') * HELPERS_NEARBY)}"
        yield _count(week, Family.ANSWERS, place, wait, person)
        yield _count(week, Family.ANSWERS, place, wait, helper, side=Side.HELPER)


def _count(
    week: date, family: Family, place: str, what: str, mark: str, *, side: Side = Side.ASKER
) -> Count:
    return Count(week=week, family=family, place=place, what=what, side=side, mark=mark, times=1)


def _one_of(weights: Mapping[Name, int], *about: object) -> Name:
    """Return one of some names, those with a larger weight more often."""
    names, sums = list(weights), list(accumulate(weights.values()))
    return names[bisect(sums, _chance(*about) * sums[-1])]


def _chance(*about: object) -> float:
    """Return a number from 0 to 1 that looks like chance and is always the same."""
    digest = hashlib.sha256("|".join(map(str, about)).encode()).digest()
    return int.from_bytes(digest[:6]) / 2**48
