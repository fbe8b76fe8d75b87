"""Which department the file means, what is made for it, and a file of departments itself."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.people.model import Department, Level, Person
from knowledge.people.roster.department_plan import DepartmentPlan, plan_departments
from knowledge.people.roster.departments import slug
from knowledge.people.roster.plan import Plan, plan
from knowledge.people.roster.sheet import DepartmentRow, Row
from knowledge.people.tree import DEEPEST, Tree

PROPERTY = settings(deadline=None, derandomize=True, max_examples=200)

OMSORG = Department(id="omsorg", name="Omsorg", level=Level.DISTRICT)
HEMTJANST = Department(id="hemtjanst", name="Hemtjänst", parent="omsorg")
SKOLA = Department(id="skola", name="Skola", level=Level.DISTRICT)
TREE = Tree([OMSORG, HEMTJANST, SKOLA])

ANKI = Person(id="anki", name="Anki Provberg", listed=True)


def placed(*texts: str, tree: Tree = TREE) -> Plan:
    """Return the plan for Anki, and for somebody new for each further text, in these places."""
    rows = [
        Row(number=n, id=f"new{n}" if n else "anki", name="Anki Provberg", department=text)
        for n, text in enumerate(texts)
    ]
    return plan(rows, people=[ANKI], tree=tree, sample=False)


@pytest.mark.parametrize(
    ("text", "department"),
    [
        ("hemtjanst", "hemtjanst"),
        ("HEMTJÄNST", "hemtjanst"),
        ("Omsorg > Hemtjänst", "hemtjanst"),
        ("omsorg / hemtjänst", "hemtjanst"),
        ("Omsorg>Hemtjänst", "hemtjanst"),
        ("hemtjanst > Norr", "omsorg-hemtjanst-norr"),
        ("Hemtjänst > Norr", "omsorg-hemtjanst-norr"),
        ("Omsorg > Hemtjänst > Norr", "omsorg-hemtjanst-norr"),
        ("Vård & Hälsa", "vard-halsa"),
        ("HR/Lön", "hr-lon"),
    ],
)
def test_a_department_is_an_id_a_name_or_a_path(text: str, department: str) -> None:
    """What is known is found whatever the capitals; the rest is made."""
    found = placed(text)

    assert found.moved[0][1].department == department
    assert [one.id for one in found.departments] == [department] * (department not in TREE)


def test_what_lacks_on_a_path_is_made_from_the_top() -> None:
    """Districts first, workplaces last; each after the one it is a part of."""
    found = placed(
        "Skola", "Teknik > Gata > Vinter", "Gata", "Teknik > Gata > Vinter > Halka", "teknik > park"
    )

    assert found.departments == (
        Department(id="teknik", name="Teknik", level=Level.DISTRICT),
        Department(id="teknik-gata", name="Gata", parent="teknik"),
        Department(id="teknik-gata-vinter", name="Vinter", parent="teknik-gata"),
        Department(
            id="teknik-gata-vinter-halka",
            name="Halka",
            parent="teknik-gata-vinter",
            level=Level.WORKPLACE,
        ),
        Department(id="teknik-park", name="park", parent="teknik"),
    )
    assert [one.department for one in found.added] == [
        "teknik-gata-vinter",
        "teknik-gata",
        "teknik-gata-vinter-halka",
        "teknik-park",
    ]


def test_a_new_department_belongs_to_the_municipality() -> None:
    """Where one municipality is the top of everything, it is the top of what is new."""
    tree = Tree([Department(id="k", name="Provköping", level=Level.MUNICIPALITY)])
    alone = placed("Miljö", tree=tree)
    whole = placed("Provköping > Miljö", tree=tree)

    assert alone.departments == whole.departments
    assert alone.departments == (
        Department(id="miljo", name="Miljö", parent="k", level=Level.DISTRICT),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Norr", "2 departments are called"),
        ("Norr > Natt", "2 departments are called"),
        ("Omsorg > > Natt", "has an empty step"),
        (f"Omsorg > {'x' * 121}", "is too long"),
        (" > ".join("abcdefghijklmn"), "has too many steps"),
    ],
)
def test_a_department_nobody_can_tell_is_a_fault(text: str, said: str) -> None:
    """Nothing is made for it, and the person stays where they are."""
    norths = [Department(id=f"{one}-norr", name="Norr", parent=one) for one in ("omsorg", "skola")]
    found = placed(text, tree=Tree([*TREE.all(), *norths]))

    assert (found.departments, found.moved) == ((), ())
    assert [fault.field for fault in found.faults] == ["department"]
    assert said in found.faults[0].said


def test_ids_of_departments_never_clash() -> None:
    """What looks the same, is long or has no letters of ours ends in a hash of its path."""
    ids = [one.id for one in placed("A > B", "A-B", "x" * 100, "日本").departments]

    assert len(set(ids)) == 5
    assert all(len(one) <= 64 for one in ids)


@PROPERTY
@given(names=st.lists(st.text(min_size=1), min_size=1, max_size=4), taken=st.booleans())
def test_a_slug_is_plain_and_free(names: list[str], *, taken: bool) -> None:
    """Any path gives an id of a-z, 0-9 and hyphens that nobody has."""
    others = {slug(names)} if taken else set()
    found = slug(names, others)

    assert found not in others
    assert 0 < len(found) <= 64
    assert set(found) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def a_department(number: int, name: str, parent: str = "", **said: object) -> DepartmentRow:
    """Return a row about a department whose id is its name in small letters."""
    values = {"id": name.casefold(), "name": name, "parent": parent, **said}
    return DepartmentRow(number=number, **values)  # type: ignore[arg-type]


def test_parents_may_stand_later_in_the_file() -> None:
    """By id, name or path; what is added comes after what it is a part of."""
    found = plan_departments(
        [
            a_department(2, "Natt", "Teknik > Gata > Vinter"),
            a_department(3, "Vinter", "Teknik > Gata"),
            a_department(4, "Gata", "TEKNIK", hours="mån-fre 7-16", language="fi"),
            a_department(5, "Teknik"),
            a_department(6, "Lek", "skola"),
        ],
        tree=TREE,
    )

    assert found == DepartmentPlan(
        added=(
            Department(id="teknik", name="Teknik", level=Level.DISTRICT),
            Department(
                id="gata", name="Gata", parent="teknik", hours="mån-fre 7-16", language="fi"
            ),
            Department(id="lek", name="Lek", parent="skola"),
            Department(id="vinter", name="Vinter", parent="gata"),
            Department(id="natt", name="Natt", parent="vinter", level=Level.WORKPLACE),
        )
    )


def test_a_department_keeps_what_the_file_does_not_say() -> None:
    """Only what differs is a change, and what is not in the file stays."""
    desk = replace(SKOLA, service_desk="5678", quiet="lör-sön")
    rows = [
        a_department(2, "Skola", it_contact="Kim"),
        a_department(3, "Omsorg"),
    ]
    found = plan_departments(rows, tree=Tree([OMSORG, HEMTJANST, desk]))

    assert found == DepartmentPlan(changed=((desk, replace(desk, it_contact="Kim")),), unchanged=1)


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        ([a_department(2, "A", "A")], {2: "a part of itself"}),
        ([a_department(2, "A", "B"), a_department(3, "B", "A")], {2: "itself", 3: "itself"}),
        ([a_department(2, "Omsorg", "hemtjanst")], {2: "itself"}),
        ([a_department(2, "A", "Nowhere")], {2: "is no department"}),
        ([a_department(2, "A", "Skola > Hemtjänst")], {2: "is no department"}),
        ([a_department(2, "A", "C"), a_department(3, "C", "X")], {2: "no dep", 3: "no dep"}),
        (
            [a_department(2, "A", "B"), a_department(3, "B", "C"), a_department(4, "C", "B")],
            {2: "is no department", 3: "itself", 4: "itself"},
        ),
        (
            [a_department(2, "Skola", "", id="s2"), a_department(3, "A", "SKOLA")],
            {3: "2 departments are called"},
        ),
        ([a_department(2, "A", sound=False), a_department(3, "B", "A")], {3: "no department"}),
    ],
)
def test_circles_and_unknown_parents_are_faults(
    rows: list[DepartmentRow], faults: dict[int, str]
) -> None:
    """A row that falls takes its parts with it, and nothing of them is planned."""
    found = plan_departments(rows, tree=TREE)

    assert [fault.row for fault in found.faults] == list(faults)
    assert all(faults[fault.row] in fault.said for fault in found.faults)
    assert not {row.id for row in rows if row.number in faults} & {one.id for one in found.added}


def test_a_tree_has_an_end() -> None:
    """What would lie deeper than any organisation is a fault, and the rest is used."""
    rows = [a_department(n, f"D{n}", f"D{n - 1}" if n else "") for n in range(2 * DEEPEST)]
    found = plan_departments(rows, tree=Tree([]))

    assert [one.id for one in found.added] == [f"d{n}" for n in range(DEEPEST)]
    assert [fault.row for fault in found.faults] == list(range(DEEPEST, 2 * DEEPEST))


@PROPERTY
@given(
    st.lists(
        st.builds(
            a_department,
            st.integers(2, 20),
            st.sampled_from(["A", "B", "C", "D", "Omsorg", "Skola"]),
            st.sampled_from(["", "A", "b", "Omsorg", "A > B", "Omsorg > C", "skola", "A > A"]),
        ),
        unique_by=lambda row: row.id,
    )
)
def test_what_is_planned_is_a_tree(rows: list[DepartmentRow]) -> None:
    """Whatever the file says, every department ends up under a top, and each row has one fate."""
    found = plan_departments(rows, tree=TREE)
    tree = Tree([*TREE.all(), *found.added, *(after for _, after in found.changed)])

    assert all(tree.chain(one.id)[-1].parent is None for one in tree.all())
    fates = len(found.added) + len(found.changed) + found.unchanged + len(found.faults)
    assert fates == len(rows)
