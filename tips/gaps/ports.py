"""What gaps need from the outside world."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Protocol

from tips.gaps.model import Gap, GapFate


class GapShelf(Protocol):
    """Wordings without a tip, and how many asked them."""

    async def add(self, wording: str, language: str, *, person: str, on: date) -> str:
        """Write down that somebody has asked this; the same person is counted once.

        Args:
            wording: names and numbers taken out already.
            language: two letters.
            person: person id; kept only as a mark under a key that lives four weeks.
            on: the day.

        Returns:
            The gap's id.
        """
        ...

    async def share(self, gap_id: str) -> bool:
        """Let the coordinators see a wording that fewer than three have asked; False if gone."""
        ...

    async def open(self) -> Sequence[Gap]:
        """Return the gaps nothing has become of, the latest first."""
        ...

    async def get(self, gap_ids: Collection[str]) -> Sequence[Gap]:
        """Return these gaps, in any state; raise UnknownGap when one is not there."""
        ...

    async def decide(self, gap_ids: Collection[str], fate: GapFate) -> int:
        """Write down what has become of gaps; return how many there were."""
        ...

    async def new_key(self, *, today: date) -> bool:
        """Destroy the key when it is four weeks old, with all marks; say whether it was."""
        ...

    async def forget(self, person_id: str) -> None:
        """Remove a person's marks; how many had asked stays."""
        ...

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put every wording through a change; say how many it changed."""
        ...

    async def forget_old(self, *, before: date) -> int:
        """Remove what nobody has asked since a day; say how many."""
        ...
