"""Makes an agenda of what there is: actions, questions without a tip, tips, the year plan.

Nobody who asked can be found in it: a theme has its words from three people on, and what fewer
have asked is a number.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from bot.conversations.group.membership import open_actions
from bot.conversations.group.words import task_of
from bot.desk.pages.gaps import all_themes
from bot.desk.ports import DeskWork
from bot.desk.visit import Visit
from bot.texts.catalogue import Say, say
from knowledge.coach_group.agenda import filled
from knowledge.coach_group.model import Meeting, Origin, Point
from knowledge.year_plan.model import Activity
from tips.gaps.model import SHOWN_FROM
from tips.suggestions.model import Wish

A_MONTH = timedelta(days=31)
MOST_THEMES = 8
"""Themes with their words; more are too many for a meeting."""


async def with_what_there_is(visit: Visit, work: DeskWork, meeting: Meeting) -> tuple[Point, ...]:
    """Return a meeting's agenda, with what there is and is not on it yet.

    Args:
        visit: whose words the points are in.
        work: the transaction.
        meeting: whose agenda it is.
    """
    found = [point for source in SOURCES for point in await source(visit, work, meeting)]
    return filled(meeting.agenda, found)


async def _actions(visit: Visit, work: DeskWork, meeting: Meeting) -> Sequence[Point]:
    letters = visit.desk.letters(work)
    return [
        _point(visit, await task_of(letters, one), Origin.ACTION, f"action:{one.id}")
        for one in await open_actions(letters, meeting.department)
        if one.meeting != meeting.id
    ]


async def _gaps(visit: Visit, work: DeskWork, _meeting: Meeting) -> Sequence[Point]:
    since = visit.today - A_MONTH
    recent = [
        theme for theme in await all_themes(work) if max(gap.last for gap in theme.gaps) >= since
    ]
    shown = [theme for theme in recent if theme.people >= SHOWN_FROM]
    points = [
        _point(
            visit,
            say("group.point.gap", wording=theme.gaps[0].wording),
            Origin.GAP,
            f"gap:{theme.gaps[0].id}",
        )
        for theme in shown[:MOST_THEMES]
    ]
    single = len(recent) - len(shown)
    if single:
        points.append(
            _point(visit, say("group.point.single", count=single), Origin.GAP, "gaps:single")
        )
    return points


async def _tips(visit: Visit, work: DeskWork, _meeting: Meeting) -> Sequence[Point]:
    wrong = [one for one in await work.suggestions.all() if one.wish is Wish.BLOCK]
    late = [one for one in await work.tips.published() if one.review < visit.today]
    counted = (
        (len(wrong), say("group.point.wrong", count=len(wrong)), "tips:wrong"),
        (len(late), say("group.point.late", count=len(late)), "tips:late"),
    )
    return [_point(visit, text, Origin.TIPS, source) for count, text, source in counted if count]


async def _plan(visit: Visit, work: DeskWork, meeting: Meeting) -> Sequence[Point]:
    day = meeting.starts.astimezone(visit.desk.zone).date()
    after = (day.replace(day=1) + A_MONTH).replace(day=1)
    above = {one.id for one in (await work.people.tree()).chain(meeting.department)}
    begun: list[Activity] = [*await work.year_plan.open_before(day.year)]
    for year in sorted({day.year, after.year}):
        begun += await work.year_plan.of_year(year)
    found = [
        one
        for one in begun
        if (one.department is None or one.department in above)
        and one.is_open
        and (one.year, one.first) <= (after.year, after.month)
    ]
    return [
        _point(visit, say("group.point.activity", title=one.title), Origin.PLAN, f"plan:{one.id}")
        for one in found
    ]


SOURCES: tuple[Callable[[Visit, DeskWork, Meeting], Awaitable[Sequence[Point]]], ...] = (
    _actions,
    _gaps,
    _tips,
    _plan,
)
"""What an agenda is made of, in its order; a new kind of thing to talk about is one more."""


def _point(visit: Visit, text: Say, origin: Origin, source: str) -> Point:
    return Point(text=visit.texts.word(text), origin=origin, source=source)
