"""When something with a rhythm comes: day by day, moved away from days off, in UTC."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from scheduler.calendar.days_off import DaysOff
from scheduler.calendar.rhythm import WORKDAYS, Rhythm
from scheduler.calendar.wall import moment

FARTHEST = 14
"""Days a date may be moved; there is no longer row of days off."""

A_DAY = timedelta(days=1)


class OnDayOff(StrEnum):
    """What happens to a date that falls on a day off."""

    PREVIOUS = "previous"
    NEXT = "next"
    SKIP = "skip"


@dataclass(frozen=True, kw_only=True, slots=True)
class Pause:
    """Days on which nothing comes.

    Attributes:
        first, last: both are part of it.
    """

    first: date
    last: date

    def covers(self, day: date) -> bool:
        """Say whether a day lies in it."""
        return self.first <= day <= self.last


@dataclass(frozen=True, kw_only=True, slots=True)
class Coming:
    """One date.

    Attributes:
        key: what it is known by: its ISO week, as 2026-W53, or its planned day where the rhythm
            may come more than once a week.
        planned: the day by the rhythm.
        due: when, in UTC.
        day: the local day of that.
        because: the day off it was moved away from, by its name; "" where it was not.
    """

    key: str
    planned: date
    day: date
    due: datetime
    because: str = ""

    @property
    def week(self) -> str:
        """The ISO week of the planned day, as 2026-W53."""
        return week_key(self.planned)


@dataclass(frozen=True, kw_only=True, slots=True)
class Dates:
    """A rhythm in its place: where, from when until when, and what it makes way for.

    Attributes:
        first, last: the planned days lie between them; None for no end.
        pauses: planned days in them are left out.
    """

    rhythm: Rhythm
    zone: ZoneInfo
    days_off: DaysOff
    on_day_off: OnDayOff = OnDayOff.PREVIOUS
    first: date | None = None
    last: date | None = None
    pauses: Sequence[Pause] = ()

    def between(self, start: datetime, end: datetime) -> Iterator[Coming]:
        """Yield what comes from one aware time until before another, in order of planned days.

        A date that is moved to a day on which another of the same rhythm falls is left out.
        """
        day = start.astimezone(self.zone).date() - FARTHEST * A_DAY
        until = end.astimezone(self.zone).date() + FARTHEST * A_DAY
        while day <= until:
            found = self.planned_on(day)
            if found is not None and start <= found.due < end:
                yield found
            day += A_DAY

    def next(self, start: datetime, count: int) -> list[Coming]:
        """Return the next dates from an aware time on, at most so many; fewer where it ends."""
        found: list[Coming] = []
        at = start
        for _ in range(3 * count):
            found += self.between(at, at + 40 * A_DAY)
            at += 40 * A_DAY
            if len(found) >= count:
                break
        return found[:count]

    def skipped(self, start: datetime, end: datetime) -> Iterator[tuple[date, str]]:
        """Yield the planned days between two aware times that are left out for a day off."""
        day = start.astimezone(self.zone).date()
        while day < end.astimezone(self.zone).date():
            off = self._off(day)
            if self._is_planned(day) and off and self.planned_on(day) is None:
                yield day, off
            day += A_DAY

    def planned_on(self, planned: date) -> Coming | None:
        """Return what comes of a planned day; None where nothing is planned, or it makes way."""
        if not self._is_planned(planned):
            return None
        because = self._off(planned)
        day = self._moved(planned) if because else planned
        if day is None:
            return None
        wall = datetime.combine(day, self.rhythm.hour, self.zone)
        return Coming(
            key=week_key(planned) if self.rhythm.is_weekly else planned.isoformat(),
            planned=planned,
            day=day,
            due=moment(wall),
            because=because,
        )

    def _is_planned(self, day: date) -> bool:
        if (self.first and day < self.first) or (self.last and day > self.last):
            return False
        return self.rhythm.falls_on(day) and not any(one.covers(day) for one in self.pauses)

    def _moved(self, day: date) -> date | None:
        if self.on_day_off is OnDayOff.SKIP:
            return None
        step = A_DAY if self.on_day_off is OnDayOff.NEXT else -A_DAY
        for _ in range(FARTHEST):
            day += step
            if self._is_planned(day):
                return None  # That one comes there, or is itself moved the same way.
            if day.weekday() in WORKDAYS and not self._off(day):
                return day
        return None

    def _off(self, day: date) -> str:
        """Return the name of the day off, if people have gone home at the hour; else ""."""
        off = self.days_off.on(day)
        if off is None:
            return ""
        gone = off.whole or self.rhythm.hour >= self.days_off.half_day_ends
        return off.name if gone else ""


def week_key(day: date) -> str:
    """Return the ISO week of a day, as 2026-W53."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


FIRST_HOUR, LAST_HOUR = time(8), time(17)
"""What is late is sent between these hours of the same day, local time."""

PUNCTUAL = timedelta(minutes=15)
"""Up to this it is not late."""


class Lateness(StrEnum):
    """What may be done with something that should have come before."""

    PUNCTUAL = "punctual"
    LATE = "late"
    """It may still come, and says that it is late."""

    ASK = "ask"
    """Only a human may send it now."""


def lateness(due: datetime, now: datetime, zone: ZoneInfo) -> Lateness:
    """Say what may be done at a time with what was due before; both are aware."""
    if now - due <= PUNCTUAL:
        return Lateness.PUNCTUAL
    here = now.astimezone(zone)
    same = here.date() == due.astimezone(zone).date()
    return Lateness.LATE if same and FIRST_HOUR <= here.time() < LAST_HOUR else Lateness.ASK
