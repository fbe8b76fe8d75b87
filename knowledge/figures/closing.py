"""Closes four weeks: decides once what may be shown of them, and lets the marks go."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from knowledge.figures.columns import ALL, FOUND, splits
from knowledge.figures.model import WHOLE, Count, Family, Figure, Outcome
from knowledge.figures.ports import FigureShelf
from knowledge.figures.showing import Place, showing
from knowledge.figures.tally import Tally
from knowledge.people.ports import PeopleShelf
from knowledge.people.tree import Tree


async def close(figures: FigureShelf, people: PeopleShelf, *, today: date) -> int:
    """Close every block of four weeks that is over; return how many there were.

    What is shown of a block is worked out here and never again: a department that moves later
    changes no number that has been shown.
    """
    closed = 0
    for block in await figures.over(today=today):
        counts = await figures.take(block)
        if counts is not None:
            await figures.show(shown(block, counts, await people.tree()))
            closed += 1
    return closed


def shown(block: date, counts: Sequence[Count], tree: Tree) -> Sequence[Figure]:
    """Return what may be shown of four weeks.

    Args:
        block: the Monday on which they begin.
        counts: all that happened in them.
        tree: the organisation; what happened in none of its departments counts for the whole.
    """
    return list(_shown(block, counts, tree))


def _shown(block: date, counts: Sequence[Count], tree: Tree) -> Iterator[Figure]:
    organisation = _organisation(tree)
    there = organisation.everywhere()
    at = [
        one if one.place in there or one.family is Family.TIPS else replace(one, place=WHOLE)
        for one in counts
    ]
    questions: Mapping[str, Collection[str]] = {}
    for family in (Family.QUESTIONS, Family.ANSWERS, Family.POSTS):
        tally = Tally(family, at)
        found = showing(organisation, tally, splits(family, block))
        yield from _figures(block, family, tally, organisation, found)
        if family is Family.QUESTIONS:
            questions = found
    tally = Tally(Family.TIPS, at)
    library = Place(WHOLE, tuple(Place(one) for one in sorted(tally.places)))
    # All tips together are the questions that a tip answered: shown here only where shown there.
    known = {
        ALL: library.everywhere() if WHOLE in questions[FOUND] else (),
        Outcome.HELPED: library.everywhere() if WHOLE in questions[Outcome.HELPED] else (),
    }
    found = showing(library, tally, splits(Family.TIPS, block), known)
    for figure in _figures(block, Family.TIPS, tally, library, found):
        if figure.place != WHOLE:
            yield figure


def _figures(
    block: date, family: Family, tally: Tally, whole: Place, found: Mapping[str, Collection[str]]
) -> Iterator[Figure]:
    for split in splits(family, block):
        for column in split.parts:
            for place in whole.each():
                if place.id in found[column.name]:
                    times = tally.cell(place.everywhere(), column).times
                    yield Figure(
                        block=block, family=family, place=place.id, column=column.name, times=times
                    )


def _organisation(tree: Tree) -> Place:
    def place(department: str) -> Place:
        parts = tuple(place(one.id) for one in tree.children(department))
        return Place(department, parts)

    return Place(WHOLE, tuple(place(one.id) for one in tree.children(None)))
