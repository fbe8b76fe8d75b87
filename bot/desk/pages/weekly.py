"""The weekly tip: what comes next, what has been sent, and the schedules behind it."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import time, timedelta

from aiohttp import web

from bot.conversations.part import part_of
from bot.conversations.weekly.deciding import stop
from bot.desk.draw import page
from bot.desk.pages.whom import whom
from bot.desk.schedule_form import read, values_of
from bot.desk.visit import Visit, to
from bot.desk.weekly_visit import HERE, date_of, my_schedule, my_schedules, row_of
from bot.texts.catalogue import LANGUAGES, Say, say
from knowledge.people.model import Role
from scheduler.calendar.coming import OnDayOff
from scheduler.calendar.rhythm import Rhythm
from scheduler.events.model import Audience
from scheduler.weekly.model import Schedule, State

SHOWN_DATES = 5
MOST_PAST = 20
HALF_A_YEAR = timedelta(weeks=26)

TO_COME = (State.PLANNED, State.FILLING, State.SENDING, State.LATE)
ON_ITS_WAY = (State.FILLING, State.SENDING)
DAYS_OFF = {
    OnDayOff.PREVIOUS: "weekly.day_off.previous",
    OnDayOff.NEXT: "weekly.day_off.next",
    OnDayOff.SKIP: "weekly.day_off.skip",
}
ROLES = {
    Role.STAFF: "events.role.staff",
    Role.COACH: "events.role.coach",
    Role.STANDIN: "events.role.standin",
    Role.COORDINATOR: "events.role.coordinator",
    Role.MANAGER: "events.role.manager",
}


async def show(visit: Visit) -> web.StreamResponse:
    """Show the posts to come, those that have been, and the schedules."""
    async with visit.desk.reading() as work:
        schedules = await my_schedules(visit, visit.desk.letters(work))
        found = await work.weekly.occasions(since=visit.now - HALF_A_YEAR)
    rows = [
        row_of(visit, one, schedules[one.schedule]) for one in found if one.schedule in schedules
    ]
    return page(
        visit,
        "weekly.html",
        coming=[row for row in rows if row.occasion.state in TO_COME],
        past=[row for row in reversed(rows) if row.occasion.state not in TO_COME][:MOST_PAST],
        schedules=list(schedules.values()),
    )


async def new(visit: Visit) -> web.StreamResponse:
    """Show an empty form."""
    blank = _blank(visit)
    return await _form(visit, blank, values_of(blank, is_new=True), {}, is_new=True)


async def begin(visit: Visit) -> web.StreamResponse:
    """Keep a new schedule, or first show when it would come."""
    return await _take(visit, None)


async def edit(visit: Visit) -> web.StreamResponse:
    """Show one schedule."""
    async with visit.desk.reading() as work:
        found = await my_schedule(visit, visit.desk.letters(work))
    return await _form(visit, found, values_of(found, is_new=False), {}, is_new=False)


async def save(visit: Visit) -> web.StreamResponse:
    """Keep a change, remove the schedule, or first show when it would come."""
    async with visit.desk.reading() as work:
        found = await my_schedule(visit, visit.desk.letters(work))
    return await _take(visit, found)


async def _take(visit: Visit, before: Schedule | None) -> web.StreamResponse:
    base, do = before or _blank(visit), visit.form.get("do", "save")
    async with visit.desk.work() as work:
        letters = visit.desk.letters(work)
        if do == "remove" and before is not None:
            for one in await work.weekly.of(base.id):
                if one.state in ON_ITS_WAY:
                    await stop(letters, await work.weekly.locked(one.id))
            await work.weekly.remove_schedule(base.id)
            deed = visit.deed("weekly.removed", f"schedule:{base.id}")
            await work.audit.write(deed, at=visit.now)
            await work.commit()
            return to(HERE, done="removed")
        part = await part_of(letters, visit.me)
        found = read(base, visit.form, part)
        if do == "save" and not found.wrong:
            # What was due by the old words and has not begun is not made up for by the new ones.
            await work.weekly.put_schedule(replace(found.schedule, since=visit.now, sample=False))
            deed = visit.deed("weekly.scheduled", f"schedule:{base.id}")
            await work.audit.write(deed, at=visit.now)
            await work.commit()
            visit.desk.wake()
            return to(f"{HERE}/{base.id}", done="saved")
    values = values_of(base, is_new=before is None) | {
        "on": "", "departments": "", "roles": "", "channels": "",
    }  # fmt: skip
    status = 422 if found.wrong else 200
    shown = base if found.wrong else found.schedule
    return await _form(
        visit,
        shown,
        values | dict(visit.form),
        found.wrong,
        is_new=before is None,
        status=status,
    )


def _blank(visit: Visit) -> Schedule:
    own = visit.me.department
    return Schedule(
        id=secrets.token_hex(16),
        name="",
        rhythm=Rhythm(weekdays=frozenset({1}), hour=time(9, 10)),
        zone=str(visit.desk.zone),
        audience=Audience(departments=(own,) if own else ()),
        department=own,
        since=visit.now,
    )


async def _form(
    visit: Visit,
    schedule: Schedule,
    values: Mapping[str, str],
    wrong: Mapping[str, Say],
    *,
    is_new: bool,
    status: int = 200,
) -> web.Response:
    shows = bool(values["rhythm"]) and not wrong
    async with visit.desk.reading() as work:
        dates = schedule.dates(visit.desk.letters(work).pace.days_off)
    coming = dates.next(visit.now, SHOWN_DATES) if shows else []
    return page(
        visit,
        "weekly_schedule.html",
        status=status,
        schedule=schedule,
        is_new=is_new,
        values=values,
        wrong=wrong,
        shows=shows,
        dates=[date_of(one, schedule) for one in coming],
        days_off=[(one.value, say(DAYS_OFF[one])) for one in OnDayOff],
        roles=[(one.value, say(ROLES[one])) for one in ROLES],
        languages=[(code, say(f"language.name.{code}")) for code in LANGUAGES],
        whom=await whom(visit, helpers=False),
        chosen_departments=values["departments"].split(),
        platforms=visit.desk.about.platforms,
        chosen_channels=values["channels"].split(),
        chosen_roles=values["roles"].split(),
    )
