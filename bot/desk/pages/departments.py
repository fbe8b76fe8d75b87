"""The organisation: who helps where, and where nobody does."""

from collections.abc import Sequence

from aiohttp import web

from bot.conversations.cover import reported
from bot.conversations.part import in_part
from bot.desk.draw import page
from bot.desk.visit import Visit
from knowledge.people.model import Duty, Person
from knowledge.people.tree import Tree


async def show(visit: Visit) -> web.StreamResponse:
    """Show the visitor's part of the tree, each department with its coaches and stand-ins."""
    async with visit.desk.reading() as work:
        letters = visit.desk.letters(work)
        tree = await letters.tree()
        part = await in_part(letters, visit.me)
        cover = await reported(letters, visit.me)
        helpers = await work.people.helpers_in(part)
        sizes = await work.people.sizes()
    without = {
        Duty.COACH: {one.id for one in cover.without_coach},
        Duty.STANDIN: {one.id for one in cover.without_standin},
    }
    return page(
        visit,
        "departments.html",
        departments=[
            {
                "department": one,
                "depth": len(tree.chain(one.id)) - 1,
                "people": sizes.get(one.id, 0),
                "coaches": _names(helpers, one.id, Duty.COACH),
                "standins": _names(helpers, one.id, Duty.STANDIN),
                "no_coach": one.id in without[Duty.COACH],
                "no_standin": one.id in without[Duty.STANDIN],
            }
            for one in sorted(tree.all(), key=lambda one: _path(tree, one.id))
            if one.id in part
        ],
        cover=cover,
    )


def _path(tree: Tree, department: str) -> list[str]:
    """Return the names from the top down to a department: those under it come right after it."""
    return [one.name for one in reversed(tree.chain(department))]


def _names(helpers: Sequence[tuple[str, Duty, Person]], department: str, duty: Duty) -> list[str]:
    return [person.name for where, what, person in helpers if (where, what) == (department, duty)]
