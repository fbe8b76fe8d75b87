"""Working time: when an office is open, and what so many hours of work later means.

Spans of the clock on the wall become moments in UTC day by day; all sums are made in UTC, so a day
on which the clocks change is as long as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scheduler.calendar.days_off import DaysOff
from scheduler.calendar.hours import DAY_MINUTES, WorkingHours, minutes
from scheduler.calendar.wall import moment as _moment

LONGEST_CLOSED = 400
"""Days without an opening after which an office counts as closed for good."""

JUST_BEFORE = timedelta(minutes=1)
"""How long before an office closes something is still done on that day."""

MOST_DAYS_KEPT = 4000

Opening = tuple[datetime, datetime]
"""From and to, UTC; the office is open at the first and closed at the second."""


class NeverOpen(Exception):
    """An office without hours, or with none in the next 400 days, was asked when it opens."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office's hours in its time zone, and the days off on which they do not hold.

    A span over midnight belongs to the day it begins: it does not begin on a day off, and it ends
    where a day off begins. After a half day's end nothing begins or goes on.
    """

    hours: WorkingHours
    zone: ZoneInfo
    days_off: DaysOff
    _known: dict[int, tuple[Opening, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def is_open(self, at: datetime) -> bool:
        """Say whether somebody works at an aware time."""
        return any(start <= at < end for start, end in self._openings(self._day(at)))

    def opens(self, at: datetime) -> datetime:
        """Return an aware time if it is open then, else when it opens next; in UTC.

        Raises:
            NeverOpen: not within 400 days.
        """
        opening = next(self._from(at), None)
        if opening is None:
            raise NeverOpen
        return opening[0]

    def worked(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time between two aware times; none when the end is first."""
        last = self._day(end)
        return sum(
            (
                max(min(closes, end) - max(opens, start), timedelta(0))
                for number in range(self._day(start), last + 1)
                for opens, closes in self._openings(number)
            ),
            timedelta(0),
        )

    def after(self, start: datetime, span: timedelta) -> datetime:
        """Return the first time at which so much working time has passed, in UTC.

        Args:
            start: an aware time.
            span: working time, at least zero; of zero it is when the office opens.

        Raises:
            NeverOpen: the office is closed for 400 days before the span has passed.
            ValueError: the span is below zero.
        """
        if span < timedelta(0):
            raise ValueError("working time does not run backwards")
        left = span
        for opens, closes in self._from(start):
            if left <= closes - opens:
                return opens + left
            left -= closes - opens
        raise NeverOpen

    def next_at(self, at: datetime, hour: time) -> datetime:
        """Return the next time it is some hour in the office, in UTC; it is open then.

        Args:
            at: an aware time; today counts while the hour has not passed, and at it.
            hour: local time. Where the office is closed then, it is when it next opens on that
                day, else a minute before it closed.

        Raises:
            NeverOpen: the office does not open within 400 days.
        """
        today = self._day(at)
        for number in range(today, min(today + LONGEST_CLOSED + 1, date.max.toordinal())):
            openings = self._openings(number)
            if openings:
                moment = _clamped(_moment(self._wall(number, hour)), openings)
                if moment >= at:
                    return moment
        raise NeverOpen

    def _from(self, at: datetime) -> Iterator[Opening]:
        """Yield the openings after an aware time, the one it lies in cut at its beginning.

        They end where the office stays closed for 400 days.
        """
        today = self._day(at)
        closed = 0
        for number in range(today, date.max.toordinal()):
            closed += 1
            for opens, closes in self._openings(number):
                if closes > at:
                    closed = 0
                    yield max(opens, at.astimezone(UTC)), closes
            if closed > LONGEST_CLOSED:
                return

    def _day(self, at: datetime) -> int:
        """Return the number of the local day of an aware time.

        Raises:
            ValueError: the time is not aware.
        """
        if at.tzinfo is None:
            raise ValueError("a time without a zone says nothing about working time")
        return at.astimezone(self.zone).toordinal()

    def _wall(self, number: int, at: time) -> datetime:
        return datetime.combine(date.fromordinal(number), at, self.zone)

    def _openings(self, number: int) -> tuple[Opening, ...]:
        """Return when it is open between the midnights of a local day, in order and apart."""
        known = self._known.get(number)
        if known is None:
            if len(self._known) >= MOST_DAYS_KEPT:
                self._known.clear()
            known = self._known[number] = tuple(self._worked_out(number))
        return known

    def _worked_out(self, number: int) -> Iterator[Opening]:
        until = self._until(number)
        begun_before = [
            (0, min(end - DAY_MINUTES, until))
            for _, end in self._spans(number - 1)
            if end > DAY_MINUTES
        ]
        begun_today = [(start, min(end, until)) for start, end in self._spans(number)]
        midnight = self._wall(number, time(0))
        for start, end in _apart(begun_before + begun_today):
            opens, closes = (
                _moment(midnight + timedelta(minutes=minute)) for minute in (start, end)
            )
            if opens < closes:  # nothing is left of a span that the clocks jump over
                yield opens, closes

    def _spans(self, number: int) -> list[tuple[int, int]]:
        """Return what begins on a day, in minutes after its midnight; it may go on past the next.

        A span that a half day cuts short does not come back after midnight.
        """
        until = self._until(number)
        cut = until < DAY_MINUTES
        return [
            (start, min(end, until) if cut else end)
            for start, end in map(minutes, self.hours.days[(number - 1) % 7])
            if start < until
        ]

    def _until(self, number: int) -> int:
        """Return the minute at which a day's work is over at the latest; 0 on a whole day off."""
        off = self.days_off.on(date.fromordinal(number))
        if off is None:
            return DAY_MINUTES
        ends = self.days_off.half_day_ends
        return 0 if off.whole else ends.hour * 60 + ends.minute


def _apart(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield spans in order, those that touch as one, and no empty ones."""
    begun = until = 0
    for start, end in sorted(spans):
        if start > until:
            if begun < until:
                yield begun, until
            begun = start
            until = end
        else:
            until = max(until, end)
    if begun < until:
        yield begun, until


def _clamped(moment: datetime, openings: tuple[Opening, ...]) -> datetime:
    """Return the moment if it lies in an opening, else the next opening, else the last's end."""
    for opens, closes in openings:
        if moment < closes:
            return max(moment, opens)
    opens, closes = openings[-1]
    return max(closes - JUST_BEFORE, opens)
