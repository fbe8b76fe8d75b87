"""Looks at night whether the links in tips still lead somewhere, and says nothing of who reads."""

import asyncio
from collections.abc import Collection

import aiohttp
from yarl import URL

from bot.runtime.feeds import MOVED, REDIRECTS, address_outside, session_outside
from bot.runtime.wiring import Service
from tips.links.model import Standing, addresses_in

SECONDS = 10
AT_ONCE = 4
MOST = 2_000
"""Links a night."""

GONE = frozenset({404, 410})


async def look_at_links(service: Service) -> int:
    """Ask each link in a published tip once; return how many lead nowhere.

    Nothing is asked where the installation does not want it.
    """
    if not service.settings.looks_at_links:
        return 0
    async with service.reading() as work:
        tips = await work.tips.published()
        stands_in = {one: tip for tip in reversed(tips) for one in addresses_in(tip)}
    gone = await gone_among(sorted(stands_in)[:MOST])
    async with service.work() as work:
        known = {one.address for one in await work.links.broken()}
        for address in sorted(gone.certain):
            tip = stands_in[address]
            await work.links.note(
                address, tip=tip.id, language=tip.language, at=service.clock.now()
            )
        # What nobody could say anything of stays as it was.
        await work.links.keep_only(gone.certain | (known & gone.unknown))
        await work.commit()
    return len(gone.certain)


class Found:
    """Links that lead nowhere, and those nobody can say anything of."""

    def __init__(self) -> None:
        self.certain: set[str] = set()
        self.unknown: set[str] = set()


async def gone_among(addresses: Collection[str], *, allow_loopback: bool = False) -> Found:
    """Ask some links, a few at a time.

    Args:
        addresses: https addresses.
        allow_loopback: this machine may be asked too, for tests.
    """
    found, places = Found(), asyncio.Semaphore(AT_ONCE)
    async with session_outside(allow_loopback=allow_loopback) as session:

        async def look(address: str) -> None:
            async with places:
                standing = await standing_of(session, address, allow_loopback=allow_loopback)
            if standing is Standing.GONE:
                found.certain.add(address)
            elif standing is Standing.UNKNOWN:
                found.unknown.add(address)

        await asyncio.gather(*(look(one) for one in addresses))
    return found


async def standing_of(
    session: aiohttp.ClientSession, address: str, *, allow_loopback: bool = False
) -> Standing:
    """Ask one link, and those it sends us on to.

    Args:
        session: that reaches nothing inside.
        address: the link.
        allow_loopback: this machine may be asked too, for tests.
    """
    try:
        async with asyncio.timeout(SECONDS):
            onward = address_outside(address, allow_loopback)
            for _ in range(REDIRECTS + 1):
                async with session.get(onward, allow_redirects=False) as answer:
                    if answer.status not in MOVED:
                        return _said(answer.status)
                    location = onward.join(URL(answer.headers.get("Location", "")))
                onward = address_outside(str(location), allow_loopback)
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError):
        # A host inside is refused with the same error as one there is not: nothing is said of it.
        return Standing.UNKNOWN
    return Standing.UNKNOWN


def _said(status: int) -> Standing:
    if status in GONE:
        return Standing.GONE
    return Standing.THERE if status < 400 else Standing.UNKNOWN
