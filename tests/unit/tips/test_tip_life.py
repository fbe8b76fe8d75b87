"""A tip from draft to published, and the library that comes with the service."""

from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.runtime.wiring import Service
from tips import default_library, review
from tips.exchange.markdown import UnreadableTip
from tips.model import (
    Advice,
    EditedMeanwhile,
    NotInReview,
    SelfReview,
    Stage,
    Tip,
    UnknownTip,
)
from tips.ports import TipShelf

DRAFT = Tip(
    id="egen-1",
    language="sv",
    topic="egna",
    title="Dela skärmen",
    phrasings=("hur delar jag",),
    advice=Advice(answer="Välj Dela.", steps=("Ett.", "Två."), check="Syns."),
    author="bo",
    checked=date(2026, 11, 22),
    review=date(2027, 5, 22),
)


@pytest.fixture
async def shelf(service: Service) -> AsyncIterator[TipShelf]:
    """A shelf with the default library on it."""
    async with service.work() as work:
        yield work.tips


def test_a_tip_is_published_by_somebody_else() -> None:
    """A draft is handed over, read by another, and published with its text unchanged."""
    published = DRAFT.submitted().approved(by="dan")

    assert published == replace(DRAFT, stage=Stage.PUBLISHED)


def test_nobody_publishes_their_own_tip() -> None:
    """The author is refused, and the refusal names the tip."""
    with pytest.raises(SelfReview) as refused:
        DRAFT.submitted().approved(by="bo")

    assert refused.value.details == {"title": "Dela skärmen"}


def test_a_tip_that_is_turned_down_is_a_draft_again() -> None:
    """Nothing of the text is lost."""
    assert DRAFT.submitted().turned_down() == DRAFT


def approved(tip: Tip) -> Tip:
    """Return the tip as approved by somebody else."""
    return tip.approved(by="dan")


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.PUBLISHED, Stage.RETIRED])
@pytest.mark.parametrize("deed", [approved, Tip.turned_down])
def test_only_what_was_sent_in_is_decided(stage: Stage, deed: Callable[[Tip], Tip]) -> None:
    """A tip that is not in review is neither approved nor turned down."""
    with pytest.raises(NotInReview):
        deed(replace(DRAFT, stage=stage))


def test_the_engine_sees_only_texts() -> None:
    """An entry has id, language, title, ways to ask, and the advice as one text."""
    entry = DRAFT.as_entry()

    assert (entry.id, entry.language, entry.title) == ("egen-1", "sv", "Dela skärmen")
    assert (entry.phrasings, entry.body) == (("hur delar jag",), "Välj Dela.\nEtt.\nTvå.\nSyns.")


async def test_a_tip_goes_through_review_on_the_shelf(shelf: TipShelf) -> None:
    """Submitted, revised and approved: each step is kept, as the next version."""
    sent = await review.submit(DRAFT, tips=shelf)
    revised = await review.revise(replace(sent, title="Visa skärmen"), tips=shelf)
    published = await review.approve("egen-1", "sv", by="dan", tips=shelf)

    assert (sent.stage, revised.stage) == (Stage.IN_REVIEW, Stage.IN_REVIEW)
    assert (published.title, published.stage) == ("Visa skärmen", Stage.PUBLISHED)
    assert sent.version < revised.version < published.version
    assert published in await shelf.published()


async def test_a_tip_is_turned_down_on_the_shelf(shelf: TipShelf) -> None:
    """It stands there as a draft."""
    await review.submit(DRAFT, tips=shelf)

    await review.turn_down("egen-1", "sv", tips=shelf)

    assert (await shelf.get("egen-1", "sv")).stage is Stage.DRAFT


async def test_two_reviewers_do_not_overwrite_each_other(shelf: TipShelf) -> None:
    """The second change of one version is refused, and the first stands."""
    sent = await review.submit(DRAFT, tips=shelf)
    await review.revise(replace(sent, title="Först"), tips=shelf)

    with pytest.raises(EditedMeanwhile):
        await review.revise(replace(sent, title="Sedan"), tips=shelf)

    assert (await shelf.get("egen-1", "sv")).title == "Först"


async def test_a_published_tip_is_not_revised_as_if_it_were_in_review(shelf: TipShelf) -> None:
    """A reviewer who comes late is told so, and the published text stays."""
    sent = await review.submit(DRAFT, tips=shelf)
    published = await review.approve("egen-1", "sv", by="dan", tips=shelf)

    with pytest.raises(NotInReview):
        await review.revise(replace(sent, title="Sent"), tips=shelf)

    assert await shelf.get("egen-1", "sv") == published


async def test_a_tip_that_is_not_there_is_not_reviewed(shelf: TipShelf) -> None:
    """Approving or turning down what does not exist says so."""
    for deed in (
        review.approve("nej", "sv", by="dan", tips=shelf),
        review.turn_down("nej", "sv", tips=shelf),
    ):
        with pytest.raises(UnknownTip):
            await deed


def test_the_default_library_can_be_read() -> None:
    """Every file becomes a published tip without an author, Swedish first, each id once."""
    tips = list(default_library.tips())

    languages = list(dict.fromkeys(tip.language for tip in tips))
    assert languages == ["sv", "en", "da", "nb", "fi"]
    assert len(tips) == len(default_library.files()) > 300
    assert {(tip.stage, tip.author) for tip in tips} == {(Stage.PUBLISHED, "")}
    assert set(Counter((tip.id, tip.language) for tip in tips).values()) == {1}


def test_a_malformed_file_in_the_library_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever starts the service with a broken tip learns which file, and what is wrong in it."""
    file = tmp_path / "sv" / "teams" / "trasig.md"
    file.parent.mkdir(parents=True)
    file.write_text("inget tips", encoding="utf-8")
    monkeypatch.setattr(default_library, "CONTENT", tmp_path)

    with pytest.raises(UnreadableTip, match=r"^sv/teams/trasig\.md: expected front matter"):
        list(default_library.tips())
