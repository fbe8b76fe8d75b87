"""A file of people beside the people there are: who comes, goes, moves and changes."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.people.model import Department, Duty, Level, Person, Role
from knowledge.people.roster.plan import Plan, plan
from knowledge.people.roster.sheet import Fault, Row
from knowledge.people.tree import Tree

PROPERTY = settings(deadline=None, derandomize=True, max_examples=200)

OMSORG = Department(id="omsorg", name="Omsorg", level=Level.DISTRICT)
HEMTJANST = Department(id="hemtjanst", name="Hemtjänst", parent="omsorg")
SKOLA = Department(id="skola", name="Skola", level=Level.DISTRICT)
TREE = Tree([OMSORG, HEMTJANST, SKOLA])

ANKI = Person(
    id="anki", name="Anki Provberg", email="anki@example.se", department="omsorg", listed=True
)
OTTO = Person(id="otto", name="Otto Testgren", email="otto@example.se", listed=True)
HANNA = Person(id="hanna", name="Hanna Provström", email="hanna@example.se")


def a_row(number: int = 2, **said: object) -> Row:
    """Return a row about Anki, with some of it said otherwise."""
    values = {"id": "anki", "name": "Anki Provberg", "email": "anki@example.se", **said}
    return Row(number=number, **values)  # type: ignore[arg-type]


def planned(*rows: Row, people: Sequence[Person] = (ANKI,), tree: Tree = TREE) -> Plan:
    """Return the plan for these rows."""
    return plan(rows, people=people, tree=tree, sample=False)


def test_a_file_that_says_what_is_there_changes_nothing() -> None:
    """The same people again are counted, and nothing else."""
    assert planned(a_row(department="Omsorg")) == Plan(unchanged=1)
    assert planned(a_row()) == Plan(unchanged=1)


def test_a_new_person_gets_what_the_file_says() -> None:
    """Listed, marked as made up when the file is, with its id."""
    row = a_row(id="ylva", name="Ylva Övningsdal", email="y@example.se", role=Role.COACH)
    row = replace(row, department="skola", language="fi", place="plan 3", picture="y.png")
    found = plan([row], people=[], tree=TREE, sample=True)

    assert found.added == (
        Person(
            id="ylva",
            name="Ylva Övningsdal",
            email="y@example.se",
            role=Role.COACH,
            department="skola",
            language="fi",
            place="plan 3",
            picture="y.png",
            sample=True,
            listed=True,
        ),
    )


def test_without_an_id_the_address_gives_one() -> None:
    """The same address gives the same id in every file."""
    added = planned(a_row(id="", email="ny@example.se"), people=[]).added

    assert added[0].id == "p-" + hashlib.sha256(b"ny@example.se").hexdigest()[:12]


def test_an_id_we_cannot_keep_is_a_fault() -> None:
    """Letters beyond a to z and spaces do not stand in an id."""
    found = planned(a_row(id="å sa", email="a@example.se"), people=[])

    assert (found.added, [fault.field for fault in found.faults]) == ((), ["id"])


def test_people_are_recognised_by_id_or_else_by_address() -> None:
    """An id holds when the address changes; an address holds when there is no such id."""
    by_id = planned(a_row(email="new@example.se"))
    by_email = planned(a_row(id="4711", name="Anki Skissdal"))
    capitals = planned(a_row(id=""), people=[replace(ANKI, email="Anki@Example.se")])

    assert by_id.changed == ((ANKI, replace(ANKI, email="new@example.se")),)
    assert by_email.changed == ((ANKI, replace(ANKI, name="Anki Skissdal")),)
    assert [after.id for _, after in capitals.changed] == ["anki"]


def test_moved_and_changed_are_told_apart() -> None:
    """Another department is a move, whatever else differs; the rest is a change."""
    moved = planned(a_row(department="Hemtjänst", place="plan 2"))
    nowhere = planned(a_row(department=""))
    changed = planned(a_row(role=Role.MANAGER))

    assert moved.moved == ((ANKI, replace(ANKI, department="hemtjanst", place="plan 2")),)
    assert nowhere.moved == ((ANKI, replace(ANKI, department=None)),)
    assert changed.changed == ((ANKI, replace(ANKI, role=Role.MANAGER)),)


def test_what_the_file_does_not_say_stays() -> None:
    """Columns that are not there and empty cells keep what there is."""
    rich = replace(ANKI, role=Role.COACH, language="en", place="plan 2", picture="a.png")

    assert planned(a_row(email=""), people=[rich]) == Plan(unchanged=1)
    assert planned(a_row(role=Role.STAFF), people=[rich]).changed[0][1].role is Role.STAFF


def test_who_is_not_in_the_file_goes() -> None:
    """Of those who are listed and have not left; others are none of the file's business."""
    gone = replace(OTTO, id="gone", email="", left=date(2026, 1, 1))
    found = planned(a_row(), people=[ANKI, OTTO, HANNA, gone])

    assert found.removed == (OTTO,)


@pytest.mark.parametrize(
    "row",
    [
        a_row(3, sound=False, id="otto", name="", email=""),
        a_row(3, sound=False, id="", name="", email="otto@example.se"),
        a_row(3, sound=False, id="", name="otto testgren", email=""),
        a_row(3, id="otto", name="Otto Testgren", email="", department="A > > B"),
    ],
)
def test_a_typing_error_removes_nobody(row: Row) -> None:
    """Whoever a faulty row is about stays as they are."""
    found = planned(a_row(), row, people=[ANKI, OTTO])

    assert (found.removed, found.changed, found.moved, found.unchanged) == ((), (), (), 1)


def test_who_had_left_comes_back() -> None:
    """They are added, with what was known of them."""
    left = replace(ANKI, left=date(2026, 1, 1), place="plan 2")
    found = planned(a_row(), people=[left])

    assert found.added == (replace(left, left=None),)


def test_an_account_of_ones_own_becomes_listed_by_its_address() -> None:
    """Whoever was there before the file is recognised by address, and by id only with it."""
    row = a_row(id="hanna", name="Hanna Provström", email="hanna@example.se")
    expected = ((HANNA, replace(HANNA, listed=True)),)

    assert planned(row, people=[HANNA]).changed == expected
    assert planned(replace(row, id=""), people=[HANNA]).changed == expected
    for other in ("other@example.se", ""):
        found = planned(replace(row, email=other), people=[HANNA])
        assert (found.changed, found.added) == ((), ())
        assert [fault.field for fault in found.faults] == ["id"]


def test_an_id_made_of_an_address_may_be_taken() -> None:
    """Whoever has moved on from an address keeps the id it gave."""
    first = planned(a_row(id="", email="a@example.se"), people=[]).added[0]
    found = planned(
        a_row(id="", email="a@example.se"), people=[replace(first, email="b@example.se")]
    )

    assert [fault.field for fault in found.faults] == ["id"]


def test_nobody_gets_an_address_that_somebody_keeps() -> None:
    """Neither that of an account of one's own, nor that of another row."""
    own = planned(a_row(email="hanna@example.se"), people=[ANKI, HANNA])
    listed = planned(
        a_row(email="otto@example.se"), a_row(3, id="otto", email=""), people=[ANKI, OTTO]
    )

    assert [fault.field for fault in own.faults] == ["e-mail"]
    assert [(fault.row, fault.field) for fault in listed.faults] == [(2, "e-mail")]
    assert own.removed == listed.removed == ()


def test_addresses_may_change_hands() -> None:
    """Two may swap theirs, and a newcomer may have one that was given up in the same file."""
    swapped = planned(
        a_row(email="otto@example.se"),
        a_row(3, id="otto", email="anki@example.se"),
        people=[ANKI, OTTO],
    )
    newcomer = a_row(2, id="ny", name="Noor Nyprov")
    inherited = planned(newcomer, a_row(3, email="provberg@example.se"))

    assert [after.email for _, after in swapped.changed] == ["otto@example.se", "anki@example.se"]
    assert [one.id for one in inherited.added] == ["ny"]
    assert swapped.faults == inherited.faults == ()


def test_a_promised_address_may_be_withdrawn() -> None:
    """Whoever is refused keeps their address, and so on: a column that has slipped by a row."""
    people = [replace(ANKI, id=str(n), email=f"{n}@example.se") for n in range(50)]
    rows = [a_row(n + 2, id=str(n), email=f"{n + 1}@example.se") for n in range(50)]
    slipped = planned(*rows, people=people)
    fallen = planned(*rows[:-1], replace(rows[-1], department="A > > B"), people=people)

    assert (len(slipped.changed), slipped.faults) == (50, ())
    assert (len(fallen.changed), len(fallen.faults), fallen.removed) == (0, 50, ())


def test_a_department_only_refused_rows_speak_of_is_not_made() -> None:
    """What nobody is placed in would be nobody's wish."""
    found = planned(
        a_row(department="Teknik > Gata", email="hanna@example.se"), people=[ANKI, HANNA]
    )

    assert (found.departments, len(found.faults)) == ((), 1)


def test_two_rows_are_never_about_one_person() -> None:
    """The row with the known id counts, whatever the order; the other is a fault."""
    found = planned(a_row(2, id="new"), a_row(3))

    assert [(fault.row, fault.said) for fault in found.faults] == [
        (2, "it is the same person as in row 3")
    ]
    assert found.unchanged == 1


def test_a_coach_without_a_department_is_a_fault() -> None:
    """Also where the file has no such column; an ombud needs one as well."""
    coach = planned(a_row(id="otto", email="", role=Role.COACH), people=[OTTO])
    ombud = planned(a_row(id="otto", email="", ombud=True), people=[OTTO])

    assert [fault.field for fault in coach.faults] == ["department"]
    assert [fault.field for fault in ombud.faults] == ["ombud"]
    assert coach.removed == ombud.removed == ()


def test_duties_ombuds_and_profiles_come_along() -> None:
    """With ids in place of texts; one's own department is no duty beside it."""
    also = (("Skola", Duty.STANDIN), ("Omsorg > Hemtjänst", Duty.COACH), ("omsorg", Duty.COACH))
    found = planned(a_row(also=also, ombud=True, most_open=2, interests="moln"))

    assert found.duties == {"anki": (("skola", Duty.STANDIN), ("hemtjanst", Duty.COACH))}
    assert found.ombuds == (("anki", "omsorg"),)
    assert found.profiles == {"anki": {"most_open": 2, "interests": "moln"}}


def test_an_empty_cell_takes_duties_away_from_who_helps() -> None:
    """Others are not mentioned, and a file without the column says nothing of anybody."""
    coach = replace(ANKI, role=Role.COACH)

    assert planned(a_row(also=(), role=Role.STAFF), people=[coach]).duties == {"anki": ()}
    assert planned(a_row(also=())).duties == {}
    assert planned(a_row(), people=[coach]).duties == {}


def test_duties_are_for_departments_there_are() -> None:
    """A department of the same file is one; what nobody works in is a fault, not a new one."""
    newcomer = a_row(3, id="b", email="", department="Teknik")
    known = planned(a_row(also=(("Teknik", Duty.COACH),)), newcomer)
    unknown = planned(a_row(also=(("Taknik", Duty.COACH),)), newcomer)
    norths = [Department(id=one, name="Norr", parent="omsorg") for one in ("omsorg-n", "skola-n")]
    several = planned(a_row(also=(("Norr", Duty.COACH),)), tree=Tree([*TREE.all(), *norths]))

    assert known.duties == {"anki": (("teknik", Duty.COACH),)}
    assert [(fault.row, fault.field) for fault in unknown.faults] == [(2, "also")]
    assert "2 departments" in several.faults[0].said


@pytest.mark.parametrize(
    ("listed", "kept", "drastic"), [(12, 1, True), (12, 2, False), (30, 15, False), (30, 14, True)]
)
def test_more_than_half_and_more_than_ten_is_drastic(
    listed: int, kept: int, *, drastic: bool
) -> None:
    """A file that was cut short should not empty the organisation unasked."""
    people = [replace(ANKI, id=f"p{n}", email="") for n in range(listed)]
    rows = [a_row(n, id=f"p{n}", email="") for n in range(kept)]

    assert planned(*rows, people=people).drastic is drastic


def test_faults_of_reading_and_planning_are_told_by_row() -> None:
    """What reading found is sorted in."""
    faults = [Fault(9, "name", "it is empty", "a name"), Fault(1, "name", "it is empty", "a name")]
    found = plan([a_row(5, id="å")], people=[], tree=TREE, sample=False, faults=faults)

    assert [fault.row for fault in found.faults] == [1, 5, 9]


PEOPLE = st.lists(
    st.builds(
        Person,
        id=st.sampled_from("abcdef"),
        name=st.sampled_from(["Elias Testlund", "Nadia Skissmark"]),
        role=st.sampled_from(Role),
        department=st.sampled_from([None, "omsorg", "skola"]),
        email=st.sampled_from(["", "a@example.se", "b@example.se", "c@example.se"]),
        listed=st.booleans(),
        left=st.sampled_from([None, date(2026, 1, 1)]),
    ),
    unique_by=(lambda one: one.id, lambda one: one.email or one.id),
)
ROWS = st.lists(
    st.builds(
        a_row,
        number=st.integers(2, 99),
        sound=st.booleans(),
        id=st.sampled_from(["", *"abcdefgh"]),
        email=st.sampled_from(["a@example.se", "b@example.se", "d@example.se"]),
        role=st.none() | st.sampled_from(Role),
        department=st.sampled_from([None, "", "Omsorg", "Skola > Norr"]),
    ),
    unique_by=(lambda row: row.number, lambda row: row.id or row.number, lambda row: row.email),
)


@PROPERTY
@given(people=PEOPLE, rows=ROWS)
def test_every_row_and_everybody_has_one_fate(people: list[Person], rows: list[Row]) -> None:
    """Rows are used or faulty, nobody has two fates, and no two who stay share an address."""
    found = plan(rows, people=people, tree=TREE, sample=False)
    used = [*found.added, *(after for _, after in found.moved + found.changed)]
    fates = [one.id for one in (*used, *found.removed)]
    sound = sum(row.sound for row in rows)

    assert len(fates) == len(set(fates))
    assert len(used) + found.unchanged + len(found.faults) == sound
    assert all(one.listed and one.left is None for one in used)
    stay = {one.id: one for one in people if one.left is None} | {one.id: one for one in used}
    for one in found.removed:
        del stay[one.id]
    addresses = [one.email for one in stay.values() if one.email]
    assert len(addresses) == len(set(addresses))


@PROPERTY
@given(people=PEOPLE, rows=ROWS)
def test_a_plan_that_was_carried_out_has_nothing_left_to_do(
    people: list[Person], rows: list[Row]
) -> None:
    """The same file again adds, moves, changes and makes nothing."""
    rows = [row for row in rows if row.sound]
    first = plan(rows, people=people, tree=TREE, sample=False)
    after = {one.id: one for one in people}
    after |= {one.id: replace(one, left=date(2026, 11, 2)) for one in first.removed}
    after |= {one.id: one for one in first.added}
    after |= {one.id: one for _, one in first.moved + first.changed}
    tree = Tree([*TREE.all(), *first.departments])
    again = plan(rows, people=list(after.values()), tree=tree, sample=False)

    if not first.faults:
        assert again == Plan(unchanged=len(rows))
