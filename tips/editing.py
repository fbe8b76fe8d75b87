"""Changes tips: what is written stands beside what answers until somebody else has read it."""

from dataclasses import dataclass, replace

from knowledge.errors import Explained
from tips.history.model import Edit
from tips.model import Stage, Tip, UnknownTip
from tips.ports import TipShelf

ANSWERING = frozenset({Stage.PUBLISHED, Stage.RETIRED})


class NothingProposed(Explained):
    """There is no change to this tip that waits; details: title."""

    key = "tips.error.nothing_proposed"


class TipExists(Explained):
    """Another tip has this id already; details: title."""

    key = "tips.error.exists"


@dataclass(frozen=True, slots=True)
class Table:
    """What lies on the table for one tip.

    Attributes:
        tip: as it is being written; its version is the one to save with.
        answering: as staff see it now, or None when it has never been published.
    """

    tip: Tip
    answering: Tip | None

    @property
    def is_changed(self) -> bool:
        """Whether something is written that staff do not see."""
        return self.answering is None or self.tip != self.answering


async def opened(tip_id: str, language: str, *, tips: TipShelf) -> Table:
    """Return what is written of a tip in this very language, or raise UnknownTip."""
    kept = await _exact(tip_id, language, tips)
    if kept.stage not in ANSWERING:
        return Table(kept, None)
    return Table(await tips.proposal(tip_id, language) or kept, kept)


async def begin(tip: Tip, *, edit: Edit, tips: TipShelf) -> Tip:
    """Keep a new tip, or an old one in a new language, as its author's draft.

    Raises:
        TipExists: this id is written in this language already.
    """
    there = [one for one in await tips.languages_of(tip.id) if one.language == tip.language]
    if there:
        raise TipExists(title=there[0].title)
    return await tips.put(replace(tip, stage=Stage.DRAFT, author=edit.by, version=1), edit)


async def save(tip: Tip, *, edit: Edit, tips: TipShelf) -> Tip:
    """Keep what was written, as a draft; what answers stays as it is.

    Args:
        tip: with the version that was read.
        edit: who writes, and when.
        tips: where it is kept.

    Raises:
        UnknownTip: it is not there.
        EditedMeanwhile: somebody else was first.
    """
    kept = await _exact(tip.id, tip.language, tips)
    if kept.stage in ANSWERING:
        before = await tips.proposal(tip.id, tip.language)
        stage = before.stage if before else Stage.DRAFT
        author = before.author if before and stage is Stage.IN_REVIEW else edit.by
        return await tips.propose(replace(tip, stage=stage, author=author), edit)
    return await tips.put(replace(tip, stage=kept.stage, author=kept.author), edit)


async def send(tip: Tip, *, edit: Edit, tips: TipShelf) -> Tip:
    """Hand what is written over for review; raises EditedMeanwhile."""
    table = await opened(tip.id, tip.language, tips=tips)
    sent = replace(table.tip, stage=Stage.IN_REVIEW, version=tip.version)
    if table.answering is None:
        return await tips.put(sent, edit)
    return await tips.propose(sent, edit)


async def approve(tip: Tip, *, edit: Edit, tips: TipShelf) -> Tip:
    """Publish what somebody other than its author has read.

    Args:
        tip: what was read, with its version: nothing is published that nobody has read.
        edit: who has read it, and when.
        tips: where it is kept.

    Raises:
        UnknownTip, NotInReview, SelfReview, EditedMeanwhile.
    """
    table = await opened(tip.id, tip.language, tips=tips)
    approved = replace(table.tip, version=tip.version).approved(by=edit.by)
    if table.answering is None:
        return await tips.put(approved, edit)
    first = table.answering
    return await tips.adopt(replace(approved, author=first.author, credit=first.credit), edit)


async def turn_down(tip: Tip, *, edit: Edit, tips: TipShelf) -> Tip:
    """Give what was written back to its author; nothing of it is lost.

    Raises:
        UnknownTip, NotInReview, EditedMeanwhile.
    """
    table = await opened(tip.id, tip.language, tips=tips)
    back = replace(table.tip, version=tip.version).turned_down()
    return await (tips.put if table.answering is None else tips.propose)(back, edit)


async def drop(tip: Tip, *, tips: TipShelf) -> None:
    """Let what was proposed go; it stays in the history.

    Raises:
        NothingProposed: there was nothing.
        EditedMeanwhile: somebody else was first.
    """
    if await tips.proposal(tip.id, tip.language) is None:
        raise NothingProposed(title=tip.title)
    await tips.drop_proposal(tip)


async def retire(tip: Tip, *, edit: Edit, tips: TipShelf) -> Tip:
    """Let a tip answer no more; it stays in the library and can come back.

    Raises:
        UnknownTip, EditedMeanwhile.
    """
    kept = await _exact(tip.id, tip.language, tips)
    return await tips.adopt(replace(kept, stage=Stage.RETIRED, version=tip.version), edit)


async def bring_back(tip: Tip, *, edit: Edit, tips: TipShelf) -> Tip:
    """Send a retired tip to review, to answer again once somebody else has read it."""
    kept = await _exact(tip.id, tip.language, tips)
    return await tips.put(
        replace(kept, stage=Stage.IN_REVIEW, author=edit.by, version=tip.version), edit
    )


async def restore(tip: Tip, version: int, *, edit: Edit, tips: TipShelf) -> Tip:
    """Write a tip again as it was; it goes through review like any change.

    Args:
        tip: with the version that was read.
        version: the edition that is to come back.
        edit: who brings it back, and when.
        tips: where it is kept.

    Raises:
        UnknownEdition, UnknownTip, EditedMeanwhile.
    """
    old = (await tips.edition(tip.id, tip.language, version)).tip
    return await save(replace(old, version=tip.version), edit=edit, tips=tips)


def may_approve(tip: Tip, person_id: str) -> bool:
    """Say whether somebody may publish what is in review."""
    return tip.stage is Stage.IN_REVIEW and tip.author != person_id


async def _exact(tip_id: str, language: str, tips: TipShelf) -> Tip:
    for one in await tips.languages_of(tip_id):
        if one.language == language:
            return one
    raise UnknownTip
