"""Decides by rules: which families of words must stand near each other for a boundary.

A rule is a line in a file of families, and its route is the file's name:

    breath nobody_can @4 / machine calm_air

All families before the stroke must have a word within so many words (`@`, or `NEAR`) of each
other, and none after the stroke may have one near them.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.boundaries.families import Source, Where, sources
from knowledge.boundaries.routes import Route

NEAR = 8
AROUND = 7
"""So near must a word stand that makes a rule harmless."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What must stand together, within how many words, and what may not stand by it."""

    route: Route
    needs: tuple[str, ...]
    near: int
    unless: tuple[str, ...]

    def holds(self, where: Where) -> bool:
        """Say whether a message has what the rule looks for."""
        places = [where.get(name, ()) for name in self.needs]
        return all(places) and any(
            not self._is_by(place, where) for place in self._together(places)
        )

    def _together(self, places: Sequence[Sequence[int]]) -> Iterable[int]:
        """Return the places of the first family that have all the others near."""
        first, *others = places
        for place in first:
            if all(_near(place, other, self.near, itself=False) for other in others):
                yield place

    def _is_by(self, place: int, where: Where) -> bool:
        return any(_near(place, where.get(name, ()), AROUND, itself=True) for name in self.unless)


def _near(place: int, places: Sequence[int], near: int, *, itself: bool) -> bool:
    """Say whether one of the places, which are in order, is near; one word is not two."""
    start = bisect_left(places, place - near)
    return any(
        one <= place + near and (itself or one != place) for one in places[start : start + 2]
    )


def _rule(line: str, route: Route) -> Rule:
    needs, _, unless = line.partition("/")
    names = [name for name in needs.split() if not name.startswith("@")]
    near = next((int(one[1:]) for one in needs.split() if one.startswith("@")), NEAR)
    return Rule(route, tuple(names), near, tuple(unless.split()))


def rules_of(source: Source) -> list[Rule]:
    """Return the rules of one file; a file that is no route's has none."""
    return [_rule(line, Route(source.name)) for line in source.rules]


@cache
def rules() -> tuple[Rule, ...]:
    """Return every rule there is, in the order of danger."""
    found = [rule for source in sources() for rule in rules_of(source)]
    order = list(Route)
    return tuple(sorted(found, key=lambda rule: order.index(rule.route)))
