"""When the events of a calendar feed are: every occurrence in a window of days."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import chain, count, islice, takewhile
from typing import Any
from zoneinfo import ZoneInfo

from dateutil import rrule as rules
from icalendar import Event

from scheduler.calendar import feed_lines
from scheduler.calendar.feed_lines import BrokenFeed, EventLines

MOST_OCCURRENCES = 400
PATIENCE = 200_000
"""Steps of expansion a feed may cost; an honest one costs some thousand."""

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Events that begin outside these years are no plans of a living person."""

ONE_DAY = timedelta(days=1)
LONGEST = 40_000 * ONE_DAY
LAST_MOMENT = datetime(9000, 1, 1, tzinfo=UTC)
LONGEST_INTERVAL = 1000
NO_OTHER_PERIOD = {rules.MONTHLY: 12 * 10_000, rules.YEARLY: 10_000}
"""An interval that leads past the last year there is, so that one period is expanded."""

FREQUENCIES = {
    "DAILY": rules.DAILY,
    "WEEKLY": rules.WEEKLY,
    "MONTHLY": rules.MONTHLY,
    "YEARLY": rules.YEARLY,
}
FOLLOWED = frozenset(
    {
        "FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS",
        "BYHOUR", "BYMINUTE", "BYSECOND",  # ignored: the beginning says the time of day
    }
)  # fmt: skip
"""Parts of a rule that are understood; with any other, only the first occurrence counts."""

WEEKDAYS = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), rules.weekdays, strict=True))

Read = Mapping[str, Any]
"""An event's dates or a rule's parts, as the parser read them; nothing in them is certain."""

Moment = date | datetime
"""A whole day, or an aware time."""


class Expansion:
    """The occurrences of events in a window of days; a feed that costs too much is refused."""

    def __init__(self, first: date, last: date, zone: ZoneInfo) -> None:
        """Look at a window.

        Args:
            first: its first day.
            last: its last day, included.
            zone: in which times without a known zone are read.
        """
        self._first, self._last, self._zone = first, last, zone
        self._patience = PATIENCE

    def of(
        self, event: EventLines, skipped: frozenset[Moment]
    ) -> Iterator[tuple[Moment, timedelta]]:
        """Yield when an event begins and how long it is, each time in the window or near it.

        Args:
            event: its lines.
            skipped: beginnings that stand elsewhere as events of their own.

        Raises:
            BrokenFeed: all of it has been too much to expand.
            Exception: a stranger's line can break a parser in any way; the event has no dates.
        """
        self.spend(10)
        read: Read = Event.from_ical(feed_lines.dates_of(event))
        start = _moment(read["DTSTART"].dt, self._zone)
        length = _length(read, start, self._zone)
        skipped |= set(_listed(read, "EXDATE", self._zone))
        # Two days more on each side: the far ends of the world are that far apart.
        earliest = _wall(self._first) - length - 2 * ONE_DAY
        latest = _wall(self._last) + 3 * ONE_DAY
        extra = (_like(one, start) for one in _listed(read, "RDATE", self._zone))
        starts = (
            one
            for one in chain(self._starts(read, start, earliest, latest), extra)
            if earliest <= _wall(one) <= latest and not skipped.intersection((one, _day(one)))
        )
        for one in islice(starts, MOST_OCCURRENCES):
            yield one, length

    def spend(self, steps: int) -> None:
        """Count what has been done so far.

        Raises:
            BrokenFeed: it has been too much.
        """
        self._patience -= steps
        if self._patience < 0:
            raise BrokenFeed("too much to expand")

    def _starts(
        self, read: Read, start: Moment, earliest: datetime, latest: datetime
    ) -> Iterator[Moment]:
        """Yield the beginnings of an event that may matter, by its rule."""
        if "RRULE" not in read:
            yield start
            return
        zone = start.tzinfo if isinstance(start, datetime) else None
        rule = _Rule(read["RRULE"], _wall(start), zone)
        for one in rule.expand(earliest, latest, self.spend):
            yield one.replace(tzinfo=zone) if zone else one.date()


class _Rule:
    """A recurrence rule, expanded period by period so that one that never hits comes to an end."""

    def __init__(self, read: Mapping[str, Any], start: datetime, zone: tzinfo | None) -> None:
        """Take a rule as the parser read it, the first beginning on the wall, and its zone.

        Raises:
            LookupError, TypeError, ValueError: parts of the rule make no sense.
        """
        self._start = start
        self._frequency = FREQUENCIES.get(str(read["FREQ"][0]))
        self._interval = int(read.get("INTERVAL", [1])[0])
        if self._interval < 1:
            raise ValueError("a rule without an interval")
        if not read.keys() <= FOLLOWED or self._interval > LONGEST_INTERVAL:
            self._frequency = None
        self._count = int(read["COUNT"][0]) if "COUNT" in read else None
        self._until = _until(read["UNTIL"][0], zone) if "UNTIL" in read else None
        self._week_start = WEEKDAYS[str(read.get("WKST", ["MO"])[0])]
        self._weekdays = {_weekday(str(one)) for one in read.get("BYDAY", [])}
        self._months = {int(one) for one in read.get("BYMONTH", [])}
        self._days = {int(one) for one in read.get("BYMONTHDAY", [])}
        self._places = {int(one) for one in read.get("BYSETPOS", [])}

    def expand(
        self, earliest: datetime, latest: datetime, spend: Callable[[int], None]
    ) -> Iterator[datetime]:
        """Yield the beginnings up to the latest; some before the earliest may be left out."""
        counted_from = earliest if self._count is None else self._start
        hits = islice(self._hits(counted_from, latest, spend), self._count)
        last = latest if self._until is None else min(latest, self._until)
        yield from takewhile(lambda one: one <= last, hits)

    def _hits(
        self, earliest: datetime, latest: datetime, spend: Callable[[int], None]
    ) -> Iterator[datetime]:
        match self._frequency:
            case rules.DAILY | rules.WEEKLY if not self._places:
                yield from self._by_days(earliest, latest, spend)
            case rules.MONTHLY | rules.YEARLY:
                yield from self._by_months(earliest, latest, spend)
            case _:
                yield self._start

    def _by_days(
        self, earliest: datetime, latest: datetime, spend: Callable[[int], None]
    ) -> Iterator[datetime]:
        """Expand what hits at least once a period, and leave out what other parts forbid."""
        weekly = self._frequency == rules.WEEKLY
        period = self._interval * (7 if weekly else 1) * ONE_DAY
        every = rules.rrule(
            self._frequency,
            dtstart=self._start + max(0, (earliest - self._start) // period) * period,
            interval=self._interval,
            wkst=self._week_start,
            byweekday=self._weekdays or None if weekly else None,
            until=latest,
        )
        weekdays = {one.weekday for one in self._weekdays}
        for one in every:
            spend(1)
            if (
                (not self._months or one.month in self._months)
                and (not self._days or self._days.intersection(_month_days(one)))
                and (not weekdays or one.weekday() in weekdays)
            ):
                yield one

    def _by_months(
        self, earliest: datetime, latest: datetime, spend: Callable[[int], None]
    ) -> Iterator[datetime]:
        """Expand one month or year after the other."""
        yearly = self._frequency == rules.YEARLY
        months = self._interval * (12 if yearly else 1)
        begin = self._start.year * 12 + (0 if yearly else self._start.month - 1)
        ahead = earliest.year * 12 + earliest.month - 1 - begin
        by_day = not self._weekdays and not self._days
        for month in count(begin + max(0, ahead // months) * months, months):
            year, of_year = divmod(month, 12)
            period = datetime.combine(date(year, of_year + 1, 1), self._start.time())
            if period > latest:
                return
            spend(10)
            yield from (
                one
                for one in rules.rrule(
                    self._frequency,
                    dtstart=period,
                    interval=NO_OTHER_PERIOD[self._frequency],
                    wkst=self._week_start,
                    bymonth=self._months or ([self._start.month] if yearly and by_day else None),
                    bymonthday=self._days or ([self._start.day] if by_day else None),
                    byweekday=self._weekdays or None,
                    bysetpos=self._places or None,
                )
                if one >= self._start
            )


def replaced_in(events: Iterable[EventLines], zone: ZoneInfo) -> Mapping[str, frozenset[Moment]]:
    """Return which occurrences of each series stand elsewhere as events of their own, by UID."""
    found: defaultdict[str, frozenset[Moment]] = defaultdict(frozenset)
    for event in events:
        if feed_lines.REPLACES in event:
            try:
                read: Read = Event.from_ical(feed_lines.dates_of(event))
                moment = _moment(read[feed_lines.REPLACES].dt, zone)
            except Exception:  # noqa: BLE001, S112 - a stranger's line breaks a parser in any way
                continue
            found[feed_lines.word(event, feed_lines.UID)] |= {moment}
    return found


def _moment(read: object, zone: ZoneInfo) -> Moment:
    """Return what a feed says, in the owner's zone if it names none that is known.

    Raises:
        ValueError: it is no day of a person's life.
    """
    if not isinstance(read, date) or not FIRST_YEAR <= read.year <= LAST_YEAR:
        raise ValueError("no day")
    return read.replace(tzinfo=zone) if isinstance(read, datetime) and not read.tzinfo else read


def _length(read: Read, start: Moment, zone: ZoneInfo) -> timedelta:
    """Return how long an event is: whole days if it begins as a day."""
    timed = isinstance(start, datetime)
    if "DTEND" in read:
        end = read["DTEND"].dt
        end = end.replace(tzinfo=zone) if isinstance(end, datetime) and not end.tzinfo else end
        length = _instant(end, zone) - _instant(start, zone) if timed else _day(end) - _day(start)
    else:
        length = read["DURATION"].dt if "DURATION" in read else timedelta(0)
    shortest = timedelta(0) if timed else ONE_DAY
    return max(shortest, min(length, LONGEST))


def _instant(moment: Moment, zone: ZoneInfo) -> datetime:
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(0), zone)
    return min(moment, LAST_MOMENT).astimezone(UTC)


def _listed(read: Read, name: str, zone: ZoneInfo) -> Iterator[Moment]:
    """Yield the moments of a property that lists them; of a period its beginning."""
    found = read.get(name, [])
    for each in found if isinstance(found, list) else [found]:
        for one in each.dts:
            yield _moment(one.dt[0] if isinstance(one.dt, tuple) else one.dt, zone)


def _until(read: Moment, zone: tzinfo | None) -> datetime:
    """Return a rule's last moment on the wall of its event; a day counts whole."""
    if not isinstance(read, datetime):
        return datetime.combine(read, time.max)
    return (read.astimezone(zone) if zone and read.tzinfo else read).replace(tzinfo=None)


def _weekday(text: str) -> Any:
    """Return a weekday such as MO or -1FR."""
    nth = int(text[:-2] or 0)
    return WEEKDAYS[text[-2:]](nth or None)


def _month_days(day: datetime) -> tuple[int, int]:
    """Return a day's number in its month, from the beginning and from the end."""
    return day.day, day.day - monthrange(day.year, day.month)[1] - 1


def _day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _wall(moment: Moment) -> datetime:
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None)
    return datetime.combine(moment, time(0))


def _like(moment: Moment, start: Moment) -> Moment:
    """Return a further beginning as a day or a time, as the first one is."""
    if not isinstance(start, datetime):
        return _day(moment)
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, start.timetz())
