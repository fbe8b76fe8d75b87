"""A place to turn to, and when somebody is there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

DAYS = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
SPAN = re.compile(
    rf"(?P<first>{'|'.join(DAYS)})(?:\s*[-\u2013]\s*(?P<last>{'|'.join(DAYS)}))?\s+"
    r"(?P<from>\d{1,2}(?:[:.]\d\d)?)\s*[-\u2013]\s*(?P<to>\d{1,2}(?:[:.]\d\d)?)"
)


class UnreadableHours(ValueError):
    """Opening hours that cannot be read; the message shows them and an example."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Hours on some days of the week, local time; day 0 is Monday."""

    days: frozenset[int]
    start: time
    end: time

    def holds(self, at: datetime) -> bool:
        """Say whether this local time lies in them."""
        return at.weekday() in self.days and self.start <= at.time() < self.end


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Whom staff turn to for one kind of matter.

    Attributes:
        key: what tips name as their owner, such as servicedesk.
        name: as staff say it.
        phone, page: how to reach it; at least one.
        hours: when somebody answers; empty means always.
        on_call: whom to reach outside the hours, or "".
    """

    key: str
    name: str
    phone: str = ""
    page: str = ""
    hours: tuple[Opening, ...] = ()
    on_call: str = ""

    @property
    def reach(self) -> str:
        """The number, else the page."""
        return self.phone or self.page

    def open_until(self, at: datetime) -> time | None:
        """Return when it closes if it is open at a local time, else None."""
        return next((one.end for one in self.hours if one.holds(at)), None)

    def is_open(self, at: datetime) -> bool:
        """Say whether somebody answers at a local time."""
        return not self.hours or self.open_until(at) is not None

    def opens(self, at: datetime) -> datetime:
        """Return when it opens next after a local time at which it is closed."""
        for ahead in range(8):
            day = at.date() + timedelta(days=ahead)
            starts = [
                datetime.combine(day, one.start, at.tzinfo)
                for one in self.hours
                if day.weekday() in one.days
            ]
            later = [start for start in starts if start > at]
            if later:
                return min(later)
        message = "a place with hours opens within a week"
        raise AssertionError(message)


Places = Mapping[str, Place]
"""By key."""


def hours_in(text: str) -> tuple[Opening, ...]:
    """Read hours written as "mån-fre 7-17, lör 10-14"; an empty text means always.

    Raises:
        UnreadableHours: something in it is no day with hours.
    """
    found = []
    for part in filter(None, (one.strip() for one in text.casefold().split(","))):
        span = SPAN.fullmatch(part)
        if span is None:
            raise UnreadableHours(f"{part!r}: expected hours such as 'mån-fre 7-17'")
        first = DAYS.index(span["first"])
        last = DAYS.index(span["last"] or span["first"])
        days = frozenset(day % 7 for day in range(first, last + 1 + (7 if last < first else 0)))
        start, end = _hour(span["from"]), _hour(span["to"])
        if start >= end:
            raise UnreadableHours(f"{part!r}: expected an end after the beginning")
        found.append(Opening(days, start, end))
    return tuple(found)


def places_in(rows: Sequence[Mapping[str, str]]) -> Places:
    """Read places from rows of texts.

    Raises:
        UnreadableHours: of the first place whose hours cannot be read.
        ValueError: a place lacks its key, its name, or a way to reach it.
    """
    found = {}
    for row in rows:
        place = Place(
            key=row.get("key", ""),
            name=row.get("name", ""),
            phone=str(row.get("phone", "")),
            page=row.get("page", ""),
            hours=hours_in(row.get("hours", "")),
            on_call=str(row.get("on_call", "")),
        )
        if not (place.key and place.name and place.reach):
            raise ValueError(
                f"place {place.key or place.name!r}: expected key, name, and phone or page"
            )
        found[place.key] = place
    return found


def _hour(text: str) -> time:
    hour, _, minute = text.replace(".", ":").partition(":")
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        raise UnreadableHours(f"{text!r}: expected an hour of the day such as 7 or 16:30") from None
