"""What disturbances need from the outside world."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from knowledge.disturbances.model import Disturbance


class DisturbanceShelf(Protocol):
    """What does not work, now or soon."""

    async def add(self, disturbance: Disturbance) -> None:
        """Keep one; the same id twice is kept once."""
        ...

    async def on(self, now: datetime) -> Sequence[Disturbance]:
        """Return what people are told now, the latest first."""
        ...

    async def to_come(self, now: datetime) -> Sequence[Disturbance]:
        """Return what is told now or later, the earliest first."""
        ...

    async def end(self, disturbance_id: str, *, at: datetime) -> None:
        """Let one be over from a time on.

        Raises:
            UnknownDisturbance: there is none, or it is over already.
        """
        ...

    async def forget_author(self, person_id: str) -> int:
        """Remove who said so, and keep what they said; return how many there were."""
        ...

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put every line through a change; say how many it changed."""
        ...

    async def forget_old(self, *, before: datetime) -> int:
        """Remove what was over before a time; say how many."""
        ...
