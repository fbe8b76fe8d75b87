"""The only module that knows APScheduler: calls a deed every so often, never two at a time."""

import time
from collections.abc import Awaitable, Callable
from datetime import UTC

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

Deed = Callable[[], Awaitable[object]]

EVERY_SECONDS = 30

LOG = structlog.get_logger()


class Ticking:
    """A clock in this process; what is due is worked out from the database by the deeds."""

    def __init__(self, late: Callable[[float], None] = lambda _seconds: None) -> None:
        """Make a clock; `late` is told how many seconds after its time each deed began."""
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._late = late

    def every_tick(self, deed: Deed, *, seconds: float = EVERY_SECONDS) -> None:
        """Do a deed every tick; one that takes longer than a tick delays the next."""
        due = time.monotonic() + seconds

        async def do() -> None:
            nonlocal due
            now = time.monotonic()
            self._late(max(0.0, now - due))
            due = max(due + seconds, now)
            # APScheduler awaits what is written with `async def`, and nothing else that can be
            # awaited: a lambda or a partial would never run.
            try:
                await deed()
            except Exception as error:  # noqa: BLE001 - the next tick tries again
                LOG.error("deed-failed", error=type(error).__name__)

        self._scheduler.add_job(
            do,
            "interval",
            seconds=seconds,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )

    def start(self) -> None:
        """Start the clock."""
        self._scheduler.start()

    def stop(self) -> None:
        """Stop the clock; a deed that runs is left to finish."""
        self._scheduler.shutdown(wait=False)
