"""The organisation as a tree of departments."""

from collections.abc import Sequence

from knowledge.people.model import Department, Level
from knowledge.people.tree import Tree

TREE = Tree(
    [
        Department(id="town", name="Town", level=Level.MUNICIPALITY, it_contact="IT 1"),
        Department(id="care", name="Care", parent="town", level=Level.DISTRICT, hours="mon 8-17"),
        Department(id="home", name="Home care", parent="care"),
        Department(id="north", name="North", parent="home", level=Level.WORKPLACE),
        Department(id="south", name="South", parent="home", level=Level.WORKPLACE, hours="always"),
        Department(id="school", name="School", parent="town", level=Level.DISTRICT),
    ]
)


def ids(departments: Sequence[Department]) -> list[str]:
    """Return the ids of departments."""
    return [one.id for one in departments]


def test_the_chain_goes_from_a_workplace_to_the_top() -> None:
    """The nearest first; an unknown department has none."""
    assert ids(TREE.chain("north")) == ["north", "home", "care", "town"]
    assert ids(TREE.chain("nowhere")) == []
    assert ids(TREE.chain(None)) == []


def test_the_administration_is_the_nearest_district() -> None:
    """Where no district is named, the top counts as one; nowhere belongs to none."""
    flat = Tree([Department(id="law", name="Law")])

    assert [TREE.administration(one) for one in ("north", "care", "school", "town")] == [
        "care", "care", "school", "town",
    ]  # fmt: skip
    assert (flat.administration("law"), flat.administration(None)) == ("law", None)


def test_a_part_is_a_department_with_all_below_it() -> None:
    """Everything for whoever looks after everything."""
    assert TREE.under("home") == {"home", "north", "south"}
    assert TREE.under(None) == {"town", "care", "home", "north", "south", "school"}


def test_what_a_department_does_not_say_the_one_above_says() -> None:
    """And nothing when nobody says it."""
    assert [TREE.inherited(one, "hours") for one in ("north", "south", "school")] == [
        "mon 8-17", "always", "",
    ]  # fmt: skip
    assert TREE.inherited("north", "it_contact") == "IT 1"


def test_leaves_and_children_are_in_the_order_of_names() -> None:
    """As they are shown to be chosen from."""
    assert ids(TREE.leaves()) == ["north", "school", "south"]
    assert ids(TREE.children("town")) == ["care", "school"]
    assert ids(TREE.children(None)) == ["town"]


def test_a_circle_in_the_data_ends() -> None:
    """Two departments that are part of each other hang nobody up."""
    circle = Tree(
        [Department(id="a", name="A", parent="b"), Department(id="b", name="B", parent="a")]
    )

    assert set(ids(circle.chain("a"))) == {"a", "b"}
    assert circle.under("a") == {"a", "b"}
