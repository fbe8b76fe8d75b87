"""Whoever stands before the doors of a running replica, and may lie about who they are."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
import sqlalchemy

from bot.channels.slack.receive import PATH as SLACK_PATH
from bot.channels.teams.receive import PATH as TEAMS_PATH
from tests.fakes.slack.phone import Phone as SlackPhone
from tests.fakes.teams.phone import Phone as TeamsPhone
from tests.faults.rig.callers import signed_by_slack
from tests.faults.rig.house import House

JSON = "application/json"
PATIENCE = 20.0


@dataclass(frozen=True, kw_only=True)
class Doorstep:
    """Knocks with any body and any headers.

    Attributes:
        house: the surroundings; its first replica is the one that is knocked at.
        client: the lines.
    """

    house: House
    client: aiohttp.ClientSession

    async def at_teams(self, body: bytes, headers: Mapping[str, str]) -> tuple[int, str]:
        """Bring a body to the door of Teams; return the status and what was said."""
        return await self.knock("POST", TEAMS_PATH, body, {"Content-Type": JSON, **headers})

    async def at_slack(
        self, body: bytes, media: str = JSON, headers: Mapping[str, str] | None = None
    ) -> tuple[int, str]:
        """Bring a body to the door of Slack, signed unless the headers say otherwise."""
        signed = signed_by_slack(body)
        return await self.knock(
            "POST", SLACK_PATH, body, {"Content-Type": media, **signed, **(headers or {})}
        )

    async def knock(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> tuple[int, str]:
        """Knock anywhere; 0 is a line that was cut, as is done with what is no HTTP."""
        url = f"{self.house.replicas[0].url}{path}"
        try:
            async with self.client.request(
                method, url, data=body, headers=dict(headers), allow_redirects=False
            ) as answer:
                return answer.status, (await answer.read()).decode("utf-8", "replace")
        except aiohttp.ClientError:
            return 0, ""

    def teams_phone(self) -> TeamsPhone:
        """Return somebody's Teams."""
        member = next(iter(self.house.members.values()))
        return TeamsPhone(member=member, service=self.house.teams, post=_nowhere)

    def slack_phone(self) -> SlackPhone:
        """Return somebody's Slack."""
        user = next(iter(self.house.users.values()))
        return SlackPhone(user=user, slack=self.house.slack, post=_nowhere)

    async def done(self) -> int:
        """Return how many messages were believed so far."""
        async with self.house.service.engine.connect() as connection:
            rows = await connection.execute(sqlalchemy.text("SELECT count(*) FROM inbox"))
            return int(rows.scalar_one())


@asynccontextmanager
async def a_doorstep(house: House) -> AsyncIterator[Doorstep]:
    """Stand before a house whose replicas run."""
    async with aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=PATIENCE), connector=aiohttp.TCPConnector(limit=32)
    ) as client:
        yield Doorstep(house=house, client=client)


async def _nowhere(_what: object, _how: object) -> tuple[int, object]:
    raise AssertionError("whoever stands here knocks themselves")
