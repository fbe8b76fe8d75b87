"""Every hour of ten years: a weekly post is due once a week, at its hour on the wall."""

import random
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from datetime import time as hour
from zoneinfo import ZoneInfo

from scheduler.calendar.coming import Dates
from scheduler.calendar.days_off import DaysOff
from scheduler.calendar.rhythm import Rhythm
from tests.faults.rig.outcome import Broken, Part

STOCKHOLM = ZoneInfo("Europe/Stockholm")
FIRST, LAST = datetime(2024, 1, 1, tzinfo=UTC), datetime(2034, 1, 1, tzinfo=UTC)
SAID = "tisdagar 09:10"


def run(*, jumps: int, seed: int) -> Part:
    """Look each hour at what has become due since, while the clock now and then goes back.

    Args:
        jumps: how often the clock goes back, by up to a day.
        seed: when.
    """
    begun = time.monotonic()
    chance = random.Random(seed)  # noqa: S311 - to be had again by its seed
    dates = Dates(rhythm=Rhythm.read(SAID), zone=STOCKHOLM, days_off=DaysOff("SE", hour(12)))
    hours = int((LAST - FIRST) / timedelta(hours=1))
    back = set(chance.sample(range(hours), jumps))
    posted: Counter[str] = Counter()
    wrong: list[str] = []
    seen = FIRST
    for number in range(hours):
        until = FIRST + timedelta(hours=number + 1)
        if number in back:
            seen -= timedelta(minutes=chance.randint(10, 1_440))
        for one in dates.between(seen, until):
            # The key decides, as in the database: what is there is not written twice.
            posted[one.key] = 1
            if one.due.astimezone(STOCKHOLM).time() != dates.rhythm.hour:
                wrong.append(f"{one.key} at {one.due}")
        seen = until
    mondays = (FIRST.date() + timedelta(days=7 * week) for week in range(530))
    weeks = {f"{m.isocalendar().year}-W{m.isocalendar().week:02}" for m in mondays}
    weeks = {one for one in weeks if "2024-W01" <= one <= "2033-W52"}
    missing = sorted(weeks - posted.keys())
    strange = sorted(posted.keys() - weeks)
    broken = [Broken("R15", one) for one in wrong]
    broken += [Broken("E1", f"nothing in {one}") for one in missing]
    broken += [Broken("E1", f"a post in {one}, which is no week") for one in strange]
    return Part(
        name="Calendar 2024 to 2033",
        seed=seed,
        thrown="every hour, clock changes, week 53, holidays, and clocks set back",
        often=hours + jumps,
        lost=len(missing),
        doubled=len(strange),
        figures=f"{len(weeks)} weeks, {len(posted)} posts",
        broken=broken,
        seconds=time.monotonic() - begun,
    )
