"""Carries a plan out: each tip only if nobody has changed it since the plan was made."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from tips.exchange.parcel import Fault, Said, Why
from tips.exchange.plan import Plan
from tips.history.model import Edit
from tips.model import EditedMeanwhile, Tip
from tips.ports import TipShelf

Part = Callable[[], AbstractAsyncContextManager[None]]
"""Undoes what is done inside when it ends in an error, and no more."""


async def take(plan: Plan, *, tips: TipShelf, part: Part, edit: Edit) -> list[Fault]:
    """Keep what a plan adds and changes.

    Args:
        plan: what is to be done; what it refuses is left out.
        tips: where tips are kept.
        part: a part of the transaction that can be undone by itself.
        edit: when, and by whom if somebody is to answer for it.

    Returns:
        The tips that somebody has changed since the plan was made, and which are therefore left
        as they are; the caller decides whether the rest is to last.
    """
    lost: list[Fault] = []

    async def keep(tip: Tip, said: Said, *, beside: bool) -> None:
        try:
            async with part():
                await (tips.propose if beside else tips.put)(tip, edit)
        except EditedMeanwhile:
            lost.append(said.fault("id", Why.EDITED, said=tip.id))

    for one in plan.added:
        await keep(one.tip, one.said, beside=False)
    for change in (*plan.changed, *plan.flagged):
        await keep(change.after, change.said, beside=change.beside)
    return lost
