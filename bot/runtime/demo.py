"""Fills an empty database with the default library and a made-up organisation."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML

from bot.runtime import (
    sample_events,
    sample_figures,
    sample_group,
    sample_register,
    sample_weekly,
)
from bot.runtime.work import SqlWorks
from knowledge.people.model import Department, Level, Person, Profile, Role
from tips import default_library
from tips.exchange.markdown import read as read_tip
from tips.model import Tip, TipKind

FILE = Path(__file__).parent / "sample_organisation.yaml"
ROOMS = Path(__file__).parent / "sample_rooms"

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


class NotEmpty(Exception):
    """The database holds a real organisation; sample people must never meet real ones."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The sample organisation, as its file has it."""

    departments: tuple[Department, ...]
    people: tuple[Person, ...]
    profiles: tuple[Profile, ...]


def read(path: Path = FILE) -> Sample:
    """Read the sample organisation."""
    found = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return Sample(
        departments=tuple(_departments(found["departments"])),
        people=tuple(_people(found["people"])),
        profiles=tuple(_profiles(found["people"])),
    )


def _departments(rows: list[dict[str, str]]) -> Iterator[Department]:
    for row in rows:
        yield Department(
            id=row["id"],
            name=row["name"],
            parent=row.get("part_of"),
            level=Level(row.get("level", Level.DEPARTMENT)),
            hours=row.get("hours", ""),
            it_contact=row.get("it", ""),
            service_desk=row.get("service_desk", ""),
        )


def _people(rows: list[dict[str, str]]) -> Iterator[Person]:
    for row in rows:
        yield Person(
            id=row["id"],
            name=row["name"],
            role=Role(row["role"]),
            department=row.get("department"),
            place=row.get("place", ""),
            sample=True,
        )


def _profiles(rows: list[dict[str, str]]) -> Iterator[Profile]:
    """Everybody who helps in the sample sees questions, so that it works at once."""
    for row in rows:
        if Role(row["role"]).helps:
            yield Profile(
                person=row["id"],
                spoken=row.get("spoken", ""),
                phone=row.get("phone", ""),
                drop_in=row.get("drop_in", ""),
                languages=tuple(row.get("languages", "").split()),
                interests=row.get("interests", ""),
                hours_a_month=int(row["hours_a_month"]) if "hours_a_month" in row else None,
                sees=True,
            )


def rooms() -> list[Tip]:
    """Read the cards of the made-up rooms."""
    files = sorted(ROOMS.glob("*.md"))
    return [read_tip(path.read_text(encoding="utf-8"), language="sv") for path in files]


async def fill(work: SqlWorks, progress: Progress, *, now: datetime, zone: ZoneInfo) -> bool:
    """Fill the database if it is empty; a database that `demo` made before is left as it is.

    Args:
        work: opens a transaction.
        progress: is told how far it has come.
        now: the time, from which the days of the sample meetings are counted.
        zone: where the sample organisation is.

    Returns:
        Whether anything was added.

    Raises:
        NotEmpty: the database holds something that `demo` did not put there.
    """
    async with work() as one:
        if await one.installation.is_demo():
            return False
        if await one.people.departments() or await one.people.everyone():
            raise NotEmpty
        files = len(default_library.files())
        tips = []
        for number, tip in enumerate(default_library.tips(), start=1):
            tips.append(tip)
            progress("tips", number, files)
        await one.tips.fill([*tips, *rooms()])
        await sample_register.read().put_in(one)
        sample = read()
        for department in sample.departments:
            await one.people.put_department(department)
        for person in sample.people:
            await one.people.put(person)
        for profile in sample.profiles:
            await one.people.put_profile(profile)
        days = sample_group.SampleDays(now, zone)
        await sample_group.fill(one, sample.people, days)
        await sample_events.fill(one, days)
        await sample_weekly.fill(one, days, people=len(sample.people))
        progress("people", len(sample.people), len(sample.people))
        most_read = [tip.id for tip in tips if tip.language == "sv" and tip.kind is TipKind.TOOL]
        await one.figures.show(
            sample_figures.figures(
                await one.people.tree(), most_read, today=now.astimezone(zone).date()
            )
        )
        await one.installation.mark_demo()
        await one.commit()
    return True
