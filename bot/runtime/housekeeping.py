"""Removes what may no longer be kept, and picks up what a dead process left behind."""

from datetime import timedelta

from bot.runtime.wiring import Service

EVENT_KEYS_KEPT = timedelta(days=7)
ASKER_LINK_KEPT = timedelta(days=14)
"""After closing; see docs/why/privacy.md."""

HANDOVERS_KEPT = timedelta(days=730)
"""After closing; a proposal, the organisation's archivist decides."""

SUGGESTIONS_KEPT = timedelta(days=90)
"""For wordings no coordinator has decided about."""

LETTERS_KEPT = timedelta(days=30)
"""For letters that did not arrive: so long a person has to look at them."""


async def keep_house(service: Service) -> None:
    """Do it all once; doing it again changes nothing."""
    now = service.clock.now()
    await service.delivery.recover()
    async with service.work() as work:
        await work.inbox.forget_old(before=now - EVENT_KEYS_KEPT)
        await work.history.forget_old(now=now)
        await work.letters.forget_old(before=now - LETTERS_KEPT)
        await work.suggestions.forget_old(before=now - SUGGESTIONS_KEPT)
        await work.memories.forget_old(today=now.date())
        await work.escalations.remove_closed(before=now - HANDOVERS_KEPT)
        await work.escalations.forget_askers(closed_before=now - ASKER_LINK_KEPT)
        await work.commit()
