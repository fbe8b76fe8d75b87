"""Many write at once: while a post leaves, evenly; and all of a sudden, more than can be taken."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from tests.faults.broadcast import write_post
from tests.faults.rig import checker
from tests.faults.rig.callers import Callers, Sent
from tests.faults.rig.house import House
from tests.faults.rig.outcome import Broken, Part
from tests.faults.rig.surroundings import POSTGRESQL, surroundings
from tips import default_library

QUICK, PROMPT = 0.25, 2.5
"""Seconds: what 99 of 100 answers stay below at an even pace, and every answer in a flood."""

LAST = 0.99
PEOPLE = 400


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is thrown.

    Attributes:
        seconds: how long people write.
        a_second: how many messages a second.
        readers: how many a post goes to that leaves meanwhile; 0 for none.
        seed: of all that is left to chance.
        longest: seconds after which it must have come to rest.
    """

    seconds: float = 20.0
    a_second: float = 50.0
    readers: int = 1_500
    seed: int = 1
    longest: float = 1_800.0


async def run(plan: Plan) -> Part:
    """Let people write, and see how long each answer took."""
    begun = time.monotonic()
    async with surroundings(POSTGRESQL, seed=plan.seed, slow=0.05, is_direct=True) as house:
        await house.fill(max(PEOPLE, plan.readers), tips=True)
        if plan.readers:
            await write_post(house, plan.readers, answers=0)
        await house.start()
        watch = checker.Watch(house=house, is_alone=True)
        sent = await _written(plan, house, watch)
        is_quiet = await watch.until_quiet(plan.longest)
        lost = await checker.messages_kept(house, sent)
        broken: list[Broken] = [
            *lost,
            *await checker.rows_whole(house),
            *checker.loops_turned(watch),
        ]
        if not is_quiet:
            broken.append(Broken("I2", f"not at rest after {plan.longest:.0f} s"))
    times = sorted(one.slowest for one in sent)
    broken += _slow(plan, times, sent)
    refused = sum(one.refused for one in sent)
    return Part(
        name=f"{plan.a_second:.0f} a second for {plan.seconds:.0f} s"
        + (", during a post" if plan.readers else ""),
        seed=plan.seed,
        thrown=f"{len(sent):,} messages"
        + (f", and a post to {plan.readers:,}" if plan.readers else ", more than can be taken"),
        often=len(sent),
        lost=sum(one.what == "I1" for one in lost),
        figures=(
            f"answered in {_at(times, 0.5) * 1000:.0f} ms (half), "
            f"{_at(times, LAST) * 1000:.0f} ms (99 of 100), {times[-1] * 1000:.0f} ms (all); "
            f"{refused:,} told 503; {checker.turning(watch)}"
        ),
        broken=broken,
        seconds=time.monotonic() - begun,
    )


async def _written(plan: Plan, house: House, watch: checker.Watch) -> list[Sent]:
    people = [f"p{number}" for number in range(PEOPLE)]
    words = [one.phrasings[0] for one in default_library.tips() if one.language == "sv"]
    async with Callers(house=house, again_share=0.0) as callers:
        looking = asyncio.create_task(watch.look_on())
        number = int(plan.seconds * plan.a_second)
        await callers.at_a_pace(people, words, number=number, a_second=plan.a_second)
        looking.cancel()
        return callers.sent


def _slow(plan: Plan, times: Sequence[float], sent: Sequence[Sent]) -> list[Broken]:
    broken = []
    if plan.readers and _at(times, LAST) >= QUICK:
        broken.append(Broken("R11", f"99 of 100 answers within {_at(times, LAST):.2f} s"))
    if times[-1] >= PROMPT:
        broken.append(Broken("R14", f"an answer took {times[-1]:.1f} s"))
    rude = sum(one.broken for one in sent)
    if rude:
        broken.append(Broken("R14", f"{rude} answers were neither 200 nor 503"))
    return broken


def _at(times: Sequence[float], share: float) -> float:
    return times[min(len(times) - 1, int(share * len(times)))]
