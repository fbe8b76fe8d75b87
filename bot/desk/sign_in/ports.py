"""What signing in needs from the outside world."""

from datetime import datetime
from typing import Protocol

from bot.desk.sign_in.flow import Attempt


class Attempts(Protocol):
    """Sign-ins that have begun."""

    async def add(self, attempt: Attempt) -> None:
        """Keep one that begins."""
        ...

    async def take(self, attempt_id: str) -> Attempt | None:
        """Return one and remove it, so that nobody gets it twice; None when there is none."""
        ...

    async def forget_old(self, *, now: datetime) -> int:
        """Remove what nobody came back from in time; return how many there were."""
        ...
