"""The coach group at a glance: the next meeting, this season of the plan, what was promised."""

from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web

from bot.conversations.correspondence import Correspondence
from bot.conversations.group.membership import Membership, membership_of
from bot.conversations.group.words import when
from bot.desk.draw import page
from bot.desk.group_visit import HERE, or_not_found, part_name
from bot.desk.pages.meeting import address
from bot.desk.pages.meeting_view import tasks
from bot.desk.pages.plan import row_of
from bot.desk.visit import Visit, to
from knowledge.coach_group.model import Meeting, State, UnknownAction
from knowledge.year_plan.model import Activity

EARLIER = 12
"""Earlier meetings that are listed; each has its own page for as long as it is kept."""


async def show(visit: Visit) -> web.StreamResponse:
    """Show what the visitor's groups are about to do."""
    async with visit.desk.reading() as work:
        letters = visit.desk.letters(work)
        member = await membership_of(letters, visit.me)
        meetings = [one for one in await work.group.meetings() if member.sees(one)]
        groups = {one.id: one.department for one in await work.group.meetings()}
        actions = [
            one
            for one in await work.group.open_actions()
            if member.reads(groups[one.meeting]) or one.owner == visit.me.id
        ]
        to_come = [one for one in meetings if one.is_to_come(visit.now)]
        earlier = [
            one
            for one in reversed(meetings)
            if one not in to_come and one.state is not State.CANCELLED
        ]
        several = len({one.department for one in meetings}) > 1
        return page(
            visit,
            "group.html",
            belongs=bool(member.everything or member.part or member.helped),
            edits=visit.coordinates,
            to_come=[_row(letters, member, one, several=several) for one in to_come],
            earlier=[_row(letters, member, one, several=several) for one in earlier[:EARLIER]],
            activities=[
                await row_of(visit, letters, member, one)
                for one in await _season(visit, letters, member)
            ],
            tasks=await tasks(visit, letters, actions),
            may_tick={one.id for one in actions if _may_tick(visit, member, groups, one)},
        )


@or_not_found
async def tick(visit: Visit) -> web.StreamResponse:
    """Keep that an action is done: one's own, or any of a group one coordinates."""
    async with visit.desk.work() as work:
        letters = visit.desk.letters(work)
        member = await membership_of(letters, visit.me)
        action = await work.group.action(visit.form.get("action", ""))
        meeting = await work.group.get(action.meeting)
        if not _may_tick(visit, member, {meeting.id: meeting.department}, action):
            raise UnknownAction
        if await work.group.tick(action.id, on=visit.today):
            await work.audit.write(visit.deed("action.done", f"action:{action.id}"), at=visit.now)
        await work.commit()
    return to(HERE, done="ticked")


def _may_tick(
    visit: Visit, member: Membership, groups: Mapping[str, str | None], action: Any
) -> bool:
    return action.owner == visit.me.id or member.edits(groups[action.meeting])


def _row(
    letters: Correspondence, member: Membership, meeting: Meeting, *, several: bool
) -> Mapping[str, object]:
    return {
        "meeting": meeting,
        "when": when(letters, meeting),
        "day": letters.day(meeting.starts),
        "address": address(meeting),
        "part": part_name(member.tree, meeting.department) if several else None,
    }


async def _season(visit: Visit, letters: Correspondence, member: Membership) -> Sequence[Activity]:
    """Return what the plan has for this month and the next, and what should be done already."""
    year, month = visit.today.year, visit.today.month
    after = (year, month + 1) if month < 12 else (year + 1, 1)
    plan = letters.work.year_plan
    found = [*await plan.open_before(year), *await plan.of_year(year)]
    if after[0] != year:
        found += await plan.of_year(after[0])
    return [
        one
        for one in found
        if member.reads(one.department) and one.is_open and (one.year, one.first) <= after
    ]
