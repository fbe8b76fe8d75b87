"""The first page: what needs me, each row with what to do about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from aiohttp import web

from bot.conversations.cover import without_coach
from bot.conversations.group.membership import membership_of
from bot.conversations.group.words import task, when
from bot.conversations.part import in_part
from bot.conversations.rooms.words import part_of
from bot.desk.draw import page
from bot.desk.group_visit import HERE as GROUP
from bot.desk.pages.gaps import shown_themes
from bot.desk.pages.meeting import address as meeting_address
from bot.desk.pages.plan import row_of
from bot.desk.pages.review import in_state
from bot.desk.pages.rooms import HERE as ROOMS
from bot.desk.pages.tip import address
from bot.desk.ports import DeskWork
from bot.desk.visit import Visit
from bot.desk.weekly_visit import HERE as WEEKLY
from bot.desk.weekly_visit import POSTS, my_schedules
from bot.desk.weekly_visit import row_of as row_of_post
from bot.texts.catalogue import Say, plain, say
from knowledge.coach_group.model import State as MeetingState
from knowledge.escalations.model import Step
from knowledge.rooms.faults import Fault
from knowledge.rooms.faults import State as FaultState
from scheduler.weekly.model import State as PostState
from tips.editing import may_approve
from tips.finding.model import State, Wanted
from tips.model import Tip
from tips.suggestions.model import Wish

AHEAD = timedelta(days=30)
"""How long before a secret expires it is told."""

SECRETS = {
    "oidc": "desk.secret.oidc",
    "teams": "desk.secret.teams",
    "slack": "desk.secret.slack",
    "certificate": "desk.secret.certificate",
}
SHOWN = 5
"""Rows of one card; the rest is a press away."""

LONG = timedelta(days=7)
"""After this a fault in a room may have been forgotten."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One thing to look at, and the way to do it."""

    text: Say
    address: str
    action: Say
    note: Say | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """Things of one kind."""

    title: Say
    rows: Sequence[Row]
    count: int
    all: str


async def show(visit: Visit) -> web.StreamResponse:
    """Show what needs the visitor; a card with nothing in it is not shown."""
    async with visit.desk.reading() as work:
        cards = [
            *(await _gaps(work) if visit.coordinates else ()),
            *await _to_read(visit, work),
            *(await _wordings(visit, work) if visit.coordinates else ()),
            *await _past_review(visit, work),
            *await _tips(
                visit,
                work,
                State.BEHIND,
                say("desk.monday.behind"),
                say("desk.monday.do_translate"),
            ),
            *await _tips(
                visit, work, State.AHEAD, say("desk.monday.ahead"), say("desk.monday.do_compare")
            ),
            *await _links(visit, work),
            *(await _posts(visit, work) if visit.coordinates else ()),
            *(await _people(visit, work) if visit.coordinates else ()),
            *(await _rooms(visit, work) if visit.coordinates else ()),
            *await _group(visit, work),
        ]
        paused = await work.installation.paused()
    if visit.coordinates:
        cards = [*_paused(paused), *cards, *_secrets(visit)]
    return page(visit, "monday.html", cards=cards, needs=sum(card.count for card in cards))


def _paused(since: str | None) -> tuple[Card, ...]:
    """Return that nothing is sent, because a copy of the database was brought back."""
    if since is None:
        return ()
    row = Row(
        text=say("desk.monday.paused_why", day=since[:10]),
        address="/desk/settings",
        action=say("desk.monday.do_paused"),
    )
    return _card(say("desk.monday.paused"), [row], "/desk/settings")


def _card(title: Say, rows: Sequence[Row], everything: str) -> tuple[Card, ...]:
    if not rows:
        return ()
    return (Card(title=title, rows=rows[:SHOWN], count=len(rows), all=everything),)


async def _gaps(work: DeskWork) -> tuple[Card, ...]:
    rows = [
        Row(
            text=plain(theme.gaps[0].wording),
            note=say("desk.monday.asked_by", count=theme.people),
            address=f"/desk/gaps#theme-{theme.gaps[0].id}",
            action=say("desk.monday.do_gap"),
        )
        for theme in await shown_themes(work)
    ]
    return _card(say("desk.monday.gaps"), rows, "/desk/gaps")


async def _posts(visit: Visit, work: DeskWork) -> tuple[Card, ...]:
    """Return the weekly posts to come, those that wait for somebody among them."""
    schedules = await my_schedules(visit, visit.desk.letters(work))
    found = await work.weekly.occasions(states=(PostState.PLANNED, PostState.LATE))
    shown = [
        row_of_post(visit, one, schedules[one.schedule])
        for one in found
        if one.schedule in schedules
    ]
    rows = [
        Row(
            text=plain(row.title) if row.title else say("weekly.desk.no_tip"),
            note=row.state if row.occasion.state is PostState.LATE else row.when,
            address=f"{POSTS}/{row.occasion.id}",
            action=say("weekly.desk.open"),
        )
        for row in shown
    ]
    return _card(say("weekly.monday.next"), rows, WEEKLY)


async def _to_read(visit: Visit, work: DeskWork) -> tuple[Card, ...]:
    waiting = await in_state(work, visit, State.IN_REVIEW)
    rows = [
        Row(
            text=plain(tip.title),
            note=say("desk.monday.by", name=tip.credit) if tip.credit else None,
            address=address(tip),
            action=say("desk.monday.do_read"),
        )
        for tip in waiting
        if may_approve(tip, visit.me.id)
    ]
    return _card(say("desk.monday.to_read"), rows, "/desk/review")


async def _wordings(visit: Visit, work: DeskWork) -> tuple[Card, ...]:
    titles = visit.desk.library.titles(visit.texts.language)
    rows = [
        Row(
            text=plain(one.wording),
            note=say(
                "desk.monday.wrong_for" if one.wish is Wish.BLOCK else "desk.monday.way_to",
                title=titles.get(one.tip, one.tip),
            ),
            address=f"/desk/review#wording-{one.id}",
            action=say("desk.monday.do_decide"),
        )
        for one in await work.suggestions.all()
    ]
    return _card(say("desk.monday.wordings"), rows, "/desk/review")


async def _past_review(visit: Visit, work: DeskWork) -> tuple[Card, ...]:
    return await _tips(
        visit,
        work,
        State.DUE,
        say("desk.monday.past_review"),
        say("desk.monday.do_check"),
        lambda tip: say("desk.review_by", day=tip.review.isoformat()),
    )


async def _tips(
    visit: Visit,
    work: DeskWork,
    state: State,
    title: Say,
    action: Say,
    note: Callable[[Tip], Say] | None = None,
) -> tuple[Card, ...]:
    found = await work.tips.find(Wanted(today=visit.today, state=state), most=SHOWN)
    rows = [
        Row(
            text=plain(row.tip.title),
            note=note(row.tip) if note else None,
            address=address(row.tip),
            action=action,
        )
        for row in found.rows
    ]
    if not rows:
        return ()
    everything = f"/desk/tips?state={state.value}"
    return (Card(title=title, rows=rows, count=found.count, all=everything),)


async def _links(visit: Visit, work: DeskWork) -> tuple[Card, ...]:
    titles = visit.desk.library.titles(visit.texts.language)
    rows = [
        Row(
            text=plain(titles.get(link.tip, link.tip)),
            note=say("desk.monday.leads_nowhere", host=urlsplit(link.address).hostname or ""),
            address=f"/desk/tips/{link.tip}/{link.language}",
            action=say("desk.monday.do_mend"),
        )
        for link in await work.links.broken()
        if link.is_certain
    ]
    return _card(say("desk.monday.broken_links"), rows, "/desk/tips")


def _secrets(visit: Visit) -> tuple[Card, ...]:
    soon = visit.today + AHEAD
    rows = [
        Row(
            text=say(SECRETS[name]),
            note=say("desk.monday.expires", day=day.isoformat()),
            address=f"/desk/settings#{name}",
            action=say("desk.monday.do_renew"),
        )
        for name, day in sorted(visit.desk.about.expiring.items(), key=lambda one: one[1])
        if day <= soon
    ]
    return _card(say("desk.monday.secrets"), rows, "/desk/settings")


async def _rooms(visit: Visit, work: DeskWork) -> tuple[Card, ...]:
    """Return what has not worked in a room for a week, where nobody has begun to mend it."""
    old = [
        one
        for one in await work.faults.open()
        if one.state is FaultState.TOLD and visit.now - one.reported >= LONG
    ]
    rooms = {room.id: room for room in await work.rooms.everything() if not room.retired}
    rows = [
        Row(
            text=plain(rooms[fault.room].title),
            note=say("rooms.monday.since", part=part_of(fault), day=_day(visit, fault)),
            address=f"{ROOMS}/{fault.room}",
            action=say("rooms.monday.do_look"),
        )
        for fault in sorted(old, key=lambda one: one.reported)
        if fault.room in rooms
    ]
    return _card(say("rooms.monday"), rows, f"{ROOMS}/wishes")


async def _people(visit: Visit, work: DeskWork) -> tuple[Card, ...]:
    letters = visit.desk.letters(work)
    part = await in_part(letters, visit.me)
    alone = await without_coach(letters, visit.me)
    late = [
        one
        for one in await work.escalations.unanswered()
        if one.step is Step.COORDINATOR and (one.department is None or one.department in part)
    ]
    return (
        *_card(
            say("desk.monday.without_coach"),
            [
                Row(
                    text=plain(one.name),
                    address=f"/desk/departments#{one.id}",
                    action=say("desk.monday.do_find"),
                )
                for one in alone
            ],
            "/desk/departments",
        ),
        *_card(
            say("desk.monday.waiting_long"),
            [
                Row(
                    text=say("desk.monday.since", day=letters.day(one.asked).isoformat()),
                    note=plain(await letters.place(one.department)) if one.department else None,
                    address="/desk/handovers",
                    action=say("desk.monday.do_help"),
                )
                for one in late
            ],
            "/desk/handovers",
        ),
    )


def _day(visit: Visit, fault: Fault) -> str:
    return fault.reported.astimezone(visit.desk.zone).date().isoformat()


async def _group(visit: Visit, work: DeskWork) -> tuple[Card, ...]:
    """Show what the coach group waits for: a draft to send, minutes, late activities, my tasks."""
    letters = visit.desk.letters(work)
    member = await membership_of(letters, visit.me)
    year, month = visit.today.year, visit.today.month
    meetings = [
        Row(
            text=say("group.begins", when=when(letters, one)),
            note=say("group.state.draft") if one.is_draft else say("group.no_notes_yet"),
            address=meeting_address(one),
            action=say("group.open"),
        )
        for one in await work.group.meetings()
        if member.edits(one.department)
        and one.state is MeetingState.PLANNED
        and (one.is_draft or one.ends <= visit.now)
    ]
    mine = [
        Row(text=task(one), address=GROUP, action=say("group.open"))
        for one in await work.group.actions_of(visit.me.id)
        if one.is_open
    ]
    late = [
        await row_of(visit, letters, member, one)
        for one in (*await work.year_plan.open_before(year), *await work.year_plan.of_year(year))
        if one.is_late(year, month) and member.edits(one.department)
    ]
    activities = [
        Row(
            text=plain(one.activity.title),
            note=one.since,
            address=one.address,
            action=say("group.open"),
        )
        for one in late
    ]
    return _card(say("group.group"), [*meetings, *mine, *activities], GROUP)
