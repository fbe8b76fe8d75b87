"""The whole service with its door to Slack open, and telephones for its people."""

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.slack.receive import PATH
from bot.runtime.slack import Slack
from bot.runtime.wiring import Service, build
from tests.conftest import settings_in
from tests.fakes.clock import StandingClock
from tests.fakes.slack.phone import Phone, written
from tests.fakes.slack.server import SECRET, SlackServer, a_user
from tests.fakes.slack.shapes import Json

LOOK_AGAIN = 0.01
BETWEEN_DEEDS = timedelta(seconds=5)
A_PACE, MOST_PACES = timedelta(seconds=1), 3
PUBLIC = "https://coach.provkoping.example"


@dataclass(kw_only=True)
class House:
    """The service, what stands around it, and who is there."""

    service: Service
    slack: SlackServer
    clock: StandingClock
    door: str
    client: aiohttp.ClientSession
    phones: dict[str, Phone] = field(default_factory=dict)

    @property
    def channel(self) -> Slack:
        """The service's channel."""
        assert self.service.slack
        return self.service.slack

    def phone(self, who: str) -> Phone:
        """Return the telephone of one of the people."""
        return self.phones[who]

    def meets(self, who: str, user: dict[str, Any]) -> Phone:
        """Let somebody into the workspace; return their telephone."""
        self.slack.users[user["id"]] = user
        self.phones[who] = Phone(user=user["id"], slack=self.slack, post=self.post)
        return self.phones[who]

    async def post(self, kind: str, body: Json) -> tuple[int, Any]:
        """Send something to the bot, and let it do its work while the sender waits."""
        self.clock.pass_by(BETWEEN_DEEDS)
        text, media = written(kind, body)
        sending = asyncio.create_task(self.knock(text, media))
        while not sending.done():
            await asyncio.wait({sending}, timeout=LOOK_AGAIN)
            await self.service.handling.all_waiting()
        await self.settle()
        return sending.result()

    async def knock(
        self, body: str | bytes, media: str = "application/json", **headers: str
    ) -> tuple[int, Any]:
        """Send something to the bot, which stores it and no more."""
        data = body.encode() if isinstance(body, str) else body
        kept = {"Content-Type": media, **self.signed(data), **headers}
        async with self.client.post(self.door, data=data, headers=kept) as answer:
            is_json = answer.content_type == "application/json"
            return answer.status, await (answer.json() if is_json else answer.text())

    def signed(self, body: bytes, *, secret: str = SECRET, ago: int = 0) -> dict[str, str]:
        """Return Slack's headers for a body."""
        stamp = str(int(self.clock.now().timestamp()) - ago)
        text = f"v0:{stamp}:".encode() + body
        digest = hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}

    async def settle(self) -> None:
        """Handle and deliver everything that is due, at the bot's own pace."""
        await self.service.handling.all_waiting()
        for _ in range(MOST_PACES):
            await self.service.delivery.all_due()
            self.clock.pass_by(A_PACE)
        await self.service.delivery.all_due()
        await self.channel.home.settle()


@asynccontextmanager
async def a_house(
    home: Path, clock: StandingClock, *people: str, **changes: object
) -> AsyncIterator[House]:
    """Serve a folder with a demo database to Slack; sample people have their addresses.

    Args:
        home: the folder.
        clock: what time it is, for all.
        people: ids of sample people who have a telephone with Slack.
        changes: settings besides.
    """
    slack = SlackServer()
    await slack.start()
    settings = {
        "demo": False,
        "public_url": PUBLIC,
        "embedder": "none",
        **slack.settings,
        **changes,
    }
    service = build(settings_in(home, **settings), clock=clock)
    await service.library.follow()
    assert service.slack
    await service.slack.introduction.made()
    app = web.Application(client_max_size=1 << 20)
    app.add_routes(service.slack.routes())
    server = TestServer(app)
    await server.start_server()
    async with aiohttp.ClientSession() as client:
        house = House(
            service=service,
            slack=slack,
            clock=clock,
            door=str(server.make_url(PATH)),
            client=client,
        )
        async with service.work() as work:
            for number, who in enumerate(people, 1):
                person = await work.people.get(who)
                email = f"{who}@provkoping.example"
                await work.people.put(replace(person, email=email))
                house.meets(who, a_user(f"U{number:05}", person.name, email))
            await work.commit()
        yield house
    await server.close()
    await service.close()
    await slack.stop()
