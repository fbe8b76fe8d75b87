"""A sender of which only the claim is seen."""

from collections.abc import Sequence
from datetime import datetime

from scheduler.delivery.model import Letter
from scheduler.delivery.ports import Outbox


async def claimed(
    letters: Outbox, *, by: str, now: datetime, until: datetime, limit: int
) -> Sequence[Letter]:
    """Claim what is due, as a sender does that then stops."""
    found = await letters.candidates(now=now, own=limit, of_posts=limit)
    return await letters.lease(found, by=by, until=until)
