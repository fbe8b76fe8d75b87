"""What figures need from the outside world."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from knowledge.figures.model import Change, Count, Figure


class FigureShelf(Protocol):
    """Counts of the four weeks that go on, and figures of those that are over."""

    async def count(self, changes: Sequence[Change], *, week: date) -> None:
        """Count things that happened, all at once.

        Args:
            changes: what happened; of whom only a mark is kept.
            week: the Monday of the week they count for. In a block that is closed nothing counts
                any more.
        """
        ...

    async def forget(self, person_id: str) -> int:
        """Remove all that counts for a person in blocks that go on; say how many rows."""
        ...

    async def over(self, *, today: date) -> Sequence[date]:
        """Return the blocks that are over and not closed, the earliest first."""
        ...

    async def take(self, block: date) -> Sequence[Count] | None:
        """Close a block: destroy its key, remove its counts, and return them this once.

        Returns:
            None when somebody else has closed it.
        """
        ...

    async def show(self, figures: Sequence[Figure]) -> None:
        """Keep figures that may be shown to everybody."""
        ...

    async def of(self, place: str, *, since: date) -> Sequence[Figure]:
        """Return the figures of a place, and those of tips, from a block on."""
        ...

    async def forget_old(self, *, before: date) -> int:
        """Remove the figures of blocks that began before a day; say how many."""
        ...
