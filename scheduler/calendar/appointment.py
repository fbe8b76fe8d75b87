"""An appointment as a file that any calendar takes in."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

AROUND = timedelta(days=366)

PRODUCT = "-//Digital coach//Appointment//EN"

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""Control characters but tab and new line; a calendar may refuse a file that has them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """What a calendar is told of an appointment that others have heard of before.

    Attributes:
        zone: in which it is written, with the zone's own rules beside.
        place: where it is.
        link: an address to take part online.
        sequence: rises with each change, so that a calendar knows which file is the newer.
        cancelled: whether it is off; a calendar that has it strikes it out.
    """

    zone: ZoneInfo | None = None
    place: str = ""
    link: str = ""
    sequence: int = 0
    cancelled: bool = False


def appointment(
    *,
    uid: str,
    starts: datetime,
    minutes: int,
    summary: str,
    description: str,
    stamp: datetime,
    published: Published = Published(),
) -> str:
    """Write an appointment as an iCalendar text with one event, without guests.

    Args:
        uid: the event's id; the same id replaces an earlier file of it.
        starts: an aware time.
        minutes: how long it takes, at least 1.
        summary: its title.
        description: what else there is to know; may have several lines.
        stamp: when this is written, an aware time.
        published: place, changes and the like; without a zone it is written in UTC.

    Raises:
        ValueError: a time is not aware, or it takes no time.
    """
    if starts.tzinfo is None or stamp.tzinfo is None:
        raise ValueError("an appointment stands at a moment")
    if minutes < 1:
        raise ValueError("an appointment takes time")
    zone = published.zone or UTC
    begins = starts.astimezone(zone)
    ends = (starts.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(zone)
    event = Event()
    event.add("uid", _line(uid))
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("sequence", published.sequence)
    event.add("status", "CANCELLED" if published.cancelled else "CONFIRMED")
    event.add("dtstart", begins)
    event.add("dtend", ends)
    event.add("summary", _line(summary))
    event.add("description", _plain(description))
    if published.place:
        event.add("location", _line(published.place))
    if published.link:
        event.add("url", _line(published.link))
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if published.cancelled else "PUBLISH")
    calendar.add_component(event)
    if published.zone is not None:
        # The rules of the years around it are enough, and keep the file small.
        calendar.add_missing_timezones(
            first_date=begins.date() - AROUND, last_date=ends.date() + AROUND
        )
    written: bytes = calendar.to_ical()
    return written.decode()


def _line(text: str) -> str:
    return _plain(text).replace("\n", " ")


def _plain(text: str) -> str:
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
