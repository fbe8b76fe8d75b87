"""Where nobody is within name distance."""

from collections.abc import Mapping

from knowledge.people.cover import Cover, cover
from knowledge.people.model import Department, Duty, Level, Person, Profile, Role
from knowledge.people.tree import Tree

TREE = Tree(
    [
        Department(id="care", name="Care", level=Level.DISTRICT),
        Department(id="north", name="North", parent="care", level=Level.WORKPLACE),
        Department(id="south", name="South", parent="care", level=Level.WORKPLACE),
        Department(id="school", name="School", level=Level.DISTRICT),
    ]
)
ANN = Person(id="ann", name="Ann Prov", role=Role.COACH, department="north")
BO = Person(id="bo", name="Bo Test", role=Role.COACH, department="care")
CIA = Person(id="cia", name="Cia Skiss", role=Role.STANDIN, department="school")


def found(
    *helpers: tuple[str, Duty, Person],
    sizes: Mapping[str, int] | None = None,
    profiles: Mapping[str, Profile] | None = None,
    answered: Mapping[str, int] | None = None,
    part: frozenset[str] = TREE.under(None),
) -> Cover:
    """Report on the tree above, with everybody reachable unless said otherwise."""
    people = {person.id for _, _, person in helpers}
    everyone = {one: Profile(person=one, sees=True) for one in people}
    return cover(
        tree=TREE,
        part=part,
        sizes=sizes or {"north": 10, "south": 10, "school": 10},
        helpers=helpers,
        profiles=everyone | dict(profiles or {}),
        answered=answered or {},
        minutes=15,
    )


def names(departments: tuple[Department, ...]) -> list[str]:
    """Return the names of departments."""
    return [one.name for one in departments]


def test_a_department_is_covered_by_a_coach_above_it() -> None:
    """But not by one in another administration; an empty department needs nobody."""
    report = found(("care", Duty.COACH, BO), ("school", Duty.STANDIN, CIA))

    assert names(report.without_coach) == ["School"]
    assert names(report.without_standin) == ["North", "South"]


def test_a_coordinator_reads_of_their_own_part_only() -> None:
    """Neither departments nor helpers of another part are named."""
    report = found(
        ("care", Duty.COACH, BO),
        ("school", Duty.COACH, CIA),
        profiles={"cia": Profile(person="cia"), "bo": Profile(person="bo")},
        part=TREE.under("care"),
    )

    assert names(report.without_coach) == []
    assert report.unconfirmed == (BO,)


def test_who_has_not_confirmed_or_is_refused_is_named() -> None:
    """Both get no questions, and somebody should talk to them."""
    report = found(
        ("north", Duty.COACH, ANN),
        ("care", Duty.COACH, BO),
        profiles={
            "ann": Profile(person="ann"),
            "bo": Profile(person="bo", sees=True, refused=True),
        },
    )

    assert report.unconfirmed == (ANN, BO)


def test_hours_are_reckoned_from_questions_and_compared_with_what_was_agreed() -> None:
    """Five quarters of an hour are one hour; who has agreed on nothing is over nothing."""
    agreed = {"ann": Profile(person="ann", sees=True, hours_a_month=1)}
    helpers = (("north", Duty.COACH, ANN), ("care", Duty.COACH, BO))

    at_the_limit = found(*helpers, profiles=agreed, answered={"ann": 5, "bo": 90})
    over = found(*helpers, profiles=agreed, answered={"ann": 9})

    assert at_the_limit.over_hours == ()
    assert [(one.person.id, one.found, one.agreed) for one in over.over_hours] == [("ann", 2, 1)]


def test_more_than_fifty_colleagues_each_is_too_many() -> None:
    """Two coaches share a department; each one's workplaces are added up, in order of names."""
    second = Person(id="dan", name="Dan Prov", role=Role.COACH, department="care")
    alone = found(("care", Duty.COACH, BO), sizes={"north": 30, "south": 21})
    shared = found(
        ("care", Duty.COACH, BO), ("care", Duty.COACH, second), sizes={"north": 30, "south": 21}
    )
    nearer = found(
        ("care", Duty.COACH, BO), ("north", Duty.COACH, ANN), sizes={"north": 51, "south": 50}
    )

    assert [(one.person.id, one.found) for one in alone.too_many] == [("bo", 51)]
    assert shared.too_many == ()
    assert [(one.person.id, one.found) for one in nearer.too_many] == [("ann", 51)]
