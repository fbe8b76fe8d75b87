"""What is written stands beside what answers until another has read it, on both databases."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date

import pytest

from bot.runtime.work import SqlWork, SqlWorks
from tests.fakes.clock import SUNDAY
from tips import editing
from tips.comments.model import Comment
from tips.editing import NothingProposed, TipExists
from tips.history.model import Edit, UnknownEdition
from tips.model import (
    Advice,
    EditedMeanwhile,
    NotInReview,
    SelfReview,
    Stage,
    Tip,
    UnknownTip,
)

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run

ANN, BO = Edit("ann", SUNDAY), Edit("bo", SUNDAY)
BLANK = Tip(
    id="egen-1",
    language="sv",
    topic="egna",
    title="Dela skärmen",
    phrasings=("hur delar jag",),
    advice=Advice(answer="Välj Dela."),
    credit="Ann",
    checked=date(2026, 11, 22),
    review=date(2027, 5, 22),
)


async def published(work: SqlWork) -> Tip:
    """Return a tip that Ann wrote and Bo published."""
    tip = await editing.begin(BLANK, edit=ANN, tips=work.tips)
    tip = await editing.send(tip, edit=ANN, tips=work.tips)
    return await editing.approve(tip, edit=BO, tips=work.tips)


async def test_a_new_tip_answers_when_another_has_read_it(work: SqlWorks) -> None:
    """Draft, in review, published; every step is an edition signed by who took it."""
    async with work() as one:
        tip = await published(one)
        editions = await one.tips.editions(tip.id, tip.language)

        assert [found.id for found in await one.tips.published()] == ["egen-1"]
        assert [edition.tip.stage for edition in editions] == [
            Stage.PUBLISHED,
            Stage.IN_REVIEW,
            Stage.DRAFT,
        ]
        assert [edition.edit for edition in editions] == [BO, ANN, ANN]


async def test_nobody_publishes_what_they_wrote(work: SqlWorks) -> None:
    """Neither a new tip nor a change to one."""
    async with work() as one:
        tip = await editing.send(
            await editing.begin(BLANK, edit=ANN, tips=one.tips), edit=ANN, tips=one.tips
        )
        with pytest.raises(SelfReview):
            await editing.approve(tip, edit=ANN, tips=one.tips)
        answering = await editing.approve(tip, edit=BO, tips=one.tips)
        change = await editing.save(replace(answering, title="Visa"), edit=BO, tips=one.tips)
        change = await editing.send(change, edit=BO, tips=one.tips)
        with pytest.raises(SelfReview):
            await editing.approve(change, edit=BO, tips=one.tips)

        assert not editing.may_approve(change, "bo")
        assert editing.may_approve(change, "ann")


async def test_a_published_tip_answers_as_before_until_its_change_is_read(work: SqlWorks) -> None:
    """The change waits beside it; the first author keeps the credit."""
    async with work() as one:
        tip = await published(one)
        before = await one.tips.library_version()
        change = await editing.save(replace(tip, title="Visa skärmen"), edit=BO, tips=one.tips)
        unmoved = await one.tips.library_version()
        table = await editing.opened("egen-1", "sv", tips=one.tips)
        sent = await editing.send(change, edit=BO, tips=one.tips)
        after = await editing.approve(sent, edit=Edit("sofia", SUNDAY), tips=one.tips)

        assert before == unmoved < await one.tips.library_version()
        assert table.answering is not None
        assert (table.answering.title, table.tip.title) == ("Dela skärmen", "Visa skärmen")
        assert (after.title, after.author, after.credit) == ("Visa skärmen", "ann", "Ann")
        assert await one.tips.proposal("egen-1", "sv") is None


async def test_a_change_is_turned_down_or_dropped_and_nothing_is_lost(work: SqlWorks) -> None:
    """It becomes its author's draft, or only history."""
    async with work() as one:
        tip = await published(one)
        change = await editing.save(replace(tip, title="Visa"), edit=BO, tips=one.tips)
        sent = await editing.send(change, edit=BO, tips=one.tips)
        back = await editing.turn_down(sent, edit=ANN, tips=one.tips)
        await editing.drop(back, tips=one.tips)
        table = await editing.opened("egen-1", "sv", tips=one.tips)

        assert back.stage is Stage.DRAFT
        assert not table.is_changed
        assert "Visa" in {found.tip.title for found in await one.tips.editions("egen-1", "sv")}
        with pytest.raises(NothingProposed):
            await editing.drop(table.tip, tips=one.tips)


async def test_only_what_was_sent_in_is_published(work: SqlWorks) -> None:
    """A draft is nobody's to publish."""
    async with work() as one:
        draft = await editing.begin(BLANK, edit=ANN, tips=one.tips)
        with pytest.raises(NotInReview):
            await editing.approve(draft, edit=BO, tips=one.tips)


@pytest.mark.parametrize(
    "deed", [editing.save, editing.send, editing.approve, editing.retire, editing.turn_down]
)
async def test_whoever_has_an_old_version_is_refused(
    work: SqlWorks, deed: Callable[..., Awaitable[Tip]]
) -> None:
    """Nothing is saved, published or retired that the person has not seen."""
    async with work() as one:
        tip = await published(one)
        change = await editing.save(replace(tip, title="Visa"), edit=ANN, tips=one.tips)
        await editing.send(change, edit=ANN, tips=one.tips)
        with pytest.raises(EditedMeanwhile):
            await deed(tip, edit=BO, tips=one.tips)


async def test_of_two_editors_the_second_is_told(work: SqlWorks) -> None:
    """Eight writers, ten rounds: as many versions as there were yeses."""
    async with work() as one:
        start = await published(one)
        await one.commit()

    async def edits(by: str) -> int:
        kept = 0
        for number in range(10):
            async with work() as one:
                table = await editing.opened("egen-1", "sv", tips=one.tips)
                await asyncio.sleep(0)
                tip = replace(table.tip, title=f"{by} {number}")
                try:
                    await editing.save(tip, edit=Edit(by, SUNDAY), tips=one.tips)
                except EditedMeanwhile:
                    continue
                await one.commit()
                kept += 1
        return kept

    kept = sum(await asyncio.gather(*(edits(f"writer{number}") for number in range(8))))
    async with work() as one:
        table = await editing.opened("egen-1", "sv", tips=one.tips)
        editions = await one.tips.editions("egen-1", "sv")

    assert table.tip.version == start.version + kept
    assert len(editions) == kept + 3


async def test_a_tip_rests_and_comes_back_through_review(work: SqlWorks) -> None:
    """While it rests it answers nobody."""
    async with work() as one:
        tip = await published(one)
        resting = await editing.retire(tip, edit=BO, tips=one.tips)
        assert await one.tips.published() == []
        woken = await editing.bring_back(resting, edit=BO, tips=one.tips)
        back = await editing.approve(woken, edit=ANN, tips=one.tips)

        assert back.stage is Stage.PUBLISHED
        assert [found.id for found in await one.tips.published()] == ["egen-1"]


async def test_an_old_edition_comes_back_as_a_draft(work: SqlWorks) -> None:
    """It goes through review like any change."""
    async with work() as one:
        tip = await published(one)
        change = await editing.save(replace(tip, title="Visa"), edit=ANN, tips=one.tips)
        restored = await editing.restore(change, tip.version, edit=BO, tips=one.tips)

        assert (restored.title, restored.stage) == ("Dela skärmen", Stage.DRAFT)
        with pytest.raises(UnknownEdition):
            await editing.restore(restored, 99, edit=BO, tips=one.tips)


async def test_a_tip_is_begun_once_a_language(work: SqlWorks) -> None:
    """Two who translate at once do not write over each other."""
    async with work() as one:
        await editing.begin(BLANK, edit=ANN, tips=one.tips)
        with pytest.raises(TipExists):
            await editing.begin(BLANK, edit=BO, tips=one.tips)
        await editing.begin(replace(BLANK, language="da"), edit=BO, tips=one.tips)
        with pytest.raises(UnknownTip):
            await editing.opened("egen-1", "fi", tips=one.tips)


def test_a_translation_is_behind_when_its_original_has_changed() -> None:
    """What it follows is the text; a new date or owner changes nothing for it."""
    original = replace(BLANK, owner="it")
    danish = replace(BLANK, language="da", follows=BLANK.fingerprint)

    assert not danish.is_behind(original)
    assert danish.is_behind(replace(BLANK, title="Visa"))
    assert danish.is_behind(replace(BLANK, easy=Advice(answer="Visa.")))
    assert not BLANK.is_behind(replace(BLANK, title="Visa"))


async def test_comments_stay_when_their_author_goes(work: SqlWorks) -> None:
    """What was said is the library's; who said it is forgotten."""
    said = Comment(id="c1", tip="egen-1", language="sv", by="ann", at=SUNDAY, text="Bra!")
    async with work() as one:
        await one.comments.add(said)
        await one.comments.add(said)
        assert await one.comments.on("egen-1", "sv") == [said]
        assert await one.comments.by("ann") == [said]
        assert await one.comments.forget_author("ann") == 1
        assert await one.comments.on("egen-1", "sv") == [replace(said, by="")]


async def test_a_forgotten_author_is_in_no_edition(work: SqlWorks) -> None:
    """Neither as who wrote, nor as who signed, nor as who looks after it."""
    async with work() as one:
        tip = await published(one)
        change = replace(tip, caretaker="ann", title="Visa")
        await editing.save(change, edit=ANN, tips=one.tips)
        await one.tips.forget_author("ann", "Ann")
        table = await editing.opened("egen-1", "sv", tips=one.tips)
        editions = await one.tips.editions("egen-1", "sv")

        named = {
            name
            for found in (table.tip, table.answering, *(edition.tip for edition in editions))
            if found
            for name in (found.author, found.caretaker, found.credit)
        }
        assert named == {""}
        assert {edition.edit.by for edition in editions} == {"bo", ""}
