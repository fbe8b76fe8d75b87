"""Letters that nobody has asked for: one a week to each person at most, never while there is quiet.

A weekly tip takes its week, and an invitation by a letter of its own does. What can wait goes to
the next week that is free; an invitation that cannot is sent all the same, since whoever chose a
letter of its own for it wants people to hear of it in time.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.conversations.correspondence import Correspondence
from knowledge.people.model import Person
from scheduler.calendar.coming import week_key
from scheduler.calendar.hours import WEEK
from scheduler.events.model import Event
from scheduler.weekly.hours import Quiet
from scheduler.weekly.model import Occasion, Schedule, State, Wish

A_DAY = timedelta(days=1)
A_WEEK = timedelta(weeks=1)

WEEKS_AHEAD = 3
"""So many weeks an invitation may wait for a free one."""


def week_of(week: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return when an ISO week as 2026-W53 begins and ends."""
    monday = date.fromisoformat(f"{week}-1")
    return (
        datetime.combine(monday, time(), zone),
        datetime.combine(monday + A_WEEK, time(), zone),
    )


async def invited_in(
    letters: Correspondence, week: str, *, among: Collection[str] | None = None
) -> frozenset[str]:
    """Return who, among some people or all, is invited by a letter of its own in a week."""
    since, until = week_of(week, letters.pace.zone)
    return await letters.work.events.invited_by_letter(since=since, until=until, among=among)


async def after_quiet(
    letters: Correspondence, person: Person, wish: Wish | None, at: datetime
) -> datetime:
    """Return a time, or the first one after it at which neither they nor their department is quiet.

    Where the two leave no hour between them, their own quiet holds.
    """
    tree = await letters.tree()
    theirs = Quiet(tree.inherited(person.department, "quiet"), letters.pace.zone)
    own = Quiet(wish.quiet if wish else "", letters.pace.zone)
    for _ in range(WEEK):
        at = theirs.after(at)
        if not own.holds(at):
            break
        at = own.after(at)
    return at


@dataclass(kw_only=True, slots=True)
class Weeks:
    """Who of some people has, or will have, the unasked letter of a week.

    Attributes:
        letters: the transaction.
        people: ids of those it is about, some hundred at most.
    """

    letters: Correspondence
    people: Collection[str]
    _wishes: Mapping[str, Wish] | None = None
    _invited: dict[str, frozenset[str]] = field(default_factory=dict)
    _posts: dict[str, Sequence[tuple[Occasion, Schedule]]] = field(default_factory=dict)

    async def hour_for(self, event: Event, person: Person) -> datetime:
        """Return when somebody is invited: in their working hours, in a week that is free."""
        now = self.letters.now
        monday = self.letters.today - self.letters.today.weekday() * A_DAY
        for ahead in range(WEEKS_AHEAD + 1):
            start = datetime.combine(monday + ahead * A_WEEK, time(), self.letters.pace.zone)
            at = await self._hour(person, max(now, start))
            if not event.takes_answers(at):
                break
            if not await self._is_taken(person, week_key(self.letters.day(at))):
                return at
        return await self._hour(person, now)

    async def _hour(self, person: Person, at: datetime) -> datetime:
        if at == self.letters.now and self.letters.here(person.id):
            return at
        opens = (await self.letters.office(person.department)).opens(at)
        wish = (await self._wished()).get(person.id)
        return await after_quiet(self.letters, person, wish, opens)

    async def _wished(self) -> Mapping[str, Wish]:
        if self._wishes is None:
            self._wishes = await self.letters.work.weekly.wishes()
        return self._wishes

    async def _is_taken(self, person: Person, week: str) -> bool:
        if week not in self._invited:
            self._invited[week] = await invited_in(self.letters, week, among=self.people)
            self._posts[week] = await self._begun(week)
        if person.id in self._invited[week]:
            return True
        tree = await self.letters.tree()
        chain = [one.id for one in tree.chain(person.department)] if person.department else []
        wish = (await self._wished()).get(person.id, Wish(person=person.id))
        return any(
            schedule.audience.has(person, chain) and wish.wants(occasion.planned)
            for occasion, schedule in self._posts[week]
        )

    async def _begun(self, week: str) -> Sequence[tuple[Occasion, Schedule]]:
        """Return the posts of a week that have gone, go, or wait for somebody to let them go."""
        work = self.letters.work
        schedules = {one.id: one for one in await work.weekly.schedules() if not one.sample}
        since, _ = week_of(week, self.letters.pace.zone)
        return [
            (one, schedules[one.schedule])
            for one in await work.weekly.occasions(since=since - A_WEEK)
            if one.week == week
            and one.schedule in schedules
            and (one.state.is_begun or one.state is State.LATE)
        ]
