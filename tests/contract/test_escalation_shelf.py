"""Every escalation shelf keeps these promises."""

import asyncio
from datetime import timedelta

import pytest

from bot.runtime.work import SqlWorks
from knowledge.escalations import hand_over
from knowledge.escalations.model import (
    AlreadyClosed,
    AlreadyWithdrawn,
    Escalation,
    Line,
    Stage,
    TakenByAnother,
    UnknownEscalation,
    Voice,
)
from tests.fakes.clock import SUNDAY

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run


async def asked(work: SqlWorks, escalation_id: str = "e1", *, named: bool = False) -> Escalation:
    """Keep a new question, held by Bo."""
    escalation = Escalation(
        id=escalation_id,
        asker="sealed",
        named=named,
        department="law",
        said="Tipset",
        holder="bo",
        stage=Stage.WAITING,
        asked=SUNDAY,
        changed=SUNDAY,
        lines=(Line(voice=Voice.ASKER, text="Hur då? ☕", at=SUNDAY),),
    )
    async with work() as one:
        await one.escalations.add(escalation)
        await one.commit()
    return escalation


async def test_a_question_comes_back_with_its_lines(work: SqlWorks) -> None:
    """Nothing of what was written is lost, and times are aware."""
    kept = await asked(work)
    async with work() as one:
        assert await one.escalations.get("e1") == kept


async def test_of_two_who_press_at_once_one_gets_it(work: SqlWorks) -> None:
    """First press wins; the other reads who has it. Twenty pairs, one owner each."""
    for number in range(20):
        await asked(work, f"e{number}")

    async def take(number: int, who: str) -> str:
        async with work() as one:
            try:
                await hand_over.take(f"e{number}", by=who, at=SUNDAY, escalations=one.escalations)
            except TakenByAnother as error:
                return f"told {error.details['coach']}"
            await one.commit()
            return who

    for number in range(20):
        got = await asyncio.gather(take(number, "bo"), take(number, "ann"))
        async with work() as one:
            owner = (await one.escalations.get(f"e{number}")).holder

        assert sorted(got) == sorted([owner, f"told {owner}"])


async def test_an_answer_is_kept_and_closes_nothing_by_itself(work: SqlWorks) -> None:
    """The asker says when it is solved."""
    await asked(work)
    async with work() as one:
        shelf = one.escalations
        await hand_over.take("e1", by="bo", at=SUNDAY, escalations=shelf)
        answered = await hand_over.answer("e1", "Så här", by="bo", at=SUNDAY, escalations=shelf)
        solved = await hand_over.solve("e1", at=SUNDAY, escalations=shelf)
        again = await hand_over.solve("e1", at=SUNDAY, escalations=shelf)

    assert (answered.stage, answered.answer) == (Stage.ANSWERED, "Så här")
    assert solved.stage is again.stage is Stage.SOLVED


async def test_nobody_answers_what_was_withdrawn_or_is_anothers(work: SqlWorks) -> None:
    """Each refusal says why."""
    await asked(work)
    async with work() as one:
        shelf = one.escalations
        await hand_over.take("e1", by="bo", at=SUNDAY, escalations=shelf)
        with pytest.raises(TakenByAnother):
            await hand_over.answer("e1", "x", by="ann", at=SUNDAY, escalations=shelf)
        await hand_over.withdraw("e1", at=SUNDAY, escalations=shelf)
        with pytest.raises(AlreadyWithdrawn):
            await hand_over.answer("e1", "x", by="bo", at=SUNDAY, escalations=shelf)
        with pytest.raises(AlreadyWithdrawn):
            await hand_over.take("e1", by="bo", at=SUNDAY, escalations=shelf)
        with pytest.raises(AlreadyWithdrawn):
            await hand_over.add("e1", "x", at=SUNDAY, escalations=shelf)
        with pytest.raises(AlreadyWithdrawn):
            await hand_over.solve("e1", at=SUNDAY, escalations=shelf)


async def test_what_is_solved_cannot_be_withdrawn_but_can_be_asked_on(work: SqlWorks) -> None:
    """One more question reopens it."""
    await asked(work)
    async with work() as one:
        shelf = one.escalations
        await hand_over.take("e1", by="bo", at=SUNDAY, escalations=shelf)
        await hand_over.solve("e1", at=SUNDAY, escalations=shelf)
        with pytest.raises(AlreadyClosed):
            await hand_over.withdraw("e1", at=SUNDAY, escalations=shelf)
        more = await hand_over.add("e1", "En till", at=SUNDAY, escalations=shelf)

    assert more.stage is Stage.TAKEN
    assert list(more.texts(Voice.ASKER)) == ["Hur då? ☕", "En till"]


async def test_held_by_lists_open_questions_only(work: SqlWorks) -> None:
    """What is over is not on anybody's list."""
    await asked(work, "e1")
    await asked(work, "e2")
    async with work() as one:
        await hand_over.withdraw("e1", at=SUNDAY, escalations=one.escalations)
        held = await one.escalations.held_by("bo")

    assert [escalation.id for escalation in held] == ["e2"]


async def test_unnamed_askers_are_forgotten_a_while_after_closing(work: SqlWorks) -> None:
    """Named ones and open ones keep their link; an unknown question is a named error."""
    for escalation_id, named in (("open", False), ("named", True), ("closed", False)):
        await asked(work, escalation_id, named=named)
    async with work() as one:
        for escalation_id in ("named", "closed"):
            await hand_over.withdraw(escalation_id, at=SUNDAY, escalations=one.escalations)
        count = await one.escalations.forget_askers(closed_before=SUNDAY + timedelta(days=1))
        links = {
            name: (await one.escalations.get(name)).asker for name in ("open", "named", "closed")
        }
        with pytest.raises(UnknownEscalation):
            await one.escalations.get("none")

    assert count == 1
    assert links == {"open": "sealed", "named": "sealed", "closed": ""}


async def test_what_was_closed_long_ago_is_removed_whole(work: SqlWorks) -> None:
    """Words and history go with it; what is open stays however old it is."""
    await asked(work, "open")
    await asked(work, "closed")
    async with work() as one:
        await hand_over.withdraw("closed", at=SUNDAY, escalations=one.escalations)
        early = await one.escalations.remove_closed(before=SUNDAY)
        count = await one.escalations.remove_closed(before=SUNDAY + timedelta(days=1))
        with pytest.raises(UnknownEscalation):
            await one.escalations.get("closed")
        kept = await one.escalations.get("open")

    assert (early, count, kept.id) == (0, 1, "open")
