"""Fetching a feed, from a server on this machine that behaves in every way."""

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.runtime.feeds import LARGEST, NoFeed, OutsideResolver, fetch, is_outside, outside_socket

FEED = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


class Host:
    """A server that answers by path, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[web.Request] = []
        self.waits = asyncio.Event()
        self.base = ""

    def url(self, path: str) -> str:
        """Return the address of a path."""
        return f"{self.base}{path}"

    async def answer(  # noqa: PLR0911 - a table
        self, request: web.Request
    ) -> web.StreamResponse:
        """Answer as the path says."""
        self.asked.append(request)
        match request.path.split("/")[1:]:
            case ["feed"]:
                answer = web.Response(body=FEED)
                answer.set_cookie("seen", "yes")
                return answer
            case ["large", size]:
                return web.Response(body=b"x" * int(size))
            case ["again", "0"]:
                return web.Response(status=302, headers={"Location": "/feed"})
            case ["again", times]:
                onward = f"/again/{int(times) - 1}"
                return web.Response(status=307, headers={"Location": onward, "Set-Cookie": "a=b"})
            case ["packed"]:
                return web.Response(body=b"x", headers={"Content-Encoding": "gzip"})
            case ["to"]:
                return web.Response(status=302, headers={"Location": request.query["there"]})
            case ["nowhere"]:
                return web.Response(status=302)
            case ["endless"]:
                return await self._endless(request)
            case ["slow"]:
                return await self._slow(request)
            case _:
                return web.Response(status=404)

    async def _endless(self, request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        while True:
            await answer.write(b"x" * 65_536)

    async def _slow(self, request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Length": "100"})
        await answer.prepare(request)
        await answer.write(b"BEGIN:")
        self.waits.set()
        await asyncio.Event().wait()
        return answer


@pytest.fixture
async def host() -> AsyncIterator[Host]:
    """A server on loopback."""
    host = Host()
    app = web.Application()
    app.router.add_get("/{path:.*}", host.answer)
    async with TestServer(app) as server:
        host.base = f"http://127.0.0.1:{server.port}"
        yield host


async def test_a_feed_is_fetched(host: Host) -> None:
    """What lies there comes back, byte for byte."""
    assert await fetch(host.url("/feed"), allow_loopback=True) == FEED


async def test_a_name_is_resolved(host: Host) -> None:
    """A host may be named, and spaces round the address are forgiven."""
    url = host.url("/feed").replace("127.0.0.1", "localhost")

    assert await fetch(f" {url}\n", allow_loopback=True) == FEED


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "127.1", "2130706433", "127.0.0.1."])
async def test_this_machine_is_not_asked(host: Host, name: str) -> None:
    """However it is written, nothing on loopback is reached unless that is allowed."""
    plain = host.url("/feed").replace("127.0.0.1", name)

    for url in (plain, plain.replace("http:", "https:"), plain.replace("http:", "webcal:")):
        with pytest.raises(NoFeed):
            await fetch(url)
    assert host.asked == []


@pytest.mark.parametrize(
    "name", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.0.0.1."]
)
async def test_no_connection_is_even_begun(name: str) -> None:
    """What is judged is the very address that would be connected to."""
    begun = []

    async def notice(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        begun.append(name)
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(notice, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(NoFeed):
            await fetch(f"https://{name}:{port}/")

    assert begun == []


@pytest.mark.parametrize("name", ["127.1", "2130706433", "0x7f.1", "0177.0.0.1"])
async def test_a_number_in_disguise_is_not_asked_by_plain_http(host: Host, name: str) -> None:
    """Only an address that is plainly this machine's is asked without encryption."""
    with pytest.raises(NoFeed):
        await fetch(host.url("/feed").replace("127.0.0.1", name), allow_loopback=True)
    assert host.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "", "feed", "https://", "https:///feed", "http://[", "https://[::1", "http://example.org/",
        "ftp://example.org/feed", "file:///etc/passwd", "webcal:feed", "https://u:p@example.org/",
        "https://u@example.org/", "https://10.0.0.1/", "https://169.254.169.254/latest/",
        "https://[fe80::1%25eth0]/", "https://[::ffff:8.8.8.8]/", "https://0.0.0.0/",
        "https://example.org:99999/", "https://example.org/" + "a" * 2000,
    ],
)  # fmt: skip
async def test_an_address_that_may_not_be_asked_is_refused(url: str) -> None:
    """Other schemes, passwords, numbers inside, and what is no address at all."""
    with pytest.raises(NoFeed) as refused:
        await fetch(url, allow_loopback=True)

    assert refused.value.details == {}


@pytest.mark.parametrize("times", [0, 1, 2])
async def test_three_redirects_are_followed(host: Host, times: int) -> None:
    """A feed that has moved is found, and no cookie is brought along."""
    assert await fetch(host.url(f"/again/{times}"), allow_loopback=True) == FEED

    assert len(host.asked) == times + 2
    assert not any(request.cookies for request in host.asked)


async def test_a_fourth_redirect_is_not(host: Host) -> None:
    """Nobody is sent round in circles."""
    with pytest.raises(NoFeed):
        await fetch(host.url("/again/3"), allow_loopback=True)

    assert len(host.asked) == 4


@pytest.mark.parametrize(
    "there",
    [
        "http://10.0.0.1/feed",
        "https://192.168.1.1/feed",
        "https://[fd00::1]/feed",
        "http://example.org/feed",
        "file:///etc/passwd",
        "//169.254.169.254/latest/",
        "https://2886729729/feed",  # 172.16.0.1 in one number
        "http://[",
    ],
)
async def test_a_redirect_inside_is_not_followed(host: Host, there: str) -> None:
    """Every address on the way is judged like the first."""
    url = host.url("/to")

    with pytest.raises(NoFeed):
        await fetch(f"{url}?there={there}", allow_loopback=True)
    assert len(host.asked) == 1


@pytest.mark.parametrize("path", ["/missing", "/packed", "/nowhere", f"/large/{LARGEST + 1}"])
async def test_what_is_no_feed_is_refused(host: Host, path: str) -> None:
    """Missing, packed, moved to nowhere, or a byte too large."""
    with pytest.raises(NoFeed):
        await fetch(host.url(path), allow_loopback=True)


async def test_the_largest_feed_is_fetched(host: Host) -> None:
    """One megabyte is a feed."""
    assert len(await fetch(host.url(f"/large/{LARGEST}"), allow_loopback=True)) == LARGEST


async def test_a_body_that_never_ends_is_left(host: Host) -> None:
    """Reading stops where a feed would be too large."""
    with pytest.raises(NoFeed):
        await fetch(host.url("/endless"), allow_loopback=True)


async def test_a_connection_that_breaks_is_no_feed(host: Host) -> None:
    """Half a feed is none."""
    fetching = asyncio.create_task(fetch(host.url("/slow"), allow_loopback=True))
    await host.waits.wait()
    transport = host.asked[0].transport
    assert transport is not None
    transport.close()

    with pytest.raises(NoFeed):
        await fetching


async def test_time_runs_out(host: Host) -> None:
    """Whoever has no time left gets no feed, and no other error."""
    with pytest.raises(NoFeed):
        await fetch(host.url("/feed"), allow_loopback=True, seconds=0)


async def test_nobody_listens() -> None:
    """A port where nothing answers is no feed."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]

        with pytest.raises(NoFeed):
            await fetch(f"http://127.0.0.1:{port}/", allow_loopback=True)


async def test_nothing_of_the_machine_is_sent_along(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy of the environment is not used, and no one is named in a header."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")

    assert await fetch(host.url("/feed"), allow_loopback=True) == FEED
    assert not {"Authorization", "Cookie", "Referer"} & host.asked[0].headers.keys()


async def test_a_name_that_leads_inside_is_not_resolved() -> None:
    """A name is as good as every address it has."""
    resolver = OutsideResolver()

    with pytest.raises(OSError, match="inside"):
        await resolver.resolve("localhost", 443)
    await resolver.close()


@pytest.mark.parametrize("host", ["10.0.0.1", "127.0.0.1", "127.1", "localhost"])
def test_no_socket_is_opened_inwards(host: str) -> None:
    """Whatever was overlooked before, a connection to an address inside cannot be made."""
    with pytest.raises(OSError, match="inside"):
        outside_socket((socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (host, 443)))


@pytest.mark.parametrize("host", ["8.8.8.8", "193.0.6.139", "2001:4860:4860::8888"])
def test_the_open_net_is_outside(host: str) -> None:
    """Addresses anybody can reach may be asked."""
    assert is_outside(host)


@pytest.mark.parametrize(
    "host",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.0.1", "169.254.169.254",  # noqa: S104
        "172.16.0.1", "192.168.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "224.0.1.1",
        "239.1.1.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0",
        "fc00::1", "fec0::1", "ff02::1", "ff0e::1", "2001:db8::1", "::ffff:8.8.8.8",
        "::ffff:127.0.0.1", "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "64:ff9b::a00:1", "::7f00:1",
    ],
)  # fmt: skip
def test_the_rest_is_inside(host: str) -> None:
    """Private, local, shared, many, reserved, and those that carry another address."""
    assert not is_outside(host)


@pytest.mark.parametrize(
    ("host", "outside"), [("127.0.0.1", True), ("::1", True), ("10.0.0.1", False), ("::", False)]
)
def test_loopback_alone_can_be_allowed(host: str, *, outside: bool) -> None:
    """What is allowed for a trial opens nothing else."""
    assert is_outside(host, allow_loopback=True) is outside
