"""A file of tips is taken by the real database as its plan says, or not at all."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.runtime.work import SqlWork, SqlWorks
from tests.unit.tips.exchange.library import PLAIN, TODAY, WHOLE, written
from tips.exchange import formats
from tips.exchange.checking import Here
from tips.exchange.parcel import Why
from tips.exchange.plan import Plan, planned
from tips.exchange.taking import take
from tips.history.model import Edit
from tips.model import Stage, Tip

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run

EDIT = Edit(at=datetime(2026, 11, 23, 9, tzinfo=UTC))
KEPT = replace(PLAIN, version=1)


@pytest.fixture
async def filled(work: SqlWorks) -> SqlWorks:
    """A database with one tip."""
    async with work() as one:
        await one.tips.fill([KEPT])
        await one.commit()
    return work


async def plan_of(work: SqlWork, *tips: Tip, as_drafts: bool = False) -> Plan:
    """Return what a file of these tips would do."""
    data = written(*tips, suffix=".jsonl")
    kept = {(tip.id, tip.language): tip for tip in await work.tips.all()}
    here = Here(tips=kept, departments=frozenset({"hr", "it"}), today=TODAY)
    return planned(formats.read(data, "a.jsonl"), here, as_drafts=as_drafts)


async def test_what_is_added_and_changed_is_there_with_its_history(filled: SqlWorks) -> None:
    """Each as an edition that nobody signs, with its time; the library's version moves."""
    new = replace(WHOLE, pictures=(), caretaker="")
    async with filled() as work:
        before = await work.tips.library_version()
        plan = await plan_of(work, replace(PLAIN, title="Ny titel"), new)
        lost = await take(plan, tips=work.tips, part=work.part, edit=EDIT)
        await work.commit()
    async with filled() as work:
        found = {tip.id: tip for tip in await work.tips.all()}
        editions = await work.tips.editions(PLAIN.id, "sv")
        after = await work.tips.library_version()

    assert lost == []
    assert found[WHOLE.id] == replace(new, version=1)
    assert found[PLAIN.id] == replace(KEPT, title="Ny titel", version=2)
    assert [one.edit for one in editions] == [EDIT]
    assert after > before


async def test_an_edit_since_the_plan_is_not_written_over(filled: SqlWorks) -> None:
    """It is named; the others are taken if the caller wants them. So is a new id that is taken."""
    other = replace(PLAIN, id="annan")
    async with filled() as work:
        plan = await plan_of(work, replace(PLAIN, title="Min"), other, replace(PLAIN, id="tredje"))
        await work.tips.put(replace(KEPT, title="Deras"))
        await work.tips.put(replace(other, title="Deras", version=1))
        lost = await take(plan, tips=work.tips, part=work.part, edit=EDIT)
        titles = {tip.id: tip.title for tip in await work.tips.all()}

    assert [(one.why, one.tip) for one in lost] == [
        (Why.EDITED, "annan"),
        (Why.EDITED, "toner-byta"),
    ]
    assert titles == {"toner-byta": "Deras", "annan": "Deras", "tredje": "Byt toner"}


async def test_what_is_not_committed_never_was(filled: SqlWorks) -> None:
    """All or nothing is one transaction."""
    async with filled() as work:
        plan = await plan_of(work, replace(PLAIN, title="Ny"), replace(PLAIN, id="ny"))
        await take(plan, tips=work.tips, part=work.part, edit=EDIT)
    async with filled() as work:
        assert list(await work.tips.all()) == [KEPT]


async def test_as_drafts_what_answers_goes_on_answering(filled: SqlWorks) -> None:
    """The change waits beside the tip, for somebody to read."""
    async with filled() as work:
        plan = await plan_of(work, replace(PLAIN, title="Ny"), as_drafts=True)
        await take(plan, tips=work.tips, part=work.part, edit=EDIT)
        answering = await work.tips.published()
        waiting = await work.tips.proposal(PLAIN.id, "sv")

    assert [tip.title for tip in answering] == ["Byt toner"]
    assert waiting is not None
    assert (waiting.title, waiting.stage) == ("Ny", Stage.IN_REVIEW)


async def test_a_flag_is_kept_on_the_tip(filled: SqlWorks) -> None:
    """So that the desk can show which shared tips have gone ahead of ours."""
    async with filled() as work:
        ours = await work.tips.put(replace(KEPT, title="Vår", source="nordic"))
        plan = await plan_of(work, replace(PLAIN, source="nordic", title="Deras"))
        await take(plan, tips=work.tips, part=work.part, edit=EDIT)
        found = await work.tips.get(PLAIN.id, "sv")

    assert (found.title, found.version) == ("Vår", ours.version + 1)
    assert found.source_ahead
