"""A plan as whoever runs the command reads it."""

from dataclasses import replace

from knowledge.people.model import Department, Person
from knowledge.people.roster.describe import lines
from knowledge.people.roster.plan import Plan
from knowledge.people.roster.sheet import Fault
from knowledge.people.tree import Tree

TREE = Tree(
    [
        Department(id="omsorg", name="Omsorg"),
        Department(id="hemtjanst", name="Hemtjänst", parent="omsorg"),
    ]
)
ANKI = Person(id="anki", name="Anki Provberg", department="hemtjanst")
NORR = Department(id="norr", name="Norr", parent="hemtjanst")


def test_a_plan_is_summed_up_and_told_one_by_one() -> None:
    """Who comes, moves and goes, with where; then every fault, and what was expected."""
    plan = Plan(
        departments=(NORR,),
        added=(replace(ANKI, department="norr"),),
        moved=((ANKI, replace(ANKI, department=None)),),
        changed=((ANKI, replace(ANKI, place="plan 2")),),
        removed=(ANKI,),
        unchanged=5_794,
        faults=(Fault(17, "e-mail", '"anna@" is no address', "name@example.se"),),
    )

    assert list(lines(plan, tree=TREE)) == [
        "added 1, moved 1, changed 1, removed 1, unchanged 5,794",
        "new department: norr, Omsorg > Hemtjänst > Norr",
        "added: anki, Anki Provberg, Omsorg > Hemtjänst > Norr",
        "moved: anki, Anki Provberg, Omsorg > Hemtjänst → no department",
        "removed: anki, Anki Provberg, Omsorg > Hemtjänst",
        'row 17: e-mail: "anna@" is no address; expected name@example.se',
    ]


def test_many_are_counted_but_every_fault_is_told() -> None:
    """Fifty of each kind are shown."""
    fault = Fault(2, "name", "it is empty", "a name")
    found = list(lines(Plan(added=(ANKI,) * 60_000, faults=(fault,) * 70), tree=TREE))

    assert found[0].startswith("added 60,000, ")
    assert found[50:52] == ["added: anki, Anki Provberg, Omsorg > Hemtjänst", "… and 59,950 more"]
    assert len(found) == 1 + 50 + 1 + 70


def test_a_terminal_is_given_no_orders() -> None:
    """Characters that are not for reading are shown as a mark."""
    plan = Plan(
        removed=(replace(ANKI, name="A\x9b2J"),),
        faults=(Fault(2, "role", '"\x1b[1m" is no role', "one"),),
    )

    assert all(line.isprintable() for line in lines(plan, tree=TREE))
