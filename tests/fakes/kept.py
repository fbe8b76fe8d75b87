"""What a sender does with a courier's report besides the fate: it has what was asked for kept."""

from dataclasses import replace

from bot.runtime.wiring import Service
from scheduler.delivery.model import Letter, Outcome
from scheduler.delivery.ports import Courier


async def sent_and_kept(service: Service, courier: Courier, letter: Letter) -> Outcome:
    """Let a courier try once, and keep what it wants remembered; the report says the rest."""
    outcome = await courier.send(letter)
    if outcome.keep is not None:
        async with service.work() as work:
            await outcome.keep(work)
            await work.commit()
    return replace(outcome, keep=None)
