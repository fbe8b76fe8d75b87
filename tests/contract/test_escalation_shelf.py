"""Every escalation shelf keeps these promises."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.runtime.work import SqlWorks
from knowledge.escalations import hand_over
from knowledge.escalations.model import (
    AlreadyClosed,
    AlreadyWithdrawn,
    Deed,
    Escalation,
    Line,
    Load,
    Proposal,
    Stage,
    Step,
    TakenByAnother,
    UnknownEscalation,
    Voice,
)
from tests.fakes.clock import SUNDAY

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run


PAIRS = 200


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
        found = await one.escalations.get("e1")

    assert replace(found, lines=tuple(replace(line, id=0) for line in found.lines)) == kept


async def test_of_two_who_press_at_once_one_gets_it(work: SqlWorks) -> None:
    """First press wins; the other reads who has it. 200 pairs, one owner each."""
    for number in range(PAIRS):
        await asked(work, f"e{number}")

    async def take(number: int, who: str) -> str:
        async with work() as one:
            try:
                await hand_over.take(f"e{number}", by=who, at=SUNDAY, escalations=one.escalations)
            except TakenByAnother as error:
                return f"told {error.details['coach']}"
            await one.commit()
            return who

    for number in range(PAIRS):
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


async def test_every_change_leaves_a_row_of_history(work: SqlWorks) -> None:
    """What was done, by which coach, and who had it after; an asker is never named in it."""
    await asked(work)
    async with work() as one:
        shelf = one.escalations
        await hand_over.take("e1", by="bo", at=SUNDAY, escalations=shelf)
        await hand_over.ask_back("e1", "Vilken?", by="bo", at=SUNDAY, escalations=shelf)
        await hand_over.add("e1", "Den stora", at=SUNDAY, escalations=shelf)
        await hand_over.pass_on(
            "e1", to="ann", word="du kan det", by="bo", at=SUNDAY, escalations=shelf
        )
        await hand_over.take("e1", by="ann", at=SUNDAY, escalations=shelf)
        await hand_over.close("e1", "it", by="ann", at=SUNDAY, escalations=shelf)
        await hand_over.add("e1", "Men ändå", at=SUNDAY, escalations=shelf)
        history = [
            (event.deed, event.stage, event.by, event.holder, event.word)
            for event in await shelf.history("e1")
        ]
        had = await shelf.had_by("e1")

    assert history == [
        (Deed.ASKED, Stage.WAITING, "", "bo", ""),
        (Deed.TAKEN, Stage.TAKEN, "bo", "bo", ""),
        (Deed.ASKED_BACK, Stage.ASKED_BACK, "bo", "bo", ""),
        (Deed.ADDED, Stage.TAKEN, "", "bo", ""),
        (Deed.PASSED_ON, Stage.WAITING, "bo", "ann", "du kan det"),
        (Deed.TAKEN, Stage.TAKEN, "ann", "ann", ""),
        (Deed.CLOSED, Stage.CLOSED, "ann", "ann", "it"),
        (Deed.REOPENED, Stage.TAKEN, "", "ann", ""),
    ]
    assert set(had) == {"bo", "ann"}


async def test_a_question_that_moves_has_one_owner_at_every_moment(work: SqlWorks) -> None:
    """The clock and the coach at once, 50 times: one of them wins, and the other sees who."""
    for number in range(50):
        await asked(work, f"e{number}")

    async def answers(number: int) -> str:
        async with work() as one:
            try:
                await hand_over.take(f"e{number}", by="bo", at=SUNDAY, escalations=one.escalations)
                await hand_over.answer(
                    f"e{number}", "så", by="bo", at=SUNDAY, escalations=one.escalations
                )
            except TakenByAnother:
                return "ann"
            await one.commit()
            return "bo"

    async def moves(number: int) -> str:
        async with work() as one:
            before = await one.escalations.get(f"e{number}")
            moved = await hand_over.move_on(
                before,
                to="ann",
                deed=Deed.MOVED,
                step=Step.STANDIN,
                at=SUNDAY,
                escalations=one.escalations,
            )
            await one.commit()
            return "ann" if moved else "bo"

    for number in range(50):
        await asyncio.gather(answers(number), moves(number))
        async with work() as one:
            found = await one.escalations.get(f"e{number}")
            rows = [event.holder for event in await one.escalations.history(f"e{number}")]

        assert found.holder == rows[-1]
        assert (found.answer == "så") == (found.stage is Stage.ANSWERED)


async def test_the_clock_begins_when_the_question_has_reached_its_holder(work: SqlWorks) -> None:
    """Once; another holder must be brought it anew, and it stops when it is the asker's turn."""
    await asked(work)
    later = SUNDAY + timedelta(hours=3)
    async with work() as one:
        shelf = one.escalations
        on_the_way = [found.id for found in await shelf.on_the_way("bo")]
        reached = [
            await shelf.reached("e1", holder="ann", at=SUNDAY),
            await shelf.reached("e1", holder="bo", at=SUNDAY),
            await shelf.reached("e1", holder="bo", at=later),
        ]
        await shelf.schedule("e1", since=SUNDAY, due=later)
        due = [await shelf.all_due(now=SUNDAY), await shelf.all_due(now=later)]
        await hand_over.move_on(
            await shelf.get("e1"),
            to="ann",
            deed=Deed.MOVED,
            step=Step.STANDIN,
            at=later,
            escalations=shelf,
        )
        moved = await shelf.get("e1")
        await hand_over.take("e1", by="ann", at=later, escalations=shelf)
        await hand_over.ask_back("e1", "Vad?", by="ann", at=later, escalations=shelf)
        asked_back = await shelf.get("e1")

    assert on_the_way == ["e1"]
    assert reached == [False, True, False]
    assert due == [[], ["e1"]]
    assert (moved.reached, moved.since, moved.due, moved.step) == (
        None,
        SUNDAY,
        None,
        Step.STANDIN,
    )
    assert (asked_back.since, asked_back.due, asked_back.step) == (None, None, Step.NEW)


async def test_loads_count_what_weighs_on_each(work: SqlWorks) -> None:
    """Open ones, those answered this month, and when the last one came; nobody is left out."""
    for number in range(3):
        await asked(work, f"e{number}")
    async with work() as one:
        shelf = one.escalations
        await hand_over.take("e0", by="bo", at=SUNDAY, escalations=shelf)
        await hand_over.answer("e0", "så", by="bo", at=SUNDAY, escalations=shelf)
        found = await shelf.loads(["bo", "ann"])
        answered = await shelf.answered_since(["bo", "ann"], SUNDAY - timedelta(days=21))
        later = await shelf.answered_since(["bo"], SUNDAY + timedelta(days=9))

    assert found == {"bo": Load(open=2, last=SUNDAY), "ann": Load()}
    assert (answered, later) == ({"bo": 1}, {})


async def test_ones_own_answers_are_found_by_time_and_by_words(work: SqlWorks) -> None:
    """Also what another holds by now; never what somebody else has written."""
    for number in range(2):
        await asked(work, f"e{number}")
        async with work() as one:
            shelf = one.escalations
            await hand_over.take(f"e{number}", by="bo", at=SUNDAY, escalations=shelf)
            await hand_over.answer(
                f"e{number}", f"Skrivaren {number}", by="bo", at=SUNDAY, escalations=shelf
            )
            await one.commit()
    async with work() as one:
        shelf = one.escalations
        everything = await shelf.answered_by("bo", since=SUNDAY)
        some = await shelf.answered_by("bo", since=SUNDAY, words="skrivaren 0")
        none = await shelf.answered_by("bo", since=SUNDAY + timedelta(days=1))
        others = await shelf.answered_by("ann", since=SUNDAY)
        held = await shelf.involving("bo")

    assert [one.id for one in everything] == ["e1", "e0"]
    assert [one.id for one in some] == ["e0"]
    assert (list(none), list(others)) == ([], [])
    assert [one.id for one in held] == ["e0", "e1"]


async def test_draft_and_proposal_are_kept_and_go_with_a_new_holder(work: SqlWorks) -> None:
    """The draft goes along; a wish to pass on does not outlive the one who wished it."""
    await asked(work)
    async with work() as one:
        shelf = one.escalations
        await shelf.keep_draft("e1", "Hej, jag tror", by="bo")
        await shelf.propose("e1", Proposal(to="ann", word="snälla"))
        before = await shelf.get("e1")
        await hand_over.move_on(
            before, to="ann", deed=Deed.REPLACED, step=Step.NEW, at=SUNDAY, escalations=shelf
        )
        after = await shelf.get("e1")
        await hand_over.take("e1", by="ann", at=SUNDAY, escalations=shelf)
        await hand_over.answer("e1", "så", by="ann", at=SUNDAY, escalations=shelf)
        answered = await shelf.get("e1")

    assert before.proposal == Proposal(to="ann", word="snälla")
    assert (after.draft, after.draft_by, after.proposal) == ("Hej, jag tror", "bo", None)
    assert (answered.draft, answered.draft_by) == ("", "")


async def test_a_forgotten_coach_is_in_no_row(work: SqlWorks) -> None:
    """Lines, history, drafts and proposals forget them, and their name is taken out."""
    await asked(work)
    async with work() as one:
        shelf = one.escalations
        await hand_over.take("e1", by="bo", at=SUNDAY, escalations=shelf)
        await hand_over.answer("e1", "Hälsar Bo Test", by="bo", at=SUNDAY, escalations=shelf)
        await shelf.keep_draft("e1", "mer", by="bo")
        await shelf.propose("e1", Proposal(to="bo"))
        await shelf.forget_coach("bo", name="Bo Test")
        found = await shelf.get("e1")
        history = await shelf.history("e1")

    assert (found.holder, found.draft, found.proposal) == ("", "", None)
    assert [(line.by, line.text) for line in found.lines[1:]] == [("", "Hälsar …")]
    assert {event.by for event in history} | {event.holder for event in history} == {""}


async def test_what_is_silent_for_long_is_found(work: SqlWorks) -> None:
    """An answer nobody has said anything about can be settled."""
    await asked(work)
    async with work() as one:
        shelf = one.escalations
        await hand_over.take("e1", by="bo", at=SUNDAY, escalations=shelf)
        await hand_over.answer("e1", "så", by="bo", at=SUNDAY, escalations=shelf)
        line = (await shelf.get("e1")).lines[-1]
        await shelf.line_arrived(line.id, at=SUNDAY)
        arrived = (await shelf.get("e1")).lines[-1].arrived
        whose = await shelf.escalation_of(line.id)
        found = [
            await shelf.silent({Stage.ANSWERED}, before=SUNDAY + timedelta(days=days))
            for days in (0, 1)
        ]
        with pytest.raises(UnknownEscalation):
            await shelf.escalation_of(10_000)

    assert (arrived, whose) == (SUNDAY, "e1")
    assert found == [[], ["e1"]]
