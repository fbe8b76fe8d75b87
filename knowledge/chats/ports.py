"""What others need of chats."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from knowledge.chats.model import Chat


class Chats(Protocol):
    """The chats of all platforms, as one transaction sees them."""

    async def put(self, chat: Chat) -> None:
        """Keep a chat; one with the same id is replaced."""
        ...

    async def get(self, chat_id: str) -> Chat | None:
        """Return a chat by our id, or None."""
        ...

    async def found(self, channel: str, key: str) -> Chat | None:
        """Return a chat by the platform's own id of it, or None for one never heard of."""
        ...

    async def of(self, person_id: str, channel: str) -> Chat | None:
        """Return a person's own chat on a channel, one that is not gone before one that is."""
        ...

    async def newest(self, channel: str) -> Chat | None:
        """Return the chat on a channel that was opened last and is not gone."""
        ...

    async def shared(self) -> Sequence[Chat]:
        """Return the groups and channels the service is in, by name."""
        ...

    async def end(self, chat_id: str, *, at: datetime) -> None:
        """Write down that the service was taken out of a chat."""
        ...

    async def count_of(self, person_id: str) -> int:
        """Count a person's own chats."""
        ...

    async def hand_over(self, *, of: str, to: str) -> None:
        """Give one person's own chats to another."""
        ...

    async def forget(self, person_id: str) -> int:
        """Remove a person's own chats; say how many."""
        ...

    async def forget_old(self, *, before: datetime) -> int:
        """Remove chats that the service was taken out of long ago; say how many."""
        ...
