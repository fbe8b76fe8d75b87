"""Absence read from a calendar feed: the days somebody is away, and nothing else about them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from knowledge.errors import Explained
from scheduler.calendar import feed_lines
from scheduler.calendar.absence_words import says_away
from scheduler.calendar.feed_lines import BrokenFeed, EventLines
from scheduler.calendar.occurrences import ONE_DAY, Expansion, Moment, replaced_in

WORKING_DAY = timedelta(hours=6)
"""What a timed event takes of a day before somebody counts as away on it."""


class UnfitFeed(Explained):
    """What was fetched is no calendar, is broken, or is more than anybody's calendar can be."""

    key = "calendar.error.feed"


@dataclass(frozen=True, slots=True)
class Days:
    """Days on end, the first and the last of them included."""

    first: date
    last: date


def absences_in(feed: bytes, *, zone: ZoneInfo, first: date, last: date) -> tuple[Days, ...]:
    """Return the days on which a calendar says that its owner is away.

    An event counts that is shown as out of office, or that has a word for absence as its title
    and is not shown as free; it counts on the days it takes whole, or at least six hours of.

    Args:
        feed: an iCalendar file in UTF-8.
        zone: where the owner works; times without a known zone are read in it.
        first: the first day of the window.
        last: its last day, included.

    Returns:
        Days in order, apart and inside the window. An event that cannot be read is left out.

    Raises:
        UnfitFeed: the feed is too large, broken, or would take too long to read.
    """
    try:
        events = feed_lines.events_in(feed)
        window = _Window(first, last, zone)
        replaced = replaced_in(events, zone)
        for event in filter(_is_absence, events):
            window.take(event, replaced[feed_lines.word(event, feed_lines.UID)])
    except BrokenFeed:
        raise UnfitFeed from None
    return _merged(window.away)


class _Window:
    """The days that are asked about, and those of them that have been found to be absences."""

    def __init__(self, first: date, last: date, zone: ZoneInfo) -> None:
        self.away: set[int] = set()
        self._first, self._last, self._zone = first, last, zone
        self._expansion = Expansion(first, last, zone)

    def take(self, event: EventLines, replaced: frozenset[Moment]) -> None:
        """Take an event's days in; one that cannot be read has none."""
        try:
            for start, length in tuple(self._expansion.of(event, replaced)):
                self._add(start, length)
        except BrokenFeed:
            raise
        except Exception:  # noqa: BLE001, S110 - a stranger's line breaks a parser in any way
            pass

    def _add(self, start: Moment, length: timedelta) -> None:
        """Count the days in the window that an occurrence takes."""
        if isinstance(start, datetime):
            begins = start.astimezone(UTC)
            ends = begins + length
            days = begins.astimezone(self._zone).date(), ends.astimezone(self._zone).date()
        else:
            begins = ends = datetime.min.replace(tzinfo=UTC)
            days = start, start + length - ONE_DAY
        for number in range(
            max(days[0], self._first).toordinal(), min(days[1], self._last).toordinal() + 1
        ):
            self._expansion.spend(1)
            if isinstance(start, datetime):
                opens, closes = (
                    datetime.combine(date.fromordinal(one), time(0), self._zone).astimezone(UTC)
                    for one in (number, number + 1)
                )
                if min(ends, closes) - max(begins, opens) < WORKING_DAY:
                    continue
            self.away.add(number)


def _is_absence(event: EventLines) -> bool:
    if feed_lines.word(event, feed_lines.STATUS).upper() == "CANCELLED":
        return False
    if feed_lines.word(event, feed_lines.BUSY).upper() == "OOF":
        return True
    # A whole day is shown as free unless its owner thought of changing that, so the word decides.
    return says_away(feed_lines.word(event, feed_lines.TITLE))


def _merged(numbers: Iterable[int]) -> tuple[Days, ...]:
    """Join days on end."""
    found: list[Days] = []
    for day in map(date.fromordinal, sorted(numbers)):
        if found and day - found[-1].last == ONE_DAY:
            found[-1] = Days(found[-1].first, day)
        else:
            found.append(Days(day, day))
    return tuple(found)
