"""The lines of a calendar feed that say when something is, event by event; all else is dropped.

What a feed describes in its own words (time zones, alarms, guests, texts) is never interpreted.
"""

import re
from collections.abc import Iterator, Mapping

LARGEST_FEED = 1 << 20
MOST_EVENTS = 5000
LONGEST_LINE = 20_000

TITLE, STATUS, BUSY = "SUMMARY", "STATUS", "X-MICROSOFT-CDO-BUSYSTATUS"
UID, REPLACES = "UID", "RECURRENCE-ID"
MANY_DATES = frozenset({"RDATE", "EXDATE"})
DATES = frozenset({"DTSTART", "DTEND", "DURATION", "RRULE", REPLACES}) | MANY_DATES
PLACE, ABOUT, ADDRESS = "LOCATION", "DESCRIPTION", "URL"
CUT = frozenset({PLACE, ABOUT, ADDRESS})
"""What may go on for long; only its beginning is read."""

KEPT = DATES | CUT | {TITLE, STATUS, BUSY, UID}

EVENT = ["VCALENDAR", "VEVENT"]
"""Where an event's own lines stand: in no alarm, and in nothing else."""

EventLines = Mapping[str, list[str]]
"""An event's whole lines by the name of their property."""

NAME = re.compile(r"[A-Za-z0-9-]+")
BEFORE_VALUE = re.compile(r'[^":]*(?:"[^"]*"[^":]*)*:')
ESCAPED = re.compile(r"\\(.)")


class BrokenFeed(ValueError):
    """What was fetched is no calendar, breaks off, or is larger than any person's calendar."""


def events_in(feed: bytes) -> list[EventLines]:
    """Return the events of a feed.

    Raises:
        BrokenFeed: as the error says.
    """
    if len(feed) > LARGEST_FEED:
        raise BrokenFeed("too large")
    events: list[EventLines] = []
    inside: list[str] = []
    event: dict[str, list[str]] = {}
    calendars = 0
    for name, line in _lines(feed):
        if name == "BEGIN":
            inside.append(_part(line))
            event = {} if inside == EVENT else event
        elif name == "END":
            if inside == EVENT:
                events.append(event)
            if not inside or inside.pop() != _part(line):
                raise BrokenFeed("parts that do not end")
            calendars += not inside and _part(line) == EVENT[0]
        elif name in KEPT and inside == EVENT:
            event.setdefault(name, []).append(line)
    if inside or not calendars:
        raise BrokenFeed("no whole calendar")
    if len(events) > MOST_EVENTS:
        raise BrokenFeed("too many events")
    return events


def word(event: EventLines, name: str) -> str:
    """Return the value of an event's property as plain text; "" without one."""
    line = event.get(name, [""])[0]
    value = BEFORE_VALUE.match(line)
    if value is None:
        return ""
    return ESCAPED.sub(
        lambda escaped: " " if escaped[1] in "nN" else escaped[1], line[value.end() :]
    ).strip()


def dates_of(event: EventLines) -> str:
    """Return an event that consists of its dates and rule only, as a feed would write it."""
    lines = [
        line
        for name, found in event.items()
        if name in DATES
        for line in (found if name in MANY_DATES else found[:1])
    ]
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""])


def _lines(feed: bytes) -> Iterator[tuple[str, str]]:
    """Yield every line, unfolded, after the name of its property.

    Raises:
        BrokenFeed: one that matters is too long.
    """
    text = feed.decode("utf-8-sig", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n ", "").replace("\n\t", "")
    for line in text.split("\n"):
        found = NAME.match(line)
        if found is not None:
            name = found[0].upper()
            if name in CUT:
                yield name, line[:LONGEST_LINE]
                continue
            if name in KEPT and len(line) > LONGEST_LINE:
                raise BrokenFeed("too long a line")
            yield name, line


def _part(line: str) -> str:
    return line.partition(":")[2].strip().upper()
