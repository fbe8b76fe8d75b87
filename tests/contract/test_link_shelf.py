"""Broken links are kept and found, on both databases, and nothing inside is ever asked."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.runtime.links import gone_among
from bot.runtime.work import SqlWorks
from tests.fakes.clock import SUNDAY
from tips.links.model import addresses_in
from tips.model import Advice, Film, Tip

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run

A_DAY = timedelta(days=1)
LINK, OTHER = "https://exempel.se/a", "https://exempel.se/b"


async def test_a_link_is_broken_for_certain_on_the_second_night(work: SqlWorks) -> None:
    """Since when is kept from the first; what leads somewhere again is forgotten."""
    async with work() as one:
        await one.links.note(LINK, tip="t", language="sv", at=SUNDAY)
        await one.links.note(OTHER, tip="t", language="sv", at=SUNDAY)
        assert [link.is_certain for link in await one.links.broken()] == [False, False]
        await one.links.note(LINK, tip="u", language="da", at=SUNDAY + A_DAY)
        found = {link.address: link for link in await one.links.broken()}
        assert found[LINK].is_certain
        assert (found[LINK].tip, found[LINK].language) == ("u", "da")
        assert not found[OTHER].is_certain
        await one.links.keep_only({LINK})
        assert [link.address for link in await one.links.broken()] == [LINK]


def test_links_are_found_in_texts_and_films() -> None:
    """Without the sentence's full stop, and https alone."""
    tip = Tip(
        id="t",
        language="sv",
        topic="x",
        title="x",
        advice=Advice(answer=f"Läs {LINK}.", steps=(f"Öppna ({OTHER}), och vänta",)),
        films=(Film("https://film.exempel.se/1", "Film", ("sv",)),),
        longer="http://osakert.exempel.se är ingen länk",
        checked=date(2026, 1, 1),
        review=date(2026, 7, 1),
    )
    assert list(addresses_in(tip)) == ["https://film.exempel.se/1", LINK, OTHER]


@pytest.fixture
async def host() -> AsyncIterator[TestServer]:
    """A host where one page is there, one is gone, one wants a sign-in, and one never answers."""

    async def page(request: web.Request) -> web.Response:
        match request.match_info["name"]:
            case "moved":
                raise web.HTTPFound("/gone")
            case "circle":
                raise web.HTTPFound("/circle")
            case "inside":
                raise web.HTTPFound("http://192.168.0.1/")
            case "hangs":
                await asyncio.Event().wait()
        statuses = {"there": 200, "gone": 404, "removed": 410, "locked": 403, "down": 503}
        return web.Response(status=statuses[request.match_info["name"]])

    app = web.Application()
    app.router.add_get("/{name}", page)
    server = TestServer(app)
    await server.start_server()
    yield server
    await server.close()


async def test_only_what_a_host_says_is_gone_is_broken(host: TestServer) -> None:
    """Locked, down, in circles or inside: nothing is said of it, and nothing inside is asked."""
    names = ("there", "gone", "removed", "locked", "down", "moved", "circle", "inside")
    links = {name: str(host.make_url(f"/{name}")) for name in names}
    found = await gone_among(links.values(), allow_loopback=True)
    assert found.certain == {links["gone"], links["removed"], links["moved"]}
    assert found.unknown == {links[one] for one in ("locked", "down", "circle", "inside")}
    closed = await gone_among(links.values())
    assert closed.certain == set()
    assert closed.unknown == set(links.values())
