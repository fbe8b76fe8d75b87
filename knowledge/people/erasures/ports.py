"""What erasures need from the outside world."""

from collections.abc import Collection, Sequence
from typing import Protocol

from knowledge.people.erasures.model import Erasure


class ErasureShelf(Protocol):
    """Where wishes to be erased are kept."""

    async def put(self, erasure: Erasure) -> None:
        """Keep this version of a wish."""
        ...

    async def waiting(self) -> Sequence[Erasure]:
        """Return the wishes nobody has decided yet, oldest first."""
        ...

    async def waiting_of(self, person_id: str) -> Erasure | None:
        """Return a person's undecided wish, or None."""
        ...

    async def of(self, names: Collection[str]) -> Sequence[Erasure]:
        """Return the wishes of a person, who is named by id and by mark, oldest first."""
        ...

    async def forget(self, person_id: str, mark: str) -> None:
        """Remove wishes that wait, and why others were refused: the words may tell who it was."""
        ...

    async def decided(self, ids: Collection[str]) -> Collection[str]:
        """Return which of these wishes are decided here; one that still waits is not."""
        ...
