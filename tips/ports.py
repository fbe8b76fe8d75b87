"""What the tips library needs from the outside world."""

from collections.abc import Sequence
from typing import Protocol

from tips.model import Tip


class TipShelf(Protocol):
    """Where tips are kept."""

    async def get(self, tip_id: str, language: str) -> Tip:
        """Return the tip in this language, else in Swedish, else in any, or raise UnknownTip."""
        ...

    async def put(self, tip: Tip) -> Tip:
        """Keep the tip if its version is the one kept, and return it with the next version.

        A tip that is or was published moves the library's version, so that every index follows.

        Raises:
            EditedMeanwhile: somebody else was first.
        """
        ...

    async def fill(self, tips: Sequence[Tip]) -> None:
        """Add many new tips at once."""
        ...

    async def published(self) -> Sequence[Tip]:
        """Return all tips that may be shown to staff, in every language."""
        ...

    async def library_version(self) -> int:
        """Return a number that changes whenever what staff may see has changed."""
        ...

    async def written_by(self, person_id: str) -> Sequence[Tip]:
        """Return the tips somebody wrote, in every language and stage."""
        ...

    async def forget_author(self, person_id: str, credit: str) -> int:
        """Remove a person from the tips they wrote or look after; the tips stay.

        Returns:
            How many there were.
        """
        ...
