"""A desk with people in its list, served to browsers and looked at from behind."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import aiohttp
import sqlalchemy
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.desk.sessions.model import begin
from bot.desk.sign_in.flow import SignIn
from bot.desk.sign_in.provider import Provider
from bot.runtime.serve import Running, application
from bot.runtime.wiring import Service, build
from knowledge.audit.model import Deed
from knowledge.people.model import Department, Person, Role
from knowledge.storage import METADATA
from tests.conftest import settings_in
from tests.desk.sign_in.visitor import HOME, SESSION, Visitor
from tests.fakes.clock import StandingClock
from tests.fakes.identity_provider import CLIENT, SECRET, Account, IdentityProvider

KIM = Account(sub="sub-of-kim", email="Kim@Example.se")
PEOPLE = (
    Person(id="kim", name="Kim Test", role=Role.COORDINATOR, email="kim@example.se"),
    Person(id="sam", name="Sam Test", email="sam@example.se"),
    Person(id="tom", name="Tom Test", role=Role.COACH, email="tvilling@example.se"),
    Person(id="tor", name="Tor Test", role=Role.COACH, email="tvilling@example.se"),
    *(
        Person(id=f"one-{role}", name=f"One {role}", role=role, email=f"{role}@example.se")
        for role in Role
    ),
)


@dataclass(kw_only=True)
class World:
    """The desk while it is served, with all that is needed to look behind it."""

    service: Service
    provider: IdentityProvider
    clock: StandingClock
    app: web.Application
    newcomer: Callable[[], Visitor]

    async def signed_in(self, person: str) -> Visitor:
        """Return a browser in which somebody is signed in, without having gone to the provider."""
        secret, session = begin(person, now=self.clock.now())
        async with self.service.work() as work:
            await work.sessions.add(session)
            await work.commit()
        visitor = self.newcomer()
        visitor.cookies[SESSION] = secret
        return visitor

    async def change(self, person: str, **changes: object) -> None:
        """Let the list of people say something else of somebody."""
        async with self.service.work() as work:
            found = await work.people.get(person)
            await work.people.put(replace(found, **changes))  # type: ignore[arg-type]
            await work.commit()

    async def deeds(self) -> list[Deed]:
        """Return the audit, oldest first."""
        async with self.service.reading() as work:
            return [line.deed for line in await work.audit.everything()]

    async def sessions(self, person: str) -> int:
        """Return in how many browsers somebody is signed in."""
        async with self.service.reading() as work:
            return len(await work.sessions.of(person))

    async def everything(self) -> dict[str, list[tuple[object, ...]]]:
        """Return all rows of the database, by table."""
        async with self.service.engine.connect() as connection:
            return {
                name: sorted((tuple(row) for row in await connection.execute(rows)), key=repr)
                for name, table in METADATA.tables.items()
                for rows in [sqlalchemy.select(table)]
            }


def known_to(provider: IdentityProvider) -> dict[str, str]:
    """Return the settings with which people sign in at a provider."""
    return {
        "oidc_issuer": provider.issuer,
        "oidc_client_id": CLIENT,
        "oidc_client_secret": SECRET,
    }


@asynccontextmanager
async def a_desk(
    home: Path,
    provider: IdentityProvider,
    clock: StandingClock,
    settings: Mapping[str, str],
    *,
    port: int | None = None,
) -> AsyncIterator[World]:
    """Serve the desk over a folder with a demo database; no workers run.

    Args:
        home: the folder.
        provider: running, or not used.
        clock: what time it is.
        settings: besides, or in place of, our own.
        port: where to listen; any free one when it does not matter.
    """
    changes = {"demo": False, "embedder": "none", "public_url": f"{HOME}/", **settings}
    service = build(settings_in(home, **changes), clock=clock)
    async with service.work() as work:
        await work.people.put_department(Department(id="law", name="Law"))
        for person in PEOPLE:
            await work.people.put(replace(person, department="law", listed=True))
        await work.commit()
    await service.library.follow()
    app = application(Running(service=service))
    app.on_startup.clear()
    app.on_shutdown.clear()
    server = TestServer(app, port=port)
    await server.start_server()
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as client:
        yield World(
            service=service,
            provider=provider,
            clock=clock,
            app=app,
            newcomer=lambda: Visitor(client=client, desk=server.make_url("/")),
        )
    await server.close()
    await service.close()


def impatient(sign_in: SignIn, clock: StandingClock) -> Provider:
    """Return the same provider, asked by somebody who waits for a fifth of a second."""
    return Provider(sign_in.provider.issuer, clock=clock, seconds=0.2)
