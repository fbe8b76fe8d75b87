"""Puts a plan into lines for whoever runs the command."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from knowledge.people.model import Person
from knowledge.people.roster.plan import Plan
from knowledge.people.roster.sheet import Fault
from knowledge.people.tree import Tree

MOST_SHOWN = 50
"""Lines of each kind; the rest is counted."""

NOWHERE = "no department"

T = TypeVar("T")


def lines(plan: Plan, *, tree: Tree) -> Iterator[str]:
    """Describe a plan, in English.

    Args:
        plan: what is to be done.
        tree: the organisation before it.

    Returns:
        A summary; one line for each who is added, moved or removed and for each new department,
        at most 50 of each; then every fault.
    """
    after = Tree([*tree.all(), *plan.departments])
    yield (
        f"added {len(plan.added):,}, moved {len(plan.moved):,}, changed {len(plan.changed):,}, "
        f"removed {len(plan.removed):,}, unchanged {plan.unchanged:,}"
    )
    yield from _some(
        "new department", plan.departments, lambda one: f"{one.id}, {_path(one.id, after)}"
    )
    yield from _some("added", plan.added, lambda one: _person(one, after))
    yield from _some(
        "moved",
        plan.moved,
        lambda pair: f"{_person(pair[0], after)} → {_path(pair[1].department, after)}",
    )
    yield from _some("removed", plan.removed, lambda one: _person(one, after))
    yield from (_fault(one) for one in plan.faults)


def _some(deed: str, several: Sequence[T], described: Callable[[T], str]) -> Iterator[str]:
    for one in several[:MOST_SHOWN]:
        yield _safe(f"{deed}: {described(one)}")
    if len(several) > MOST_SHOWN:
        yield f"… and {len(several) - MOST_SHOWN:,} more"


def _person(one: Person, tree: Tree) -> str:
    return f"{one.id}, {one.name}, {_path(one.department, tree)}"


def _path(department: str | None, tree: Tree) -> str:
    """Return the names from the top down to a department."""
    return " > ".join(one.name for one in reversed(tree.chain(department))) or NOWHERE


def _fault(one: Fault) -> str:
    return _safe(f"row {one.row}: {one.field}: {one.said}; expected {one.wanted}")


def _safe(line: str) -> str:
    """Return a line without characters that a terminal would obey."""
    return "".join(one if one.isprintable() else "\ufffd" for one in line)
