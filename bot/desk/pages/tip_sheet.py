"""A tip on paper, with the face, phone and drop-in hours of the coach of a department."""

from aiohttp import web

from bot.desk.draw import page
from bot.desk.pages.open_tips import address
from bot.desk.ports import DeskWork
from bot.desk.visit import Visit
from bot.texts.catalogue import Detail, catalogue, say
from knowledge.people.model import Duty, Person, Profile
from knowledge.people.tree import Tree
from knowledge.pictures.model import name_in
from tips.model import Stage


async def show(visit: Visit) -> web.StreamResponse:
    """Show the sheet; the department is chosen first, one's own to begin with."""
    async with visit.desk.reading() as work:
        versions = await work.tips.languages_of(visit.part("id"))
        tip = next((one for one in versions if one.language == visit.part("language")), None)
        if tip is None or tip.stage is not Stage.PUBLISHED:
            raise web.HTTPNotFound(text="There is no such tip.\n")
        tree = await work.people.tree()
        departments = sorted(tree.all(), key=lambda one: one.name)
        known = {one.id for one in departments}
        wanted = visit.asked("department")
        own = visit.me.department or (departments[0].id if departments else "")
        department = wanted if wanted in known else own
        coach = await _coach_of(work, tree, department)
        profile = await work.people.profile(coach.id) if coach else Profile(person="")
    spoken = catalogue(tip.language)

    def paper(key: str, **details: Detail) -> str:
        """Say what stands on the paper in the tip's language, whoever prints it."""
        return spoken.word(say(key, **details))

    return page(
        visit,
        "tip_sheet.html",
        paper=paper,
        tip=tip,
        departments=departments,
        department=department,
        coach=coach,
        # Only a picture that is kept here: a browser is sent nowhere else.
        face=coach.picture if coach and name_in(coach.picture) else "",
        profile=profile,
        is_open=tip.open and not tip.audience,
        home=f"{visit.desk.home}{address(tip)}",
    )


async def _coach_of(work: DeskWork, tree: Tree, department: str) -> Person | None:
    """Return the coach of a department, or of the nearest above it that has one."""
    chain = [one.id for one in tree.chain(department)] if department else []
    found = await work.people.helpers_in(chain)
    coaches = {where: person for where, duty, person in found if duty is Duty.COACH}
    return next((coaches[one] for one in chain if one in coaches), None)
