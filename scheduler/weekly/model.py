"""A schedule, one occasion of it, and what a person wishes of the weekly tip."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from knowledge.errors import Explained, Missing
from scheduler.calendar.coming import Coming, Dates, OnDayOff, Pause
from scheduler.calendar.days_off import DaysOff
from scheduler.calendar.rhythm import Rhythm
from scheduler.events.model import Audience

AHEAD = timedelta(hours=24)
"""How long before it is due an occasion is prepared, so that somebody can look at it."""

LOOKED_BACK = timedelta(days=7)
"""How far back an occasion that nobody prepared is still found, and asked about."""

FILL_AHEAD = timedelta(minutes=5)
"""How long before it is due its letters are made."""

MANY = 200
"""Above so many recipients a second person approves, or some minutes pass after a change."""

THINK = timedelta(minutes=10)
"""How long a change to a post to many can be regretted."""

NOT_AGAIN = timedelta(weeks=26)
"""How long a tip is not repeated."""


class UnknownSchedule(Missing):
    """There is no such schedule."""

    key = "weekly.error.unknown_schedule"


class UnknownOccasion(Missing):
    """There is no such post."""

    key = "weekly.error.unknown_post"


class TooLate(Explained):
    """The post is on its way or gone, and this can no longer be done."""

    key = "weekly.error.too_late"


class NoTip(Explained):
    """A post without a tip goes nowhere."""

    key = "weekly.error.no_tip"


class NotYet(Explained):
    """It goes to many, and has been changed so lately that a second person has to approve it."""

    key = "weekly.error.not_yet"


class OwnWork(Explained):
    """Whoever made the last change cannot be the one who approves it."""

    key = "weekly.error.own_work"


class State(StrEnum):
    """Where an occasion is in its life."""

    PLANNED = "planned"
    FILLING = "filling"
    """Its audience is frozen, and the letters are being made."""

    SENDING = "sending"
    SENT = "sent"
    LATE = "late"
    """It should have left, and only a human may let it go now."""

    STOPPED = "stopped"
    SKIPPED = "skipped"

    @property
    def is_begun(self) -> bool:
        """Whether letters have been made, or are being made."""
        return self in {State.FILLING, State.SENDING, State.SENT, State.STOPPED}


MOVING = (State.PLANNED, State.FILLING, State.SENDING)
"""What the clock looks after; the others wait for somebody, or for nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Schedule:
    """When tips come, and to whom.

    Attributes:
        id: unique.
        name: what it is called on the desk.
        rhythm: days and hour.
        zone: the name of the time zone the hour is in.
        audience: whom it is for.
        channels: whom of the audience it is for: those with an account on any of these, and it
            comes there if it is one; none is all.
        language: "" speaks to everybody in their own, else a code of ours.
        on_day_off: where a date on a day off goes.
        first, last: planned days lie between them; None for no end.
        pauses: days without any.
        department: whose coordinators look after it; None for the whole organisation's.
        since: nothing that was due before this is made up for.
        on: whether it runs.
        sample: made by `demo`; it writes to nobody until somebody has saved it.
    """

    id: str
    name: str
    rhythm: Rhythm
    zone: str
    audience: Audience
    channels: tuple[str, ...] = ()
    language: str = ""
    on_day_off: OnDayOff = OnDayOff.PREVIOUS
    first: date | None = None
    last: date | None = None
    pauses: tuple[Pause, ...] = ()
    department: str | None = None
    since: datetime
    on: bool = True
    sample: bool = False

    def dates(self, days_off: DaysOff) -> Dates:
        """Return when it comes."""
        return Dates(
            rhythm=self.rhythm,
            zone=ZoneInfo(self.zone),
            days_off=days_off,
            on_day_off=self.on_day_off,
            first=self.first,
            last=self.last,
            pauses=self.pauses,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Occasion:
    """One post by a schedule.

    Attributes:
        id: unique.
        schedule: id of it; with `key` unique, so that no replica makes it twice.
        key: see Coming.
        week: the ISO week of its planned day; nobody gets two unasked letters for one.
        planned: its day by the rhythm.
        due: when it leaves, in UTC.
        because: the day off it was moved for.
        tip: id of the tip; "" while none can be found.
        why: the reason it was picked, as a word of `picking`.
        chosen_by: person id of who chose it; "" for the picker.
        size: how many it goes to, as far as is known.
        state: where it is.
        changed: when somebody or something last changed what it says or to whom.
        changed_by: person id; "" for the picker.
        approved_by: person id of the second pair of eyes.
        late: minutes by which it began too late.
    """

    id: str
    schedule: str
    key: str
    week: str
    planned: date
    due: datetime
    because: str = ""
    tip: str = ""
    why: str = ""
    chosen_by: str = ""
    size: int = 0
    state: State = State.PLANNED
    changed: datetime
    changed_by: str = ""
    approved_by: str = ""
    late: int = 0

    def chosen(self, tip: str, *, by: str, at: datetime) -> "Occasion":
        """Return it with another tip; who has approved it has not seen this one.

        Raises:
            TooLate: its letters are being made.
        """
        self._must_not_have_begun()
        return replace(
            self, tip=tip, why="chosen", chosen_by=by, changed=at, changed_by=by, approved_by=""
        )

    def approved(self, *, by: str) -> "Occasion":
        """Return it approved by a second person.

        Raises:
            OwnWork: it was they who changed it last.
            TooLate: its letters are being made.
        """
        self._must_not_have_begun()
        if by == self.changed_by:
            raise OwnWork
        return replace(self, approved_by=by)

    def skipped(self, *, by: str, at: datetime) -> "Occasion":
        """Return it left out.

        Raises:
            TooLate: its letters are being made.
        """
        self._must_not_have_begun()
        return replace(self, state=State.SKIPPED, changed=at, changed_by=by)

    def may_leave(self, now: datetime) -> bool:
        """Say whether nobody need look at it any more before its letters are made.

        What goes to many has stood there for some minutes as it is, whoever picked it, or a second
        person has approved it.
        """
        is_seen = self.size <= MANY or self.approved_by or now >= self.changed + THINK
        return bool(self.tip) and bool(is_seen)

    def _must_not_have_begun(self) -> None:
        if self.state.is_begun or self.state is State.SKIPPED:
            raise TooLate


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What somebody wants of the weekly tip, and of whatever else comes unasked.

    Attributes:
        person: person id.
        stopped: they want none.
        until: none before this day.
        weekday: the day of the week they want it on; None is whenever it comes.
        quiet: hours in which nothing unasked comes, as working hours are written; "" for none.
    """

    person: str
    stopped: bool = False
    until: date | None = None
    weekday: int | None = None
    quiet: str = ""

    def wants(self, day: date) -> bool:
        """Say whether they want one on a day."""
        return not self.stopped and (self.until is None or day >= self.until)


def planned(schedule: Schedule, dates: Dates, *, now: datetime) -> list[Coming]:
    """Return what of a schedule is to be prepared at a time, and what should have been before."""
    if not schedule.on:
        return []
    start = max(schedule.since, now - LOOKED_BACK)
    return list(dates.between(start, now + AHEAD))
