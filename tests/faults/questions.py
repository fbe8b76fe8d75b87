"""People write while everything goes wrong: nothing acknowledged is lost, nothing has two effects.

`python -m tests.faults.questions` runs it; tests/faults/test_questions.py holds a small run.
"""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Annotated

import typer

from scheduler.delivery.flight import MOST
from tests.faults.rig import checker
from tests.faults.rig.callers import Callers, Sent
from tests.faults.rig.house import House, a_canary
from tests.faults.rig.nemesis import Nemesis
from tests.faults.rig.outcome import Broken, Part, complaints, table
from tests.faults.rig.surroundings import surroundings
from tips import default_library

PEOPLE = 120
IN_SLACK = 20
HELLO = 1
"""Everybody is greeted once, when they first write."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is thrown at people's questions.

    Attributes:
        database: sqlite or postgresql.
        messages: how many are written.
        a_second: how many of them a second.
        kills: how often a replica is killed, every fifth time at a fail point.
        others: how often each other deed of the nemesis is done.
        again_share: the share of messages that are brought two to four times, in any order.
        seed: of all that is left to chance.
        longest: seconds after which it must have come to an end.
    """

    database: str = "postgresql"
    messages: int = 600
    a_second: float = 12.0
    kills: int = 15
    others: int = 1
    again_share: float = 0.25
    seed: int = 1
    longest: float = 900.0


class Questions:
    """One run of a plan."""

    def __init__(self, plan: Plan, house: House) -> None:
        self.plan = plan
        self.house = house
        self.nemesis = Nemesis(house=house)
        self.watch = checker.Watch(house=house)
        self.canary = a_canary()

    async def run(self) -> Part:
        """Let people write, harm the house meanwhile, and look at what came of it."""
        plan, house = self.plan, self.house
        await house.fill(PEOPLE, in_slack=IN_SLACK, tips=True)
        await house.start()
        begun = time.monotonic()
        people = [f"p{number}" for number in range(PEOPLE)]
        house.chance.shuffle(people)
        asked = [one.phrasings[0] for one in default_library.tips() if one.language == "sv"]
        words = [f"{one} {self.canary}" for one in house.chance.sample(asked, k=len(asked))]
        async with Callers(house=house, again_share=plan.again_share) as callers:
            writing = asyncio.create_task(
                callers.at_a_pace(people, words, number=plan.messages, a_second=plan.a_second)
            )
            watching = asyncio.create_task(self.watch.look_on())
            await self._harm()
            await writing
            for one in house.replicas:
                if not one.runs:
                    one.begin()
            await callers.all_copies()
            watching.cancel()
            is_quiet = await self.watch.until_quiet(plan.longest)
            sent = callers.sent
        for one in house.replicas:
            await one.ready()
        return await self._counted(sent, is_quiet=is_quiet, seconds=time.monotonic() - begun)

    async def _harm(self) -> None:
        """Do everything planned, spread over the time in which people write."""
        plan = self.plan
        deeds = ["failpoint" if one % 5 == 4 else "kill" for one in range(plan.kills)]
        deeds += [
            one for one in self.nemesis.deeds if one not in {"kill", "failpoint"}
        ] * plan.others
        self.house.chance.shuffle(deeds)
        lasts = plan.messages / plan.a_second
        begun = time.monotonic()
        for number, deed in enumerate(deeds, 1):
            await asyncio.sleep(
                max(0.0, begun + lasts * number / (len(deeds) + 1) - time.monotonic())
            )
            await self.nemesis.do(deed)

    async def _counted(self, sent: list[Sent], *, is_quiet: bool, seconds: float) -> Part:
        house, plan = self.house, self.plan
        lost = await checker.messages_kept(house, sent)
        broken: list[Broken] = [
            *lost,
            *await checker.rows_whole(house),
            *checker.logs_silent(house, [self.canary]),
            *checker.loops_turned(self.watch),
        ]
        if not is_quiet:
            broken.append(Broken("I2", f"not at rest after {plan.longest:.0f} s"))
        answers = await self._answers(sent)
        broken += answers.broken
        rude = sum(one.broken for one in sent)
        if rude:
            broken.append(Broken("R14", f"{rude} answers were neither 200 nor 503"))
        acked = [one for one in sent if one.acked]
        again = sum(one.knocks - 1 for one in sent)
        done = self.nemesis.done
        kills = done.get("kill", 0) + done.get("failpoint", 0)
        waited = sorted(one.waited for one in acked)
        figures = (
            f"{len(acked):,} acknowledged of {len(sent):,}, "
            f"{sum(one.knocks for one in sent):,} brought; "
            f"{answers.copies} answers came twice ({MOST * kills + house.weather.cut} may); "
            f"half acknowledged in {waited[len(waited) // 2] * 1000:.0f} ms; "
            f"{checker.turning(self.watch)}"
        )
        return Part(
            name=f"{'Questions' if kills else 'Redelivery'}, {house.database.name}",
            seed=plan.seed,
            thrown=", ".join(
                [
                    *(f"{many} x {deed}" for deed, many in sorted(done.items())),
                    f"{house.weather.cut} stored then cut",
                    f"{again} brought again",
                ]
            ),
            often=sum(done.values()) + house.weather.cut + again,
            lost=sum(one.what == "I1" for one in lost),
            doubled=answers.doubled,
            leaked=sum(one.what == "I10" for one in broken),
            figures=figures,
            broken=broken,
            seconds=seconds,
        )

    async def _answers(self, sent: list[Sent]) -> "Answers":
        """Count, for each person, the answers that stand in their chat, and in the outbox."""
        kept = [one for one in sent if await checker.state_of(self.house, one)]
        written = Counter(one.person for one in kept)
        found = Answers()
        total = 0
        for person, many in written.items():
            stand, due = len(self.house.texts_of(person)), many + HELLO
            total += due
            if stand < due:
                found.broken.append(Broken("I2", f"{person} is owed {due} and reads {stand}"))
            found.copies += max(0, stand - due)
        async with self.house.service.reading() as work:
            letters = sum((await work.letters.sums()).values())
        if letters != total:
            found.doubled = max(0, letters - total)
            found.broken.append(Broken("I3", f"{total} letters are owed, {letters} are there"))
        return found


@dataclass(kw_only=True)
class Answers:
    """What stands in people's chats.

    Attributes:
        copies: messages more than there are letters; at least once is the promise for answers.
        doubled: letters more than there are messages.
    """

    copies: int = 0
    doubled: int = 0
    broken: list[Broken] = field(default_factory=list)


async def run(plan: Plan) -> Part:
    """Run a plan in surroundings of its own."""
    async with surroundings(plan.database, seed=plan.seed, slow=0.05, cut_share=0.02) as house:
        return await Questions(plan, house).run()


def main(
    messages: Annotated[int, typer.Option(help="how many messages are written")] = 600,
    kills: Annotated[int, typer.Option(help="how many times a replica is killed")] = 15,
    others: Annotated[int, typer.Option(help="how often each other deed is done")] = 1,
    longest: Annotated[float, typer.Option(help="seconds it may take to come to rest")] = 900.0,
    database: Annotated[str, typer.Option(help="sqlite or postgresql")] = "postgresql",
    seed: Annotated[int, typer.Option(help="of all that is left to chance")] = 1,
) -> None:
    """Let people write while everything goes wrong, and say what came of it."""
    plan = Plan(
        database=database,
        messages=messages,
        kills=kills,
        others=others,
        seed=seed,
        longest=longest,
    )
    part = asyncio.run(run(plan))
    typer.echo(table([part]))
    for line in complaints([part]):
        typer.echo(line)
    raise typer.Exit(bool(complaints([part])))


if __name__ == "__main__":
    typer.run(main)
