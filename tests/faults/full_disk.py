"""The disk is full while people write: they are told so by a 503, and nothing acknowledged is lost.

A small file system of its own where the machine lets us mount one, which is filled to the brim;
elsewhere a limit on how long the replica's files may grow, which SQLite meets in the same way.
"""

import asyncio
import contextlib
import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.faults.rig import checker
from tests.faults.rig.callers import Callers
from tests.faults.rig.databases import SqliteFile
from tests.faults.rig.house import House, a_house
from tests.faults.rig.outcome import Broken, Part

SIZE = 96
"""Megabytes of the small file system."""

FULL_FOR = 6.0
ROOM = 16 << 10
"""Bytes that files may still grow by where no file system can be mounted."""

PEOPLE = 40


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is done.

    Attributes:
        times: how often the disk fills up.
        a_second: how many messages are written a second.
        seed: of all that is left to chance.
        longest: seconds after which it must have come to an end.
    """

    times: int = 1
    a_second: float = 8.0
    seed: int = 1
    longest: float = 240.0


async def run(plan: Plan) -> Part:
    """Fill the disk again and again while people write."""
    begun = time.monotonic()
    with _small_folder() as (folder, is_mounted):
        async with a_house(folder, SqliteFile(folder=folder), seed=plan.seed) as house:
            return await _run(plan, house, folder, is_mounted=is_mounted, begun=begun)


async def _run(plan: Plan, house: House, folder: Path, *, is_mounted: bool, begun: float) -> Part:
    await house.fill(PEOPLE, tips=True)
    await house.start()
    watch = checker.Watch(house=house)
    people = [f"p{number}" for number in range(PEOPLE)]
    lasts = plan.times * 2 * FULL_FOR + FULL_FOR
    words = [f"hur delar jag skärmen, gång {number}" for number in range(1_000)]
    async with Callers(house=house) as callers:
        number = int(lasts * plan.a_second)
        writing = asyncio.create_task(
            callers.at_a_pace(people, words, number=number, a_second=plan.a_second)
        )
        for _ in range(plan.times):
            await asyncio.sleep(FULL_FOR)
            emptied = _filled(folder) if is_mounted else _limited(house)
            await asyncio.sleep(FULL_FOR)
            emptied()
        await writing
        await callers.all_copies()
        is_quiet = await watch.until_quiet(plan.longest)
        sent = callers.sent
    lost = await checker.messages_kept(house, sent)
    broken = [*lost, *await checker.rows_whole(house)]
    if not is_quiet:
        broken.append(Broken("I2", f"not at rest after {plan.longest:.0f} s"))
    rude = sum(one.broken for one in sent)
    if rude:
        broken.append(Broken("R14", f"{rude} answers were neither 200 nor 503"))
    refused = sum(one.refused for one in sent)
    if not refused:
        broken.append(Broken("R14", "nobody was told that the disk was full: was it?"))
    return Part(
        name="Full disk, SQLite",
        seed=plan.seed,
        thrown="a small file system filled up" if is_mounted else "files that may not grow",
        often=plan.times,
        lost=sum(one.what == "I1" for one in lost),
        figures=(
            f"{sum(one.acked for one in sent)} acknowledged of {len(sent)}, "
            f"{refused} told 503 meanwhile"
        ),
        broken=broken,
        seconds=time.monotonic() - begun,
    )


def _filled(folder: Path) -> Callable[[], None]:
    """Leave no byte of a file system free; return what gives all of it back."""
    ballast = folder / "ballast"
    piece = b"\0" * (64 << 10)
    with contextlib.suppress(OSError), ballast.open("ab", buffering=0) as file:
        while True:
            file.write(piece)
    with contextlib.suppress(OSError), ballast.open("ab", buffering=0) as file:
        while True:
            file.write(b"\0")
    return ballast.unlink


def _limited(house: House) -> Callable[[], None]:
    """Let the replica's files grow by no more than a little; return what lifts the limit."""
    pid = house.replicas[0].pid
    longest = max(one.stat().st_size for one in house.folder.iterdir() if one.is_file())
    _soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (longest + ROOM, hard))

    def lifted() -> None:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))

    return lifted


@contextlib.contextmanager
def _small_folder() -> Iterator[tuple[Path, bool]]:
    """Give a folder on a small file system of its own, and say whether it is one."""
    with tempfile.TemporaryDirectory(prefix="coach-faults-") as name:
        folder = Path(name)
        is_mounted = os.geteuid() == 0 and _mounts("-t", "tmpfs", "-o", f"size={SIZE}m", name)
        try:
            yield folder, is_mounted
        finally:
            if is_mounted:
                subprocess.run(["umount", "-l", name], check=False)  # noqa: S603, S607


def _mounts(kind: str, what: str, how: str, size: str, where: str) -> bool:
    try:
        told = subprocess.run(  # noqa: S603
            ["mount", kind, what, how, size, "none", where],  # noqa: S607
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        return False
    return told.returncode == 0
