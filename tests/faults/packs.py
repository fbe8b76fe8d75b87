"""Everything that is thrown at the service, in three sizes: `python -m tests.faults.packs quick`.

Each ends in one table: what was thrown, how often, and what was lost, doubled or leaked; the status
is 1 when anything was, or could not be carried out, and a line says with which seed and where.
"""

import asyncio
import json
import os
import platform
import sys
import time
import traceback
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from knowledge.clock import SystemClock
from tests.faults import (
    broadcast,
    calendar,
    canaries,
    derived,
    edits,
    forged,
    frozen,
    full_disk,
    fuzz,
    hostile,
    load,
    month,
    questions,
    upgrade,
)
from tests.faults.rig.outcome import Broken, Part, Verdict, complaints, table
from tests.faults.rig.surroundings import POSTGRESQL, SQLITE

Parts = Sequence[Part]
LONGEST_LINE = 1 << 24
"""Letters in which a process says what came of its throw."""

Throw = Callable[[int], Awaitable[Parts]]
"""Throws something, from a seed."""


class Size(StrEnum):
    """How much is thrown."""

    QUICK = "quick"
    """With every change; at most 6 minutes."""
    NIGHT = "night"
    """At most an hour."""
    RELEASE = "release"
    """At most three hours; the README shows its table."""


def _questions(database: str, messages: int, kills: int, **more: float) -> Throw:
    async def throw(seed: int) -> Parts:
        plan = questions.Plan(
            database=database,
            messages=messages,
            kills=kills,
            seed=seed,
            others=int(more.get("others", 1)),
            a_second=more.get("a_second", 12.0),
            again_share=more.get("again", 0.25),
            longest=3_600.0,
        )
        return [await questions.run(plan)]

    return throw


def _post(people: int, kills: int, *, in_slack: int = 0, times: int = 1) -> Throw:
    async def throw(seed: int) -> Parts:
        found = []
        for number in range(times):
            plan = broadcast.Plan(
                people=people,
                in_slack=in_slack,
                kills=kills,
                freezes=2,
                answers=people // 10,
                seed=seed + number,
            )
            found.append((await broadcast.run(plan)).part)
        return [taken_together(found)]

    return throw


def _frozen(rounds: int) -> Throw:
    async def throw(seed: int) -> Parts:
        return [await frozen.run(frozen.Plan(rounds=rounds, seed=seed))]

    return throw


def _load(seconds: float, a_second: float, readers: int) -> Throw:
    async def throw(seed: int) -> Parts:
        plan = load.Plan(seconds=seconds, a_second=a_second, readers=readers, seed=seed)
        return [await load.run(plan)]

    return throw


def _disk(times: int) -> Throw:
    async def throw(seed: int) -> Parts:
        return [await full_disk.run(full_disk.Plan(times=times, seed=seed))]

    return throw


def _edits(number: int) -> Throw:
    async def throw(seed: int) -> Parts:
        return [await edits.run(one, edits=number, seed=seed) for one in (SQLITE, POSTGRESQL)]

    return throw


def _fuzz(bodies: int) -> Throw:
    async def throw(seed: int) -> Parts:
        return [await fuzz.run(bodies, seed=seed)]

    return throw


def _canaries(messages: int) -> Throw:
    async def throw(seed: int) -> Parts:
        return [await canaries.run(messages, seed=seed)]

    return throw


def _on_paper(texts: int, tables: int, jumps: int) -> Throw:
    """What needs no running service: texts, statistics and the calendar."""

    async def throw(seed: int) -> Parts:
        return [
            await asyncio.to_thread(hostile.run, texts, seed=seed),
            await asyncio.to_thread(derived.run, tables, seed=seed),
            await asyncio.to_thread(calendar.run, jumps=jumps, seed=seed),
        ]

    return throw


def _upgrade(messages: int) -> Throw:
    async def throw(seed: int) -> Parts:
        return [await upgrade.run(messages, seed=seed)]

    return throw


def _month(a_day: int) -> Throw:
    async def throw(seed: int) -> Parts:
        return [await month.run(a_day=a_day, seed=seed)]

    return throw


PACKS: dict[Size, Sequence[Sequence[Throw]]] = {
    Size.QUICK: (
        (
            _questions(POSTGRESQL, 200, 6, a_second=8.0),
            _questions(SQLITE, 120, 4, a_second=8.0, others=0),
            _post(200, 6, in_slack=30),
            _disk(1),
        ),
        (
            _frozen(1),
            forged.run,
            _fuzz(2_000),
            _edits(800),
            _on_paper(500, 60, 100),
            _canaries(150),
        ),
        (),
    ),
    Size.NIGHT: (
        (
            _questions(POSTGRESQL, 10_000, 60, a_second=15.0, others=4),
            _questions(SQLITE, 2_000, 12, others=2),
            _questions(POSTGRESQL, 2_000, 0, others=0, again=1.0),
            _post(2_000, 60),
            _post(600, 12, in_slack=150),
            _disk(3),
            _upgrade(300),
        ),
        (
            _frozen(4),
            forged.run,
            _fuzz(20_000),
            _edits(10_000),
            _on_paper(10_000, 400, 1_000),
            _canaries(1_500),
            _month(60),
        ),
        (_load(60.0, 50.0, 1_500), _load(10.0, 500.0, 0)),
    ),
    Size.RELEASE: (
        (
            _questions(POSTGRESQL, 100_000, 500, a_second=25.0, others=20),
            _questions(SQLITE, 5_000, 30, others=4),
            _questions(POSTGRESQL, 5_000, 0, others=0, again=1.0),
            _disk(5),
            _upgrade(1_000),
        ),
        (
            _frozen(15),
            forged.run,
            _edits(10_000),
            _post(2_000, 60, times=20),
            _post(1_000, 20, in_slack=300),
            _fuzz(100_000),
            _on_paper(50_000, 2_000, 5_000),
            _canaries(10_000),
            _month(200),
        ),
        (_load(600.0, 50.0, 2_000), _load(10.0, 500.0, 0)),
    ),
}
"""For each size two lanes, side by side, and then what is measured by the clock, alone: never with
every change, for other people's work on the machine would decide."""


async def thrown(size: Size, seed: int, told: Callable[[Part], None]) -> list[Part]:
    """Throw a pack, each throw in a process of its own, and tell of each part when it is over."""

    async def lane(number: int) -> list[Part]:
        found: list[Part] = []
        for place in range(len(PACKS[size][number])):
            for part in await _apart(size, seed, f"{number}.{place}"):
                found.append(part)
                told(part)
        return found

    both = await asyncio.gather(lane(0), lane(1))
    return [*both[0], *both[1], *await lane(2)]


async def _apart(size: Size, seed: int, place: str) -> Parts:
    """Have another process carry one throw out."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.packs", size, "--seed", str(seed), "--only", place,
        stdout=asyncio.subprocess.PIPE,
        limit=LONGEST_LINE,
    )  # fmt: skip
    said, _ = await process.communicate()
    try:
        return [_part(one) for one in json.loads(said.splitlines()[-1])]
    except (IndexError, ValueError):
        why = f"its process ended with status {process.returncode}"
        return [Part(name=f"Part {place}", seed=seed, thrown="", often=0, why_not=why)]


def _part(said: dict[str, Any]) -> Part:
    return Part(**{**said, "broken": [Broken(**one) for one in said["broken"]]})


async def _carried_out(throw: Throw, seed: int) -> Parts:
    """Throw something; what could not be carried out is said to be so, and the others go on."""
    try:
        return await throw(seed)
    except Exception as error:  # noqa: BLE001 - whatever it is, nothing is known of this part
        traceback.print_exc()
        why = f"not carried out: {type(error).__name__}: {str(error)[:200]}"
        name = throw.__qualname__.partition(".")[0].strip("_")
        return [Part(name=name, seed=seed, thrown="", often=0, why_not=why)]


def taken_together(parts: Sequence[Part]) -> Part:
    """Return runs of the same plan as one line of the table."""
    first, *rest = parts
    if not rest:
        return first
    return Part(
        name=f"{first.name}, {len(parts)} times",
        seed=first.seed,
        thrown=f"each time: {first.thrown}",
        often=sum(one.often for one in parts),
        lost=sum(one.lost for one in parts),
        doubled=sum(one.doubled for one in parts),
        leaked=sum(one.leaked for one in parts),
        figures=f"the first: {first.figures}",
        broken=[broken for one in parts for broken in one.broken],
        seconds=sum(one.seconds for one in parts),
    )


def main(
    size: Annotated[Size, typer.Argument(help="quick, night or release")] = Size.QUICK,
    seed: Annotated[int, typer.Option(help="of all that is left to chance")] = 1,
    write: Annotated[Path | None, typer.Option(help="a file for the table")] = None,
    only: Annotated[str, typer.Option(hidden=True)] = "",
) -> None:
    """Throw everything at the service, and say what came of it."""
    begun = time.monotonic()
    if only:
        lane, place = map(int, only.split("."))
        parts = asyncio.run(_carried_out(PACKS[size][lane][place], seed))
        typer.echo(json.dumps([asdict(one) for one in parts]))
        return

    def told(part: Part) -> None:
        typer.echo(f"{part.verdict:14} {part.seconds:6.0f} s  {part.name}: {part.figures}")
        for line in complaints([part]):
            typer.echo(f"  {line}")

    parts = asyncio.run(thrown(size, seed, told))
    took = (time.monotonic() - begun) / 60
    day = SystemClock().now().astimezone(UTC)
    head = said_of(size, seed, day, took)
    typer.echo(f"\n{head}\n\n{table(parts)}")
    if write:
        write.write_text(f"{head}\n\n{table(parts)}\n", encoding="utf-8")
    for line in complaints(parts):
        typer.echo(line)
    raise typer.Exit(any(one.verdict is not Verdict.OK for one in parts))


def said_of(size: Size, seed: int, day: datetime, minutes: float) -> str:
    """Return what stands above a table: when, by which command, how long, on what."""
    name = "faults" if size is Size.QUICK else f"faults-{size}"
    return (
        f'{day:%Y-%m-%d}, `make {name} ARGS="--seed {seed}"`, {minutes:.0f} minutes on '
        f"{platform.machine()} with {_cores()} cores, Python {platform.python_version()}."
    )


def _cores() -> int:
    return len(os.sched_getaffinity(0))


if __name__ == "__main__":
    typer.run(main)
