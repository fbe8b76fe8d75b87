"""Brings tips of a file into the library."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.conversations.ports import ChatWork
from knowledge.pictures.model import CleanPicture
from tips.exchange.checking import Here
from tips.exchange.parcel import Fault
from tips.exchange.plan import Addition, Change, Plan
from tips.exchange.taking import take
from tips.history.model import Edit


async def here(work: ChatWork, today: date) -> Here:
    """Return what a file is compared with.

    Args:
        work: the transaction.
        today: the day where the organisation is.
    """
    tips = await work.tips.all()
    waiting = await work.tips.proposals()
    return Here(
        tips={(one.id, one.language): one for one in tips},
        waiting=frozenset((one.id, one.language) for one in waiting),
        departments=frozenset(one.id for one in await work.people.departments()),
        people={
            one.email.casefold(): one.id
            for one in await work.people.everyone()
            if one.email and one.left is None
        },
        pictures=frozenset(await work.pictures.names()),
        today=today,
    )


async def carried_out(
    work: ChatWork, plan: Plan, pictures: Mapping[str, CleanPicture], edit: Edit
) -> list[Fault]:
    """Do what a plan says.

    Args:
        work: the transaction; whether it lasts is for the caller to say.
        plan: what is to be done.
        pictures: the new ones, by name.
        edit: by whom and when.

    Returns:
        The tips somebody has changed since the plan was made, which are left as they are.
    """
    if edit.at is not None:
        for name in plan.pictures:
            await work.pictures.put(pictures[name], at=edit.at)
    return await take(plan, tips=work.tips, part=work.part, edit=edit)


def signed(plan: Plan, by: str) -> Plan:
    """Return a plan whose new and changed tips are written by whoever brings them.

    So it is somebody else who reads them before they answer.
    """

    def changed(one: Change) -> Change:
        return replace(one, after=replace(one.after, author=by))

    return replace(
        plan,
        added=tuple(Addition(replace(one.tip, author=by), one.said) for one in plan.added),
        changed=tuple(changed(one) if one.beside else one for one in plan.changed),
    )
