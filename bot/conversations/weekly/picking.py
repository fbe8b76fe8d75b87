"""Looks up what a tip is picked by: the library, what was sent, and what was asked in vain."""

from collections.abc import Sequence
from datetime import date

from bot.conversations.correspondence import Correspondence
from knowledge.figures.columns import ALL
from knowledge.figures.model import WHOLE, Family
from knowledge.figures.periods import latest
from scheduler.weekly.model import Schedule, State
from scheduler.weekly.picking import Lately, Picked, pick, rests_since
from tips.gaps.model import SHOWN_FROM

LATELY = 28
"""Days within which something was asked lately."""

MOST_READ = 15
"""So many of the tips that were asked about most may be picked for that."""


async def picked(letters: Correspondence, schedule: Schedule, day: date) -> Picked | None:
    """Return the tip of a schedule for a day, and why; None when there is none to send."""
    work = letters.work
    published = await work.tips.published()
    kinds = {one.id: one.kind for one in published}
    before = [
        one
        for one in reversed(await work.weekly.of(schedule.id))
        if one.planned < day and one.state is not State.SKIPPED and one.tip in kinds
    ]
    asked = [
        gap.wording
        for gap in await work.gaps.open()
        if (gap.people >= SHOWN_FROM or gap.shared) and (letters.today - gap.last).days <= LATELY
    ]
    return pick(
        published,
        await places_of(letters, schedule),
        day,
        Lately(
            used=await work.weekly.tips_used(since=rests_since(day)),
            asked=asked,
            read=await _read_most(letters),
            before=[kinds[one.tip] for one in before],
            last=before[0].why if before else "",
        ),
    )


async def places_of(letters: Correspondence, schedule: Schedule) -> frozenset[str]:
    """Return the departments in which somebody works whom a schedule is for.

    A schedule for everybody is for no department above others, and has none.
    """
    tree = await letters.tree()
    below = [tree.under(one) for one in schedule.audience.departments]
    return frozenset().union(*below) & set(await letters.work.people.sizes())


async def _read_most(letters: Correspondence) -> Sequence[str]:
    """Return the tips that were asked about most in the last four weeks that may be told of."""
    (block,) = latest(letters.today, 1)
    found = sorted(
        (-one.times, one.place)
        for one in await letters.work.figures.of(WHOLE, since=block)
        if (one.block, one.family, one.column) == (block, Family.TIPS, ALL)
    )
    return [tip for _, tip in found[:MOST_READ]]
