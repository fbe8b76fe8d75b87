"""Moves tips through review."""

from dataclasses import replace

from tips.history.model import Edit
from tips.model import Stage, Tip
from tips.ports import UNSIGNED, TipShelf


async def submit(tip: Tip, *, tips: TipShelf, edit: Edit = UNSIGNED) -> Tip:
    """Keep a tip and hand it over for review."""
    return await tips.put(tip.submitted(), edit)


async def approve(
    tip_id: str, language: str, *, by: str, tips: TipShelf, edit: Edit = UNSIGNED
) -> Tip:
    """Publish a tip that someone other than its author has read.

    Raises:
        UnknownTip, NotInReview, SelfReview, EditedMeanwhile.
    """
    return await tips.put((await tips.get(tip_id, language)).approved(by=by), edit)


async def turn_down(tip_id: str, language: str, *, tips: TipShelf, edit: Edit = UNSIGNED) -> Tip:
    """Give a tip back to its author; nothing of it is lost.

    Raises:
        UnknownTip, NotInReview, EditedMeanwhile.
    """
    return await tips.put((await tips.get(tip_id, language)).turned_down(), edit)


async def revise(tip: Tip, *, tips: TipShelf, edit: Edit = UNSIGNED) -> Tip:
    """Keep a reviewer's changes to a tip that is in review.

    Raises:
        NotInReview, EditedMeanwhile.
    """
    kept = await tips.get(tip.id, tip.language)
    if kept.stage is not Stage.IN_REVIEW:
        kept.turned_down()
    return await tips.put(replace(tip, stage=Stage.IN_REVIEW), edit)
