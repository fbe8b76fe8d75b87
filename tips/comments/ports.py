"""What comments need from the outside world."""

from collections.abc import Callable, Sequence
from typing import Protocol

from tips.comments.model import Comment


class CommentShelf(Protocol):
    """Comments on tips."""

    async def add(self, comment: Comment) -> None:
        """Keep one; the same id twice is kept once."""
        ...

    async def on(self, tip_id: str, language: str) -> Sequence[Comment]:
        """Return the comments on a tip, oldest first."""
        ...

    async def by(self, person_id: str) -> Sequence[Comment]:
        """Return what a person has written."""
        ...

    async def forget_author(self, person_id: str) -> int:
        """Remove who wrote them, and keep what they say; return how many there were."""
        ...

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put every comment through a change; say how many it changed."""
        ...
