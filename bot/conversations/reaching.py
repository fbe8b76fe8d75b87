"""Says how a place to turn to is reached at this hour."""

from datetime import datetime

from bot.texts.catalogue import Say, say
from knowledge.places.model import Place


def reached(place: Place, now: datetime) -> Say:
    """Say how a place is reached at this hour; closed, whom to call if it cannot wait.

    Args:
        place: whom one turns to.
        now: local time.
    """
    details = {"name": place.name, "reach": place.reach}
    until = place.open_until(now)
    if until is not None:
        return say("place.open", **details, until=f"{until:%H.%M}")
    if place.is_open(now):
        return say("place.always", **details)
    opens = place.opens(now)
    key = "place.closed_on_call" if place.on_call else "place.closed"
    hour = f"{opens:%H.%M}"
    return say(key, **details, day=opens.date().isoformat(), hour=hour, on_call=place.on_call)
