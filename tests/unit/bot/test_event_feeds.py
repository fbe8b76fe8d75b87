"""Feeds of events, fetched from a server of this machine."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import BaseTestServer, TestServer

from bot.runtime.event_feeds import read_event_feeds
from bot.runtime.opening import prepare
from bot.runtime.wiring import Service, build
from knowledge.people.model import Person
from scheduler.events.feeds import Feed
from scheduler.events.model import Answer, Guest, State
from tests.conftest import settings_in
from tests.fakes.clock import StandingClock

CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Språkcafé\r\n"
    "DTSTART:20261203T160000Z\r\nDTEND:20261203T170000Z\r\nLOCATION:Biblioteket\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)


class Library:
    """A web server whose calendar can be changed."""

    def __init__(self) -> None:
        self.text = CALENDAR
        self.status = 200

    async def give(self, _request: web.Request) -> web.Response:
        """Give the calendar."""
        return web.Response(text=self.text, status=self.status, content_type="text/calendar")

    async def round(self, request: web.Request) -> web.Response:
        """Send whoever asks back to where they are."""
        raise web.HTTPFound(str(request.url))


@pytest.fixture
async def library() -> AsyncIterator[tuple[Library, BaseTestServer]]:
    """A library with its server."""
    found = Library()
    app = web.Application()
    app.add_routes([web.get("/x.ics", found.give), web.get("/round.ics", found.round)])
    async with TestServer(app) as server:
        yield found, server


@pytest.fixture
async def house(tmp_path: Path, clock: StandingClock) -> AsyncIterator[Service]:
    """A service in demo mode, which may ask this machine."""
    service = build(settings_in(tmp_path, demo=True), clock=clock)
    await prepare(service)
    yield service
    await service.close()


async def added(service: Service, server: BaseTestServer, path: str = "/x.ics") -> Feed:
    """Add the server's calendar."""
    feed = Feed(id="f" * 32, name="Biblioteket", address=str(server.make_url(path)), opens=True)
    async with service.work() as work:
        await work.people.put(Person(id="ann", name="Ann Test"))
        await work.events.put_feed(feed)
        await work.commit()
    return feed


async def test_events_come_and_guests_hear_of_changes(
    house: Service, library: tuple[Library, BaseTestServer], clock: StandingClock
) -> None:
    """A moved time is told once to who has answered; one that is gone is cancelled."""
    place, server = library
    feed = await added(house, server)

    assert await read_event_feeds(house) == 1
    async with house.work() as work:
        (event,) = await work.events.to_come(now=clock.now())
        await work.events.keep(
            Guest(event=event.id, person="ann", answer=Answer.COMING), at=clock.now()
        )
        assert await work.events.feeds() == [replace(feed, read=clock.now())]
        await work.commit()
    place.text = CALENDAR.replace("T160000Z", "T150000Z")
    await read_event_feeds(house)
    await read_event_feeds(house)
    place.text = CALENDAR.replace("SUMMARY:Språkcafé", "SUMMARY:x\r\nSTATUS:CANCELLED")
    await read_event_feeds(house)

    async with house.reading() as work:
        after = await work.events.get(event.id)
        assert (after.state, after.revision) == (State.CANCELLED, 2)
        # The letter about the other time had not left; one says what holds now.
        assert await work.letters.of_person("ann") == 1


@pytest.mark.parametrize("path", ["/round.ics", "/gone.ics"])
async def test_what_cannot_be_read_is_told_and_changes_nothing(
    house: Service, library: tuple[Library, BaseTestServer], path: str, clock: StandingClock
) -> None:
    """A loop of redirects or a missing page leaves a word on the desk, and every event."""
    _, server = library
    await added(house, server, path)

    assert await read_event_feeds(house) == 0
    async with house.reading() as work:
        (feed,) = await work.events.feeds()
        assert (feed.problem, feed.read) == (True, clock.now())


async def test_an_address_inside_is_never_asked(
    tmp_path: Path, library: tuple[Library, BaseTestServer], clock: StandingClock
) -> None:
    """Outside demo mode not even this machine is."""
    _, server = library
    service = build(settings_in(tmp_path, demo=False), clock=clock)
    await prepare(service)
    await added(service, server)

    assert await read_event_feeds(service) == 0
    await service.close()
