"""The first page: what needs me, each row with what to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from bot.conversations.cover import reported
from bot.conversations.group.membership import membership_of
from bot.conversations.group.words import task, when
from bot.conversations.part import in_part
from bot.desk.draw import page
from bot.desk.group_visit import HERE as GROUP
from bot.desk.pages.gaps import shown_themes
from bot.desk.pages.meeting import address as meeting_address
from bot.desk.pages.plan import row_of
from bot.desk.pages.tip import address
from bot.desk.ports import DeskWork
from bot.desk.visit import Visit
from bot.texts.catalogue import Say, plain, say
from knowledge.coach_group.model import State
from knowledge.escalations.model import Step
from tips.editing import may_approve
from tips.model import Stage, Tip
from tips.suggestions.model import Wish

SHOWN = 5
"""Rows of one card; the rest is a press away."""


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
            *(await _people(visit, work) if visit.coordinates else ()),
            *await _group(visit, work),
        ]
    return page(visit, "monday.html", cards=cards, needs=sum(card.count for card in cards))


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


async def _to_read(visit: Visit, work: DeskWork) -> tuple[Card, ...]:
    waiting = [
        *(one for one in await work.tips.all() if one.stage is Stage.IN_REVIEW),
        *(one for one in await work.tips.proposals() if one.stage is Stage.IN_REVIEW),
    ]
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
    late: list[Tip] = sorted(
        (one for one in await work.tips.published() if one.review < visit.today),
        key=lambda one: (one.review, one.title),
    )
    rows = [
        Row(
            text=plain(tip.title),
            note=say("desk.review_by", day=tip.review.isoformat()),
            address=address(tip),
            action=say("desk.monday.do_check"),
        )
        for tip in late
    ]
    return _card(say("desk.monday.past_review"), rows, "/desk/tips?state=due")


async def _people(visit: Visit, work: DeskWork) -> tuple[Card, ...]:
    letters = visit.desk.letters(work)
    part = await in_part(letters, visit.me)
    alone = (await reported(letters, visit.me)).without_coach
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
        and one.state is State.PLANNED
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
