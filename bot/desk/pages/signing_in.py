"""Signing in and out: the ways in, and picking a sample person in demo mode on this machine."""

from aiohttp import web

from bot.conversations.talk import ROLES
from bot.desk import guard
from bot.desk.draw import message, page
from bot.desk.rules import Rule, allows
from bot.desk.sessions.model import begin, id_of
from bot.desk.sign_in.onward import inside
from bot.desk.visit import Visit, to
from bot.texts.catalogue import say
from knowledge.people.model import Person, Role, UnknownPerson


async def show(visit: Visit) -> web.StreamResponse:
    """Show the ways to sign in that this installation has."""
    if visit.person is not None:
        return to(_next(visit))
    people = await _helpers(visit) if await visit.is_demo() else []
    sign_in = visit.desk.sign_in
    if not people and sign_in is None:
        return message(visit, say("desk.no_sign_in"), status=503)
    return page(
        visit,
        "sign_in.html",
        people=[
            {"id": one.id, "name": one.name, "initials": one.initials, "role": say(ROLES[one.role])}
            for one in people
        ],
        provider=sign_in.name if sign_in else "",
        next=_next(visit),
    )


async def pick(visit: Visit) -> web.StreamResponse:
    """Sign in as a sample person, in demo mode on this machine only."""
    if not await visit.is_demo():
        return message(visit, say("desk.no_sign_in"), status=503)
    async with visit.desk.work() as work:
        try:
            person = await work.people.get(visit.form.get("person", ""))
        except UnknownPerson:
            return message(visit, say("desk.not_allowed"), status=403)
        if not person.sample or not allows(Rule.HELPERS, person):
            return message(visit, say("desk.not_allowed"), status=403)
        secret, session = begin(person.id, now=visit.now)
        await work.sessions.add(session)
        await work.commit()
    response = to(_next(visit))
    guard.hand_out(response, secret, visit.desk)
    return response


async def leave(visit: Visit) -> web.StreamResponse:
    """Sign this browser out."""
    async with visit.desk.work() as work:
        name = guard.cookie_name(visit.desk)
        await work.sessions.end(id_of(visit.request.cookies.get(name, "")))
        await work.commit()
    return _gone(visit)


async def leave_everywhere(visit: Visit) -> web.StreamResponse:
    """Sign every browser of the visitor out."""
    async with visit.desk.work() as work:
        count = await work.sessions.end_all(visit.me.id)
        await work.audit.write(
            visit.deed("session.ended", f"person:{visit.me.id}", browsers=count), at=visit.now
        )
        await work.commit()
    return _gone(visit)


def _gone(visit: Visit) -> web.StreamResponse:
    response = to(guard.SIGN_IN)
    response.del_cookie(guard.cookie_name(visit.desk), path="/", secure=visit.desk.secure)
    return response


async def _helpers(visit: Visit) -> list[Person]:
    """Return the sample people who may use the desk, coordinators first."""
    async with visit.desk.reading() as work:
        everyone = await work.people.everyone()
    order = [Role.COORDINATOR, Role.ADMINISTRATOR, Role.COACH, Role.STANDIN]
    found = [one for one in everyone if one.sample and allows(Rule.HELPERS, one)]
    return sorted(found, key=lambda one: (order.index(one.role), one.name))


def _next(visit: Visit) -> str:
    """Return where to go after signing in: a page of the desk and nowhere else."""
    return inside(visit.form.get("next") or visit.asked("next"))
