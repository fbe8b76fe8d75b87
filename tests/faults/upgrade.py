"""The version before beside this one: one replica after the other is exchanged while people write.

The version before is what the history holds from before the newest migration.
"""

import asyncio
import io
import subprocess
import tarfile
import tempfile
import time
from pathlib import Path

from tests.channels.served import ROOT
from tests.faults.rig import checker
from tests.faults.rig.callers import Callers, Sent
from tests.faults.rig.house import House
from tests.faults.rig.outcome import Broken, Part
from tests.faults.rig.surroundings import POSTGRESQL, surroundings
from tips import default_library

PEOPLE, A_SECOND = 60, 6.0
MIGRATIONS = "bot/runtime/migrations/versions"


async def run(messages: int, *, seed: int) -> Part:
    """Let people write to the old version, to both, and to the new one.

    Args:
        messages: how many are written in each of the three times.
        seed: of all that is left to chance.
    """
    begun = time.monotonic()
    name, thrown = "Upgrade under way", "each replica exchanged, the old code on the new schema"
    with tempfile.TemporaryDirectory(prefix="coach-before-") as place:
        found = await asyncio.to_thread(_version_before, Path(place))
        if not found:
            why = "there is no history here to take the version before from"
            return Part(name=name, seed=seed, thrown=thrown, often=0, why_not=why)
        async with surroundings(POSTGRESQL, seed=seed) as house:
            sent, broken = await _exchanged(house, Path(place), messages)
            lost = await checker.messages_kept(house, sent)
            broken += [*lost, *await checker.rows_whole(house)]
            unseen = sum(one.broken for one in sent)
    if unseen:
        broken.append(Broken("R19", f"{unseen} answers were neither 200 nor 503"))
    return Part(
        name=name,
        seed=seed,
        thrown=thrown,
        often=2,
        lost=sum(one.what == "I1" for one in lost),
        figures=f"{sum(one.acked for one in sent)} acknowledged of {len(sent)}; before: {found}",
        broken=broken,
        seconds=time.monotonic() - begun,
    )


async def _exchanged(house: House, before: Path, messages: int) -> tuple[list[Sent], list[Broken]]:
    await house.fill(PEOPLE, in_slack=PEOPLE // 3, tips=True)
    for one in house.replicas:
        one.root = before
    await house.start()
    watch = checker.Watch(house=house)
    people = [f"p{number}" for number in range(PEOPLE)]
    words = [one.phrasings[0] for one in default_library.tips() if one.language == "sv"]
    async with Callers(house=house) as callers:
        for exchanged in (None, *house.replicas):
            writing = asyncio.create_task(
                callers.at_a_pace(people, words, number=messages, a_second=A_SECOND)
            )
            await asyncio.sleep(messages / A_SECOND / 3)
            if exchanged is not None:
                await exchanged.end()
                exchanged.root = ROOT
                exchanged.begin()
            await writing
        await callers.all_copies()
        is_quiet = await watch.until_quiet(300.0)
        return callers.sent, [] if is_quiet else [Broken("I2", "not at rest after 300 s")]


def _version_before(place: Path) -> str:
    """Put the version before the newest migration into a folder; return its short name."""
    newest = max((ROOT / MIGRATIONS).glob("[0-9]*.py")).relative_to(ROOT)
    came = _git("log", "--diff-filter=A", "--format=%H", "-n", "1", "--", str(newest))
    commit = _git("rev-parse", "--short", f"{came.decode().strip()}^") if came else b""
    held = _git("archive", "--format=tar", commit.decode().strip()) if commit else b""
    if not held:
        return ""
    with tarfile.open(fileobj=io.BytesIO(held)) as archive:
        archive.extractall(place, filter="data")
    return commit.decode().strip()


def _git(*what: str) -> bytes:
    told = subprocess.run(["git", *what], cwd=ROOT, capture_output=True, check=False)  # noqa: S603, S607
    return told.stdout if told.returncode == 0 else b""
