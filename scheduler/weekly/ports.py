"""What the weekly tip needs from the outside world."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from scheduler.weekly.model import Occasion, Schedule, State, Wish


class WeeklyShelf(Protocol):
    """Schedules, their occasions, and what people wish."""

    async def schedules(self) -> Sequence[Schedule]:
        """Return all schedules, by name."""
        ...

    async def schedule(self, schedule_id: str) -> Schedule:
        """Return a schedule, or raise UnknownSchedule."""
        ...

    async def put_schedule(self, schedule: Schedule) -> None:
        """Keep this version of a schedule."""
        ...

    async def remove_schedule(self, schedule_id: str) -> None:
        """Remove a schedule, and its occasions that have not begun."""
        ...

    async def add(self, occasion: Occasion) -> bool:
        """Keep a new occasion; False when another replica has it already."""
        ...

    async def occasion(self, occasion_id: str) -> Occasion:
        """Return an occasion, or raise UnknownOccasion."""
        ...

    async def locked(self, occasion_id: str) -> Occasion:
        """Return an occasion, and keep others from changing it in this transaction."""
        ...

    async def put(self, occasion: Occasion) -> None:
        """Keep this version of an occasion that is locked."""
        ...

    async def remove(self, occasion_id: str) -> None:
        """Remove an occasion that has not begun."""
        ...

    async def occasions(
        self, *, since: datetime | None = None, states: Collection[State] = ()
    ) -> Sequence[Occasion]:
        """Return occasions due from a time on, in these states or any, the first first."""
        ...

    async def of(self, schedule_id: str) -> Sequence[Occasion]:
        """Return all occasions of a schedule, the first first."""
        ...

    async def freeze(self, occasion_id: str, people: Sequence[str]) -> None:
        """Keep whom an occasion goes to, in parts small enough for one transaction each."""
        ...

    async def next_part(self, occasion_id: str) -> Sequence[str]:
        """Take the next part of an occasion's audience; empty when all have had their letters."""
        ...

    async def wish(self, person_id: str) -> Wish:
        """Return what somebody wishes."""
        ...

    async def wishes(self) -> Mapping[str, Wish]:
        """Return what people wish, of those who have said so."""
        ...

    async def put_wish(self, wish: Wish) -> None:
        """Keep what somebody wishes in place of what they wished before."""
        ...

    async def forget(self, person_id: str) -> None:
        """Remove a person: their wish, and that they chose, changed or approved something."""
        ...

    async def hand_over(self, *, of: str, to: str) -> None:
        """Let what one person wished be another's, who is the same one."""
        ...

    async def tips_used(self, *, since: date) -> Sequence[tuple[str, str]]:
        """Return the tips of occasions planned from a day on: tip id and ISO week."""
        ...

    async def forget_old(self, *, before: datetime) -> int:
        """Remove occasions that were due before a time and are over; say how many."""
        ...
