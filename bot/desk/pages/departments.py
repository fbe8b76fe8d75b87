"""The organisation: who helps where, and where nobody does."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from aiohttp import web

from bot.conversations.cover import reported
from bot.conversations.part import in_part
from bot.desk.draw import page
from bot.desk.visit import Visit
from knowledge.people.model import Department, Duty, Person
from knowledge.people.tree import Tree

MOST = 120
"""Departments that are shown at once; a larger part begins with its upper levels."""

LEVELS = 2


async def show(visit: Visit) -> web.StreamResponse:
    """Show the visitor's part of the tree, each department with its coaches and stand-ins.

    Of a large part the upper levels are shown, and where a coach is missing; each leads to what
    lies under it.
    """
    async with visit.desk.reading() as work:
        letters = visit.desk.letters(work)
        tree = await letters.tree()
        part = set(await in_part(letters, visit.me))
        cover = await reported(letters, visit.me)
        missing = {one.id for one in cover.without_coach[:MOST]}
        under = visit.asked("under") if visit.asked("under") in part else ""
        shown = _shown(tree, part, under, missing)
        helpers = _by_duty(await work.people.helpers_in([one.id for one in shown]))
    coachless = {one.id for one in cover.without_coach}
    standinless = {one.id for one in cover.without_standin}
    here = {one.id for one in shown}
    return page(
        visit,
        "departments.html",
        departments=[
            {
                "department": one,
                "depth": len(tree.chain(one.id)) - 1,
                "people": cover.sizes.get(one.id, 0),
                "coaches": helpers[Duty.COACH].get(one.id, ()),
                "standins": helpers[Duty.STANDIN].get(one.id, ()),
                "no_coach": one.id in coachless,
                "no_standin": one.id in standinless,
                "leads_on": not tree.under(one.id) <= here,
            }
            for one in shown
        ],
        under=next((one for one in shown if one.id == under), None),
        cover=cover,
    )


def _shown(tree: Tree, part: set[str], under: str, missing: set[str]) -> list[Department]:
    """Return what is shown of a part, in the order of the tree."""
    wanted = part & tree.under(under) if under else part
    if len(wanted) > MOST:
        top = min(len(tree.chain(one)) for one in wanted)
        wanted = {one for one in wanted if one in missing or len(tree.chain(one)) < top + LEVELS}
    return sorted((one for one in tree.all() if one.id in wanted), key=lambda one: _path(tree, one))


def _path(tree: Tree, department: Department) -> list[str]:
    """Return the names from the top down to a department: those under it come right after it."""
    return [one.name for one in reversed(tree.chain(department.id))]


def _by_duty(
    helpers: Sequence[tuple[str, Duty, Person]],
) -> Mapping[Duty, Mapping[str, list[str]]]:
    found: dict[Duty, defaultdict[str, list[str]]] = {duty: defaultdict(list) for duty in Duty}
    for where, duty, person in helpers:
        found[duty][where].append(person.name)
    return found
