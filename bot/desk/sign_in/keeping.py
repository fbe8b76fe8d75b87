"""Keeps what the provider has said, and asks again when that is of use and not too often."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from bot.desk.sign_in.fetching import NoAnswer
from knowledge.clock import Clock

Thing = TypeVar("Thing")

FRESH = timedelta(days=1)
"""How long what was said is taken for granted."""

PAUSE = timedelta(minutes=1)
"""Between two questions; a stranger's token cannot make us ask more often."""

FIRST_PAUSE = timedelta(seconds=5)
"""Likewise while nothing has been said yet, and nobody can sign in."""


class Kept(Generic[Thing]):
    """One thing the provider tells everybody; what was said last is used when it is silent."""

    def __init__(self, fetch: Callable[[], Awaitable[Thing]], clock: Clock) -> None:
        self._fetch = fetch
        self._clock = clock
        self._lock = asyncio.Lock()
        self._thing: Thing | None = None
        self._said: datetime | None = None
        self._asked: datetime | None = None
        self._fault = NoAnswer()

    async def get(self, *, fits: Callable[[Thing], bool] = lambda _: True) -> Thing:
        """Return the thing, fetched anew when it is old or does not fit.

        Args:
            fits: whether it has what is needed; it is returned even if it still has not.

        Raises:
            NoAnswer: nothing has ever been said; it is the last question's own.
        """
        async with self._lock:
            if self._may_ask() and (self._is_old() or not self._does(fits)):
                await self._ask()
            if self._thing is None:
                raise self._fault
            return self._thing

    async def _ask(self) -> None:
        now = self._asked = self._clock.now()
        try:
            self._thing = await self._fetch()
        except NoAnswer as fault:
            self._fault = fault
        else:
            self._said = now

    def _may_ask(self) -> bool:
        pause = PAUSE if self._said else FIRST_PAUSE
        return self._asked is None or self._clock.now() - self._asked >= pause

    def _is_old(self) -> bool:
        return self._said is None or self._clock.now() - self._said >= FRESH

    def _does(self, fits: Callable[[Thing], bool]) -> bool:
        return self._thing is not None and fits(self._thing)
