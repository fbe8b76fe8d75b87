"""A database that is away is told to whoever watches, and is no fault of the watching."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.runtime.opening import prepare
from bot.runtime.serve import Running, watched
from bot.runtime.wiring import Service, build
from tests.conftest import settings_in

SHOWN = "a token for tests"

Client = TestClient[web.Request, web.Application]


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    """A service on a database that nobody has prepared yet."""
    one = build(settings_in(tmp_path, embedder="none", metrics_token=SHOWN))
    yield one
    await one.close()


@pytest.fixture
async def client(service: Service) -> AsyncIterator[Client]:
    """Somebody who watches it."""
    app = web.Application()
    app.add_routes(watched(Running(service=service)).routes())
    async with TestClient(TestServer(app)) as one:
        yield one


async def statuses(client: Client) -> dict[str, int]:
    """Return what each address answers."""
    paths = ("/healthz", "/readyz", "/metrics")
    return {path: (await client.get(path)).status for path in paths}


async def test_a_service_without_its_database_is_alive_and_not_ready(
    service: Service, client: Client
) -> None:
    """Measures of the process are told all the same; once the database is there, it is ready."""
    before = await statuses(client)
    await prepare(service)
    after = await statuses(client)

    assert before == {"/healthz": 200, "/readyz": 503, "/metrics": 200}
    assert after == {"/healthz": 200, "/readyz": 200, "/metrics": 200}


async def test_a_service_that_stops_is_alive_and_not_ready(
    service: Service, client: Client
) -> None:
    """Whoever shares out requests looks away, and nobody kills it."""
    await prepare(service)
    service.stopping.set()

    assert await statuses(client) == {"/healthz": 200, "/readyz": 503, "/metrics": 200}


@pytest.mark.parametrize(
    ("shown", "status"),
    [("", 403), ("Bearer ", 403), ("Bearer another", 403), (f"Bearer {SHOWN}", 200)],
)
async def test_by_a_proxy_measures_are_for_whoever_has_the_token(
    client: Client, shown: str, status: int
) -> None:
    """An empty one, or another, is none."""
    headers = {"X-Forwarded-For": "10.0.0.9", "Authorization": shown}
    async with client.get("/metrics", headers=headers) as answer:
        assert answer.status == status
