"""Watches the event loop: whoever holds it up holds everybody up."""

import asyncio
import time

from bot.runtime.metrics.measures import Measures

LOOK_EVERY = 0.1


async def watch_loop(measures: Measures, *, every: float = LOOK_EVERY) -> None:
    """Measure, until cancelled, how much later than asked for the loop comes back."""
    while True:
        begun = time.perf_counter()
        await asyncio.sleep(every)
        lag = max(0.0, time.perf_counter() - begun - every)
        measures.loop_lag.saw(lag)
        measures.longest_loop_lag.most(lag)
