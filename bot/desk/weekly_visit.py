"""What the pages of the weekly tip begin with: whose it is, and how it is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.conversations.correspondence import Correspondence
from bot.conversations.part import part_of
from bot.desk.visit import Visit
from bot.texts.catalogue import DEFAULT, Say, say
from scheduler.calendar.coming import Coming
from scheduler.weekly.model import (
    Occasion,
    Schedule,
    State,
    UnknownOccasion,
    UnknownSchedule,
)
from scheduler.weekly.picking import Why

HERE = "/desk/weekly"
POSTS = f"{HERE}/posts"

WHY = {
    Why.CHOSEN: "weekly.why.chosen",
    Why.SEASON: "weekly.why.season",
    Why.ASKED: "weekly.why.asked",
    Why.WORK: "weekly.why.work",
    Why.READ: "weekly.why.read",
    Why.HABIT: "weekly.why.habit",
    Why.RESTED: "weekly.why.rested",
}
STATES = {
    State.PLANNED: "weekly.state.planned",
    State.FILLING: "weekly.state.filling",
    State.SENDING: "weekly.state.sending",
    State.SENT: "weekly.state.sent",
    State.LATE: "weekly.state.late",
    State.STOPPED: "weekly.state.stopped",
    State.SKIPPED: "weekly.state.skipped",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A post in a list.

    Attributes:
        title: of its tip; "" while there is none.
        when: its day and hour, in words.
        why: why this tip, in words; None while there is none.
        moved: why it is not on its usual day; None where it is.
        state: where it is, in words.
    """

    occasion: Occasion
    schedule: Schedule
    title: str
    when: Say
    why: Say | None
    moved: Say | None
    state: Say


async def my_schedules(visit: Visit, letters: Correspondence) -> Mapping[str, Schedule]:
    """Return the schedules the visitor looks after, by id."""
    part = await part_of(letters, visit.me)
    return {
        one.id: one
        for one in await letters.work.weekly.schedules()
        if part is None or one.department in part
    }


async def my_schedule(visit: Visit, letters: Correspondence) -> Schedule:
    """Return the schedule of the address.

    Raises:
        UnknownSchedule: there is none, or it is another's; the two look the same.
    """
    found = (await my_schedules(visit, letters)).get(visit.part("id"))
    if found is None:
        raise UnknownSchedule
    return found


async def my_post(
    visit: Visit, letters: Correspondence, *, locked: bool = False
) -> tuple[Occasion, Schedule]:
    """Return the post of the address, and its schedule.

    Raises:
        UnknownOccasion: there is none, or it is another's; the two look the same.
    """
    weekly = letters.work.weekly
    occasion = await weekly.occasion(visit.part("id"))
    schedule = (await my_schedules(visit, letters)).get(occasion.schedule)
    if schedule is None:
        raise UnknownOccasion
    return (await weekly.locked(occasion.id) if locked else occasion), schedule


def row_of(visit: Visit, occasion: Occasion, schedule: Schedule) -> Row:
    """Return a post with what a list shows of it."""
    titles = visit.desk.library.titles(visit.me.language or DEFAULT)
    here = occasion.due.astimezone(ZoneInfo(schedule.zone))
    return Row(
        occasion=occasion,
        schedule=schedule,
        title=titles.get(occasion.tip, ""),
        when=say("weekly.desk.date", day=here.date().isoformat(), hour=f"{here:%H.%M}"),
        why=say(WHY[Why(occasion.why)]) if occasion.why else None,
        moved=_moved(occasion.planned.isoformat(), occasion.because),
        state=say(STATES[occasion.state]),
    )


def date_of(coming: Coming, schedule: Schedule) -> tuple[Say, Say | None]:
    """Say when something comes, and whether it was moved."""
    here = coming.due.astimezone(ZoneInfo(schedule.zone))
    return (
        say("weekly.desk.date", day=here.date().isoformat(), hour=f"{here:%H.%M}"),
        _moved(coming.planned.isoformat(), coming.because),
    )


def _moved(planned: str, because: str) -> Say | None:
    return say("weekly.desk.moved", day=planned, because=because) if because else None
