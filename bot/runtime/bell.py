"""Wakes those who wait for work in this process; those in other processes look once a second."""

import asyncio


class Bell:
    """Rings for everybody who waits at that moment or had not looked since the last ring."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake everybody."""
        self._rung.set()
        self._rung = asyncio.Event()

    def ticket(self) -> asyncio.Event:
        """Take a ticket *before* looking for work, so that a ring in between is not missed."""
        return self._rung

    async def wait(self, ticket: asyncio.Event, seconds: float) -> None:
        """Wait until the bell rings after the ticket was taken, or the time is up."""
        try:
            async with asyncio.timeout(seconds):
                await ticket.wait()
        except TimeoutError:
            return
