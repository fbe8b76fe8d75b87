"""Picks up what a dead process left behind, and lets the clock do what is due."""

from bot.conversations.writing import caretaking
from bot.runtime.absences import read_feeds
from bot.runtime.database import time_of
from bot.runtime.erasures import erase_left
from bot.runtime.event_feeds import read_event_feeds
from bot.runtime.expiry import warn_of_secrets
from bot.runtime.retention import remove_old
from bot.runtime.steady_clock import SteadyClock, since_boot
from bot.runtime.wiring import Service
from knowledge.figures import closing


async def keep_time(service: Service) -> None:
    """Agree with the database on the time, where it has a clock of its own."""
    clock = service.clock
    if not isinstance(clock, SteadyClock):
        return
    begun = since_boot()
    at = await time_of(service.engine)
    if at is not None:
        clock.agree(at, took=since_boot() - begun)


async def keep_house(service: Service) -> None:
    """Do what is done every tick; doing it again changes nothing."""
    await service.delivery.recover()
    await service.deadlines.once()
    await service.reminders.once()
    await service.event_clock.once()
    await service.weekly_clock.once()


async def keep_nightly_house(service: Service) -> None:
    """Do what is done once a day: remove what is past its time, and whoever left long ago."""
    await remove_old(service)
    await _let_marks_go(service)
    await _close_figures(service)
    await erase_left(service)
    await service.compact()


async def _let_marks_go(service: Service) -> None:
    """Destroy the key behind the marks of who asked what nothing answered, every four weeks."""
    async with service.work() as work:
        await work.gaps.new_key(today=service.clock.now().date())
        await work.commit()


async def _close_figures(service: Service) -> None:
    """Work out what may be shown of four weeks that are over, and destroy the key behind them."""
    today = service.clock.now().astimezone(service.settings.zone).date()
    async with service.work() as work:
        if await closing.close(work.figures, work.people, today=today):
            await work.commit()


async def _remind_caretakers(service: Service) -> None:
    """Write to whoever looks after tips that are to be read again."""
    async with service.work() as work:
        if await caretaking.remind(service.letters(work)):
            await work.commit()
            service.bell.ring()


async def keep_hourly_house(service: Service) -> None:
    """Do what is done once an hour: see in calendars who is away, and remind caretakers.

    The database's own log is emptied too, so that what somebody had forgotten is not in it long.
    """
    await read_feeds(service)
    await read_event_feeds(service)
    await _close_figures(service)
    await _remind_caretakers(service)
    await _forget_paces(service)
    await warn_of_secrets(service)
    await service.compact()


async def _forget_paces(service: Service) -> None:
    """Remove what tells that somebody was written to lately, once no limit needs it."""
    async with service.work() as work:
        await work.paces.forget_old(now=service.clock.now())
        await work.commit()
