"""An appointment as a file that any calendar takes in."""

import re
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

PRODUCT = "-//Digital coach//Appointment//EN"

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""Control characters but tab and new line; a calendar may refuse a file that has them."""


def appointment(
    *, uid: str, starts: datetime, minutes: int, summary: str, description: str, stamp: datetime
) -> str:
    """Write an appointment as an iCalendar text with one event, in UTC, without guests.

    Args:
        uid: the event's id; the same id replaces an earlier file of it.
        starts: an aware time.
        minutes: how long it takes, at least 1.
        summary: its title.
        description: what else there is to know; may have several lines.
        stamp: when this is written, an aware time.

    Raises:
        ValueError: a time is not aware, or it takes no time.
    """
    if starts.tzinfo is None or stamp.tzinfo is None:
        raise ValueError("an appointment stands at a moment")
    if minutes < 1:
        raise ValueError("an appointment takes time")
    begins = starts.astimezone(UTC)
    event = Event()
    event.add("uid", _plain(uid).replace("\n", " "))
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("dtstart", begins)
    event.add("dtend", begins + timedelta(minutes=minutes))
    event.add("summary", _plain(summary).replace("\n", " "))
    event.add("description", _plain(description))
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written.decode()


def _plain(text: str) -> str:
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
