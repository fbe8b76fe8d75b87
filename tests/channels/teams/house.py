"""The whole service with its door to Teams open, and telephones for its people."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.teams.receive import PATH
from bot.runtime.wiring import Service, build
from tests.conftest import settings_in
from tests.fakes.clock import StandingClock
from tests.fakes.teams.phone import Phone
from tests.fakes.teams.roster import Member, a_member
from tests.fakes.teams.servers import TeamsServers
from tests.fakes.teams.shapes import Json

LOOK_AGAIN = 0.01
PUBLIC = "https://coach.provkoping.example"


@dataclass(kw_only=True)
class House:
    """The service, what stands around it, and who is there."""

    service: Service
    teams: TeamsServers
    clock: StandingClock
    door: str
    client: aiohttp.ClientSession
    phones: dict[str, Phone] = field(default_factory=dict)

    def phone(self, who: str) -> Phone:
        """Return the telephone of one of the sample people."""
        return self.phones[who]

    async def meets(self, member: Member, *, locale: str = "sv-SE") -> Phone:
        """Let somebody into the directory; return their telephone."""
        self.teams.members[member.id] = member
        found = Phone(member=member, service=self.teams, post=self.post, locale=locale)
        self.phones[member.email.partition("@")[0]] = found
        return found

    async def post(self, body: Json | bytes, header: str = "") -> tuple[int, Any]:
        """Send something to the bot, and let it do its work while the sender waits."""
        sending = asyncio.create_task(self.knock(body, header))
        while not sending.done():
            await asyncio.wait({sending}, timeout=LOOK_AGAIN)
            await self.service.handling.all_waiting()
        await self.settle()
        return sending.result()

    async def knock(self, body: Json | bytes, header: str = "") -> tuple[int, Any]:
        """Send something to the bot, which stores it and no more."""
        headers = {"Authorization": header} if header else {}
        kept: dict[str, Any] = (
            {"data": body, "headers": {**headers, "Content-Type": "application/json"}}
            if isinstance(body, bytes)
            else {"json": body, "headers": headers}
        )
        async with self.client.post(self.door, **kept) as answer:
            is_json = answer.content_type == "application/json"
            return answer.status, await (answer.json() if is_json else answer.text())

    async def settle(self) -> None:
        """Handle and deliver everything that is due."""
        await self.service.handling.all_waiting()
        await self.service.delivery.all_due()


@asynccontextmanager
async def a_house(
    home: Path, clock: StandingClock, *people: str, **changes: object
) -> AsyncIterator[House]:
    """Serve a folder with a demo database to Teams; sample people have their addresses.

    Args:
        home: the folder.
        clock: what time it is, for all.
        people: ids of sample people who have a telephone with Teams.
        changes: settings besides.
    """
    teams = TeamsServers(clock=clock)
    await teams.start()
    settings = {
        "demo": False,
        "public_url": PUBLIC,
        "embedder": "none",
        **teams.settings,
        **changes,
    }
    service = build(settings_in(home, **settings), clock=clock)
    await service.library.follow()
    assert service.teams
    app = web.Application(client_max_size=1 << 20)
    app.add_routes(service.teams.routes())
    server = TestServer(app)
    await server.start_server()
    async with aiohttp.ClientSession() as client:
        house = House(
            service=service,
            teams=teams,
            clock=clock,
            door=str(server.make_url(PATH)),
            client=client,
        )
        async with service.work() as work:
            # The clock stands: nobody would ever have their turn. Limits have tests of their own.
            await work.paces.limit()
            for number, who in enumerate(people, 1):
                person = await work.people.get(who)
                member = a_member(who, person.name, number)
                await work.people.put(replace(person, email=member.email))
                await house.meets(member)
            await work.commit()
        yield house
    await server.close()
    await service.close()
    await teams.stop()
