"""What no tip may answer: each boundary has its own reply, and an easy one."""

from bot.cards.model import Reply
from bot.conversations.talk import Talk
from bot.texts.catalogue import say
from knowledge.boundaries.catch import Route

STEPS = {Route.INCIDENT: 3}
"""How many numbered steps a boundary's reply has, where it has any."""

WITH_DOOR = frozenset({Route.INCIDENT, Route.PERSONAL_DATA, Route.SURVEILLANCE, Route.OTHER})
"""Boundaries where the named person may still be of help; not in danger, not where the reply
already names whose matter it is."""

KEYS = {route: f"boundary.{route}" for route in Route}


async def boundary_reply(talk: Talk, route: Route, *, easy: bool = False) -> Reply:
    """Say what to do instead, the number on the first line where there is danger."""
    talk.showed("boundary", route.value)
    choices = await talk.door() if route in WITH_DOOR else ()
    whom = talk.contacts.details()
    for_all = route is not Route.CRISIS
    if easy:
        return Reply(text=(say(f"{KEYS[route]}.easy", **whom),), choices=choices, for_all=for_all)
    steps = tuple(
        say(f"{KEYS[route]}.step.{number}", **whom) for number in range(1, STEPS.get(route, 0) + 1)
    )
    after = (say(f"{KEYS[route]}.after", **whom),) if steps else ()
    return Reply(
        text=(say(KEYS[route], **whom),),
        steps=steps,
        after=after,
        choices=choices,
        for_all=for_all,
    )


async def numbers_reply(talk: Talk, *, easy: bool = False) -> Reply:
    """Tell that identity numbers were taken out before anything was kept."""
    talk.showed("numbers", "")
    key = "boundary.numbers.easy" if easy else "boundary.numbers"
    return Reply(text=(say(key),), choices=await talk.door())
