"""When one person gets what is due for all: their weekday, and not while they want quiet."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.calendar.days_off import DaysOff
from scheduler.calendar.hours import WEEK, UnfitHours, WorkingHours
from scheduler.calendar.rhythm import WORKDAYS

A_DAY = timedelta(days=1)
LONGEST_SEARCH = 14


def day_for(due: datetime, weekday: int | None, *, zone: ZoneInfo, days_off: DaysOff) -> datetime:
    """Return when something due is wanted by somebody with a weekday of their own, in UTC.

    It comes at the same hour on the first such day from the day it is due; where that is a day
    off, on the working day after it.
    """
    if weekday is None:
        return due
    here = due.astimezone(zone)
    ahead = (weekday - here.weekday()) % WEEK
    if not ahead:
        return due
    for more in range(LONGEST_SEARCH):
        day = here.date() + timedelta(days=ahead + more)
        off = days_off.on(day)
        is_free = off is not None and (off.whole or here.time() >= days_off.half_day_ends)
        if not is_free and (not more or day.weekday() in WORKDAYS):
            return datetime.combine(day, here.time(), zone).astimezone(UTC)
    return due


class Quiet:
    """Hours in which nobody is written to unasked, as a department has written them."""

    def __init__(self, text: str, zone: ZoneInfo) -> None:
        """Read them as `WorkingHours.read` does; what cannot be read is no quiet at all."""
        self._zone = zone
        self._hours: WorkingHours | None = None
        if text:
            try:
                self._hours = WorkingHours.read(text)
            except UnfitHours:
                return

    def after(self, due: datetime) -> datetime:
        """Return the time itself, or the first minute after it at which there is no quiet; UTC.

        A department that works at night is quiet by day: what is due at nine comes in its
        evening. Quiet that never ends is taken for a slip of the pen, and holds nothing back.
        """
        if self._hours is None:
            return due
        at = due
        while at - due <= WEEK * A_DAY:
            left = self._minutes_left(at)
            if not left:
                return at
            at += timedelta(minutes=left)
        return due

    def is_endless(self, at: datetime) -> bool:
        """Say whether there is quiet at a time, and from then on without an end."""
        return self.holds(at) and self.after(at) == at

    def holds(self, at: datetime) -> bool:
        """Say whether there is quiet at an aware time."""
        return self._minutes_left(at) > 0

    def _minutes_left(self, at: datetime) -> int:
        """Return the minutes until the quiet that holds at a time ends; 0 when there is none."""
        here = at.astimezone(self._zone)
        minute = here.hour * 60 + here.minute
        if self._hours is None:
            return 0
        for back in (0, 1):
            for start, end in self._hours.days[(here.weekday() - back) % WEEK]:
                first = start.hour * 60 + start.minute
                last = end.hour * 60 + end.minute
                last += 24 * 60 if last <= first else 0
                now = minute + back * 24 * 60
                if first <= now < last:
                    return last - now
        return 0
