"""A month of questions, posts and nights in a few minutes: the service holds no more at its end.

`python -m tests.faults.month` lives it in a process of its own and prints what it held each day.
"""

import asyncio
import ctypes
import gc
import json
import os
import random
import sys
import tempfile
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from bot.runtime import demo, logs
from bot.runtime.housekeeping import keep_hourly_house, keep_house, keep_nightly_house
from bot.runtime.opening import prepare
from bot.runtime.wiring import build
from tests.channels.teams.house import House, a_house
from tests.conftest import settings_in
from tests.fakes.clock import SUNDAY, StandingClock
from tests.faults.rig.outcome import Broken, Part
from tips import default_library

DAYS, SETTLING = 30, 10
"""How long it is lived, and after how many days nothing should grow any more."""

FLAT = 0.05
"""The share by which it may be more at the end than when it had settled."""

WHO = ("elias", "astrid", "gunnar")
HOURS = 10


async def run(*, a_day: int, seed: int) -> Part:
    """Live a month in another process, and look at what it held.

    Args:
        a_day: how many messages are written a day.
        seed: of what is asked.
    """
    begun = time.monotonic()
    living = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.month",
        "--a-day", str(a_day), "--seed", str(seed),
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    said, _ = await living.communicate()
    held = json.loads(said.splitlines()[-1]) if living.returncode == 0 else []
    name, thrown = "A month", f"{a_day} messages a day, every tick of an hour, night and week"
    if len(held) != DAYS:
        why = f"it ended with status {living.returncode}"
        return Part(name=name, seed=seed, thrown=thrown, often=0, broken=[Broken("month", why)])
    settled, end = max(held[: SETTLING + 1]), max(held[-3:])
    grown = end / settled - 1
    broken = [Broken("month", f"{grown:.0%} more at its end")] if grown > FLAT else []
    return Part(
        name=name,
        seed=seed,
        thrown=thrown,
        often=a_day * DAYS,
        figures=f"{settled} MB after {SETTLING} days, {end} MB after {DAYS} ({grown:+.1%})",
        broken=broken,
        seconds=time.monotonic() - begun,
    )


async def lived(a_day: int, seed: int) -> list[int]:
    """Live the month; return how many megabytes the process held at the end of each day."""
    chance = random.Random(seed)  # noqa: S311 - to be had again by its seed
    asked = [one.phrasings[0] for one in default_library.tips() if one.language == "sv"]
    held = []
    with tempfile.TemporaryDirectory(prefix="coach-faults-") as name:
        home, clock = Path(name), StandingClock(SUNDAY + timedelta(hours=-3))
        service = build(settings_in(home), clock=clock)
        await prepare(service)
        await demo.fill(service.work, lambda *_: None, now=SUNDAY, zone=service.settings.zone)
        await service.close()
        async with a_house(home, clock, *WHO) as house:
            for _ in range(DAYS):
                await _day(house, clock, asked, a_day, chance)
                held.append(_megabytes())
    return held


async def _day(
    house: House, clock: StandingClock, asked: list[str], a_day: int, chance: random.Random
) -> None:
    for hour in range(24):
        clock.pass_by(timedelta(hours=1))
        if hour < HOURS:
            for _ in range(a_day // HOURS):
                words = f"{chance.choice(asked)} nummer {chance.randrange(10_000)}"
                await house.phone(chance.choice(WHO)).says(words)
                clock.pass_by(timedelta(seconds=70))
        await keep_house(house.service)
        await keep_hourly_house(house.service)
        await house.settle()
    await keep_nightly_house(house.service)
    # What the stand-in remembers is not the service's to forget.
    house.teams.ledger.clear()
    for chat in house.teams.chats.values():
        chat.clear()
    for phone in house.phones.values():
        phone.own.clear()


def _megabytes() -> int:
    """Return what the process holds, after everything that is let go of has been given back."""
    gc.collect()
    with suppress(AttributeError):  # Not every C library has it.
        ctypes.CDLL(None).malloc_trim(0)
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") >> 20


def main(
    a_day: Annotated[int, typer.Option(help="how many messages are written a day")] = 40,
    seed: Annotated[int, typer.Option(help="of what is asked")] = 1,
) -> None:
    """Live a month, and print as JSON how many megabytes were held each day."""
    logs.configure()
    typer.echo(json.dumps(asyncio.run(lived(a_day, seed))))


if __name__ == "__main__":
    typer.run(main)
