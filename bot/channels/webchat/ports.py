"""What the web chat needs from the outside world."""

import asyncio
from contextlib import AbstractContextManager
from typing import Protocol


class Ringing(Protocol):
    """Wakes the windows of a person when there is something for them."""

    def ticket(self, person_id: str) -> asyncio.Event:
        """Take a ticket before looking, so that a ring in between is not missed."""
        ...

    async def wait(self, person_id: str, ticket: asyncio.Event, seconds: float) -> None:
        """Wait for a ring after the ticket was taken, or until the time is up."""
        ...

    def window(self, person_id: str) -> AbstractContextManager[None]:
        """Count a window of a person as open while inside."""
        ...
