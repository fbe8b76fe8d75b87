"""What an event may be: every field as it is written, read, and what is wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from knowledge.boundaries.texts import clean
from knowledge.people.model import Role
from scheduler.calendar.hours import UnfitHours, WorkingHours
from scheduler.events.model import (
    FEWEST_POINTS,
    MOST_POINTS,
    Access,
    Event,
    Purpose,
    State,
)

LONGEST = {
    "title": 120,
    "about": 1_000,
    "host": 120,
    "place": 200,
    "link": 500,
    "level": 200,
    "access_note": 300,
    "series": 120,
    "drop_in": 200,
    "question": 200,
    "points": 2_000,
}
"""Characters."""

SHORTEST_LASTS, LONGEST_LASTS = 5, 24 * 60
MOST_SEATS = 100_000
FURTHEST = timedelta(days=730)
LINK = re.compile(r"https://[^\s/?#]+\S*")
LANGUAGES = frozenset({"sv", "en", "da", "nb", "fi"})
INVITED_ROLES = (Role.STAFF, Role.COACH, Role.STANDIN, Role.COORDINATOR, Role.MANAGER)


class Kind(StrEnum):
    """What can be wrong with a field."""

    TITLE = "title"
    LONG = "long"
    PURPOSE = "purpose"
    CHOICE = "choice"
    LINK = "link"
    TIME = "time"
    PAST = "past"
    NO_TIME_ANY_MORE = "no_time_any_more"
    ANSWER_BY = "answer_by"
    LASTS = "lasts"
    SEATS = "seats"
    DROP_IN = "drop_in"


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What is wrong with a field, and the figures that say what was expected."""

    kind: Kind
    shortest: int = 0
    longest: int = 0
    found: int = 0


@dataclass(kw_only=True, slots=True)
class Read:
    """What a form says.

    Attributes:
        event: as it would be.
        wrong: what cannot be kept, by field.
    """

    event: Event
    wrong: dict[str, Fault] = field(default_factory=dict)

    def refuse(
        self, name: str, kind: Kind, *, shortest: int = 0, longest: int = 0, found: int = 0
    ) -> None:
        """Write down what is wrong with a field."""
        self.wrong[name] = Fault(kind=kind, shortest=shortest, longest=longest, found=found)


def values_of(event: Event, zone: ZoneInfo) -> dict[str, str]:
    """Return an event as the fields of its form."""
    starts = event.starts.astimezone(zone) if event.starts else None
    answer_by = event.answer_by.astimezone(zone) if event.answer_by else None
    return {
        "version": str(event.version),
        "title": event.title,
        "about": event.about,
        "purpose": event.purpose.value,
        "host": event.host,
        "day": starts.date().isoformat() if starts else "",
        "hour": f"{starts:%H:%M}" if starts else "",
        "lasts": str(event.lasts),
        "place": event.place,
        "link": event.link,
        "level": event.level,
        "language": event.language,
        "access": "\n".join(one.value for one in event.access),
        "access_note": event.access_note,
        "seats": str(event.seats) if event.seats is not None else "",
        "answer_by": answer_by.date().isoformat() if answer_by else "",
        "departments": "\n".join(event.audience.departments),
        "roles": "\n".join(one.value for one in event.audience.roles),
        "series": event.series,
        "drop_in": event.drop_in,
        "own_letter": "1" if event.own_letter else "",
        "question": event.question,
        "points": event.points,
    }


def read(event: Event, form: Mapping[str, str], *, zone: ZoneInfo, now: datetime) -> Read:
    """Read a form; a field that is not in it leaves what it is about as it was.

    Args:
        event: as it is kept.
        form: as it was sent; several values of one field stand on lines of their own.
        zone: where the organisation is.
        now: the time.
    """
    found = Read(event=event)
    _texts(found, form)
    if "purpose" in form:
        if form["purpose"] in set(Purpose):
            found.event = replace(found.event, purpose=Purpose(form["purpose"]))
        else:
            found.refuse("purpose", Kind.PURPOSE)
    if "language" in form:
        if form["language"] in LANGUAGES:
            found.event = replace(found.event, language=form["language"])
        else:
            found.refuse("language", Kind.CHOICE)
    if "access" in form:
        access = tuple(Access(one) for one in form["access"].split() if one in set(Access))
        found.event = replace(found.event, access=access)
    if "own_letter" in form:
        found.event = replace(found.event, own_letter=form["own_letter"].strip() == "1")
    _audience(found, form)
    _seats(found, form)
    _when(found, form, zone=zone, now=now)
    found.event = found.event.as_change_of(event)
    return found


def whole(event: Event) -> bool:
    """Say whether an event has all that people must know before they are asked."""
    return bool(event.title and (event.place or event.link or event.starts is None))


def points_of(text: str) -> tuple[str, ...] | None:
    """Return what was taken home as lines, or None when there are too few or too many."""
    lines = tuple(line.strip(" -*•\t") for line in text.splitlines() if line.strip(" -*•\t"))
    return lines if FEWEST_POINTS <= len(lines) <= MOST_POINTS else None


def _texts(found: Read, form: Mapping[str, str]) -> None:
    for name, longest in LONGEST.items():
        if name not in form:
            continue
        text = clean(form[name])
        if name not in {"about", "points"}:
            text = " ".join(text.split())
        if len(text) > longest:
            found.refuse(name, Kind.LONG, longest=longest, found=len(text))
        found.event = found.event.with_text(name, text[: longest * 2])
    if "title" in form and not found.event.title:
        found.refuse("title", Kind.TITLE)
    if found.event.link and not LINK.fullmatch(found.event.link):
        found.refuse("link", Kind.LINK)
    if "drop_in" in form and found.event.drop_in:
        try:
            WorkingHours.read(found.event.drop_in)
        except UnfitHours:
            found.refuse("drop_in", Kind.DROP_IN)


def _audience(found: Read, form: Mapping[str, str]) -> None:
    audience = found.event.audience
    if "departments" in form:
        audience = replace(audience, departments=tuple(form["departments"].split()))
    if "roles" in form:
        roles = tuple(one for one in INVITED_ROLES if one.value in form["roles"].split())
        audience = replace(audience, roles=roles)
    found.event = replace(found.event, audience=audience)


def _seats(found: Read, form: Mapping[str, str]) -> None:
    if "seats" not in form:
        return
    text = form["seats"].strip()
    if not text:
        found.event = replace(found.event, seats=None)
    elif text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= MOST_SEATS:
        found.event = replace(found.event, seats=int(text))
    else:
        found.refuse("seats", Kind.SEATS)


def _when(found: Read, form: Mapping[str, str], *, zone: ZoneInfo, now: datetime) -> None:
    """Read the time; whatever guests must know of makes a new revision."""
    before = found.event
    lasts = form.get("lasts", str(before.lasts)).strip()
    if (
        not (lasts.isascii() and lasts.isdecimal())
        or not SHORTEST_LASTS <= int(lasts[:6]) <= LONGEST_LASTS
    ):
        found.refuse("lasts", Kind.LASTS, shortest=SHORTEST_LASTS, longest=LONGEST_LASTS)
        lasts = str(before.lasts)
    starts = before.starts
    if "day" in form:
        starts = _moment(form["day"], form.get("hour", ""), zone)
        if form["day"].strip() and starts is None:
            found.refuse("day", Kind.TIME)
        elif starts is not None and starts != before.starts and not now < starts <= now + FURTHEST:
            found.refuse("day", Kind.PAST)
        elif starts is None and before.starts is not None and before.state is State.OPEN:
            found.refuse("day", Kind.NO_TIME_ANY_MORE)
    answer_by = before.answer_by
    if "answer_by" in form:
        last = _moment(form["answer_by"], "23:59", zone)
        if form["answer_by"].strip() and last is None:
            found.refuse("answer_by", Kind.TIME)
        elif last is not None and starts is not None and last.date() > starts.date():
            found.refuse("answer_by", Kind.ANSWER_BY)
        answer_by = min(last, starts) if last is not None and starts is not None else last
    found.event = replace(found.event, starts=starts, lasts=int(lasts), answer_by=answer_by)


def _moment(day: str, hour: str, zone: ZoneInfo) -> datetime | None:
    try:
        at = datetime.combine(date.fromisoformat(day.strip()), time.fromisoformat(hour.strip()))
    except ValueError:
        return None
    return at.replace(tzinfo=zone) if at.tzinfo is None else None
