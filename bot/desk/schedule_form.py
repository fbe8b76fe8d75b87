"""The form of a schedule: what is in it, and what of it cannot be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.texts.catalogue import LANGUAGES, Say, say
from knowledge.boundaries.texts import clean
from knowledge.errors import Explained
from knowledge.people.model import Role
from scheduler.calendar.coming import OnDayOff, Pause
from scheduler.calendar.rhythm import Rhythm
from scheduler.events.model import Audience
from scheduler.weekly.model import Schedule

PLATFORMS = ("teams", "slack")
"""Channels that a schedule may be for alone, by their names."""

LONGEST_NAME = 80
MOST_PAUSES = 20
DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Read:
    """A schedule as the form has it, and what is wrong by field; then it must not be kept."""

    schedule: Schedule
    wrong: Mapping[str, Say]


def values_of(schedule: Schedule, *, is_new: bool) -> dict[str, str]:
    """Return the fields of a schedule, as the form shows them."""
    return {
        "name": schedule.name,
        "rhythm": "" if is_new else str(schedule.rhythm),
        "zone": schedule.zone,
        "departments": " ".join(schedule.audience.departments),
        "roles": " ".join(schedule.audience.roles),
        "channels": " ".join(schedule.channels),
        "language": schedule.language,
        "on_day_off": schedule.on_day_off.value,
        "first": schedule.first.isoformat() if schedule.first else "",
        "last": schedule.last.isoformat() if schedule.last else "",
        "pauses": "\n".join(f"{one.first} \u2013 {one.last}" for one in schedule.pauses),
        "on": "1" if schedule.on else "",
    }


def read(before: Schedule, sent: Mapping[str, str], part: frozenset[str] | None) -> Read:
    """Read what was sent.

    Args:
        before: the schedule as it is.
        sent: fields by name; boxes and lists that nobody touched are not among them.
        part: ids of the departments the visitor looks after; None for all.
    """
    wrong: dict[str, Say] = {}
    name = " ".join(clean(sent.get("name", "")).split())
    if not name or len(name) > LONGEST_NAME:
        wrong["name"] = say("weekly.wrong.name", longest=LONGEST_NAME)
    rhythm = before.rhythm
    try:
        rhythm = Rhythm.read(clean(sent.get("rhythm", "")))
    except Explained as error:
        wrong["rhythm"] = say(error.key, **error.details)
    zone = sent.get("zone", before.zone).strip()
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        wrong["zone"] = say("weekly.wrong.zone")
        zone = before.zone
    departments = tuple(sent.get("departments", "").split())
    outside = part is not None and not set(departments) <= part
    if outside or (part is not None and not departments):
        wrong["departments"] = say("weekly.wrong.departments")
    roles = tuple(Role(one) for one in sent.get("roles", "").split() if one in set(Role))
    first, last = (_day(sent.get(each, ""), each, wrong) for each in ("first", "last"))
    if first and last and last < first:
        wrong["last"] = say("weekly.wrong.last")
    language = sent.get("language", "")
    on_day_off = sent.get("on_day_off", "")
    return Read(
        replace(
            before,
            name=name,
            rhythm=rhythm,
            zone=zone,
            audience=Audience(departments=departments, roles=roles),
            channels=tuple(one for one in sent.get("channels", "").split() if one in PLATFORMS),
            language=language if language in LANGUAGES else "",
            on_day_off=OnDayOff(on_day_off) if on_day_off in set(OnDayOff) else OnDayOff.PREVIOUS,
            first=first,
            last=last,
            pauses=_pauses(sent.get("pauses", ""), wrong),
            on=sent.get("on") == "1",
        ),
        wrong,
    )


def _day(text: str, name: str, wrong: dict[str, Say]) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        wrong[name] = say("weekly.wrong.day")
        return None


def _pauses(text: str, wrong: dict[str, Say]) -> tuple[Pause, ...]:
    found: list[Pause] = []
    for line in filter(str.strip, text.splitlines()):
        days = DAY.findall(line)
        try:
            first, last = (date.fromisoformat(one) for one in days)
        except ValueError:
            wrong["pauses"] = say("weekly.wrong.pauses")
            return ()
        if last < first or len(found) >= MOST_PAUSES:
            wrong["pauses"] = say("weekly.wrong.pauses")
            return ()
        found.append(Pause(first=first, last=last))
    return tuple(found)
