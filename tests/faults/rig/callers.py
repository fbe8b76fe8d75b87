"""People who write to the bot, through whichever replica answers, once or several times."""

import asyncio
import hashlib
import hmac
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

import aiohttp

from bot.channels.slack.receive import PATH as SLACK_PATH
from bot.channels.teams.receive import PATH as TEAMS_PATH
from tests.fakes.slack.phone import EVENT, wrapped, written
from tests.fakes.slack.phone import Phone as SlackPhone
from tests.fakes.slack.server import SECRET
from tests.fakes.teams.phone import Phone as TeamsPhone
from tests.fakes.teams.shapes import Json
from tests.faults.rig.house import SLACK, TEAMS, House

LONGEST_KNOCK = 10.0
"""Seconds after which a platform gives up waiting."""

AGAIN_AFTER = 1.0
"""Seconds before a platform sends what nobody has taken once more; ours has less patience."""

MOST_TRIES = 30
FRESH = 600.0
"""Seconds for which a signature of Teams' is used."""


@dataclass(kw_only=True, slots=True)
class Sent:
    """A message that somebody has written.

    Attributes:
        place: the chat, as the platform names it.
        number: the message in it, as the platform names it.
        acked: whether the service has said that it has it.
        knocks: how often it was brought.
        refused: how often the answer was an honest 503.
        broken: any other answer that was no 200.
        waited: seconds until it was acknowledged.
        slowest: seconds until the slowest answer to one knock came, whatever it was.
    """

    person: str
    channel: str
    place: str
    number: str
    acked: bool = False
    knocks: int = 0
    refused: int = 0
    broken: int = 0
    waited: float = 0.0
    slowest: float = 0.0


@dataclass(kw_only=True)
class Callers:
    """All who write.

    Attributes:
        again_share: the share of messages that are brought more than once.
        again_within: seconds within which the other copies come, in any order.
        sent: every message.
    """

    house: House
    again_share: float = 0.25
    again_within: float = 20.0
    patience: int = MOST_TRIES
    sent: list[Sent] = field(default_factory=list)
    _client: aiohttp.ClientSession | None = None
    _signature: tuple[float, str] = (-FRESH, "")
    _late: set[asyncio.Task[None]] = field(default_factory=set)

    async def __aenter__(self) -> Self:
        """Open the lines."""
        self._client = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=LONGEST_KNOCK),
            connector=aiohttp.TCPConnector(limit=0, force_close=False),
        )
        return self

    async def __aexit__(self, *_raised: object) -> None:
        """Close the lines; copies that have not come yet never come."""
        for one in [*self._late]:
            one.cancel()
        await asyncio.gather(*self._late, return_exceptions=True)
        assert self._client
        await self._client.close()

    async def at_a_pace(
        self, people: Sequence[str], words: Sequence[str], *, number: int, a_second: float
    ) -> None:
        """Write so many messages, evenly, whatever becomes of those before."""
        begun = time.monotonic()
        async with asyncio.TaskGroup() as group:
            for one in range(number):
                await asyncio.sleep(max(0.0, begun + one / a_second - time.monotonic()))
                person = people[one % len(people)]
                group.create_task(self.writes(person, words[one % len(words)]))

    async def writes(self, person: str, text: str) -> Sent:
        """Write one message and go on until it is acknowledged; copies of it may follow later."""
        sent, body, media = self._message(person, text)
        self.sent.append(sent)
        chance = self.house.chance
        begun = time.monotonic()
        for _ in range(self.patience):
            if await self._knock(sent, body, media):
                sent.acked = True
                sent.waited = time.monotonic() - begun
                break
            await asyncio.sleep(AGAIN_AFTER * chance.uniform(0.2, 1.0))
        if chance.random() < self.again_share:
            for _ in range(chance.randint(1, 3)):
                wait = chance.uniform(0.0, self.again_within)
                task = asyncio.create_task(self._again(sent, body, media, wait))
                self._late.add(task)
                task.add_done_callback(self._late.discard)
        return sent

    async def all_copies(self) -> None:
        """Wait until the last copy has come."""
        while self._late:
            await asyncio.wait([*self._late])

    async def _again(self, sent: Sent, body: bytes, media: str, wait: float) -> None:
        await asyncio.sleep(wait)
        if await self._knock(sent, body, media):
            sent.acked = True

    async def _knock(self, sent: Sent, body: bytes, media: str) -> bool:
        """Bring a message to one of the replicas that may be there; say whether it has it."""
        assert self._client
        replica = self.house.chance.choice([*self.house.replicas])
        if sent.channel == TEAMS:
            path, headers = TEAMS_PATH, {"Authorization": self._signed_by_teams()}
        else:
            path, headers = SLACK_PATH, signed_by_slack(body)
        sent.knocks += 1
        begun = time.monotonic()
        try:
            async with self._client.post(
                f"{replica.url}{path}", data=body, headers={"Content-Type": media, **headers}
            ) as answer:
                await answer.read()
        except (aiohttp.ClientError, TimeoutError):
            return False
        sent.slowest = max(sent.slowest, time.monotonic() - begun)
        if answer.status == 200:
            return True
        if answer.status == 503:
            sent.refused += 1
        else:
            sent.broken += 1
        return False

    def _message(self, person: str, text: str) -> tuple[Sent, bytes, str]:
        house = self.house
        if person in house.members:
            phone = TeamsPhone(member=house.members[person], service=house.teams, post=_nowhere)
            said, media = phone.activity(text=text), "application/json"
            place, number = phone.chat, str(said["id"])
            body = _json(said)
        else:
            slack = SlackPhone(user=house.users[person], slack=house.slack, post=_nowhere)
            event = slack.message(text, channel=slack.chat, channel_type="im")
            place, number = slack.chat, str(event["ts"])
            words, media = written(EVENT, wrapped(event, house.slack.number()))
            body = words.encode()
        channel = TEAMS if person in house.members else SLACK
        return Sent(person=person, channel=channel, place=place, number=number), body, media

    def _signed_by_teams(self) -> str:
        since, header = self._signature
        if time.monotonic() - since > FRESH:
            member = next(iter(self.house.members.values()))
            phone = TeamsPhone(member=member, service=self.house.teams, post=_nowhere)
            header = phone.header()
            self._signature = (time.monotonic(), header)
        return header


def signed_by_slack(body: bytes, *, secret: str = SECRET, ago: int = 0) -> dict[str, str]:
    """Return the headers with which Slack sends a body.

    Args:
        body: what is signed.
        secret: with which.
        ago: how many seconds ago.
    """
    stamp = str(int(time.time()) - ago)
    digest = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def _json(said: Json) -> bytes:
    return json.dumps(said).encode()


async def _nowhere(_what: object, _how: object) -> tuple[int, object]:
    raise AssertionError("callers knock themselves")


def words_of(tips: Sequence[str], canary: str, chance: random.Random) -> list[str]:
    """Return questions as people ask them, each with a word that may be in no log."""
    return [f"{one} {canary}" for one in chance.sample([*tips], k=len(tips))]
