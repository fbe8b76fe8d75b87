"""Wakes those who wait for work or messages in this process; other processes are looked after."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager


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


class Doorbells:
    """A bell a person, so that a message to one does not wake the windows of all."""

    def __init__(self) -> None:
        self._bells: defaultdict[str, Bell] = defaultdict(Bell)
        self._windows: Counter[str] = Counter()

    @contextmanager
    def window(self, person_id: str) -> Iterator[None]:
        """Count a window of a person as open while inside."""
        self._windows[person_id] += 1
        try:
            yield
        finally:
            self._windows[person_id] -= 1
            if not self._windows[person_id]:
                del self._windows[person_id]

    def is_open(self, person_id: str) -> bool:
        """Say whether a person has a window open in this process, and so is not disturbed."""
        return person_id in self._windows

    def ring(self, person_id: str) -> None:
        """Wake the windows of one person."""
        if person_id in self._bells:
            self._bells[person_id].ring()

    def ring_all(self) -> None:
        """Wake every window: another process may have written to anybody."""
        for bell in self._bells.values():
            bell.ring()

    def ticket(self, person_id: str) -> asyncio.Event:
        """Take a ticket before looking, so that a ring in between is not missed."""
        return self._bells[person_id].ticket()

    async def wait(self, person_id: str, ticket: asyncio.Event, seconds: float) -> None:
        """Wait for a ring after the ticket was taken, or until the time is up."""
        await self._bells[person_id].wait(ticket, seconds)
