"""What the web chat needs from the outside world."""

import asyncio
from typing import Protocol


class Ringing(Protocol):
    """Wakes those who wait for messages."""

    def ticket(self) -> asyncio.Event:
        """Take a ticket before looking, so that a ring in between is not missed."""
        ...

    async def wait(self, ticket: asyncio.Event, seconds: float) -> None:
        """Wait for a ring after the ticket was taken, or until the time is up."""
        ...
