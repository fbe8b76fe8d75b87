"""Replicas that stand still for longer than their leases, and wake up with letters in their hands.

What they held has been given to others meanwhile; nothing that they do afterwards may count.
"""

import asyncio
import time
from dataclasses import dataclass

import sqlalchemy

from scheduler.delivery.flight import MOST
from scheduler.delivery.model import LEASE
from tests.faults.broadcast import POST, TIP, write_post
from tests.faults.rig import checker
from tests.faults.rig.house import House
from tests.faults.rig.outcome import Broken, Part
from tests.faults.rig.surroundings import POSTGRESQL, surroundings

ASLEEP = LEASE.total_seconds() + 15.0
"""Seconds: the lease, and time for another to notice that it has run out."""

AWAKE = 5.0
"""Seconds in which whoever wakes up could do harm."""

SLOW, BEFORE = 0.5, 60
"""Seconds that a platform takes, and messages that have come before anybody freezes."""

Row = tuple[object, ...]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is done.

    Attributes:
        rounds: how often all but one replica freeze.
        replicas: how many there are.
        people: how many a post goes to, in each round.
        seed: of all that is left to chance.
        longest: seconds after which a round must have come to an end.
    """

    rounds: int = 1
    replicas: int = 3
    people: int = 400
    seed: int = 1
    longest: float = 300.0


async def run(plan: Plan) -> Part:
    """Freeze all replicas but one in the middle of a post, again and again."""
    begun, parts = time.monotonic(), []
    for number in range(plan.rounds):
        async with surroundings(
            POSTGRESQL, seed=plan.seed + number, replicas=plan.replicas, slow=SLOW
        ) as house:
            parts.append(await _round(plan, house))
    sleepers = plan.rounds * (plan.replicas - 1)
    written = sum(one.written for one in parts)
    return Part(
        name=f"Frozen for {ASLEEP:.0f} s, awake again",
        seed=plan.seed,
        thrown="replicas stopped with letters in their hands, woken after their leases",
        often=sleepers,
        doubled=sum(one.doubled for one in parts),
        figures=(
            f"{written} rows written by who woke up; "
            f"{sum(one.unknown for one in parts)} letters unknown ({MOST * sleepers} may)"
        ),
        broken=[broken for one in parts for broken in one.broken],
        seconds=time.monotonic() - begun,
    )


@dataclass(frozen=True, kw_only=True)
class Round:
    """What came of one round.

    Attributes:
        written: rows that were closed while their holder slept, and are different now.
        doubled: people who have the tip twice.
        unknown: letters nobody knows the fate of.
    """

    written: int
    doubled: int
    unknown: int
    broken: list[Broken]


async def _round(plan: Plan, house: House) -> Round:
    await house.fill(plan.people)
    await write_post(house, plan.people, answers=plan.people // 10)
    watch = checker.Watch(house=house, post=POST, recipients=plan.people)
    await house.start()
    while house.taken < BEFORE:  # noqa: ASYNC110 - the stand-ins count
        await asyncio.sleep(0.05)
    sleepers = house.chance.sample([*house.replicas], plan.replicas - 1)
    for one in sleepers:
        one.freeze()
    await asyncio.sleep(ASLEEP)
    closed = await _closed(house)
    for one in sleepers:
        one.thaw()
    await asyncio.sleep(AWAKE)
    is_quiet = await watch.until_quiet(plan.longest)
    now = await _closed(house)
    changed = [name for name, row in closed.items() if now.get(name) != row]
    tips = [
        sum(TIP in text for text in house.texts_of(f"p{number}")) for number in range(plan.people)
    ]
    unknown = sum(row[1] == "unknown" for row in now.values())
    broken = [Broken("E4", f"letter {name} was written to") for name in changed]
    broken += await checker.rows_whole(house)
    if not is_quiet:
        broken.append(Broken("I6", f"not at its end after {plan.longest:.0f} s"))
    if unknown > MOST * len(sleepers):
        broken.append(Broken("I4", f"{unknown} unknown, {MOST * len(sleepers)} may be"))
    return Round(
        written=len(changed),
        doubled=sum(many > 1 for many in tips),
        unknown=unknown,
        broken=broken,
    )


async def _closed(house: House) -> dict[str, Row]:
    """Return every letter that nothing is to happen to any more, whole."""
    async with house.service.engine.connect() as connection:
        rows = await connection.execute(
            sqlalchemy.text(
                "SELECT id, fate, platform_id, tries, why, lease FROM letters "
                "WHERE fate NOT IN ('waiting', 'sending')"
            )
        )
        return {str(row[0]): tuple(row) for row in rows}
