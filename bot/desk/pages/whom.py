"""Whom a tip may be for, and who may look after it: what the editor lets one choose from."""

from dataclasses import dataclass

from bot.desk.visit import Visit
from knowledge.people.tree import Tree


@dataclass(frozen=True, slots=True)
class Chosen:
    """Something to choose: its id, its name, and how deep it lies in the tree."""

    id: str
    name: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Whom:
    """What there is to choose from."""

    departments: tuple[Chosen, ...]
    caretakers: tuple[Chosen, ...]


async def whom(visit: Visit, *, helpers: bool = True) -> Whom:
    """Return the departments in the order of the tree, and those who help, by name.

    Args:
        visit: for whom.
        helpers: whether it is asked who helps; there may be many.
    """
    async with visit.desk.reading() as work:
        tree = await work.people.tree()
        found = await work.people.helpers_in([one.id for one in tree.all()]) if helpers else ()
        coordinators = await work.people.coordinators() if helpers else ()
    people = {one.id: one for one in (*(person for _, _, person in found), *coordinators)}
    return Whom(
        departments=tuple(
            Chosen(one.id, one.name, len(tree.chain(one.id)) - 1)
            for one in sorted(tree.all(), key=lambda one: _path(tree, one.id))
        ),
        caretakers=tuple(
            Chosen(one.id, one.name)
            for one in sorted(people.values(), key=lambda one: one.name)
            if one.left is None
        ),
    )


def _path(tree: Tree, department: str) -> list[str]:
    return [one.name for one in reversed(tree.chain(department))]
