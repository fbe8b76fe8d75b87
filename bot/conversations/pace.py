"""How soon somebody is expected to answer, in working time."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from knowledge.escalations.model import Step
from knowledge.people.model import Profile
from scheduler.calendar.days_off import DaysOff
from scheduler.calendar.hours import UnfitHours, WorkingHours
from scheduler.calendar.working_time import Office

QUARTER_HOUR = 15


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """What an installation promises and when it grows impatient.

    Attributes:
        zone: the organisation's time zone.
        hours: when people work where no department says otherwise.
        days_off: the country's holidays.
        reply: the working time within which a helper usually answers; it is promised to askers.
        remind: the working time after which the holder is reminded.
        standin: the working time after which somebody else nearby gets the question.
        coordinator: the working time after which the coordinator gets it.
        minutes: how long one question takes, roughly, in minutes; for hours agreed a month.
    """

    zone: ZoneInfo
    hours: WorkingHours
    days_off: DaysOff
    reply: timedelta = timedelta(hours=8)
    remind: timedelta = timedelta(hours=4)
    standin: timedelta = timedelta(hours=8)
    coordinator: timedelta = timedelta(hours=16)
    minutes: int = QUARTER_HOUR
    _offices: dict[str, Office] = field(default_factory=dict)

    def office(self, hours: str) -> Office:
        """Return the working time of a department, by what it says of its hours ("" the usual)."""
        if hours not in self._offices:
            self._offices[hours] = Office(self._read(hours), self.zone, self.days_off)
        return self._offices[hours]

    def _read(self, hours: str) -> WorkingHours:
        """Read a department's hours; what cannot be read, or is never, counts as the usual."""
        try:
            read = WorkingHours.read(hours) if hours else self.hours
        except UnfitHours:
            return self.hours
        return read if any(read.days) else self.hours

    def arrival(self, now: datetime, profile: Profile, office: Office) -> datetime:
        """Return when a new question reaches somebody: at once, or in their bundle of the day."""
        if profile.bundle is not None:
            return office.next_at(now, profile.bundle)
        return office.opens(now)

    def expected(self, arrival: datetime, office: Office) -> datetime:
        """Return when an answer to what arrives then has usually come."""
        return office.after(arrival, self.reply)

    def next_step(self, step: Step, since: datetime, office: Office) -> datetime:
        """Return when the clock's next step is due, for a question that has come so far."""
        spans = {
            Step.NEW: self.remind,
            Step.REMINDED: self.standin,
            Step.STANDIN: self.coordinator,
            Step.COORDINATOR: self.coordinator + self.standin,
        }
        return office.after(since, spans[step])

    def day(self, at: datetime) -> date:
        """Return the day a time falls on where the organisation is."""
        return at.astimezone(self.zone).date()
