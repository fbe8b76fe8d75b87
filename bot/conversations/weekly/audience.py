"""Whom a schedule is for today, and when each of them wants it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.conversations.correspondence import Correspondence
from bot.conversations.unasked import after_quiet
from knowledge.people.model import Person
from scheduler.weekly.hours import day_for
from scheduler.weekly.model import Schedule, Wish


async def people_for(letters: Correspondence, schedule: Schedule) -> list[Person]:
    """Return everybody a schedule is for and who has not left, whatever they wish."""
    tree = await letters.tree()
    chains: dict[str | None, list[str]] = {None: []}
    there = await letters.work.accounts.having(schedule.channels) if schedule.channels else None
    found = []
    for person in await letters.work.people.everyone():
        where = person.department
        if where not in chains:
            chains[where] = [one.id for one in tree.chain(where)]
        if there is not None and person.id not in there:
            continue
        if person.left is None and schedule.audience.has(person, chains[where]):
            found.append(person)
    return found


def who_want(people: Iterable[Person], wishes: Mapping[str, Wish], when: datetime) -> list[Person]:
    """Return those of some people who have not said that they want none now."""
    day = when.date()
    return [one for one in people if one.id not in wishes or wishes[one.id].wants(day)]


@dataclass(frozen=True, slots=True)
class Times:
    """When each person gets what is due for all at one time.

    Attributes:
        letters: the transaction.
        zone: the schedule's.
        due: the time, aware.
        wishes: what people wish.
    """

    letters: Correspondence
    zone: ZoneInfo
    due: datetime
    wishes: Mapping[str, Wish]

    async def of(self, person: Person) -> datetime:
        """Return when a person gets it: on their weekday, and not while there is quiet."""
        wish = self.wishes.get(person.id)
        day = day_for(
            self.due,
            wish.weekday if wish else None,
            zone=self.zone,
            days_off=self.letters.pace.days_off,
        )
        return await after_quiet(self.letters, person, wish, day)
