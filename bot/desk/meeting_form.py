"""Reads the form of a meeting: time and place, agenda, minutes and actions, with what is wrong."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.desk.group_visit import owner_of
from bot.texts.catalogue import Say, say
from knowledge.boundaries.texts import clean
from knowledge.coach_group.model import MOST_POINTS, Action, Meeting, Origin, Point
from knowledge.people.model import Person

LONGEST_PLACE, LONGEST_LINK, LONGEST_POINT, LONGEST_NOTES, LONGEST_WHAT = 200, 500, 300, 20_000, 300
LONGEST_WHO = 80
SHORTEST_MEETING, LONGEST_MEETING = 10, 600
"""Minutes."""

FURTHEST = timedelta(days=730)
LINK = re.compile(r"https://[^\s/?#]+\S*")


@dataclass(kw_only=True, slots=True)
class Read:
    """What a form says.

    Attributes:
        meeting: as it would be.
        actions: what was agreed there before, as it would be.
        new: one more action, if any was written.
        wrong: what cannot be kept, by field.
    """

    meeting: Meeting
    actions: list[Action] = field(default_factory=list)
    new: Action | None = None
    wrong: dict[str, Say] = field(default_factory=dict)


def values_of(
    meeting: Meeting, actions: Sequence[Action], names: Mapping[str, str], zone: ZoneInfo
) -> dict[str, str]:
    """Return a meeting as the fields of its form.

    Args:
        meeting: the meeting.
        actions: what was agreed there.
        names: of people, by id.
        zone: where the organisation is.
    """
    starts = meeting.starts.astimezone(zone)
    values = {
        "version": str(meeting.version),
        "day": starts.date().isoformat(),
        "hour": f"{starts:%H:%M}",
        "lasts": str(meeting.lasts),
        "place": meeting.place,
        "link": meeting.link,
        "notes": meeting.notes,
        "new_point": "",
        "new_what": "",
        "new_who": "",
        "new_due": "",
    }
    for number, point in enumerate(meeting.agenda):
        values |= {
            f"point-{number}": point.text,
            f"origin-{number}": point.origin.value,
            f"source-{number}": point.source,
        }
    for one in actions:
        values |= {
            f"what-{one.id}": one.what,
            f"who-{one.id}": names.get(one.owner, one.who),
            f"due-{one.id}": one.due.isoformat() if one.due else "",
        }
    return values


def read(
    meeting: Meeting,
    actions: Sequence[Action],
    form: Mapping[str, str],
    *,
    people: Sequence[Person],
    zone: ZoneInfo,
    now: datetime,
) -> Read:
    """Read a form; a field that is not in it leaves what it is about as it was.

    Args:
        meeting: as it is kept.
        actions: what was agreed there.
        form: as it was sent.
        people: who can be given something to do.
        zone: where the organisation is.
        now: the time.
    """
    found = Read(meeting=meeting)
    if "day" in form:
        _time_and_place(found, form, zone=zone, now=now)
    if "new_point" in form:
        found.meeting = replace(found.meeting, agenda=_agenda(found, form))
    if "notes" in form:
        notes = clean(form["notes"])
        if len(notes) > LONGEST_NOTES:
            found.wrong["notes"] = say("group.wrong.long", longest=LONGEST_NOTES)
        found.meeting = replace(found.meeting, notes=notes)
    for one in actions:
        if f"what-{one.id}" in form:
            found.actions.append(_action(found, one, form, one.id, people))
    if clean(form.get("new_what", "")):
        blank = Action(id=secrets.token_hex(16), meeting=meeting.id, what="")
        found.new = _action(found, blank, form, "", people)
    elif clean(form.get("new_who", "")):
        found.wrong["new_what"] = say("group.wrong.what", longest=LONGEST_WHAT)
    return found


def _time_and_place(found: Read, form: Mapping[str, str], *, zone: ZoneInfo, now: datetime) -> None:
    before = found.meeting
    starts = _moment(form.get("day", ""), form.get("hour", ""), zone)
    if starts is None or (starts != before.starts and not now < starts <= now + FURTHEST):
        found.wrong["day"] = say("group.wrong.time")
        starts = before.starts
    lasts = form.get("lasts", "").strip()
    if not lasts.isdecimal() or not SHORTEST_MEETING <= int(lasts) <= LONGEST_MEETING:
        found.wrong["lasts"] = say(
            "group.wrong.lasts", shortest=SHORTEST_MEETING, longest=LONGEST_MEETING
        )
        lasts = str(before.lasts)
    place, link = _line(form.get("place", "")), _line(form.get("link", ""))
    if len(place) > LONGEST_PLACE:
        found.wrong["place"] = say("group.wrong.long", longest=LONGEST_PLACE)
    if link and (len(link) > LONGEST_LINK or not LINK.fullmatch(link)):
        found.wrong["link"] = say("group.wrong.link")
    found.meeting = before.moved(starts=starts, lasts=int(lasts), place=place, link=link)


def _agenda(found: Read, form: Mapping[str, str]) -> tuple[Point, ...]:
    points = []
    for number in range(MOST_POINTS):
        text = _line(form.get(f"point-{number}", ""))
        if len(text) > LONGEST_POINT:
            found.wrong[f"point-{number}"] = say("group.wrong.long", longest=LONGEST_POINT)
        if text:
            origin = form.get(f"origin-{number}", "")
            known = origin if origin in set(Origin) else Origin.OWN
            points.append(
                Point(
                    text=text,
                    origin=Origin(known),
                    source=_line(form.get(f"source-{number}", ""))[:LONGEST_WHO],
                )
            )
    new = _line(form["new_point"])
    if len(new) > LONGEST_POINT:
        found.wrong["new_point"] = say("group.wrong.long", longest=LONGEST_POINT)
    if new and len(points) >= MOST_POINTS:
        found.wrong["new_point"] = say("group.wrong.points", most=MOST_POINTS)
    return (*points, Point(text=new)) if new else tuple(points)


def _action(
    found: Read, before: Action, form: Mapping[str, str], name: str, people: Sequence[Person]
) -> Action:
    what_name, who_name, due_name = (
        f"{part}-{name}" if name else f"new_{part}" for part in ("what", "who", "due")
    )
    what, who = _line(form.get(what_name, "")), _line(form.get(who_name, ""))
    if not what or len(what) > LONGEST_WHAT:
        found.wrong[what_name] = say("group.wrong.what", longest=LONGEST_WHAT)
    if len(who) > LONGEST_WHO:
        found.wrong[who_name] = say("group.wrong.long", longest=LONGEST_WHO)
    due: date | None = None
    if form.get(due_name, "").strip():
        try:
            due = date.fromisoformat(form[due_name].strip())
        except ValueError:
            found.wrong[due_name] = say("desk.wrong.day")
    owner, words = owner_of(who, people)
    return replace(before, what=what, owner=owner, who=words, due=due)


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def _moment(day: str, hour: str, zone: ZoneInfo) -> datetime | None:
    try:
        at = datetime.combine(date.fromisoformat(day.strip()), time.fromisoformat(hour.strip()))
    except ValueError:
        return None
    return at.replace(tzinfo=zone) if at.tzinfo is None else None
