"""The made-up organisation's coach group: a meeting that was, one to come, and the year's plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML

from bot.runtime.work import SqlWork
from knowledge.coach_group.model import Action, Coming, Meeting, Origin, Point, State
from knowledge.people.model import Person, Role
from knowledge.year_plan.model import Activity, Sort, Status

FILE = Path(__file__).parent / "sample_group.yaml"

MEETING_DAY = 3
"""Thursday, counted from Monday."""

INVITED_BEFORE = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class SampleDays:
    """Turns the file's weeks into days: how far from the week in which the sample is made."""

    now: datetime
    zone: ZoneInfo

    def thursday(self, weeks: int, hour: str = "00:00") -> datetime:
        """Return an hour of the Thursday so many weeks from this week's."""
        today = self.now.astimezone(self.zone).date()
        day = today + timedelta(days=MEETING_DAY - today.weekday(), weeks=weeks)
        return datetime.combine(day, time.fromisoformat(hour), self.zone)


async def fill(work: SqlWork, people: Sequence[Person], days: SampleDays) -> None:
    """Add the sample group, all of it marked as a sample; nobody is written to."""
    found = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    members = [one.id for one in people if one.role in {Role.COACH, Role.STANDIN}]
    for row in found["meetings"]:
        await _meeting(work, row, members, days)
    month = days.now.astimezone(days.zone)
    for number, row in enumerate(found["activities"]):
        await work.year_plan.add(_activity(number, row, month))


async def _meeting(
    work: SqlWork, row: Mapping[str, Any], members: Sequence[str], days: SampleDays
) -> None:
    starts = days.thursday(row["weeks"], row["hour"])
    invited = min(starts, days.now) - INVITED_BEFORE
    state = State(row.get("state", State.PLANNED))
    await work.group.add(
        Meeting(
            id=row["id"],
            department=None,
            starts=starts,
            lasts=row["lasts"],
            place=row["place"],
            link=row.get("link", ""),
            agenda=tuple(_point(one) for one in row["agenda"]),
            notes=row.get("notes", ""),
            state=state,
            invited=invited,
            notes_sent=starts + timedelta(days=1) if state is State.HELD else None,
            sample=True,
        )
    )
    for one in members:
        await work.group.invite(row["id"], one, at=invited)
    for one, coming in row["coming"].items():
        await work.group.answer(row["id"], one, Coming(coming), at=invited)
    for action in row.get("actions", ()):
        due = days.thursday(action["weeks"]).date()
        await work.group.add_action(
            Action(
                id=action["id"],
                meeting=row["id"],
                what=action["what"],
                owner=action["owner"],
                due=due,
                done=due - timedelta(days=1) if action.get("done") else None,
            )
        )


def _point(row: str | Mapping[str, str]) -> Point:
    if isinstance(row, str):
        return Point(text=row)
    return Point(text=row["text"], origin=Origin(row["origin"]), source=row.get("source", ""))


def _activity(number: int, row: Mapping[str, Any], now: datetime) -> Activity:
    """Return an activity of this year; what is past is done, but for one that is late."""
    status = Status.PLANNED
    if row["first"] <= now.month:
        status = Status.UNDER_WAY
    if row["last"] < now.month and not row.get("late"):
        status = Status.DONE
    return Activity(
        id=f"exempel-{now.year}-{number}",
        department=None,
        year=now.year,
        first=row["first"],
        last=row["last"],
        title=row["title"],
        sort=Sort(row["sort"]),
        owner=row.get("owner", ""),
        who=row.get("who", ""),
        status=status,
        result=row.get("result", "") if status is Status.DONE else "",
        sample=True,
    )
