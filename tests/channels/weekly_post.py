"""The weekly tip's way to a platform, from the schedule to the letters that leave."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from bot.runtime.wiring import Service
from scheduler.events.model import Audience
from scheduler.weekly.model import State
from tests.dialogues.test_weekly import scheduled
from tests.fakes.clock import StandingClock

TIP = "teams-dela-skarm"
SAYS = "Det gör du med knappen Dela, uppe till höger i mötet."
WHEN = ("2026-11-23 12:00", "2026-11-24 09:04", "2026-11-24 09:10", "2026-11-24 09:11")


async def weekly_post(
    service: Service, clock: StandingClock, settle: Callable[[], Awaitable[None]]
) -> None:
    """Let Tuesday's post leave, with a tip that a coordinator has chosen."""
    async with service.work() as work:
        for one in await work.weekly.schedules():
            await work.weekly.remove_schedule(one.id)
        await work.commit()
    await scheduled(service, audience=Audience(departments=("juridik",)))
    for number, when in enumerate(WHEN):
        local = datetime.fromisoformat(when).replace(tzinfo=service.settings.zone)
        clock.at = max(clock.at, local.astimezone(UTC))
        await service.weekly_clock.once()
        if number == 0:
            async with service.work() as work:
                (occasion,) = await work.weekly.occasions(states=[State.PLANNED])
                await work.weekly.put(occasion.chosen(TIP, by="inger", at=clock.at))
                await work.commit()
        await settle()
