"""The made-up organisation's events: one with a time, one to be interested in, one to try."""

from pathlib import Path

from ruamel.yaml import YAML

from bot.runtime.sample_group import SampleDays
from bot.runtime.work import SqlWork
from scheduler.events.model import Access, Event, Purpose, State

FILE = Path(__file__).parent / "sample_events.yaml"
ORGANISER = "inger"


async def fill(work: SqlWork, days: SampleDays) -> None:
    """Add the sample events, all of them marked as samples; nobody is written to."""
    for row in YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))["events"]:
        await work.events.add(
            Event(
                id=row["id"],
                title=row["title"],
                about=row["about"],
                purpose=Purpose(row["purpose"]),
                host=row["host"],
                organiser=ORGANISER,
                starts=days.thursday(row["weeks"], row["hour"]) if "weeks" in row else None,
                lasts=row.get("lasts", 60),
                place=row["place"],
                level=row.get("level", ""),
                access=tuple(Access(one) for one in row.get("access", ())),
                seats=row.get("seats"),
                drop_in=row.get("drop_in", ""),
                question=row.get("question", ""),
                state=State.OPEN,
                invited=days.now,
                sample=True,
            )
        )
