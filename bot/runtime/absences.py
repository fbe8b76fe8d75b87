"""Reads the calendars of those who have given an address, for the days they are away."""

import asyncio
from datetime import timedelta

import structlog

from bot.runtime.feeds import NoFeed, fetch
from bot.runtime.wiring import Service
from knowledge.people.model import Absence, Told, UnknownPerson
from knowledge.sealing import SealBroken
from scheduler.calendar.absence_feed import UnfitFeed, absences_in

LOOKED_AHEAD = timedelta(days=120)

LOG = structlog.get_logger()


async def read_feeds(service: Service) -> int:
    """Read every calendar once; return how many could be read. What cannot be stays as it was."""
    async with service.reading() as work:
        profiles = await work.people.feeds()
    read = 0
    for profile in profiles:
        try:
            address = service.seal.opened(profile.feed)
            feed = await fetch(address, allow_loopback=service.settings.in_demo)
            today = service.clock.now().astimezone(service.settings.zone).date()
            days = await asyncio.to_thread(
                absences_in,
                feed,
                zone=service.settings.zone,
                first=today,
                last=today + LOOKED_AHEAD,
            )
        except (NoFeed, UnfitFeed, SealBroken) as error:
            LOG.warning("calendar-not-read", error=type(error).__name__)
            continue
        async with service.work() as work:
            try:
                await work.people.get(profile.person)
            except UnknownPerson:  # erased while their calendar was read
                continue
            await work.people.replace_absences(
                profile.person,
                Told.FEED,
                [
                    Absence(
                        person=profile.person,
                        first=one.first,
                        back=one.last + timedelta(days=1),
                        told=Told.FEED,
                    )
                    for one in days
                ],
            )
            await work.commit()
        read += 1
    return read
