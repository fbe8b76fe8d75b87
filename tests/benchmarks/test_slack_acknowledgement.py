"""How soon Slack is acknowledged, fifty times a second, beside a bare echo on Bolt.

Both get the same signed events over HTTP at the same pace and write to the same stand-in. The echo
acknowledges at once and keeps nothing; ours has stored the message by then.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.runtime.serve import Running
from tests.benchmarks.figures import percentile, table
from tests.channels.slack.house import House, a_house
from tests.fakes.clock import StandingClock
from tests.fakes.slack.phone import EVENT, wrapped, written
from tests.fakes.slack.server import BOT, BOT_ID, SECRET, TEAM, TOKEN, SlackServer

A_SECOND = 50
SECONDS = 10
WORDS = "hur delar jag skärmen i teams"

Knock = Callable[[str], Awaitable[tuple[int, object]]]


@asynccontextmanager
async def echo_bot(slack: SlackServer) -> AsyncIterator[str]:
    """Serve an echo as Bolt's own samples have it."""

    async def authorize(**_about: object) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id=TEAM, bot_token=TOKEN, bot_id=BOT_ID, bot_user_id=BOT
        )

    base = str(slack.settings["slack_api_url"])
    app = AsyncApp(
        signing_secret=SECRET,
        authorize=authorize,
        client=AsyncWebClient(token=TOKEN, base_url=base),
        request_verification_enabled=False,
    )

    @app.event("message")
    async def echo(event: dict[str, str], client: AsyncWebClient) -> None:
        await client.chat_postMessage(channel=event["channel"], text=event["text"])

    async def receive(request: web.Request) -> web.Response:
        answer = await app.async_dispatch(await to_bolt_request(request))
        found: web.Response = await to_aiohttp_response(answer)
        return found

    server = TestServer(web.Application())
    server.app.router.add_post("/slack/events", receive)
    await server.start_server()
    yield str(server.make_url("/slack/events"))
    await server.close()


async def acknowledged(house: House) -> list[float]:
    """Send events at an even pace, whatever becomes of those before; return how long each took."""
    phone = house.phone("elias")
    taken: list[float] = []

    async def one() -> None:
        event = phone.message(WORDS, channel=phone.chat, channel_type="im")
        text, media = written(EVENT, wrapped(event, house.slack.number()))
        begun = time.perf_counter()
        status, _said = await house.knock(text, media)
        taken.append(time.perf_counter() - begun)
        assert status == 200

    async with asyncio.TaskGroup() as group:
        begun = time.perf_counter()
        for number in range(A_SECOND * SECONDS):
            await asyncio.sleep(max(0.0, begun + number / A_SECOND - time.perf_counter()))
            group.create_task(one())
    return taken


@pytest.mark.benchmark
async def test_slack_is_acknowledged_beside_an_echo(home: Path) -> None:
    """At fifty a second: the middle, nearly all, and the slowest."""
    rows = []
    figures: dict[str, list[float]] = {}
    async with a_house(home, StandingClock(), "elias") as house:
        await house.phone("elias").says("hej")
        own = house.door
        async with echo_bot(house.slack) as door:
            house.door = door
            await acknowledged(house)
            figures["echo"] = await acknowledged(house)
        house.door = own
        running = Running(service=house.service)
        await running.start()
        figures["ours"] = await acknowledged(house)
        await running.stop()
    for name, taken in figures.items():
        rows.append(
            [name, *(f"{percentile(taken, share) * 1000:.1f}" for share in (0.5, 0.99, 1.0))]
        )
    table("Slack: until it is acknowledged", ["bot", "p50 ms", "p99 ms", "most ms"], rows)

    assert {len(taken) for taken in figures.values()} == {A_SECOND * SECONDS}
