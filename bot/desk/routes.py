"""Every route of the desk, each with the rule of who may use it."""

from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from bot.desk.event_visit import HERE as EVENTS
from bot.desk.group_visit import HERE as GROUP
from bot.desk.group_visit import MEETINGS, PLAN
from bot.desk.guard import SIGN_IN, SIGN_IN_BEGIN, SIGN_IN_RETURN, Page, guarded
from bot.desk.pages import (
    about,
    audit,
    bringing_in,
    changes,
    department,
    departments,
    disturbances,
    event,
    event_guests,
    events,
    figures,
    gaps,
    group,
    handovers,
    history,
    me,
    meeting,
    monday,
    open_tips,
    people,
    person,
    pictures,
    plan,
    preview,
    provider,
    review,
    room,
    room_card,
    room_faults,
    room_round,
    room_wishes,
    rooms,
    settings,
    signing_in,
    taking_away,
    tip,
    tip_sheet,
    tips,
    trying,
    wall,
    weekly,
    weekly_post,
)
from bot.desk.rules import Rule
from bot.desk.visit import Desk
from bot.desk.weekly_visit import HERE as WEEKLY
from bot.desk.weekly_visit import POSTS

HERE = Path(__file__).parent
WITH_PICTURES = 25
"""Megabytes: two pictures of a phone's camera."""

ROOM = "/desk/rooms/{id:[a-z0-9-]{1,80}}"
WALL = "/rooms/{id:[a-z0-9-]{1,80}}"
MEETING = f"{MEETINGS}/{{id:[a-z0-9-]{{1,80}}}}"
ACTIVITY = f"{PLAN}/{{id:[a-z0-9-]{{1,80}}}}"
TIP = "/desk/tips/{id:[a-z0-9-]{1,80}}/{language:[a-z]{2}}"
OPEN_TIP = "/tips/{id:[a-z0-9-]{1,80}}/{language:[a-z]{2}}"
EVENT = f"{EVENTS}/{{id:[a-z0-9-]{{1,80}}}}"
SCHEDULE = f"{WEEKLY}/{{id:[a-z0-9-]{{1,80}}}}"
POST = f"{POSTS}/{{id:[a-z0-9-]{{1,80}}}}"
DEPARTMENT = f"{department.HERE}/{{department:[^/]{{1,80}}}}"
PERSON = f"{people.HERE}/{{person:[A-Za-z0-9._@-]{{1,64}}}}"
UPLOAD = f"{bringing_in.HERE}/{{upload:[0-9a-f]{{32}}}}"


@dataclass(frozen=True, slots=True)
class Route:
    """A route: who may use it, and what answers."""

    method: str
    path: str
    rule: Rule
    page: Page
    megabytes: int = 0
    """The largest form with files; 0 where none are taken."""


ROUTES = (
    Route("GET", about.HERE, Rule.PUBLIC, about.show),
    Route("GET", open_tips.HERE, Rule.PUBLIC, open_tips.listed),
    Route("GET", OPEN_TIP, Rule.PUBLIC, open_tips.show),
    Route("GET", f"{OPEN_TIP}/qr.svg", Rule.PUBLIC, open_tips.code),
    Route("GET", "/pictures/{name}", Rule.PUBLIC, pictures.show),
    Route("GET", SIGN_IN, Rule.PUBLIC, signing_in.show),
    Route("POST", SIGN_IN, Rule.PUBLIC, signing_in.pick),
    Route("POST", SIGN_IN_BEGIN, Rule.PUBLIC, provider.begin),
    Route("GET", SIGN_IN_RETURN, Rule.PUBLIC, provider.come_back),
    Route("POST", "/desk/sign-out", Rule.HELPERS, signing_in.leave),
    Route("POST", "/desk/sign-out-everywhere", Rule.HELPERS, signing_in.leave_everywhere),
    Route("GET", "/desk/", Rule.HELPERS, monday.show),
    Route("GET", "/desk/tips", Rule.HELPERS, tips.show),
    Route("GET", "/desk/tips/new", Rule.HELPERS, tip.new),
    Route("POST", "/desk/tips/new", Rule.HELPERS, tip.begin, WITH_PICTURES),
    Route("POST", "/desk/tips/preview", Rule.HELPERS, preview.show),
    Route("POST", "/desk/tips/ways", Rule.HELPERS, trying.ways),
    Route("GET", TIP, Rule.HELPERS, tip.show),
    Route("POST", TIP, Rule.HELPERS, tip.save, WITH_PICTURES),
    Route("POST", f"{TIP}/translate", Rule.HELPERS, tip.translate),
    Route("POST", f"{TIP}/decide", Rule.COORDINATORS, tip.decide),
    Route("POST", f"{TIP}/comment", Rule.HELPERS, tip.comment),
    Route("GET", f"{TIP}/history", Rule.HELPERS, history.show),
    Route("POST", f"{TIP}/restore", Rule.HELPERS, history.restore),
    Route("GET", f"{TIP}/sheet", Rule.HELPERS, tip_sheet.show),
    Route("GET", f"{TIP}/changes", Rule.HELPERS, changes.show),
    Route("GET", bringing_in.HERE, Rule.COORDINATORS, bringing_in.show),
    Route("POST", bringing_in.HERE, Rule.COORDINATORS, bringing_in.send, bringing_in.MEGABYTES),
    Route("GET", UPLOAD, Rule.COORDINATORS, bringing_in.look),
    Route("POST", UPLOAD, Rule.COORDINATORS, bringing_in.decide),
    Route("GET", "/desk/export/{file:tips[.][a-z]{3,5}}", Rule.COORDINATORS, taking_away.give),
    Route("GET", "/desk/try", Rule.HELPERS, trying.show),
    Route("GET", "/desk/review", Rule.HELPERS, review.show),
    Route("POST", "/desk/review", Rule.COORDINATORS, review.decide),
    Route("GET", "/desk/gaps", Rule.COORDINATORS, gaps.show),
    Route("POST", "/desk/gaps", Rule.COORDINATORS, gaps.decide),
    Route("GET", figures.HERE, Rule.COORDINATORS, figures.show),
    Route("GET", f"{figures.HERE}.csv", Rule.COORDINATORS, figures.export),
    Route("GET", "/desk/departments", Rule.COORDINATORS, departments.show),
    Route("GET", DEPARTMENT, Rule.COORDINATORS, department.show),
    Route("POST", DEPARTMENT, Rule.COORDINATORS, department.save),
    Route("GET", people.HERE, Rule.COORDINATORS, people.show),
    Route("GET", PERSON, Rule.COORDINATORS, person.show),
    Route("POST", PERSON, Rule.COORDINATORS, person.change),
    Route("GET", me.HERE, Rule.HELPERS, me.show),
    Route("POST", me.HERE, Rule.HELPERS, me.keep, WITH_PICTURES),
    Route("GET", "/desk/handovers", Rule.COORDINATORS, handovers.show),
    Route("POST", "/desk/handovers", Rule.COORDINATORS, handovers.take_over),
    Route("GET", disturbances.HERE, Rule.COORDINATORS, disturbances.show),
    Route("POST", disturbances.HERE, Rule.COORDINATORS, disturbances.begin),
    Route("POST", f"{disturbances.HERE}/end", Rule.COORDINATORS, disturbances.end),
    Route("GET", EVENTS, Rule.HELPERS, events.show),
    Route("POST", events.FEEDS, Rule.COORDINATORS, events.feeds),
    Route("GET", f"{EVENTS}/new", Rule.HELPERS, event.new),
    Route("POST", f"{EVENTS}/new", Rule.HELPERS, event.begin),
    Route("GET", EVENT, Rule.HELPERS, event.show),
    Route("POST", EVENT, Rule.HELPERS, event.save),
    Route("POST", f"{EVENT}/guests", Rule.HELPERS, event_guests.tick),
    Route("GET", f"{EVENT}/guests.csv", Rule.HELPERS, event_guests.export),
    Route("GET", WEEKLY, Rule.COORDINATORS, weekly.show),
    Route("GET", f"{WEEKLY}/new", Rule.COORDINATORS, weekly.new),
    Route("POST", f"{WEEKLY}/new", Rule.COORDINATORS, weekly.begin),
    Route("GET", SCHEDULE, Rule.COORDINATORS, weekly.edit),
    Route("POST", SCHEDULE, Rule.COORDINATORS, weekly.save),
    Route("GET", POST, Rule.COORDINATORS, weekly_post.show),
    Route("POST", POST, Rule.COORDINATORS, weekly_post.decide),
    Route("GET", f"{POST}/unreached.csv", Rule.COORDINATORS, weekly_post.export),
    Route("GET", rooms.HERE, Rule.HELPERS, rooms.show),
    Route("GET", "/desk/rooms/new", Rule.COORDINATORS, room.new),
    Route("POST", "/desk/rooms/new", Rule.COORDINATORS, room.begin),
    Route("GET", "/desk/rooms/wishes", Rule.HELPERS, room_wishes.show),
    Route("POST", "/desk/rooms/wishes", Rule.COORDINATORS, room_wishes.meet),
    Route("GET", ROOM, Rule.HELPERS, room.show),
    Route("POST", ROOM, Rule.COORDINATORS, room.save),
    Route("POST", f"{ROOM}/decide", Rule.COORDINATORS, room.decide),
    Route("POST", f"{ROOM}/card", Rule.COORDINATORS, room_card.decide),
    Route("POST", f"{ROOM}/faults", Rule.HELPERS, room_faults.report),
    Route("POST", f"{ROOM}/faults/decide", Rule.HELPERS, room_faults.decide),
    Route("GET", f"{ROOM}/round", Rule.HELPERS, room_round.show),
    Route("POST", f"{ROOM}/round", Rule.HELPERS, room_round.save, WITH_PICTURES),
    Route("GET", WALL, Rule.PUBLIC, wall.show),
    Route("GET", f"{WALL}/sheet", Rule.PUBLIC, wall.sheet),
    Route("GET", f"{WALL}/qr.svg", Rule.PUBLIC, wall.code),
    Route("GET", "/desk/settings", Rule.COORDINATORS, settings.show),
    Route("POST", "/desk/settings", Rule.WHOLE, settings.save),
    Route("GET", GROUP, Rule.HELPERS, group.show),
    Route("POST", f"{GROUP}/actions", Rule.HELPERS, group.tick),
    Route("GET", f"{MEETINGS}/new", Rule.COORDINATORS, meeting.new),
    Route("POST", f"{MEETINGS}/new", Rule.COORDINATORS, meeting.begin),
    Route("GET", MEETING, Rule.HELPERS, meeting.show),
    Route("POST", MEETING, Rule.COORDINATORS, meeting.save),
    Route("GET", f"{MEETING}/plain", Rule.HELPERS, meeting.plain),
    Route("POST", f"{MEETING}/answer", Rule.HELPERS, meeting.answer),
    Route("GET", PLAN, Rule.HELPERS, plan.show),
    Route("POST", PLAN, Rule.COORDINATORS, plan.decide),
    Route("GET", f"{PLAN}/new", Rule.COORDINATORS, plan.new),
    Route("POST", f"{PLAN}/new", Rule.COORDINATORS, plan.begin),
    Route("GET", ACTIVITY, Rule.COORDINATORS, plan.open_one),
    Route("POST", ACTIVITY, Rule.COORDINATORS, plan.save),
    Route("GET", "/desk/audit", Rule.COORDINATORS, audit.show),
    Route("GET", "/desk/audit.csv", Rule.COORDINATORS, audit.export),
)


def routes(desk: Desk) -> list[web.AbstractRouteDef]:
    """Return the routes, each behind the guard."""
    return [
        *(
            web.route(
                one.method,
                one.path,
                guarded(one.page, one.rule, desk, megabytes=one.megabytes),
            )
            for one in ROUTES
        ),
        web.static("/desk/static", HERE / "static"),
    ]
