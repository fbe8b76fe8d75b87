"""The people of one's part: who helps, and anybody one looks for by name."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from aiohttp import web

from bot.conversations.part import in_part
from bot.conversations.talk import ROLES
from bot.desk.draw import page
from bot.desk.ports import DeskWork
from bot.desk.visit import Visit
from bot.texts.catalogue import say
from knowledge.boundaries.texts import clean

HERE = "/desk/people"
LONGEST = 120
MOST = 200
"""Helpers on one page; a larger part is looked through by name."""


async def show(visit: Visit) -> web.StreamResponse:
    """Show who helps in the visitor's part, or those whose name begins with what is looked for."""
    wanted = clean(visit.asked("q"))[:LONGEST]
    unmet = visit.asked("unmet")
    async with visit.desk.reading() as work:
        letters = visit.desk.letters(work)
        tree = await letters.tree()
        part = set(await in_part(letters, visit.me))
        helped = defaultdict(list)
        people = {}
        for where, _, person in await work.people.helpers_in(sorted(part)):
            helped[person.id].append(where)
            people[person.id] = person
        waiting = await _unmet(visit, work, part)
        if unmet in waiting:
            found = [await work.people.get(one) for one in waiting[unmet][1]]
        elif wanted:
            found = [
                one
                for one in await work.people.named(wanted)
                if one.department in part or visit.sees_all
            ]
        else:
            found = sorted(people.values(), key=lambda one: one.name)
        found = found[:MOST]
        profiles = await work.people.profiles([one.id for one in found])
        away = await work.people.absences([one.id for one in found], on=visit.today)
    names = {one.id: one.name for one in tree.all()}
    return page(
        visit,
        "people.html",
        wanted=wanted,
        unmet=[(name, count) for name, (count, _) in waiting.items() if count],
        shown=unmet if unmet in waiting else "",
        rows=[
            {
                "person": one,
                "role": say(ROLES[one.role]),
                "place": names.get(one.department or "", ""),
                "also": [names[where] for where in helped[one.id] if where != one.department],
                "away": one.id in away,
                "unreached": one.role.helps and not profiles[one.id].reachable,
            }
            for one in found
        ],
        more=waiting[unmet][0] > MOST if unmet in waiting else len(people) > MOST and not wanted,
    )


async def _unmet(
    visit: Visit, work: DeskWork, part: set[str]
) -> Mapping[str, tuple[int, Sequence[str]]]:
    """Return who cannot be reached on a platform yet, for whoever looks after their part."""
    if not visit.coordinates:
        return {}
    within = None if visit.sees_all else sorted(part)
    return {
        name: await work.accounts.unmet(name, within=within, most=MOST)
        for name in visit.desk.about.platforms
    }
