"""Who may come to the port, and what they are told."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer, make_mocked_request
from sqlalchemy.exc import OperationalError
from typing_extensions import override

from bot.runtime.doorway import DOORS, MOST_AT_ONCE, Doorway, door_of, networks
from bot.runtime.metrics.measures import Measures


async def hello(_request: web.Request) -> web.Response:
    """Answer."""
    return web.Response(text="hello")


async def fails(_request: web.Request) -> web.Response:
    """Fail with somebody's words in the error."""
    message = "elias wrote a secret"
    raise RuntimeError(message)


async def away(_request: web.Request) -> web.Response:
    """Find no database, in the words of its library."""
    raise OperationalError("secret", {}, OSError("secret"))


async def refused(_request: web.Request) -> web.Response:
    """Find no database, in the words of the system."""
    raise ConnectionRefusedError(111, "secret")


@pytest.fixture
def measures() -> Measures:
    """Nothing has been counted yet."""
    return Measures()


@pytest.fixture
async def client(measures: Measures) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    """A service with a page, a door for messages, and a page that fails."""
    doorway = Doorway(measures=measures, strict=True)
    app = web.Application(middlewares=doorway.middlewares())
    app.on_response_prepare.append(doorway.with_headers)
    app.add_routes(
        [
            web.get("/desk/", hello),
            web.post("/api/messages", hello),
            web.get("/broken", fails),
            web.post("/away", away),
            web.post("/refused", refused),
        ]
    )
    async with TestClient(TestServer(app)) as one:
        yield one


async def knocked(path: str, *, by: str, proxies: str) -> int:
    """Return the status for somebody who comes from an address."""
    doorway = Doorway(measures=Measures(), proxies=networks(proxies))
    let_in = doorway.middlewares()[-2]

    class Transport(asyncio.Transport):
        @override
        def get_extra_info(self, name: str, default: object = None) -> object:
            return (by, 1) if name == "peername" else default

    request = make_mocked_request("GET", path, transport=Transport())
    try:
        return (await let_in(request, hello)).status
    except web.HTTPException as refused:
        return refused.status


@pytest.mark.parametrize(
    ("by", "status"),
    [
        ("10.0.0.5", 200),
        ("10.1.77.3", 200),
        ("127.0.0.1", 200),
        ("::1", 200),
        ("10.0.0.6", 403),
        ("192.168.1.1", 403),
        ("2001:db8::1", 403),
        ("", 403),
        ("nonsense", 403),
    ],
)
async def test_with_proxies_named_nobody_goes_around_them(by: str, status: int) -> None:
    """The proxies and this machine come in; whoever found the port does not."""
    assert await knocked("/desk/", by=by, proxies="10.0.0.5, 10.1.0.0/16") == status


async def test_whoever_shares_out_requests_may_ask_from_anywhere() -> None:
    """Health is answered to all: it tells nothing."""
    assert await knocked("/readyz", by="192.168.1.1", proxies="10.0.0.5") == 200
    assert await knocked("/metrics", by="192.168.1.1", proxies="10.0.0.5") == 403


async def test_without_proxies_everybody_comes_in() -> None:
    """Who can reach the port is then decided by the address it listens on."""
    assert await knocked("/desk/", by="192.168.1.1", proxies="") == 200


async def test_requests_are_counted_by_door_and_kind_of_status(
    client: TestClient[web.Request, web.Application], measures: Measures
) -> None:
    """Also those that nobody answers, and those that fail; no path is in it."""
    for path in ("/desk/", "/nowhere/elias", "/broken"):
        await client.get(path)
    await client.post("/api/messages")

    assert measures.requests.value("desk", "2xx") == 1
    assert measures.requests.value("other", "4xx") == 1
    assert measures.requests.value("other", "5xx") == 1
    assert measures.requests.value("teams", "2xx") == 1
    assert measures.acknowledging.count == 1
    assert "elias" not in measures.page()


async def test_browsers_are_told_to_come_by_https(
    client: TestClient[web.Request, web.Application],
) -> None:
    """Where the public address is one of https."""
    answer = await client.get("/desk/")

    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


async def test_a_fault_of_ours_tells_nothing_of_itself(
    client: TestClient[web.Request, web.Application], capsys: pytest.CaptureFixture[str]
) -> None:
    """One plain line to whoever asked, its kind and place in the log, and nobody's words."""
    answer = await client.get("/broken?word=hemligt")
    text = await answer.text()
    said = capsys.readouterr()

    assert (answer.status, len(text.splitlines())) == (500, 1)
    assert "RuntimeError" in said.out
    assert "secret" not in text + said.out + said.err
    assert "hemligt" not in text + said.out + said.err


async def test_a_database_that_is_away_is_told_as_such(
    client: TestClient[web.Request, web.Application],
) -> None:
    """503 and when to come again: whoever sent a message has not been told that it is kept."""
    for path in ("/away", "/refused"):
        answer = await client.post(path)

        assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
        assert "secret" not in await answer.text()


async def test_those_who_would_wait_too_long_are_told_at_once() -> None:
    """So many wait at the doors of messages; the next is sent away, and pages are as ever."""
    open_now = asyncio.Event()

    async def slow(_request: web.Request) -> web.Response:
        await open_now.wait()
        return web.Response(text="kept")

    doorway = Doorway(measures=Measures())
    app = web.Application(middlewares=doorway.middlewares())
    app.add_routes([web.post("/api/messages", slow), web.get("/desk/", hello)])
    async with TestClient(TestServer(app)) as client:
        waiting = [
            asyncio.create_task(client.post("/api/messages")) for _ in range(MOST_AT_ONCE + 3)
        ]
        refused, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        page = await client.get("/desk/")
        open_now.set()
        answers = [(await one).status for one in waiting]
        after = await client.post("/api/messages")

    assert {one.result().status for one in refused} == {503}
    assert page.status == 200
    assert sorted(answers) == [200] * MOST_AT_ONCE + [503] * 3
    assert after.status == 200


def test_an_address_that_is_none_is_refused() -> None:
    """At the start, and not at the first request."""
    with pytest.raises(ValueError, match=r"10\.0\.0\.999"):
        networks("10.0.0.999")


def test_whatever_is_asked_the_door_is_one_of_those_named() -> None:
    """So no path becomes a label."""
    doors = Measures().requests.labels["door"]

    assert door_of(make_mocked_request("GET", "/x")) in doors
    assert {*DOORS.values()} <= {*doors}
