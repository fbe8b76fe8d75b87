"""One person: how to find them, where they help, and what a coordinator may change.

Never what they have asked, and no figure about them.
"""

from collections.abc import Mapping
from dataclasses import replace

from aiohttp import web

from bot.conversations.cover import confirm_again
from bot.conversations.helping import ask_to_confirm, give_all, give_duty, let_go
from bot.conversations.part import in_part, may_change
from bot.conversations.talk import ROLES
from bot.desk.draw import message, page
from bot.desk.pages.people import HERE
from bot.desk.ports import DeskWork
from bot.desk.visit import Visit, to
from bot.texts.catalogue import Say, say
from knowledge.boundaries.texts import clean
from knowledge.people.model import Duty, Person, Role, UnknownPerson
from knowledge.pictures.model import name_in


async def show(visit: Visit) -> web.StreamResponse:
    """Show one person of the visitor's part."""
    async with visit.desk.reading() as work:
        person = await _theirs(visit, work)
        return await _page(visit, work, person, {})


async def change(visit: Visit) -> web.StreamResponse:
    """Do what a button says; what somebody held goes on with who is next."""
    deeds = {
        "help": _begins,
        "stop": _stops,
        "replace": _is_replaced,
        "remind": _is_reminded,
        "face": _loses_face,
        "coordinate": _coordinates,
    }
    what = visit.form.get("do", "")
    if what not in deeds:
        return message(visit, say("desk.wrong.choice"), status=422)
    async with visit.desk.work() as work:
        person = await _theirs(visit, work)
        if not may_change(visit.me, person):
            return message(visit, say("desk.not_allowed"), status=403)
        wrong = await deeds[what](visit, work, person)
        if wrong:
            return await _page(visit, work, person, wrong, status=422)
        await work.audit.write(visit.deed(f"person.{what}", f"person:{person.id}"), at=visit.now)
        await work.commit()
    visit.desk.wake()
    return to(f"{HERE}/{person.id}", done="person_changed")


async def _begins(visit: Visit, work: DeskWork, person: Person) -> Mapping[str, Say]:
    """Let somebody help in a department of the visitor's part."""
    letters = visit.desk.letters(work)
    department, duty = visit.form.get("department", ""), visit.form.get("duty", "")
    if department not in set(await in_part(letters, visit.me)):
        return {"department": say("desk.wrong.choice")}
    if duty not in set(Duty):
        return {"duty": say("desk.wrong.choice")}
    await give_duty(letters, person.id, department, Duty(duty))
    await ask_to_confirm(letters, person, by=visit.me)
    return {}


async def _stops(visit: Visit, work: DeskWork, person: Person) -> Mapping[str, Say]:
    await let_go(visit.desk.letters(work), person)
    return {}


async def _is_replaced(visit: Visit, work: DeskWork, person: Person) -> Mapping[str, Say]:
    """Give all that somebody does to another, found by name."""
    letters = visit.desk.letters(work)
    part = set(await in_part(letters, visit.me))
    words = clean(visit.form.get("to", ""))
    found = [
        one
        for one in (await work.people.named(words) if words else ())
        if one.id != person.id and (one.department in part or visit.sees_all)
    ]
    exact = [one for one in found if one.name.casefold() == words.casefold()]
    found = exact or found
    if not found:
        return {"to": say("replace.nobody", name=words or "?")}
    if len(found) > 1:
        return {"to": say("people.which", names=", ".join(one.name for one in found[:8]))}
    await give_all(letters, person, found[0], by=visit.me)
    return {}


async def _is_reminded(visit: Visit, work: DeskWork, person: Person) -> Mapping[str, Say]:
    await confirm_again(visit.desk.letters(work), person)
    return {}


async def _loses_face(visit: Visit, work: DeskWork, person: Person) -> Mapping[str, Say]:
    del visit
    await work.pictures.drop(name_in(person.picture))
    await work.people.put(replace(person, picture=""))
    return {}


async def _coordinates(visit: Visit, work: DeskWork, person: Person) -> Mapping[str, Say]:
    """Let somebody coordinate the department they work in; administrators alone say so."""
    if visit.me.role is not Role.ADMINISTRATOR:
        return {"do": say("desk.not_allowed")}
    await work.people.put(replace(person, role=Role.COORDINATOR))
    return {}


async def _theirs(visit: Visit, work: DeskWork) -> Person:
    """Return a person of the visitor's part; anybody else is not there."""
    person = await work.people.get(visit.part("person"))
    part = set(await in_part(visit.desk.letters(work), visit.me))
    if not visit.sees_all and person.department not in part:
        raise UnknownPerson
    return person


async def _page(
    visit: Visit,
    work: DeskWork,
    person: Person,
    wrong: Mapping[str, Say],
    *,
    status: int = 200,
) -> web.Response:
    letters = visit.desk.letters(work)
    tree = await letters.tree()
    part = set(await in_part(letters, visit.me))
    names = {one.id: one.name for one in tree.all()}
    absences = await work.people.absences([person.id], on=visit.today)
    duties = await work.people.duties_of(person.id)
    helps = person.role.helps or bool(duties)
    return page(
        visit,
        "person.html",
        status=status,
        person=person,
        role=say(ROLES[person.role]),
        place=names.get(person.department or "", ""),
        profile=await work.people.profile(person.id),
        absence=absences.get(person.id),
        duties=[{"place": names.get(where, where), "duty": duty} for where, duty in duties],
        helps=helps,
        may_change=may_change(visit.me, person),
        is_administrator=visit.me.role is Role.ADMINISTRATOR,
        departments=[one for one in sorted(tree.all(), key=lambda one: one.name) if one.id in part],
        face=person.picture if name_in(person.picture) else "",
        values=dict(visit.form),
        wrong=wrong,
    )
