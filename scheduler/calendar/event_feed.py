"""Events read from a calendar feed: what happens, when and where, and none of whose calendar."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.calendar import feed_lines
from scheduler.calendar.absence_feed import UnfitFeed
from scheduler.calendar.feed_lines import BrokenFeed, EventLines
from scheduler.calendar.occurrences import Expansion, Moment, replaced_in

MOST_HAPPENINGS = 200
"""How many one feed may bring in a window; a programme of events is shorter."""

LONGEST_TITLE, LONGEST_PLACE, LONGEST_ABOUT, LONGEST_LINK = 120, 200, 1_000, 500
SHORTEST, LONGEST = 5, 24 * 60
"""Minutes of something one can come to."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """One occurrence of an event in a feed.

    Attributes:
        key: the same at each reading; of a series, each occurrence has its own.
        starts: aware, in UTC.
        minutes: how long it is.
    """

    key: str
    title: str
    starts: datetime
    minutes: int
    place: str = ""
    about: str = ""
    link: str = ""


def happenings_in(feed: bytes, *, zone: ZoneInfo, first: date, last: date) -> tuple[Happening, ...]:
    """Return what a feed says happens in a window of days, in order.

    Whole days, what is cancelled, and what cannot be read are left out.

    Args:
        feed: an iCalendar file in UTF-8.
        zone: in which times without a known zone are read.
        first: the first day of the window.
        last: its last day, included.

    Raises:
        UnfitFeed: the feed is too large, broken, has too many events, or would take too long.
    """
    try:
        found = {
            one.key: one
            for one in _all(feed, zone=zone, first=first, last=last)
            if first <= one.starts.astimezone(zone).date() <= last
        }
    except BrokenFeed:
        raise UnfitFeed from None
    if len(found) > MOST_HAPPENINGS:
        raise UnfitFeed
    return tuple(sorted(found.values(), key=lambda one: (one.starts, one.key)))


def _all(feed: bytes, *, zone: ZoneInfo, first: date, last: date) -> Iterator[Happening]:
    events = feed_lines.events_in(feed)
    expansion = Expansion(first, last, zone)
    replaced = replaced_in(events, zone)
    for event in events:
        yield from _of(event, expansion, replaced[feed_lines.word(event, feed_lines.UID)], zone)


def _of(
    event: EventLines, expansion: Expansion, replaced: frozenset[Moment], zone: ZoneInfo
) -> tuple[Happening, ...]:
    """Return the occurrences of one event; one that cannot be read has none."""
    title = feed_lines.word(event, feed_lines.TITLE)
    if not title or feed_lines.word(event, feed_lines.STATUS).upper() == "CANCELLED":
        return ()
    own = frozenset() if feed_lines.REPLACES in event else replaced
    try:
        return tuple(
            _happening(event, title, start.replace(tzinfo=start.tzinfo or zone), length)
            for start, length in expansion.of(event, own)
            if isinstance(start, datetime)
        )
    except BrokenFeed:
        raise
    except Exception:  # noqa: BLE001 - a stranger's line breaks a parser in any way
        return ()


def _happening(event: EventLines, title: str, start: datetime, length: timedelta) -> Happening:
    begins = start.astimezone(UTC)
    link = feed_lines.word(event, feed_lines.ADDRESS)
    uid = feed_lines.word(event, feed_lines.UID) or title
    # Of a series each time is an event of its own; a single one keeps its key when it is moved.
    repeats = "RRULE" in event or feed_lines.REPLACES in event or "RDATE" in event
    key = f"{uid}|{begins.isoformat()}" if repeats else uid
    return Happening(
        key=hashlib.sha256(key.encode()).hexdigest()[:32],
        title=title[:LONGEST_TITLE],
        starts=begins,
        minutes=max(SHORTEST, min(LONGEST, int(length.total_seconds() // 60))),
        place=feed_lines.word(event, feed_lines.PLACE)[:LONGEST_PLACE],
        about=feed_lines.word(event, feed_lines.ABOUT)[:LONGEST_ABOUT],
        link=link if link.startswith("https://") and len(link) <= LONGEST_LINK else "",
    )
