"""Two years of weekly tips, hour by hour: each at its hour, none on a holiday, twice or missing."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

from bot.runtime.sample_weekly import SCHEDULE
from bot.runtime.wiring import Service
from knowledge.people.model import Department, Person
from scheduler.calendar.coming import week_key
from scheduler.calendar.rhythm import Rhythm
from scheduler.delivery.model import Fate
from scheduler.events.model import Audience
from scheduler.weekly.model import Schedule, State
from tests.fakes.clock import StandingClock

STOCKHOLM = ZoneInfo("Europe/Stockholm")
START = datetime(2026, 1, 1, tzinfo=STOCKHOLM)
END = datetime(2028, 1, 1, tzinfo=STOCKHOLM)
AN_HOUR = timedelta(hours=1)


async def test_two_years_hour_by_hour(service: Service) -> None:
    """Every ISO week has its post, 2026-W53 too, at ten past nine on the wall, summer and winter.

    Nobody gets one twice, nobody misses one, no tip comes back within half a year, and all of it
    is said by an own list of holidays.
    """
    clock = service.clock
    assert isinstance(clock, StandingClock)
    clock.at = START.astimezone(UTC)
    await _one_person(service)
    arrived: list[datetime] = []
    while clock.at < END:
        done = await service.weekly_clock.once()
        await service.delivery.all_due()
        if done:
            arrived += [clock.at] * (await _delivered(service) - len(arrived))
        clock.at += AN_HOUR

    assert await _delivered(service) == len(arrived)
    async with service.reading() as work:
        posts = await work.weekly.of("s")
    weeks = {week_key(START.date() + timedelta(days=number)) for number in range(730)}
    expected = {week for week in weeks if _tuesday(week) is not None}
    assert {one.week for one in posts} >= expected
    assert "2026-W53" in {one.week for one in posts}
    assert len({one.week for one in posts}) == len(posts) == len(arrived)
    assert {one.state for one in posts} == {State.SENT}
    off = holidays.country_holidays("SE", years=(2026, 2027), categories=("public", "de_facto"))
    for one in posts:
        here = one.due.astimezone(STOCKHOLM)
        assert here.time() == time(9, 0)
        assert here.date().weekday() < 5
        assert here.date() not in off or off[here.date()] == "Söndag"
    assert arrived == sorted(one.due for one in posts)
    _none_again(posts_in_order=[(one.planned, one.tip) for one in posts])


def _none_again(posts_in_order: list[tuple[date, str]]) -> None:
    latest: dict[str, date] = {}
    for day, tip in posts_in_order:
        assert tip
        assert tip not in latest or day - latest[tip] > timedelta(weeks=25)
        latest[tip] = day


def _tuesday(week: str) -> date | None:
    """Return a week's Tuesday, where it lies well inside the two years."""
    day = date.fromisoformat(f"{week}-2")
    return day if START.date() + timedelta(days=7) <= day < END.date() else None


async def _delivered(service: Service) -> int:
    async with service.reading() as work:
        return (await work.letters.sums())[Fate.DELIVERED]


async def _one_person(service: Service) -> None:
    """Keep one person in a department of their own, and a schedule for it."""
    async with service.work() as work:
        await work.people.put_department(Department(id="alone", name="Ensam", hours="dygnet runt"))
        await work.people.put(Person(id="solo", name="Solo Ensam", department="alone"))
        await work.weekly.remove_schedule(SCHEDULE)
        await work.weekly.put_schedule(
            Schedule(
                id="s",
                name="Veckans tips",
                rhythm=Rhythm.read("tisdagar 09:00"),
                zone="Europe/Stockholm",
                audience=Audience(departments=("alone",)),
                since=START,
            )
        )
        await work.commit()
