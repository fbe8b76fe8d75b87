"""What others need of posts."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from bot.conversations.posts.model import Post


class Posts(Protocol):
    """What the bot has posted on platforms, as one transaction sees it."""

    async def put(self, post: Post) -> None:
        """Keep a post; one of the same letter is replaced."""
        ...

    async def get(self, letter: str) -> Post | None:
        """Return the post of a letter, or None for one that is not known any more."""
        ...

    async def of(self, person_id: str, channel: str | None = None) -> Sequence[Post]:
        """Return what was posted to a person, the oldest first; on one channel, or on all."""
        ...

    async def about(self, about: str) -> Sequence[Post]:
        """Return the posts whose letter brought this."""
        ...

    async def remove(self, letter: str) -> None:
        """Forget a post: its message is gone."""
        ...

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put what posts say, as JSON, through a change; say how many it changed."""
        ...

    async def hand_over(self, *, of: str, to: str) -> int:
        """Let what was posted to one person be another's; say how many there were."""
        ...

    async def forget(self, person_id: str) -> int:
        """Forget everything posted to a person; say how many there were."""
        ...

    async def forget_old(self, *, now: datetime) -> int:
        """Forget what was said, and later where, once its time is over; say how many."""
        ...
