"""One post to many people in Teams and Slack while everything that can goes wrong: who got it.

`python -m tests.faults.broadcast` runs it with as many people and kills as are asked for, and
prints a line of the table; tests/faults/test_broadcast.py holds a small run of it.
"""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Annotated

import typer

from bot.cards.codec import to_json
from bot.cards.model import Reply
from bot.texts.catalogue import plain
from scheduler.delivery.flight import MOST
from scheduler.delivery.model import Fate, Kind, Letter
from tests.faults.rig import checker
from tests.faults.rig.house import SLACK, TEAMS, House
from tests.faults.rig.nemesis import Nemesis
from tests.faults.rig.outcome import Broken, Part, complaints, table
from tests.faults.rig.surroundings import POSTGRESQL, surroundings

POST = "broadcast"
TIP, ANSWER = "Prova nu: dela skärmen.", "Svar från din coach"
FAIL_POINTS = ("letter-claimed", "letter-sent")
STORED_THEN_CUT = 0.05
BATCH = 500
LONGEST_PAUSE = 15.0
"""Seconds in which others must have taken over what a killed replica was at."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is thrown at one post.

    Attributes:
        people: how many get it.
        in_slack: how many of them are in Slack, which takes four messages a second.
        answers: how many of all get an answer besides.
        kills: how often a replica is killed with -9, every fifth time at a fail point.
        freezes: how often a replica stands still for some seconds and wakes up.
        restarts: how often PostgreSQL is stopped hard and started again.
        storms: how often the platforms refuse a third of everything for a few seconds.
        slow: seconds that a platform takes for a message.
        seed: of all that is left to chance.
        longest: seconds after which it must have come to an end.
    """

    people: int = 2_000
    in_slack: int = 0
    answers: int = 200
    kills: int = 60
    freezes: int = 0
    restarts: int = 1
    storms: int = 1
    slow: float = 0.15
    seed: int = 1
    longest: float = 900.0


@dataclass(kw_only=True)
class Toll:
    """What became of it.

    Attributes:
        part: the line of the table.
        tips: how many times the tip stands in somebody's chat, by person.
        answers: how many times the answer does.
        watch: what was seen while it ran.
    """

    part: Part
    watch: checker.Watch
    tips: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)

    @property
    def unknown(self) -> int:
        """How many letters nobody knows the fate of."""
        return self.watch.sums.get(Fate.UNKNOWN, 0)


async def write_post(house: House, people: int, *, answers: int) -> None:
    """Write the letters of one post, and let it go.

    Args:
        house: where people p0, p1 and so on are.
        people: how many get it.
        answers: how many of them get an answer besides.
    """
    service = house.service
    letters = [
        Letter(
            id=f"t{number}",
            kind=Kind.AT_MOST_ONCE,
            reason=f"post:{POST}",
            recipient=f"p{number}",
            channel=None,
            content=to_json(Reply(text=(plain(TIP),))),
            due=service.clock.now(),
            post=POST,
        )
        for number in range(people)
    ]
    for start in range(0, len(letters), BATCH):
        async with service.work() as work:
            await work.mailings.fill(letters[start : start + BATCH])
            await work.commit()
    async with service.work() as work:
        await work.mailings.let_go(POST)
        for one in letters[:answers]:
            await work.letters.post(
                replace(
                    one,
                    id=f"a{one.id}",
                    kind=Kind.AT_LEAST_ONCE,
                    reason="answer",
                    content=to_json(Reply(text=(plain(ANSWER),))),
                    post="",
                )
            )
        await work.commit()


class Broadcast:
    """One run of a plan."""

    def __init__(self, plan: Plan, house: House) -> None:
        self.plan = plan
        self.house = house
        self.nemesis = Nemesis(house=house, failpoints=FAIL_POINTS)
        self.watch = checker.Watch(house=house, post=POST, recipients=plan.people)

    async def run(self) -> Toll:
        """Send the post, and throw at it what the plan says."""
        plan, house = self.plan, self.house
        await house.fill(plan.people, in_slack=plan.in_slack)
        await write_post(house, plan.people, answers=plan.answers)
        begun = time.monotonic()
        for one in house.replicas:
            one.begin()
        ending = asyncio.create_task(self.watch.until_quiet(plan.longest))
        await self._harm(ending)
        is_quiet = await ending
        return await self._counted(is_quiet=is_quiet, seconds=time.monotonic() - begun)

    async def _harm(self, ending: "asyncio.Task[bool]") -> None:
        """Do one deed after the other, each after a few more messages."""
        plan = self.plan
        deeds = ["failpoint" if one % 5 == 4 else "kill" for one in range(plan.kills)]
        deeds += ["restart"] * plan.restarts + ["storm"] * plan.storms + ["freeze"] * plan.freezes
        self.house.chance.shuffle(deeds)
        for deed in deeds:
            await self._messages(self.house.chance.randint(2, 12), ending)
            if ending.done():
                return
            await self.nemesis.do(deed)

    async def _messages(self, number: int, ending: "asyncio.Task[bool]") -> None:
        """Wait until so many more messages have come."""
        wanted = self.house.taken + number
        while self.house.taken < wanted and not ending.done():  # noqa: ASYNC110 - the stand-ins count
            await asyncio.sleep(0.05)

    async def _counted(self, *, is_quiet: bool, seconds: float) -> Toll:
        plan, house, watch = self.plan, self.house, self.watch
        tips, answers = Counter[str](), Counter[str]()
        for number in range(plan.people):
            person = f"p{number}"
            texts = house.texts_of(person)
            tips[person] = sum(TIP in one for one in texts)
            answers[person] = sum(ANSWER in one for one in texts)
        done = self.nemesis.done
        kills = done.get("kill", 0) + 2 * done.get("failpoint", 0)
        unknown = watch.sums.get(Fate.UNKNOWN, 0)
        most_unknown = MOST * (kills + done.get("freeze", 0)) + house.weather.cut
        broken = [
            *checker.sums_right(watch),
            *await checker.rows_whole(house),
            *checker.logs_silent(house, [TIP, ANSWER]),
            *checker.loops_turned(watch),
        ]
        if not is_quiet:
            broken.append(Broken("I6", f"not at its end after {plan.longest:.0f} s"))
        if unknown > most_unknown:
            broken.append(Broken("I4", f"{unknown} unknown, {most_unknown} may be"))
        if watch.longest_pause >= LONGEST_PAUSE:
            broken.append(Broken("R12", f"nothing came for {watch.longest_pause:.0f} s"))
        lost = sum(not answers[f"p{number}"] for number in range(plan.answers))
        where = f"{TEAMS} and {SLACK}" if plan.in_slack else TEAMS
        part = Part(
            name=f"A post to {plan.people:,} in {where}, {house.database.name}",
            seed=plan.seed,
            thrown=", ".join(f"{many} x {deed}" for deed, many in sorted(done.items()))
            + f", {house.weather.cut} stored then cut, {house.weather.stormed} refused",
            often=sum(done.values()) + house.weather.cut,
            lost=lost,
            doubled=sum(many > 1 for many in tips.values()),
            leaked=sum(one.what == "I10" for one in broken),
            figures=(
                f"{unknown} unknown ({most_unknown} may), "
                f"{watch.wrong_sums} of {watch.polls} sums wrong, "
                f"longest pause {watch.longest_pause:.1f} s, "
                f"{house.too_fast} too fast, {seconds:.0f} s"
            ),
            broken=broken,
            seconds=seconds,
        )
        return Toll(part=part, tips=tips, answers=answers, watch=watch)


async def run(plan: Plan) -> Toll:
    """Run a plan on a PostgreSQL of its own, with two replicas."""
    async with surroundings(
        POSTGRESQL, seed=plan.seed, slow=plan.slow, cut_share=STORED_THEN_CUT
    ) as house:
        return await Broadcast(plan, house).run()


def main(
    people: Annotated[int, typer.Option(help="how many get the post")] = 2_000,
    in_slack: Annotated[int, typer.Option(help="how many of them are in Slack")] = 0,
    kills: Annotated[int, typer.Option(help="how many times a replica is killed")] = 60,
    seed: Annotated[int, typer.Option(help="of all that is left to chance")] = 1,
) -> None:
    """Send one post while everything goes wrong, and say what came of it."""
    plan = Plan(people=people, in_slack=in_slack, kills=kills, answers=people // 10, seed=seed)
    part = asyncio.run(run(plan)).part
    typer.echo(table([part]))
    for line in complaints([part]):
        typer.echo(line)
    raise typer.Exit(bool(complaints([part])))


if __name__ == "__main__":
    typer.run(main)
