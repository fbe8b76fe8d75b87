"""No number of one to four people is shown, and none can be worked out from what is shown."""

from collections.abc import Iterator, Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.figures.closing import shown
from knowledge.figures.columns import ALL, splits
from knowledge.figures.model import FEWEST, WHOLE, Count, Family, Figure, Outcome, Side, Wait
from knowledge.figures.periods import weeks_in
from knowledge.people.model import Department
from knowledge.people.tree import Tree
from tests.unit.knowledge.derivable import Group, Reader, World
from tests.unit.knowledge.made_up import BLOCK, world

TABLES = 400
WITH_EVERY_QUESTION = 40
WORLDS = st.integers(min_value=0).map(world)
ORGANISATION = Tree(
    [Department(id="slf", name="SLF")]
    + [Department(id=one, name=one, parent="slf") for one in ("law", "hr", "it")]
)


def figures(one: World) -> Sequence[Figure]:
    """Return what is shown of a world."""
    return shown(one.block, list(one.counts()), one.tree)


def known(one: World, told: Sequence[Figure]) -> Mapping[Group, int]:
    """Return what a reader knows: which atoms each shown number adds up, and to what."""
    return {one.counted(figure): figure.times for figure in told}


def few(one: World, group: Group) -> bool:
    """Say whether so few people are behind a group that one might tell who."""
    return 0 < one.people(group) < FEWEST


@settings(max_examples=60, deadline=None)
@given(WORLDS)
def test_every_shown_number_is_right_and_of_five_people_or_nobody(one: World) -> None:
    """Primary suppression; a place where one to four asked looks like an empty one."""
    for figure in figures(one):
        group = one.counted(figure)
        assert figure.times == one.times(group)
        assert not few(one, group)
        assert figure.column != ALL or one.people(group) >= FEWEST


@settings(max_examples=60, deadline=None)
@given(WORLDS)
def test_a_split_is_shown_whole_or_not_at_all(one: World) -> None:
    """With the column it splits: nobody sees all parts but one."""
    told = {(figure.family, figure.place, figure.column) for figure in figures(one)}
    for family in (Family.QUESTIONS, Family.TIPS):
        for split in splits(family, one.block):
            for place in {place for _, place, _ in told}:
                parts = [(family, place, part.name) in told for part in split.parts]
                assert len(set(parts)) == 1
                assert not any(parts) or not split.of or (family, place, split.of) in told


def test_nothing_of_one_to_four_people_can_be_derived() -> None:
    """Of hundreds of made-up tables: not by subtracting, nor by solving for any single atom.

    R23 of the promises; `tests/unit/knowledge/derivable.py` is the one who tries.
    """
    numbers = 0
    derived = []
    for seed in range(TABLES):
        one = world(seed)
        told = figures(one)
        numbers += len(told)
        reader = Reader(one.atoms, known(one, told))
        derived += [(seed, group) for group in reader.subtracts() if few(one, group)]
        derived += [
            (seed, frozenset({atom}))
            for atom in one.atoms
            if few(one, frozenset({atom})) and reader.knows({atom})
        ]

    assert derived == []
    assert numbers > 10 * TABLES


def test_nor_anything_else_that_somebody_may_wish_to_know() -> None:
    """A department with or without its parts, in a week or in all, with any outcome and tip."""
    for seed in range(TABLES, TABLES + WITH_EVERY_QUESTION):
        one = world(seed)
        reader = Reader(one.atoms, known(one, figures(one)))
        assert [group for group in one.groups() if few(one, group) and reader.knows(group)] == []


def test_the_search_finds_what_primary_suppression_leaves_open() -> None:
    """Where each number of five people is shown, hundreds can be derived: the test can see."""
    derived = 0
    for seed in range(60):
        one = world(seed)
        told = [figure for figure in one.numbers() if one.people(one.counted(figure)) >= FEWEST]
        reader = Reader(one.atoms, known(one, told))
        derived += len({group for group in reader.subtracts() if few(one, group)})

    assert derived > 500


def asked(
    place: str, people: int, *, what: str = Outcome.NONE, family: Family = Family.QUESTIONS
) -> Iterator[Count]:
    """Yield that so many people in a place have asked once."""
    for number in range(people):
        yield Count(
            week=weeks_in(BLOCK)[0],
            family=family,
            place=place,
            what=what,
            side=Side.ASKER,
            mark=f"{number} of {place}",
            times=1,
        )


def totals(*counts: Iterator[Count], family: Family = Family.QUESTIONS) -> Mapping[str, int]:
    """Return the shown totals by place."""
    told = shown(BLOCK, [one for some in counts for one in some], ORGANISATION)
    return {one.place: one.times for one in told if (one.family, one.column) == (family, ALL)}


def test_a_department_too_few_takes_its_smallest_neighbour_along() -> None:
    """Else the four of HR would be what is left of the administration."""
    assert totals(asked("law", 9), asked("it", 7), asked("hr", 4)) == {
        WHOLE: 20,
        "slf": 20,
        "law": 9,
    }


def test_a_department_nobody_asked_in_hides_nobody_and_is_hidden() -> None:
    """A shown zero would tell that of the hidden ones each has somebody."""
    assert totals(asked("law", 9), asked("it", 7)) == {WHOLE: 16, "slf": 16, "law": 9, "it": 7}


def test_those_in_no_part_of_a_department_are_a_rest_as_well() -> None:
    """Two at the administration's own desk would be what its departments leave over."""
    assert totals(asked("law", 9), asked("it", 7), asked("slf", 2)) == {
        WHOLE: 18,
        "slf": 18,
        "law": 9,
    }


def test_whoever_moves_within_four_weeks_is_one_person() -> None:
    """Five who asked in two departments are five, not ten."""
    moved = [*asked("law", 3), *asked("hr", 3)]
    same = [
        Count(
            week=one.week,
            family=one.family,
            place=one.place,
            what=one.what,
            side=one.side,
            mark=one.mark.split()[0],
            times=1,
        )
        for one in moved
    ]

    assert totals(iter(moved)) == {WHOLE: 6, "slf": 6}
    assert totals(iter(same)) == {}


def test_a_department_that_is_gone_counts_for_the_whole() -> None:
    """Nothing that happened is lost, and no page can show a place that is not there."""
    assert totals(asked("gone", 5), asked("law", 6)) == {WHOLE: 11, "slf": 6, "law": 6}


@pytest.mark.parametrize(("helpers", "there"), [(4, False), (5, True)])
def test_how_soon_answers_come_takes_five_who_gave_them(helpers: int, there: bool) -> None:
    """Where a place has one coach, its answers are that coach's; so both sides must be five."""
    side = [
        Count(
            week=weeks_in(BLOCK)[0],
            family=Family.ANSWERS,
            place="law",
            what=Wait.DAY,
            side=Side.HELPER,
            mark=f"coach {number}",
            times=1,
        )
        for number in range(helpers)
    ]
    found = totals(
        asked("law", 8, what=Wait.DAY, family=Family.ANSWERS), iter(side), family=Family.ANSWERS
    )

    assert found == ({WHOLE: 8, "slf": 8, "law": 8} if there else {})


def test_tips_that_few_have_read_take_one_more_along() -> None:
    """All tips together are known, so what is left of them must be of five people, too."""
    told = shown(
        BLOCK,
        [
            *asked("law", 20, what=Outcome.SHOWN),
            *asked("a", 9, what=Outcome.SHOWN, family=Family.TIPS),
            *asked("b", 8, what=Outcome.SHOWN, family=Family.TIPS),
            *asked("c", 3, what=Outcome.SHOWN, family=Family.TIPS),
        ],
        ORGANISATION,
    )

    assert {one.place: one.times for one in told if one.family is Family.TIPS} == {"a": 9}
