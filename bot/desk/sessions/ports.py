"""What sessions need from the outside world."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.desk.sessions.model import Session


class Sessions(Protocol):
    """Who is signed in."""

    async def add(self, session: Session) -> None:
        """Keep a new session."""
        ...

    async def get(self, session_id: str) -> Session | None:
        """Return a session, over or not."""
        ...

    async def of(self, person_id: str) -> Sequence[Session]:
        """Return a person's sessions, the newest first."""
        ...

    async def end(self, session_id: str) -> None:
        """Sign one browser out."""
        ...

    async def end_all(self, person_id: str) -> int:
        """Sign a person out everywhere; return how many browsers there were."""
        ...

    async def forget_old(self, *, now: datetime) -> int:
        """Remove what is over; return how many there were."""
        ...
