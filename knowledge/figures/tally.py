"""Adds counts up: how often something happened in some places, and behind how many people."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from knowledge.figures.columns import Column
from knowledge.figures.model import FEWEST, Count, Family, Side

SIDES = {Family.ANSWERS: (Side.ASKER, Side.HELPER)}
"""Where it takes two, a number must have enough people on either side: how soon an answer came
tells of whoever gave it as well."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, before anybody has decided whether it may be shown.

    Attributes:
        times: how often.
        people: how many different people there are on the side that has fewest: never more than
            there were.
    """

    times: int
    people: int

    @property
    def is_safe(self) -> bool:
        """Whether enough people stand behind it."""
        return self.people >= FEWEST

    @property
    def is_harmless(self) -> bool:
        """Whether enough people stand behind it, or nobody at all."""
        return self.is_safe or self.times == 0


class Tally:
    """The counts of one family in one block, ready to be added up."""

    def __init__(self, family: Family, counts: Iterable[Count]) -> None:
        self._sides = SIDES.get(family, (Side.ASKER,))
        self._by_place: dict[str, list[Count]] = defaultdict(list)
        for one in counts:
            if one.family is family and one.times > 0:
                self._by_place[one.place].append(one)

    @property
    def places(self) -> Collection[str]:
        """Where anything happened."""
        return self._by_place.keys()

    def cell(self, places: Collection[str], column: Column) -> Cell:
        """Return the number of a column for some places taken together."""
        times = 0
        marks: dict[Side, set[str]] = {side: set() for side in self._sides}
        for place in places:
            for one in self._by_place.get(place, ()):
                if one.what in column.whats and column.week in {None, one.week}:
                    marks[one.side].add(one.mark)
                    times += one.times if one.side is Side.ASKER else 0
        return Cell(times, min(map(len, marks.values())))
