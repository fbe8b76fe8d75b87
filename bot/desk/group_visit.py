"""What every page of the coach group begins with: who the visitor is there, and what is theirs."""

from collections.abc import Mapping, Sequence
from functools import wraps

from aiohttp import web

from bot.conversations.correspondence import Correspondence
from bot.conversations.group.membership import Membership, members
from bot.desk.draw import message
from bot.desk.guard import Page
from bot.desk.visit import Visit
from bot.texts.catalogue import Say, plain, say
from knowledge.coach_group.model import UnknownAction, UnknownMeeting
from knowledge.people.model import Person
from knowledge.people.tree import Tree
from knowledge.year_plan.model import UnknownActivity

HERE = "/desk/group"
MEETINGS, PLAN = f"{HERE}/meetings", f"{HERE}/plan"
LONGEST_NAME = 80


def or_not_found(show: Page) -> Page:
    """Return a page that is not found where what it is about is not there for the visitor."""

    @wraps(show)
    async def found(visit: Visit) -> web.StreamResponse:
        try:
            return await show(visit)
        except (UnknownMeeting, UnknownAction, UnknownActivity) as error:
            return message(visit, say(error.key, **error.details), status=404)

    return found


def part_name(tree: Tree, department: str | None) -> Say:
    """Say what part of the organisation a group is for."""
    found = tree.get(department)
    return plain(found.name) if found else say("group.everything")


def parts_to_choose(member: Membership, own: str | None) -> Mapping[str, Say]:
    """Return the groups somebody may call to a meeting: their own part, and parts with parts.

    Args:
        member: what they are to the groups.
        own: the department they work in; None for everything.
    """
    tops = member.tree.children(None)
    whole = {tops[0].id} if len(tops) == 1 else set[str]()
    below = [
        one
        for one in member.tree.all()
        if member.edits(one.id)
        and one.id != own
        and member.tree.children(one.id)
        and not (own is None and one.id in whole)
    ]
    return {
        own or "": part_name(member.tree, own),
        **{one.id: plain(one.name) for one in below},
    }


async def people_of(letters: Correspondence, department: str | None) -> Sequence[Person]:
    """Return who can be given something to do: members, and who coordinates them, by name."""
    known = {one.id: one for one in await members(letters, department)}
    known |= {one.id: one for one in await letters.coordinators(department)}
    return sorted(known.values(), key=lambda one: (one.name, one.id))


def owner_of(said: str, people: Sequence[Person]) -> tuple[str, str]:
    """Return whose something is: a person id, or else words.

    A whole name is that person; a first name, if only one bears it.
    """
    wanted = " ".join(said.split())
    whole = [one.id for one in people if one.name.casefold() == wanted.casefold()]
    first = [one.id for one in people if one.first_name.casefold() == wanted.casefold()]
    for found in (whole, first):
        if len(found) == 1:
            return found[0], ""
    return "", wanted
