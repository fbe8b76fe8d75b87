"""Calendars are read for the days somebody is away, and for nothing else."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
import structlog
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.runtime.absences import read_feeds
from bot.runtime.opening import prepare
from bot.runtime.wiring import Service, build
from knowledge.people.model import Absence, Department, Person, Profile, Role, Told
from tests.conftest import settings_in
from tests.dialogues.traces import in_files, in_tables
from tests.fakes.clock import StandingClock

SECRET = "operation hos doktor Provlund"  # noqa: S105 - what stands in a calendar


def a_feed(*events: str) -> bytes:
    """Return a feed of events, each given by its days and summary."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for event in events:
        days, _, summary = event.partition(" ")
        first, _, end = days.partition("-")
        lines += [
            "BEGIN:VEVENT",
            f"DTSTART;VALUE=DATE:{first}",
            f"DTEND;VALUE=DATE:{end}",
            f"SUMMARY:{summary}",
            f"DESCRIPTION:{SECRET}",
            f"LOCATION:{SECRET}",
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


@dataclass
class Calendars:
    """A server with a calendar at each path."""

    feeds: dict[str, bytes] = field(default_factory=dict)
    base: str = ""

    async def answer(self, request: web.Request) -> web.Response:
        """Give the calendar at a path, or say that there is none."""
        found = self.feeds.get(request.path)
        return web.Response(status=404) if found is None else web.Response(body=found)


@pytest.fixture
async def calendars() -> AsyncIterator[Calendars]:
    """A real server on loopback."""
    some = Calendars()
    app = web.Application()
    app.router.add_get("/{path:.*}", some.answer)
    async with TestServer(app) as server:
        some.base = f"http://127.0.0.1:{server.port}"
        yield some


@pytest.fixture
async def office(
    tmp_path: Path, clock: StandingClock, calendars: Calendars
) -> AsyncIterator[Service]:
    """Two coaches whose calendars lie at /ann and /bo."""
    service = build(settings_in(tmp_path), clock=clock)
    await prepare(service)
    async with service.work() as work:
        await work.people.put_department(Department(id="law", name="Law"))
        for one in ("ann", "bo"):
            await work.people.put(
                Person(id=one, name=f"{one.title()} Test", role=Role.COACH, department="law")
            )
            feed = service.seal.closed(f"{calendars.base}/{one}")
            await work.people.put_profile(Profile(person=one, feed=feed))
        await work.commit()
    yield service
    await service.close()


async def _away(service: Service, person: str) -> list[tuple[date, date | None, Told]]:
    async with service.reading() as work:
        found = await work.people.absences_of(person)
    return [(one.first, one.back, one.told) for one in found]


async def test_the_days_are_kept_and_nothing_else(
    office: Service, calendars: Calendars, tmp_path: Path
) -> None:
    """Neither what the calendar says of them nor its address is readable anywhere."""
    calendars.feeds = {"/ann": a_feed("20261207-20261212 Semester", "20261214-20261215 Kurs")}
    read = await read_feeds(office)
    found = await in_tables(office, [SECRET.casefold(), "semester"])

    assert read == 1
    assert await _away(office, "ann") == [(date(2026, 12, 7), date(2026, 12, 12), Told.FEED)]
    assert {table for table, values in found.items() if values} == set()
    assert in_files(tmp_path, "coach.db*", [SECRET, "Semester", calendars.base]) == []


async def test_the_calendar_is_followed(office: Service, calendars: Calendars) -> None:
    """What is gone from it is gone here; what the person said themselves stays."""
    said = Absence(person="ann", first=date(2026, 11, 23), back=date(2026, 11, 24))
    async with office.work() as work:
        await work.people.add_absence(said)
        await work.commit()
    calendars.feeds = {"/ann": a_feed("20261207-20261212 Semester")}
    await read_feeds(office)
    calendars.feeds = {"/ann": a_feed("20261209-20261210 Semester")}
    await read_feeds(office)
    moved = await _away(office, "ann")
    calendars.feeds = {"/ann": a_feed()}
    await read_feeds(office)

    assert moved == [
        (said.first, said.back, Told.SAID),
        (date(2026, 12, 9), date(2026, 12, 10), Told.FEED),
    ]
    assert await _away(office, "ann") == [(said.first, said.back, Told.SAID)]


@pytest.mark.parametrize("broken", [None, b"", b"<html>login</html>", b"x" * (2 << 20)])
async def test_a_broken_calendar_leaves_what_was_there(
    office: Service, calendars: Calendars, broken: bytes | None
) -> None:
    """It is logged without address or owner, and holds up nobody else's."""
    calendars.feeds = {"/ann": a_feed("20261207-20261212 Semester")}
    await read_feeds(office)
    calendars.feeds = {"/bo": a_feed("20261208-20261209 Semester")}
    if broken is not None:
        calendars.feeds["/ann"] = broken
    with structlog.testing.capture_logs() as lines:
        read = await read_feeds(office)

    assert read == 1
    assert await _away(office, "ann") == [(date(2026, 12, 7), date(2026, 12, 12), Told.FEED)]
    assert await _away(office, "bo") == [(date(2026, 12, 8), date(2026, 12, 9), Told.FEED)]
    assert [one["event"] for one in lines] == ["calendar-not-read"]
    assert not any(word in str(lines) for word in ("ann", "127.0.0.1"))


async def test_an_address_that_cannot_be_opened_holds_up_nobody(
    office: Service, calendars: Calendars
) -> None:
    """Sealed with another key, it is passed over."""
    calendars.feeds = {"/bo": a_feed("20261208-20261209 Semester")}
    async with office.work() as work:
        await work.people.put_profile(Profile(person="ann", feed="nonsense"))
        await work.commit()
    read = await read_feeds(office)

    assert read == 1
    assert await _away(office, "bo") != []


async def test_nobody_reads_the_calendar_of_one_who_has_left(
    office: Service, calendars: Calendars, clock: StandingClock
) -> None:
    """It is theirs again from that day."""
    calendars.feeds = {"/ann": a_feed("20261207-20261212 Semester")}
    async with office.work() as work:
        ann = await work.people.get("ann")
        await work.people.put(replace(ann, left=clock.now().date()))
        await work.commit()

    assert await read_feeds(office) == 0
    assert await _away(office, "ann") == []
