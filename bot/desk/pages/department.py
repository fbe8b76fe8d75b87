"""One department: when people work there, and when nobody there is written to unasked."""

from collections.abc import Mapping
from dataclasses import replace

from aiohttp import web

from bot.conversations.part import in_part
from bot.desk.draw import page
from bot.desk.ports import DeskWork
from bot.desk.visit import Visit, to
from bot.texts.catalogue import Say, say
from knowledge.boundaries.texts import clean
from knowledge.people.model import Department, UnknownDepartment
from scheduler.calendar.hours import UnfitHours, WorkingHours

HERE = "/desk/departments"
FIELDS = ("hours", "quiet")


async def show(visit: Visit) -> web.StreamResponse:
    """Show a department of the visitor's part."""
    async with visit.desk.reading() as work:
        found = await _theirs(visit, work)
        values = {name: str(getattr(found, name)) for name in FIELDS}
        return await _page(visit, work, found, values, {})


async def save(visit: Visit) -> web.StreamResponse:
    """Keep the hours of a department; an empty field is as above it."""
    values = {name: " ".join(clean(visit.form.get(name, "")).split()) for name in FIELDS}
    async with visit.desk.work() as work:
        found = await _theirs(visit, work)
        wrong = {name: fault for name in FIELDS if (fault := _fault(values[name]))}
        if wrong:
            return await _page(visit, work, found, values, wrong, status=422)
        changed = replace(found, hours=values["hours"], quiet=values["quiet"])
        await work.people.put_department(changed)
        deed = visit.deed("department.hours", f"department:{found.id}")
        await work.audit.write(deed, at=visit.now)
        await work.commit()
    return to(f"{HERE}/{found.id}", done="saved")


def _fault(text: str) -> Say | None:
    if not text:
        return None
    try:
        WorkingHours.read(text)
    except UnfitHours as error:
        return say(error.key, **error.details)
    return None


async def _theirs(visit: Visit, work: DeskWork) -> Department:
    """Return the department of the address; one of another part is not there."""
    wanted = visit.part("department")
    if wanted not in set(await in_part(visit.desk.letters(work), visit.me)):
        raise UnknownDepartment
    return await work.people.department(wanted)


async def _page(
    visit: Visit,
    work: DeskWork,
    department: Department,
    values: Mapping[str, str],
    wrong: Mapping[str, Say],
    *,
    status: int = 200,
) -> web.Response:
    tree = await visit.desk.letters(work).tree()
    above = {name: tree.inherited(department.parent, name) for name in FIELDS}
    return page(
        visit,
        "department.html",
        status=status,
        department=department,
        values=values,
        wrong=wrong,
        above=above,
    )
