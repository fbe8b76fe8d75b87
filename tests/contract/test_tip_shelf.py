"""Every tip shelf keeps these promises."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from bot.runtime.work import SqlWorks
from tips.model import Advice, EditedMeanwhile, Stage, Tip, TipKind, UnknownTip

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run


def a_tip(tip_id: str = "t1", *, language: str = "sv", stage: Stage = Stage.PUBLISHED) -> Tip:
    """Return a tip with something in every field."""
    return Tip(
        id=tip_id,
        language=language,
        topic="filer",
        title=f"Titel {language}",
        kind=TipKind.HABIT,
        advice=Advice(answer="Svar ☕", steps=("ett", "två"), check="syns"),
        easy=Advice(answer="Lätt", steps=("en",)),
        phrasings=("hur gör man", "vart är den"),
        checked=date(2026, 11, 1),
        review=date(2027, 5, 1),
        local="här",
        longer="mer",
        stage=stage,
    )


async def test_a_tip_comes_back_as_it_was_kept(work: SqlWorks) -> None:
    """Every field survives; the version has moved."""
    async with work() as one:
        kept = await one.tips.put(a_tip())
        await one.commit()
    async with work() as one:
        assert await one.tips.get("t1", "sv") == kept
        assert kept.version == a_tip().version + 1


async def test_only_published_tips_are_shown(work: SqlWorks) -> None:
    """Drafts stay on the coordinators' side."""
    async with work() as one:
        await one.tips.put(a_tip("d", stage=Stage.DRAFT))
        await one.tips.put(a_tip("p"))
        await one.commit()
    async with work() as one:
        assert [tip.id for tip in await one.tips.published()] == ["p"]


async def test_a_tip_is_given_in_the_language_asked_for_or_else_in_swedish(work: SqlWorks) -> None:
    """Nobody gets nothing because a translation is missing."""
    async with work() as one:
        await one.tips.fill([a_tip(language="sv"), a_tip(language="da")])
        await one.commit()
    async with work() as one:
        assert (await one.tips.get("t1", "da")).language == "da"
        assert (await one.tips.get("t1", "fi")).language == "sv"
        with pytest.raises(UnknownTip):
            await one.tips.get("t2", "sv")


async def test_publishing_moves_the_librarys_version(work: SqlWorks) -> None:
    """So that every index follows; a draft moves nothing."""
    async with work() as one:
        before = await one.tips.library_version()
        await one.tips.put(a_tip("d", stage=Stage.DRAFT))
        unmoved = await one.tips.library_version()
        await one.tips.put(a_tip("p"))
        moved = await one.tips.library_version()

    assert before == unmoved < moved


async def test_the_second_of_two_edits_is_refused_and_not_lost(work: SqlWorks) -> None:
    """Nobody overwrites what they have not seen."""
    async with work() as one:
        first = await one.tips.put(a_tip())
        await one.commit()
    async with work() as one:
        await one.tips.put(replace(first, title="Den första"))
        await one.commit()
    async with work() as one:
        with pytest.raises(EditedMeanwhile):
            await one.tips.put(replace(first, title="Den andra"))
    async with work() as one:
        assert (await one.tips.get("t1", "sv")).title == "Den första"


async def test_of_many_edits_at_once_each_is_kept_or_refused(work: SqlWorks) -> None:
    """Eight writers, ten rounds each: as many versions as there were yeses."""
    async with work() as one:
        start = await one.tips.put(a_tip())
        await one.commit()

    async def edits() -> int:
        kept = 0
        for _ in range(10):
            async with work() as one:
                tip = await one.tips.get("t1", "sv")
                await asyncio.sleep(0)
                try:
                    await one.tips.put(replace(tip, title="Ändrad"))
                except EditedMeanwhile:
                    continue
                await one.commit()
                kept += 1
        return kept

    kept = sum(await asyncio.gather(*(edits() for _ in range(8))))
    async with work() as one:
        final = await one.tips.get("t1", "sv")

    assert kept > 0
    assert final.version == start.version + kept
