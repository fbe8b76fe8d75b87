"""What the year plan needs from the outside world."""

from collections.abc import Callable, Sequence
from typing import Protocol

from knowledge.year_plan.model import Activity


class YearPlanShelf(Protocol):
    """Activities, year by year."""

    async def add(self, activity: Activity) -> bool:
        """Keep a new activity; False when there is one with its id."""
        ...

    async def get(self, activity_id: str) -> Activity:
        """Return the activity, or raise UnknownActivity."""
        ...

    async def put(self, activity: Activity) -> Activity:
        """Keep a change and return the activity with its next version.

        Raises:
            ActivityChanged: somebody has changed it since this was read.
        """
        ...

    async def remove(self, activity_id: str) -> None:
        """Let an activity be no more; removing it twice is no error."""
        ...

    async def of_year(self, year: int) -> Sequence[Activity]:
        """Return the activities of a year, in the order of their months."""
        ...

    async def open_before(self, year: int) -> Sequence[Activity]:
        """Return what is not finished of the years before one, in the order of their months."""
        ...

    async def owned_by(self, person_id: str) -> Sequence[Activity]:
        """Return what somebody sees to, in the order of years and months."""
        ...

    async def forget_owner(self, person_id: str) -> int:
        """Remove a person as owner, and keep the activities; return how many there were."""
        ...

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put everything anybody wrote through a change; say how many rows it changed."""
        ...

    async def forget_old(self, *, before: int) -> int:
        """Remove the activities of years before one; say how many."""
        ...
