"""A whole turn in Teams beside a bare echo bot of the SDK: check, store, match, draw, send.

Both bots answer the same client over HTTP, check the same signed tokens, and write to the same
connector, which runs in a process of its own. The echo bot is the SDK's `CloudAdapter`, as its
samples have it; it keeps nothing and looks nothing up.
"""

import asyncio
import itertools
import multiprocessing
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication
from botframework.connector.auth import AppCredentials, ServiceClientCredentialsFactory
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from bot.channels.teams.receive import PATH
from bot.runtime.serve import Running
from bot.runtime.wiring import build
from knowledge.clock import SystemClock
from tests.benchmarks.figures import percentile, table
from tests.conftest import settings_in
from tests.fakes.signing import Key, a_key
from tests.fakes.teams.phone import Phone
from tests.fakes.teams.roster import APP_ID, SECRET, TENANT, a_member
from tests.fakes.teams.servers import TeamsServers

PEOPLE = 40
ALONE, TOGETHER = 60, 400
QUESTIONS = (
    "hur delar jag skärmen i teams",
    "hur byter jag lösenord",
    "hur bokar jag ett mötesrum",
    "hur skriver jag ut dubbelsidigt",
    "hur lägger jag in en signatur i outlook",
)
LONGEST = 60.0
GIVEN = "a-token-that-costs-nothing"
"""The SDK's own login cannot be led to this machine: the echo bot gets its token for free."""


def _serve(pipe: Connection, pem: bytes) -> None:
    """Run Teams' servers until told to stop; tell how many messages have come when asked."""

    async def run() -> None:
        private = serialization.load_pem_private_key(pem, None)
        assert isinstance(private, rsa.RSAPrivateKey)
        servers = TeamsServers(clock=SystemClock(), keys=[Key("first", private)])
        for number in range(PEOPLE):
            member = a_member(f"p{number}", f"Person {number}", number + 1)
            servers.members[member.id] = member
            servers.chat(servers.personal(member))
        servers.tokens.add(GIVEN)
        await servers.start()
        pipe.send(servers.url)
        loop = asyncio.get_running_loop()
        while await loop.run_in_executor(None, pipe.recv) != "stop":
            pipe.send(len(servers.asked("send")))
        await servers.stop()

    asyncio.run(run())


@pytest.fixture
def connector() -> Iterator[tuple[str, Callable[[], int]]]:
    """Teams' servers in a process of their own: where they are, and how much has come."""
    ours, theirs = multiprocessing.Pipe()
    pem = a_key("first").private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs, pem))
    process.start()
    url = ours.recv()

    def count() -> int:
        ours.send("count")
        found: int = ours.recv()
        return found

    yield url, count
    ours.send("stop")
    process.join(10)


def _phones(url: str) -> list[Phone]:
    """Return people whose tokens and activities name these servers."""
    servers = TeamsServers(clock=SystemClock())
    found = []
    for number in range(PEOPLE):
        member = a_member(f"p{number}", f"Person {number}", number + 1)
        found.append(Phone(member=member, service=servers, post=_nowhere))
    servers._server = _At(url)  # type: ignore[assignment]  # noqa: SLF001 - it runs elsewhere
    return found


class _At:
    """Stands for a server that runs in another process."""

    def __init__(self, url: str) -> None:
        self._url = url

    def make_url(self, path: str) -> str:
        """Return an address there."""
        return f"{self._url}{path}"


async def _nowhere(_said: object, _header: str) -> tuple[int, Any]:
    raise NotImplementedError


@asynccontextmanager
async def our_bot(home: Path, url: str) -> AsyncIterator[str]:
    """Serve the product, with its workers, over a library of a thousand tips."""
    settings = settings_in(
        home,
        demo=False,
        teams_app_id=APP_ID,
        teams_app_secret=SECRET,
        teams_tenant_ids=TENANT,
        teams_openid_url=f"{url}/v1/.well-known/openidconfiguration",
        teams_login_url=f"{url}/login",
        teams_service_hosts=url.removeprefix("http://"),
    )
    service = build(settings)
    await service.library.follow()
    await service.library.learn()
    async with service.work() as work:
        # The echo knows no limits: here it is our own speed that counts, not the platform's.
        await work.paces.limit()
        await work.commit()
    running = Running(service=service)
    app = web.Application()
    assert service.teams
    app.add_routes(service.teams.routes())
    server = TestServer(app)
    await server.start_server()
    await running.start()
    yield str(server.make_url(PATH))
    await running.stop()
    await server.close()
    await service.close()


@asynccontextmanager
async def echo_bot(url: str) -> AsyncIterator[str]:
    """Serve an echo on the SDK's own adapter."""

    class Settings:
        APP_ID, APP_PASSWORD = APP_ID, SECRET
        APP_TYPE, APP_TENANTID = "MultiTenant", ""
        TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL = f"{url}/v1/.well-known/openidconfiguration"
        TO_BOT_FROM_CHANNEL_TOKEN_ISSUER = "https://api.botframework.com"  # noqa: S105 - a name
        TO_CHANNEL_FROM_BOT_LOGIN_URL = f"{url}/login"
        TO_CHANNEL_FROM_BOT_OAUTH_SCOPE = "https://api.botframework.com"
        OAUTH_URL = url
        TO_BOT_FROM_EMULATOR_OPENID_METADATA_URL = f"{url}/v1/.well-known/openidconfiguration"

    class Echo(ActivityHandler):  # type: ignore[misc]  # botbuilder has no types
        async def on_message_activity(self, turn_context: TurnContext) -> None:
            await turn_context.send_activity(f"Echo: {turn_context.activity.text}")

    class Given(AppCredentials):  # type: ignore[misc]  # botbuilder has no types
        def get_access_token(self, force_refresh: bool = False) -> str:  # noqa: ARG002
            return GIVEN

    class Factory(ServiceClientCredentialsFactory):  # type: ignore[misc]
        async def is_valid_app_id(self, app_id: str) -> bool:
            return app_id == APP_ID

        async def is_authentication_disabled(self) -> bool:
            return False

        async def create_credentials(self, *_about: object, **_more: object) -> AppCredentials:
            return Given(app_id=APP_ID)

    adapter = CloudAdapter(
        ConfigurationBotFrameworkAuthentication(Settings(), credentials_factory=Factory())
    )
    bot = Echo()

    async def receive(request: web.Request) -> web.Response:
        found: web.Response = await adapter.process(request, bot)
        return found

    app = web.Application()
    app.add_routes([web.post(PATH, receive)])
    server = TestServer(app)
    await server.start_server()
    yield str(server.make_url(PATH))
    await server.close()


async def turns(
    door: str, phones: list[Phone], count: Callable[[], int], asked: Iterator[str], *, many: int
) -> tuple[list[float], float, list[float]]:
    """Ask one at a time, then many at once.

    Returns:
        Seconds of each turn alone until its answer has come; turns a second together; seconds of
        each acknowledgement together.
    """
    loop = asyncio.get_running_loop()
    alone, acknowledged = [], []
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=PEOPLE)) as client:

        async def say(phone: Phone) -> None:
            body = phone.activity(text=next(asked))
            begun = time.perf_counter()
            async with client.post(
                door, json=body, headers={"Authorization": phone.header()}
            ) as answer:
                assert answer.status in {200, 201}, await answer.text()
            acknowledged.append(time.perf_counter() - begun)

        async def come(number: int) -> None:
            async with asyncio.timeout(LONGEST):
                while await loop.run_in_executor(None, count) < number:  # noqa: ASYNC110 - elsewhere
                    await asyncio.sleep(0.001)

        before = count()
        for number in range(ALONE):
            begun = time.perf_counter()
            await say(phones[number % PEOPLE])
            before += 1
            await come(before)
            alone.append(time.perf_counter() - begun)
        acknowledged.clear()
        begun = time.perf_counter()
        for first in range(0, many, PEOPLE):
            await asyncio.gather(
                *(say(phones[one % PEOPLE]) for one in range(first, first + PEOPLE))
            )
        await come(before + many)
        return alone, many / (time.perf_counter() - begun), acknowledged


@pytest.mark.benchmark
async def test_a_turn_beside_an_echo(home: Path, connector: tuple[str, Callable[[], int]]) -> None:
    """How long a person waits for an answer, and how many turns a second there are."""
    url, count = connector
    phones = _phones(url)
    same = itertools.repeat(QUESTIONS[0])
    others = itertools.cycle(f"{one} {number}" for number in range(97) for one in QUESTIONS)
    rows = []
    async with echo_bot(url) as door:
        await turns(door, phones, count, same, many=PEOPLE)
        echo = await turns(door, phones, count, same, many=TOGETHER)
    async with our_bot(home, url) as door:
        await _greeted(door, phones, count)
        ours = await turns(door, phones, count, same, many=TOGETHER)
        mixed = await turns(door, phones, count, others, many=TOGETHER)
    for name, (alone, rate, acknowledged) in (
        ("echo", echo),
        ("ours, the same question", ours),
        ("ours, different questions", mixed),
    ):
        rows.append(
            [
                name,
                f"{percentile(alone, 0.5) * 1000:.1f}",
                f"{percentile(alone, 0.95) * 1000:.1f}",
                f"{rate:.0f}",
                f"{rate / echo[1]:.2f}",
                f"{percentile(acknowledged, 0.99) * 1000:.0f}",
            ]
        )
    heads = ["turns", "p50 ms", "p95 ms", "turns/s", "of the echo's", "acknowledged p99 ms"]
    table("Teams: until the answer has come", heads, rows)

    assert len(ours[2]) == len(mixed[2]) == len(echo[2]) == TOGETHER


async def _greeted(door: str, phones: list[Phone], count: Callable[[], int]) -> None:
    """Let everybody say hello, so that what is measured is a turn like any other."""
    before = count()
    async with aiohttp.ClientSession() as client:
        for phone in phones:
            body = phone.activity(text="hej")
            async with client.post(
                door, json=body, headers={"Authorization": phone.header()}
            ) as answer:
                assert answer.status == 200, await answer.text()
    async with asyncio.timeout(LONGEST):
        while count() < before + len(phones):  # noqa: ASYNC110 - it happens in another process
            await asyncio.sleep(0.05)
        while (now := count()) != before:
            before = now
            await asyncio.sleep(1)
