"""What links need from the outside world."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from tips.links.model import BrokenLink


class LinkShelf(Protocol):
    """Links that lead nowhere."""

    async def broken(self) -> Sequence[BrokenLink]:
        """Return them, the longest broken first."""
        ...

    async def note(self, address: str, *, tip: str, language: str, at: datetime) -> None:
        """Note that a link of a tip led nowhere; since when is kept from the first time."""
        ...

    async def keep_only(self, addresses: Collection[str]) -> None:
        """Forget all others: they lead somewhere, or stand in no tip."""
        ...
