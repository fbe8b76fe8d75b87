"""What the audit needs from the outside world."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from knowledge.audit.model import Deed, Line


class Audit(Protocol):
    """The record of who changed what; lines are added and never changed."""

    async def write(self, deed: Deed, *, at: datetime) -> None:
        """Add a line in this transaction."""
        ...

    async def latest(self, *, limit: int, before: int | None = None) -> Sequence[Line]:
        """Return lines, the newest first, from before a number on."""
        ...

    async def everything(self) -> Sequence[Line]:
        """Return all lines, oldest first."""
        ...

    async def done_by(self, person_id: str) -> Sequence[Line]:
        """Return what a person has done, oldest first."""
        ...

    async def forget(self, person_id: str) -> int:
        """Take a person out of the lines; the chain holds. Return how many there were."""
        ...
