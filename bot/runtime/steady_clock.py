"""The time a process goes by: the machine's while it makes sense, the database's where it has one.

A machine's clock can jump: it is set by hand, wakes up from sleep, or learns the time only after it
has started. What is written down meanwhile, such as when the next letter may leave, would be wrong
for as long as the clock was. And replicas must agree on when a lease has run out.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from knowledge.clock import Clock

DRIFT = timedelta(seconds=2)
"""How far a clock may be from where it should be and still only have drifted."""

BELIEVED_AFTER = timedelta(minutes=1)
"""How long a jump must have lasted before it is the time."""

CLOSE_ENOUGH = timedelta(milliseconds=50)
LONGEST_TRIP = timedelta(seconds=1)
"""How long the database may take to tell the time and still be right about it."""

LOG = structlog.get_logger()


def since_boot() -> timedelta:
    """Return what only ever grows, and also while the machine sleeps where that can be known."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return timedelta(seconds=time.monotonic() if boot is None else time.clock_gettime(boot))


class SteadyClock:
    """Tells the time; a jump of the machine's clock is believed once it has lasted.

    Args:
        wall: the machine's clock.
        elapsed: time that only ever grows, from any beginning.
    """

    def __init__(self, wall: Clock, *, elapsed: Callable[[], timedelta] = since_boot) -> None:
        self._wall = wall
        self._elapsed = elapsed
        self._beginning = wall.now() - elapsed()
        self._jumped: tuple[datetime, timedelta] | None = None
        self._agreed = False

    def now(self) -> datetime:
        """Return the current time in UTC."""
        elapsed = self._elapsed()
        if not self._agreed:
            self._look_at_the_wall(elapsed)
        return self._beginning + elapsed

    def agree(self, at: datetime, *, took: timedelta) -> None:
        """Go by what somebody else says the time is, from now on and whatever the wall says.

        Args:
            at: the time they told.
            took: how long it took to ask them; they looked at their clock about half-way.
        """
        if took > LONGEST_TRIP:
            return
        beginning = at + took / 2 - self._elapsed()
        off = abs(beginning - self._beginning)
        if off > DRIFT:
            LOG.warning("clock-off", off=round(off.total_seconds()))
        if off > CLOSE_ENOUGH or not self._agreed:
            self._beginning = beginning
        self._agreed = True

    def _look_at_the_wall(self, elapsed: timedelta) -> None:
        beginning = self._wall.now() - elapsed
        if abs(beginning - self._beginning) <= DRIFT:
            self._beginning, self._jumped = beginning, None
        elif self._jumped is None or abs(beginning - self._jumped[0]) > DRIFT:
            self._jumped = beginning, elapsed
            off = (beginning - self._beginning).total_seconds()
            LOG.warning("clock-jumped", off=round(off))
        elif elapsed - self._jumped[1] >= BELIEVED_AFTER:
            self._beginning, self._jumped = beginning, None
