"""What suggestions need from the outside world."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from tips.suggestions.model import Suggestion


class SuggestionShelf(Protocol):
    """Suggestions that wait for a coordinator."""

    async def add(self, suggestion: Suggestion, *, at: datetime) -> None:
        """Keep one; the same id twice is kept once."""
        ...

    async def all(self) -> Sequence[Suggestion]:
        """Return what waits, oldest first."""
        ...

    async def take(self, suggestion_id: str) -> Suggestion:
        """Remove one and return it: of two who decide, one does.

        Raises:
            UnknownSuggestion: it is not there, or no longer.
        """
        ...

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put every wording through a change; say how many it changed."""
        ...

    async def forget_old(self, *, before: datetime) -> int:
        """Remove what nobody has decided for long; say how many."""
        ...
