"""Somebody with every page and file of figures before them, who subtracts.

They know what each shown number counts, that no number is below zero, and nothing else. What
happened is a table of atoms: a department, a week, an outcome and, where a tip answered, the tip.
A shown number is the sum of some atoms. A group of atoms is *derivable* if every table that fits
the shown numbers has the same sum for it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import combinations, product

import numpy as np
import numpy.typing as npt

from knowledge.figures.columns import Column, splits
from knowledge.figures.model import ANSWERED, WHOLE, Count, Family, Figure, Outcome, Side
from knowledge.figures.periods import weeks_in
from knowledge.people.tree import Tree

Matrix = npt.NDArray[np.float64]
NEARLY = 1e-7
ROUNDS = 300
NOTHING = 1e-4
"""What is still below this after so many rounds is taken for zero: the reader is given too much
rather than too little."""


@dataclass(frozen=True, order=True)
class Atom:
    """What cannot be taken apart any more."""

    place: str
    week: date
    outcome: Outcome
    tip: str = ""


Group = frozenset[Atom]


@dataclass(frozen=True)
class World:
    """What happened in one block: who did what how often, and where."""

    block: date
    tree: Tree
    tips: tuple[str, ...]
    happened: Mapping[tuple[str, Atom], int]

    @cached_property
    def atoms(self) -> Sequence[Atom]:
        """Everything that could have happened."""
        places = (WHOLE, *(one.id for one in self.tree.all()))
        return [
            Atom(place, week, outcome, tip)
            for place, week, outcome in product(places, weeks_in(self.block), Outcome)
            for tip in (self.tips if outcome in ANSWERED else ("",))
        ]

    def counts(self) -> Iterator[Count]:
        """Yield it as the shelf would give it."""
        rows: dict[tuple[date, Family, str, str, str], int] = {}
        for (person, atom), times in self.happened.items():
            keys = [(atom.week, Family.QUESTIONS, atom.place, atom.outcome.value, person)]
            if atom.tip:
                mark = f"{person} of {atom.tip}"
                keys.append((atom.week, Family.TIPS, atom.tip, atom.outcome.value, mark))
            for key in keys:
                rows[key] = rows.get(key, 0) + times
        for (week, family, place, what, mark), times in rows.items():
            yield Count(
                week=week,
                family=family,
                place=place,
                what=what,
                side=Side.ASKER,
                mark=mark,
                times=times,
            )

    def people(self, group: Collection[Atom]) -> int:
        """Return how many different people are behind a group."""
        return len({person for person, atom in self.happened if atom in group})

    def times(self, group: Collection[Atom]) -> int:
        """Return how often it happened."""
        return sum(times for (_, atom), times in self.happened.items() if atom in group)

    def numbers(self) -> Iterator[Figure]:
        """Yield every number there is to show, whether it may be shown or not."""
        for place in (WHOLE, *(one.id for one in self.tree.all())):
            for split in splits(Family.QUESTIONS, self.block):
                for column in split.parts:
                    figure = Figure(
                        block=self.block,
                        family=Family.QUESTIONS,
                        place=place,
                        column=column.name,
                        times=0,
                    )
                    yield replace(figure, times=self.times(self.counted(figure)))

    def groups(self) -> Iterator[Group]:
        """Yield what somebody may wish to know.

        Each place or all in it, in a week or in all, with one outcome or what the tables take
        together, of one tip or of all.
        """
        inside = {one.id: self.tree.under(one.id) for one in self.tree.all()}
        places = {frozenset({one}) for one in inside} | {frozenset(one) for one in inside.values()}
        columns = {
            (column.whats, column.week)
            for split in splits(Family.QUESTIONS, self.block)
            for column in split.parts
        }
        weeks = (None, *weeks_in(self.block))
        for where, (whats, week) in product([*places, frozenset({WHOLE})], columns):
            for one in weeks if week is None else (week,):
                for tip in (None, *self.tips):
                    group = frozenset(
                        atom
                        for atom in self.atoms
                        if atom.place in where
                        and atom.outcome.value in whats
                        and one in {None, atom.week}
                        and tip in {None, atom.tip}
                    )
                    if group:
                        yield group

    def counted(self, figure: Figure) -> Group:
        """Return the atoms a figure adds up."""
        column = _column(figure)
        if figure.family is Family.TIPS:
            return frozenset(
                one
                for one in self.atoms
                if one.tip == figure.place and one.outcome.value in column.whats
            )
        under = self.tree.under(figure.place or None) | {figure.place}
        return frozenset(
            one
            for one in self.atoms
            if one.place in under
            and one.outcome.value in column.whats
            and column.week in {None, one.week}
        )


def _column(figure: Figure) -> Column:
    return next(
        column
        for split in splits(figure.family, figure.block)
        for column in split.parts
        if column.name == figure.column
    )


class Reader:
    """Knows the shown numbers of one block, and works out what follows from them."""

    def __init__(self, atoms: Sequence[Atom], known: Mapping[Group, int]) -> None:
        self._place = {atom: number for number, atom in enumerate(atoms)}
        self._known = dict(known)
        rows = [self._row(group) for group in known]
        self._rows = np.array(rows) if rows else np.zeros((0, len(atoms)))
        self._sums = np.array(list(known.values()), dtype=float)
        fixed = [self._row({atom}) for atom in self._surely_zero(atoms)]
        everything = np.vstack([self._rows, *fixed]) if fixed else self._rows
        _, sizes, directions = np.linalg.svd(everything, full_matrices=True)
        rank = int((sizes > NEARLY).sum())
        self._free = directions[rank:]

    def knows(self, group: Collection[Atom]) -> bool:
        """Say whether all tables that fit what is shown have the same sum for a group.

        Beside the atoms that are surely zero, some table has every atom above zero. From there
        one may go a little way in every direction that the shown numbers leave free; the sum is
        known if none of those changes it.
        """
        return bool(np.abs(self._free @ self._row(group)).max(initial=0.0) < NEARLY)

    def subtracts(self) -> Iterator[Group]:
        """Yield the groups one gets by taking one or two shown numbers from another."""
        groups = list(self._known)
        for one in groups:
            within = [other for other in groups if other < one]
            for other in within:
                yield one - other
            for other, another in combinations(within, 2):
                if not other & another:
                    yield one - other - another

    def _row(self, group: Collection[Atom]) -> Matrix:
        row = np.zeros(len(self._place))
        row[[self._place[atom] for atom in group]] = 1.0
        return row

    def _surely_zero(self, atoms: Sequence[Atom]) -> Iterable[Atom]:
        """Return the atoms that are zero in every table that fits what is shown.

        A table is scaled to the shown numbers, one after the other, until it fits all of them. It
        comes to the fitting table that is most even, which has every atom above zero that can be.
        """
        found = np.ones(len(atoms))
        for _ in range(ROUNDS):
            before = found.copy()
            for row, total in zip(self._rows.astype(bool), self._sums, strict=True):
                there = found[row].sum()
                found[row] *= total / there if there > 0 else 0.0
            if np.abs(before - found).max(initial=0.0) < NEARLY:
                break
        return [atom for atom, value in zip(atoms, found, strict=True) if value < NOTHING]
