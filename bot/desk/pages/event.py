"""One event: what it is, who comes, and what is done with it, until its points are sent."""

import secrets
from collections.abc import Mapping
from dataclasses import replace

from aiohttp import web

from bot.conversations.correspondence import Correspondence
from bot.conversations.events import letters as about_events
from bot.conversations.events.words import card, fault
from bot.desk.draw import page
from bot.desk.event_visit import HERE, address, theirs
from bot.desk.pages import event_guests
from bot.desk.pages.whom import whom
from bot.desk.visit import Visit, to
from bot.texts.catalogue import Say, plain, say
from knowledge.people.model import Role
from scheduler.events import form as fields
from scheduler.events.model import (
    FEWEST_POINTS,
    MOST_POINTS,
    Access,
    Answer,
    Audience,
    Event,
    EventOver,
    Guest,
    Purpose,
    State,
)

DONE = {
    "": "saved", "open": "opened_event", "cancel": "event_cancelled", "held": "event_held",
    "points": "points_sent", "drop": "thrown_away",
}  # fmt: skip
"""What the page says was done, by what was pressed."""


async def new(visit: Visit) -> web.StreamResponse:
    """Show an empty form."""
    blank = _blank(visit)
    return await _form(visit, blank, fields.values_of(blank, visit.desk.zone), {})


async def begin(visit: Visit) -> web.StreamResponse:
    """Keep a new event as a draft; nobody hears of it yet."""
    blank = _blank(visit)
    found = fields.read(blank, _sent(visit), zone=visit.desk.zone, now=visit.now)
    if found.wrong:
        values = fields.values_of(blank, visit.desk.zone) | dict(visit.form)
        return await _form(visit, blank, values, _said(found.wrong), status=422)
    async with visit.desk.work() as work:
        kept = await work.events.add(found.event)
        await work.audit.write(visit.deed("event.planned", f"event:{kept.id}"), at=visit.now)
        await work.commit()
    return to(address(kept), done="saved")


async def show(visit: Visit) -> web.StreamResponse:
    """Show one event to who arranges it."""
    async with visit.desk.reading() as work:
        event = await theirs(visit, visit.desk.letters(work))
    return await _form(visit, event, fields.values_of(event, visit.desk.zone), {})


async def save(visit: Visit) -> web.StreamResponse:
    """Keep what is on the page, and then do what was pressed; guests hear what they must."""
    do = visit.form.get("do", "")
    async with visit.desk.work() as work:
        letters = visit.desk.letters(work)
        before = await theirs(visit, letters, locked=True)
        found = fields.read(before, _sent(visit), zone=visit.desk.zone, now=visit.now)
        wrong = _said(found.wrong) | _missing(found.event, do)
        if wrong:
            values = fields.values_of(before, visit.desk.zone) | dict(visit.form)
            return await _form(visit, before, values, wrong, status=422)
        if visit.form.get("version", str(before.version)) != str(before.version):
            values = {**visit.form, "version": str(before.version)}
            return await _form(visit, before, values, {}, both=True, status=409)
        if do == "drop":
            return await _drop(visit, letters, before)
        after = _pressed(found.event, do, visit)
        kept = await work.events.put(after) if after != before else before
        told = await _tell(letters, before, kept, do)
        deed = visit.deed(f"event.{do or 'saved'}", f"event:{kept.id}", letters=told)
        await work.audit.write(deed, at=visit.now)
        await work.commit()
    visit.desk.wake()
    return to(address(kept), done=DONE.get(do, "saved"))


async def _drop(visit: Visit, letters: Correspondence, event: Event) -> web.Response:
    """Throw a draft away that nobody has heard of."""
    if event.state is not State.DRAFT:
        raise EventOver
    await letters.work.events.remove(event.id)
    await letters.work.audit.write(visit.deed("event.dropped", f"event:{event.id}"), at=visit.now)
    await letters.work.commit()
    return to(HERE, done="thrown_away")


def _pressed(event: Event, do: str, visit: Visit) -> Event:
    match do:
        case "open":
            return replace(event.opened(), invited=event.invited or visit.now)
        case "cancel":
            return event.cancelled()
        case "held":
            return event.held()
        case "points":
            return replace(event, points_sent=visit.now)
    return event


async def _tell(letters: Correspondence, before: Event, event: Event, do: str) -> int:
    """Tell those who should know; return how many letters were written."""
    if do == "cancel":
        return await about_events.tell_of_cancelling(letters, event)
    count = 0
    if before.starts is None and event.starts is not None and event.state is State.OPEN:
        count += await about_events.tell_of_time(letters, event)
    elif event.revision != before.revision:
        count += await about_events.tell_of_change(letters, event)
    if event.takes_answers(letters.now) and event.seats != before.seats:
        count += await about_events.offer_seats(letters, event)
    if do == "points":
        count += await about_events.send_points(letters, event)
    return count


def _missing(event: Event, do: str) -> dict[str, Say]:
    """Return what is not there yet and must be, by field."""
    wrong: dict[str, Say] = {}
    if do == "open" and not (event.place or event.link):
        wrong["place"] = say("events.wrong.place")
    if do == "points" and fields.points_of(event.points) is None:
        wrong["points"] = say("events.wrong.points", fewest=FEWEST_POINTS, most=MOST_POINTS)
    return wrong


def _sent(visit: Visit) -> Mapping[str, str]:
    """Return the form; what is a list of boxes is there even when none of them is ticked."""
    if "title" not in visit.form:
        return visit.form
    return {"access": "", "departments": "", "roles": "", "own_letter": "", **visit.form}


def _said(wrong: Mapping[str, fields.Fault]) -> dict[str, Say]:
    return {name: fault(one) for name, one in wrong.items()}


def _blank(visit: Visit) -> Event:
    own = visit.me.department
    return Event(
        id=secrets.token_hex(16),
        title="",
        purpose=Purpose.INSPIRE,
        organiser=visit.me.id,
        host=visit.me.name,
        department=own,
        audience=Audience(departments=(own,) if own and not visit.coordinates else ()),
    )


async def _form(
    visit: Visit,
    event: Event,
    values: Mapping[str, str],
    wrong: Mapping[str, Say],
    *,
    both: bool = False,
    status: int = 200,
) -> web.Response:
    async with visit.desk.reading() as work:
        letters = visit.desk.letters(work)
        counts = (await work.events.counted(event.id)).get(event.id, {})
        seen = card(letters, event, Guest(event=event.id, person=visit.me.id))
        answered = await event_guests.listed(letters, await work.events.answered(event.id))
    begun = event.starts is not None and event.starts <= visit.now
    return page(
        visit,
        "event.html",
        status=status,
        event=event,
        values=values,
        wrong=wrong,
        both=both,
        card=seen,
        answered=answered,
        needs=[one for one in answered if one.needs],
        counts={one.value: counts.get(one, 0) for one in Answer},
        state=say(STATES[event.state]),
        is_new=event.version == 0,
        is_over=event.state in {State.CANCELLED, State.HELD},
        has_begun=begun,
        purposes=[(one.value, say(PURPOSES[one])) for one in Purpose],
        accesses=[(one.value, say(ACCESSES[one])) for one in Access],
        roles=[(one.value, say(ROLES[one])) for one in fields.INVITED_ROLES],
        languages=[(code, say(f"language.name.{code}")) for code in ("sv", "en", "da", "nb", "fi")],
        whom=await whom(visit, helpers=False),
        chosen_departments=values.get("departments", "").split(),
        chosen_roles=values.get("roles", "").split(),
        chosen_access=values.get("access", "").split(),
        plain=plain,
    )


STATES = {
    State.DRAFT: "events.state.draft",
    State.OPEN: "events.state.open",
    State.CANCELLED: "events.state.cancelled",
    State.HELD: "events.state.held",
}
PURPOSES = {
    Purpose.INSPIRE: "events.purpose.inspire",
    Purpose.DEEPEN: "events.purpose.deepen",
    Purpose.TRY: "events.purpose.try",
    Purpose.DECIDE: "events.purpose.decide",
}
ACCESSES = {
    Access.LOOP: "events.has.loop",
    Access.INTERPRETER: "events.has.interpreter",
    Access.STEP_FREE: "events.has.step_free",
}
ROLES = {
    Role.STAFF: "events.role.staff",
    Role.COACH: "events.role.coach",
    Role.STANDIN: "events.role.standin",
    Role.COORDINATOR: "events.role.coordinator",
    Role.MANAGER: "events.role.manager",
}
