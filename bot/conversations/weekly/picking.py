"""Looks up what a tip is picked by: the library, what was sent, and what was asked in vain."""

from datetime import date

from bot.conversations.correspondence import Correspondence
from scheduler.weekly.model import Schedule, State
from scheduler.weekly.picking import Picked, pick, rests_since
from tips.gaps.model import SHOWN_FROM

LATELY = 28
"""Days within which something was asked lately."""


async def picked(letters: Correspondence, schedule: Schedule, day: date) -> Picked | None:
    """Return the tip of a schedule for a day, and why; None when there is none to send."""
    work = letters.work
    published = await work.tips.published()
    kinds = {one.id: one.kind for one in published}
    before = [
        kinds[one.tip]
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
        schedule.audience,
        day,
        used=await work.weekly.tips_used(since=rests_since(day)),
        asked=asked,
        before=before,
    )
