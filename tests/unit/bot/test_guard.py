"""The narrow door to demo mode."""

from collections.abc import Mapping

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.webchat.guard import FORWARDED, HEADERS, guarded, with_headers

JSON = {"Content-Type": "application/json"}


async def answer(
    method: str, headers: Mapping[str, str], *, demo: bool = True, caller: str = "127.0.0.1"
) -> tuple[int, str, Mapping[str, str]]:
    """Send a request through the guard to a handler that says yes."""

    async def handler(_request: web.Request) -> web.Response:
        return web.Response(text="yes")

    async def is_demo() -> bool:
        return demo

    checked = guarded(handler, is_demo)

    async def from_caller(request: web.Request) -> web.StreamResponse:
        return await checked(request.clone(remote=caller))

    app = web.Application()
    app.router.add_route("*", "/", from_caller)
    app.on_response_prepare.append(with_headers)
    async with TestClient(TestServer(app)) as client:
        port = client.port
        sent = {name: value.format(port=port) for name, value in headers.items()}
        response = await client.request(
            method, "/", headers=sent, data=b"{}" if method == "POST" else None
        )
        return response.status, await response.text(), dict(response.headers)


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("GET", {}),
        ("GET", {"Host": "localhost"}),
        ("GET", {"Host": "localhost:3978"}),
        ("GET", {"Host": "127.0.0.1:{port}"}),
        ("GET", {"Host": "[::1]:3978"}),
        ("GET", {"Host": "127.9.9.9"}),
        ("GET", {"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"}),
        ("HEAD", {}),
        ("POST", JSON),
        ("POST", {"Content-Type": "application/json; charset=utf-8"}),
        ("POST", JSON | {"Origin": "http://127.0.0.1:{port}", "Host": "127.0.0.1:{port}"}),
        ("POST", JSON | {"Sec-Fetch-Site": "same-origin"}),
        ("POST", JSON | {"Sec-Fetch-Site": "none"}),
    ],
)
async def test_our_own_page_comes_in(method: str, headers: dict[str, str]) -> None:
    """A loopback name, no proxy, and for a change our own page: the door is open."""
    status, text, _ = await answer(method, headers)

    assert (status, text) == (200, "yes" if method != "HEAD" else "")


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("GET", {"Host": "coach.example"}),
        ("GET", {"Host": "10.0.0.4:3978"}),
        ("GET", {"Host": "127.0.0.1.evil.example"}),
        ("GET", {"Host": "localhost.evil.example"}),
        ("GET", {"Host": "evil.example:127"}),
        ("GET", {"Host": "localhost@evil.example"}),
        ("GET", {"Host": "0.0.0.0"}),  # noqa: S104 - that is the question
        ("GET", {"Host": ""}),
        *(("GET", {name: "127.0.0.1"}) for name in FORWARDED),
        *(("GET", {name.lower(): ""}) for name in FORWARDED),
        ("POST", JSON | {"Origin": "http://evil.example"}),
        ("POST", JSON | {"Origin": "http://127.0.0.1:1", "Host": "127.0.0.1:{port}"}),
        ("POST", JSON | {"Origin": "null"}),
        ("POST", JSON | {"Sec-Fetch-Site": "cross-site"}),
        ("POST", JSON | {"Sec-Fetch-Site": "same-site"}),
        ("POST", {"Content-Type": "text/plain"}),
        ("POST", {"Content-Type": "application/x-www-form-urlencoded"}),
        ("POST", {"Content-Type": "text/plain; application/json"}),
        ("POST", {}),
        ("DELETE", {}),
    ],
)
async def test_anybody_else_stays_outside(method: str, headers: dict[str, str]) -> None:
    """Another name, a proxy, another site's page or a plain form: refused with one plain line."""
    status, text, _ = await answer(method, headers)

    assert status == 403
    assert "yes" not in text
    assert "\n" not in text


@pytest.mark.parametrize(
    ("caller", "status"),
    [("127.0.0.1", 200), ("::1", 200), ("10.0.0.4", 403), ("2001:db8::1", 403)],
)
async def test_only_this_machine_may_call(caller: str, status: int) -> None:
    """A loopback name is not enough: the caller's own address must be loopback too."""
    found, _, _ = await answer("GET", {"Host": "localhost"}, caller=caller)

    assert found == status


@pytest.mark.parametrize(("method", "headers"), [("GET", {}), ("POST", JSON)])
async def test_outside_demo_mode_there_is_no_door(method: str, headers: dict[str, str]) -> None:
    """Where settings or database say otherwise, the web chat does not exist."""
    status, text, _ = await answer(method, headers, demo=False)

    assert (status, text) == (404, "There is no web chat here.")


@pytest.mark.parametrize("headers", [{}, {"Host": "evil.example"}])
async def test_every_answer_carries_the_security_headers(headers: dict[str, str]) -> None:
    """Also a refusal tells the browser to run nothing but our own files."""
    _, _, found = await answer("GET", headers)

    assert HEADERS.items() <= found.items()
