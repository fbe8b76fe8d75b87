"""The clock of a process."""

import asyncio
from functools import partial

import pytest

from scheduler.ticking import Deed, Ticking


@pytest.mark.parametrize("how", ["written out", "as a lambda", "as a partial"])
async def test_a_deed_is_done_again_and_again(how: str) -> None:
    """However it is handed over; a deed that is never awaited is a promise never kept."""
    done = asyncio.Semaphore(0)

    async def deed(_why: str = "") -> None:
        done.release()

    deeds: dict[str, Deed] = {
        "written out": deed,
        "as a lambda": lambda: deed("x"),
        "as a partial": partial(deed, "x"),
    }
    ticking = Ticking()
    ticking.every_tick(deeds[how], seconds=0.02)
    ticking.start()
    try:
        async with asyncio.timeout(5):
            for _ in range(3):
                await done.acquire()
    finally:
        ticking.stop()

    assert done.locked()


async def test_a_deed_that_fails_is_tried_again() -> None:
    """One bad tick is not the last one."""
    tries = asyncio.Semaphore(0)

    async def deed() -> None:
        tries.release()
        raise OSError

    ticking = Ticking()
    ticking.every_tick(deed, seconds=0.02)
    ticking.start()
    try:
        async with asyncio.timeout(5):
            for _ in range(3):
                await tries.acquire()
    finally:
        ticking.stop()

    assert tries.locked()
