"""Reads the calendars that events come from, and lets guests know of what has changed."""

import asyncio

import structlog

from bot.conversations.events import letters as about_events
from bot.runtime.feeds import NoFeed, fetch
from bot.runtime.wiring import Service
from scheduler.calendar.absence_feed import UnfitFeed
from scheduler.calendar.event_feed import Happening, happenings_in
from scheduler.events.feeds import AHEAD, Feed, changes, read_at

LOG = structlog.get_logger()


async def read_event_feeds(service: Service) -> int:
    """Read every feed once; return how many could be read. What cannot be stays as it was."""
    async with service.reading() as work:
        feeds = await work.events.feeds()
    read = 0
    for feed in feeds:
        try:
            found = await _read(service, feed)
        except (NoFeed, UnfitFeed) as error:
            LOG.warning("event-feed-not-read", error=type(error).__name__)
            async with service.work() as work:
                await work.events.put_feed(read_at(feed, service.clock.now(), problem=True))
                await work.commit()
            continue
        await take_in(service, feed, found)
        read += 1
    return read


async def take_in(service: Service, feed: Feed, found: tuple[Happening, ...]) -> None:
    """Let the kept events of a feed be as it says now, and tell those who should know."""
    now = service.clock.now()
    async with service.work() as work:
        letters = service.letters(work)
        what = changes(feed, found, await work.events.of_feed(feed.id), now=now)
        for event in what.new:
            await work.events.add(event)
        for before, event in what.moved:
            kept = await work.events.put(event)
            if kept.revision != before.revision:
                await about_events.tell_of_change(letters, kept)
        for event in what.gone:
            off = await work.events.put(event.cancelled())
            await about_events.tell_of_cancelling(letters, off)
        for event in what.dropped:
            await work.events.remove(event.id)
        await work.events.put_feed(read_at(feed, now))
        await work.commit()
    service.bell.ring()


async def _read(service: Service, feed: Feed) -> tuple[Happening, ...]:
    """Fetch a feed and read what it says happens.

    Raises:
        NoFeed, UnfitFeed: it cannot be had, or not be read.
    """
    text = await fetch(feed.address, allow_loopback=service.settings.in_demo)
    today = service.clock.now().astimezone(service.settings.zone).date()
    return await asyncio.to_thread(
        happenings_in, text, zone=service.settings.zone, first=today, last=today + AHEAD
    )
