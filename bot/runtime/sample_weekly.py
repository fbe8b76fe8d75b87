"""The made-up organisation's weekly tip: a schedule, two posts that have been, and one to come."""

from datetime import UTC, timedelta

from bot.runtime.sample_group import SampleDays
from bot.runtime.work import SqlWork
from scheduler.calendar.coming import week_key
from scheduler.calendar.rhythm import Rhythm
from scheduler.events.model import EVERYBODY
from scheduler.weekly.model import Occasion, Schedule, State
from scheduler.weekly.picking import Why

SCHEDULE = "sample-veckotips"
RHYTHM = Rhythm.read("torsdagar 09:10")
HOUR = RHYTHM.hour.isoformat()

POSTS = (
    (-2, "teams-dela-skarm", Why.ASKED),
    (-1, "larande-kvart-i-veckan", Why.HABIT),
    (1, "teams-bakgrund", Why.RESTED),
)
"""Each post: the week from this one, its tip, and why it was picked."""


async def fill(work: SqlWork, days: SampleDays, *, people: int) -> None:
    """Add the sample schedule; nobody is written to until somebody has saved it."""
    await work.weekly.put_schedule(
        Schedule(
            id=SCHEDULE,
            name="Veckotips till alla",
            rhythm=RHYTHM,
            zone=str(days.zone),
            audience=EVERYBODY,
            since=days.now,
            sample=True,
        )
    )
    for number, (weeks, tip, why) in enumerate(POSTS):
        due = days.thursday(weeks, HOUR).astimezone(UTC)
        day = days.thursday(weeks).date()
        await work.weekly.add(
            Occasion(
                id=f"{SCHEDULE}-{number}",
                schedule=SCHEDULE,
                key=week_key(day),
                week=week_key(day),
                planned=day,
                due=due,
                tip=tip,
                why=why.value,
                size=people,
                state=State.PLANNED if weeks > 0 else State.SENT,
                changed=due - timedelta(days=1),
            )
        )
