"""What dialogues need to know of the desk: who is signed in there, and what was sent to it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol


class SignedIn(Protocol):
    """A browser that somebody has signed in to the desk with."""

    @property
    def started(self) -> datetime:
        """When it began."""
        ...

    @property
    def ends(self) -> datetime:
        """When it is over, whatever happens."""
        ...


class SignIns(Protocol):
    """Who is signed in to the desk."""

    async def of(self, person_id: str) -> Sequence[SignedIn]:
        """Return a person's browsers, the newest first."""
        ...

    async def end_all(self, person_id: str) -> int:
        """Sign a person out everywhere; return how many browsers there were."""
        ...


class SentFiles(Protocol):
    """Files somebody has sent to the desk and not decided about."""

    async def forget(self, person_id: str) -> int:
        """Remove all that somebody has sent; say how many."""
        ...
