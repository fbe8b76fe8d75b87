"""Who brings a message to this process: they go before what is being worked on."""

import asyncio
from contextlib import suppress

LONGEST_CALM = 0.25
"""Seconds that work stands back for those at the door, before the next message is handled."""


class AtTheDoor:
    """The requests that bring messages and have not been answered yet."""

    def __init__(self) -> None:
        self._waiting: set[str] = set()
        self._unkept: set[str] = set()
        self._all_kept = asyncio.Event()

    def __len__(self) -> int:
        """Count those who wait for an answer."""
        return len(self._waiting)

    def came(self, number: str) -> None:
        """Somebody came, with a number of their own."""
        self._waiting.add(number)
        self._unkept.add(number)
        self._all_kept.clear()

    def kept(self, number: str) -> None:
        """What they brought is stored; whoever goes on waiting waits for it to be worked on."""
        self._unkept.discard(number)
        if not self._unkept:
            self._all_kept.set()

    def went(self, number: str) -> None:
        """They have their answer, or have gone."""
        self._waiting.discard(number)
        self.kept(number)

    async def calm(self) -> None:
        """Return when all that was brought is stored, or when it has gone before for long enough.

        A platform that waits for its acknowledgement gives up after seconds; whoever waits for an
        answer can wait for a moment more.
        """
        if not self._unkept:
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(self._all_kept.wait(), LONGEST_CALM)
