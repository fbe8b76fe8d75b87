"""Tells those who answer for the service, in time, that one of its secrets expires."""

from collections.abc import Mapping
from datetime import date

from bot.cards.model import Reply
from bot.conversations.correspondence import Correspondence
from bot.texts.catalogue import say
from knowledge.people.model import Role

AHEAD = (1, 7, 30)
"""Days before the last one at which it is told, the nearest first."""

OPENS = {
    "oidc": "desk.secret.oidc",
    "teams": "desk.secret.teams",
    "slack": "desk.secret.slack",
    "certificate": "desk.secret.certificate",
}
RENEW = {
    "oidc": "desk.secret.renew.oidc",
    "teams": "desk.secret.renew.teams",
    "slack": "desk.secret.renew.slack",
    "certificate": "desk.secret.renew.certificate",
}
TOLD = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})


async def warn(letters: Correspondence, expiring: Mapping[str, date]) -> int:
    """Write to coordinators and administrators, once 30, 7 and 1 days before; return how often.

    Args:
        letters: how they are written to.
        expiring: the last day of each secret, by its name.
    """
    due = {
        name: (day, stage)
        for name, day in expiring.items()
        if (stage := _stage((day - letters.today).days)) is not None
    }
    if not due:
        return 0
    told = [
        one for one in await letters.work.people.everyone() if one.role in TOLD and one.left is None
    ]
    for name, (day, stage) in due.items():
        reply = Reply(
            text=(
                say("expiring.soon", day=day.isoformat()),
                say(OPENS[name]),
                say(RENEW[name]),
            )
        )
        for person in told:
            reason = f"expiring:{name}:{day.isoformat()}:{stage}"
            await letters.note(person.id, reply, reason=reason)
    return len(due) * len(told)


def _stage(left: int) -> int | None:
    """Return which of the warnings is due; None long before, and when it is too late to warn."""
    if left < 0:
        return None
    return next((one for one in AHEAD if left <= one), None)
