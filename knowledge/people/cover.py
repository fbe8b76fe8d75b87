"""Where nobody is within name distance: departments without help, and helpers with too much."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from knowledge.people.model import Department, Duty, Person, Profile
from knowledge.people.tree import Tree

MOST_COLLEAGUES = 50
"""More than these and a name is no longer near; networks elsewhere count 25 to 50 a helper."""


@dataclass(frozen=True, slots=True)
class Over:
    """A helper with more than was agreed or is wise, and how much it is: hours or colleagues."""

    person: Person
    found: int
    agreed: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Cover:
    """What a coordinator should look at; every list is in the order of names, never of amounts.

    Attributes:
        without_coach: departments where people work and no coach answers, there or above.
        without_standin: likewise for stand-ins.
        unconfirmed: helpers who have not said that questions reach them, or whose channel refuses.
        over_hours: helpers whose questions this month take more than the hours agreed.
        too_many: helpers with more than 50 colleagues each to serve.
        sizes: how many people work in each department that has any, in the whole organisation.
    """

    without_coach: tuple[Department, ...]
    without_standin: tuple[Department, ...]
    unconfirmed: tuple[Person, ...]
    over_hours: tuple[Over, ...]
    too_many: tuple[Over, ...]
    sizes: Mapping[str, int]


def cover(
    *,
    tree: Tree,
    part: Collection[str],
    sizes: Mapping[str, int],
    helpers: Sequence[tuple[str, Duty, Person]],
    profiles: Mapping[str, Profile],
    answered: Mapping[str, int],
    minutes: int,
) -> Cover:
    """Report on a part of the organisation.

    Args:
        tree: the organisation.
        part: ids of the departments that are reported on.
        sizes: how many people work in each department.
        helpers: who helps where: department, duty and person.
        profiles: of all helpers.
        answered: how many questions each helper has answered this month.
        minutes: how long one question takes, roughly.
    """
    by_duty: dict[Duty, dict[str, list[Person]]] = {duty: defaultdict(list) for duty in Duty}
    for department, duty, person in helpers:
        by_duty[duty][department].append(person)
    people = {person.id: person for where, _, person in helpers if where in part}
    ordered = sorted(people.values(), key=lambda one: one.name)
    with_people = [one for one in tree.all() if one.id in part and sizes.get(one.id)]
    hours = {one: round(count * minutes / 60) for one, count in answered.items()}
    served = _served(tree, sizes, by_duty[Duty.COACH])
    return Cover(
        without_coach=_without(tree, with_people, by_duty[Duty.COACH]),
        without_standin=_without(tree, with_people, by_duty[Duty.STANDIN]),
        unconfirmed=tuple(one for one in ordered if not profiles[one.id].reachable),
        over_hours=tuple(
            Over(one, hours.get(one.id, 0), agreed)
            for one in ordered
            if (agreed := profiles[one.id].hours_a_month) is not None
            and hours.get(one.id, 0) > agreed
        ),
        too_many=tuple(
            Over(one, served.get(one.id, 0), MOST_COLLEAGUES)
            for one in ordered
            if served.get(one.id, 0) > MOST_COLLEAGUES
        ),
        sizes=sizes,
    )


def uncoached(
    tree: Tree, *, part: Collection[str], sizes: Mapping[str, int], coached: Collection[str]
) -> Sequence[Department]:
    """Return the departments of a part where people work and no coach answers, there or above.

    Args:
        tree: the organisation.
        part: ids of the departments that are looked at.
        sizes: how many people work in each department.
        coached: ids of the departments that have a coach of their own.
    """
    wanted, has = set(part), set(coached)
    return tuple(
        one
        for one in tree.all()
        if one.id in wanted
        and sizes.get(one.id)
        and not any(above.id in has for above in tree.chain(one.id))
    )


def _without(
    tree: Tree, departments: Sequence[Department], helpers: Mapping[str, Sequence[Person]]
) -> tuple[Department, ...]:
    return tuple(one for one in departments if not _nearest(tree, one.id, helpers))


def _served(
    tree: Tree, sizes: Mapping[str, int], coaches: Mapping[str, Sequence[Person]]
) -> Mapping[str, int]:
    """Share each department's people among its nearest coaches."""
    found: defaultdict[str, int] = defaultdict(int)
    for department, size in sizes.items():
        near = _nearest(tree, department, coaches)
        for one in near:
            found[one.id] += size // len(near)
    return found


def _nearest(
    tree: Tree, department: str, helpers: Mapping[str, Sequence[Person]]
) -> Sequence[Person]:
    """Return the helpers of a department, or else of the nearest above it."""
    own = tree.administration(department)
    for one in tree.chain(department):
        if helpers.get(one.id):
            return helpers[one.id]
        if one.id == own:
            break
    return ()
