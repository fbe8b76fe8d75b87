"""Watches the event loop: whoever holds it up holds everybody up."""

import asyncio
import time

from bot.runtime.metrics.measures import Measures

LOOK_EVERY = 0.1


async def watch_loop(measures: Measures, *, every: float = LOOK_EVERY) -> None:
    """Measure, until cancelled, how much later than asked for the loop comes back.

    On a machine that is busy with something else every loop is late; so it is measured, too, for
    how long of that time our own code had the processor.
    """
    while True:
        begun, worked = time.perf_counter(), time.thread_time()
        await asyncio.sleep(every)
        lag = max(0.0, time.perf_counter() - begun - every)
        measures.longest_loop_work.most(min(lag, time.thread_time() - worked))
        measures.loop_lag.saw(lag)
        measures.longest_loop_lag.most(lag)
