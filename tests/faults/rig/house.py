"""Everything one run stands on: stand-ins for the platforms, a database, replicas, and people."""

import asyncio
import random
import secrets
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.channels.slack.places import ID as SLACK_ID
from bot.channels.slack.places import chat_id_of
from bot.channels.teams.places import BOT as BOT_KEY
from bot.channels.teams.places import SERVICE
from bot.channels.teams.places import TENANT as TENANT_KEY
from bot.runtime.opening import prepare
from bot.runtime.wiring import Service, build
from knowledge.chats.model import Chat, ChatKind
from knowledge.clock import SystemClock
from knowledge.people.model import Department, Person, Role
from tests.conftest import settings_in
from tests.fakes.slack.faults import DONE_BUT_CUT as SLACK_CUT
from tests.fakes.slack.faults import Fault as SlackFault
from tests.fakes.slack.server import SlackServer, a_user
from tests.fakes.teams.faults import DONE_BUT_CUT as TEAMS_CUT
from tests.fakes.teams.faults import Fault as TeamsFault
from tests.fakes.teams.limits import Windows
from tests.fakes.teams.roster import BOT, TENANT, Member, a_member
from tests.fakes.teams.servers import TeamsServers
from tests.faults.rig.databases import Database
from tests.faults.rig.replicas import Replica
from tips import default_library

TEAMS, SLACK = "teams", "slack"
DEPARTMENT = "hemtjanst"
LOOK_EVERY = 0.1
SLACK_EACH, SLACK_WHOLE = ((1, 1.0),), ((240, 60.0),)
"""Slack's limits: a message a second in a chat, and so many a minute in the workspace."""


@dataclass(kw_only=True)
class Weather:
    """What goes wrong at the platforms without anybody doing anything.

    Attributes:
        chance: decides; it begins from the run's seed.
        cut_share: the share of messages that are stored, and then the line is cut.
        storm_share: the share of messages refused while a storm lasts.
        storm_until: when the storm ends, as `time.monotonic` has it.
        cut: how many were stored and cut.
        stormed: how many were refused.
    """

    chance: random.Random
    cut_share: float = 0.0
    storm_share: float = 0.3
    storm_until: float = 0.0
    cut: int = 0
    stormed: int = 0

    @property
    def is_storm(self) -> bool:
        """Whether a storm lasts."""
        return time.monotonic() < self.storm_until

    def teams(self) -> TeamsFault | None:
        """Return what goes wrong with a message in Teams."""
        if self.is_storm and self.chance.random() < self.storm_share:
            self.stormed += 1
            return TeamsFault(status=429, code="TooManyRequests", wait="1")
        return TEAMS_CUT if self._cuts() else None

    def slack(self) -> SlackFault | None:
        """Return what goes wrong with a message in Slack."""
        if self.is_storm and self.chance.random() < self.storm_share:
            self.stormed += 1
            return SlackFault(error="ratelimited", status=429, wait="1")
        return SLACK_CUT if self._cuts() else None

    def _cuts(self) -> bool:
        if self.chance.random() >= self.cut_share:
            return False
        self.cut += 1
        return True


@dataclass(kw_only=True)
class House:
    """One run's surroundings.

    Attributes:
        folder: where everything of the run lies.
        chance: all that is left to chance.
        service: the rig's own view of the database; it handles and sends nothing.
        members: who is in Teams, by person id.
        users: who is in Slack, by person id.
        own_lag: the longest that the rig's own loop was held up, in seconds.
    """

    folder: Path
    chance: random.Random
    database: Database
    teams: TeamsServers
    slack: SlackServer
    weather: Weather
    service: Service
    replicas: Sequence[Replica] = ()
    members: dict[str, Member] = field(default_factory=dict)
    users: dict[str, str] = field(default_factory=dict)
    own_lag: float = 0.0

    async def watch_itself(self) -> None:
        """Measure how late the rig's own loop is, until cancelled."""
        while True:
            begun = time.monotonic()
            await asyncio.sleep(LOOK_EVERY)
            self.own_lag = max(self.own_lag, time.monotonic() - begun - LOOK_EVERY)

    @property
    def too_fast(self) -> int:
        """How many messages came faster than the platforms allow."""
        assert self.teams.limits
        assert self.slack.limits
        return self.teams.limits.refused + self.slack.limits.refused

    @property
    def taken(self) -> int:
        """How many messages the platforms have been asked to take."""
        return len(self.teams.asked("send")) + len(self.slack.calls("chat.postMessage"))

    def texts_of(self, person: str) -> list[str]:
        """Return what stands in somebody's own chat, message by message."""
        if person in self.users:
            found = self.slack.in_chat(self.slack.dm(self.users[person]))
            return [f"{one.text} {one.blocks}" for one in found]
        return [str(one.said) for one in self.teams.chat(self.chat_of(person))]

    def chat_of(self, person: str) -> str:
        """Return the id of somebody's own chat in Teams."""
        return self.teams.personal(self.members[person])

    async def fill(self, people: int, *, in_slack: int = 0, tips: bool = False) -> None:
        """Let people be there, each with a chat of their own.

        Args:
            people: how many; their ids are p0, p1 and so on.
            in_slack: how many of them, the last ones, use Slack; the others use Teams.
            tips: whether the default library is there too.
        """
        now = self.service.clock.now()
        async with self.service.work() as work:
            if tips:
                await work.tips.fill([*default_library.tips()])
            await work.people.put_department(Department(id=DEPARTMENT, name="Hemtjänst"))
            for number in range(people):
                person = f"p{number}"
                await work.people.put(
                    Person(
                        id=person,
                        name=f"Sample {number}",
                        department=DEPARTMENT,
                        language="sv",
                        email=f"{person}@provkoping.example",
                        role=Role.COACH if number == 0 else Role.STAFF,
                    )
                )
                if number < people - in_slack:
                    member = a_member(person, f"Sample {number}", number)
                    self.members[person] = member
                    self.teams.members[member.id] = member
                    key = self.teams.personal(member)
                    self.teams.chat(key)
                    await work.accounts.add(TEAMS, member.id, person)
                    await work.chats.put(
                        Chat(
                            id=f"c{number}",
                            channel=TEAMS,
                            key=key,
                            kind=ChatKind.PERSONAL,
                            since=now,
                            person=person,
                            greeted=True,
                            address={
                                SERVICE: self.teams.service_url,
                                "conversation": key,
                                TENANT_KEY: TENANT,
                                BOT_KEY: BOT,
                            },
                        )
                    )
                    continue
                user = f"U{number:06}"
                self.users[person] = user
                self.slack.users[user] = a_user(
                    user, f"Sample {number}", f"{person}@provkoping.example"
                )
                await work.accounts.add(SLACK, user, person)
                key = self.slack.dm(user)
                await work.chats.put(
                    Chat(
                        id=chat_id_of(key),
                        channel=SLACK,
                        key=key,
                        kind=ChatKind.PERSONAL,
                        since=now,
                        person=person,
                        greeted=True,
                        address={SLACK_ID: key},
                    )
                )
            await work.commit()

    async def start(self) -> None:
        """Start the replicas, one after the other."""
        for one in self.replicas:
            one.begin()
            await one.ready()

    def kill(self) -> None:
        """Leave no replica running."""
        for one in self.replicas:
            one.kill()


@asynccontextmanager
async def a_house(
    folder: Path, database: Database, *, seed: int, slow: float = 0.0, cut_share: float = 0.0
) -> AsyncIterator[House]:
    """Build the surroundings of one run, and clear them away after it.

    Args:
        folder: an empty one.
        database: not started yet.
        seed: of all that is left to chance.
        slow: seconds that a platform takes for a message.
        cut_share: the share of messages that are stored, and then the line is cut.
    """
    chance = random.Random(seed)  # noqa: S311 - to be had again by its seed
    weather = Weather(chance=chance, cut_share=cut_share)
    now = time.monotonic
    teams = TeamsServers(
        clock=SystemClock(), slow=slow, limits=Windows(now=now), weather=weather.teams
    )
    slack = SlackServer(
        slow=slow,
        limits=Windows(now=now, each=SLACK_EACH, whole=SLACK_WHOLE),
        weather=weather.slack,
    )
    await teams.start()
    await slack.start()
    await database.start()
    settings = {**teams.settings, **slack.settings, "embedder": "none", "key_file": folder / "keys"}
    service = build(
        settings_in(folder, demo=False, **{**settings, "database_url": database.address()})
    )
    environment = {f"COACH_{name.upper()}": str(one) for name, one in settings.items()}
    house = House(
        folder=folder,
        chance=chance,
        database=database,
        teams=teams,
        slack=slack,
        weather=weather,
        service=service,
        replicas=[
            Replica(
                number=number,
                folder=folder,
                environment={**environment, "COACH_DATABASE_URL": database.address(number)},
            )
            for number in range(database.replicas)
        ],
    )
    watching = asyncio.create_task(house.watch_itself())
    try:
        await prepare(service)
        yield house
    finally:
        watching.cancel()
        house.kill()
        await service.close()
        await database.stop()
        await teams.stop()
        await slack.stop()


def a_canary() -> str:
    """Return a word that stands nowhere else, to be looked for where no words may be."""
    return f"kanarie{secrets.token_hex(6)}"
