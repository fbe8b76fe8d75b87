"""Moves tips through review."""

from dataclasses import replace

from tips.model import Stage, Tip
from tips.ports import TipShelf


async def submit(tip: Tip, *, tips: TipShelf) -> Tip:
    """Keep a tip and hand it over for review."""
    return await tips.put(tip.submitted())


async def approve(tip_id: str, language: str, *, by: str, tips: TipShelf) -> Tip:
    """Publish a tip that someone other than its author has read.

    Raises:
        UnknownTip, NotInReview, SelfReview, EditedMeanwhile.
    """
    return await tips.put((await tips.get(tip_id, language)).approved(by=by))


async def turn_down(tip_id: str, language: str, *, tips: TipShelf) -> Tip:
    """Give a tip back to its author; nothing of it is lost.

    Raises:
        UnknownTip, NotInReview, EditedMeanwhile.
    """
    return await tips.put((await tips.get(tip_id, language)).turned_down())


async def revise(tip: Tip, *, tips: TipShelf) -> Tip:
    """Keep a reviewer's changes to a tip that is in review.

    Raises:
        NotInReview, EditedMeanwhile.
    """
    kept = await tips.get(tip.id, tip.language)
    if kept.stage is not Stage.IN_REVIEW:
        kept.turned_down()
    return await tips.put(replace(tip, stage=Stage.IN_REVIEW))
