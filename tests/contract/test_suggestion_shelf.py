"""Every shelf of suggestions, and of wrong answers for everybody, keeps these promises."""

import asyncio
from datetime import timedelta

import pytest

from bot.runtime.work import SqlWorks
from tests.fakes.clock import SUNDAY
from tips.suggestions.model import Suggestion, UnknownSuggestion, Wish

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run

WORDING = "äsch, hur var det nu man kopplade upp skype ☕"


def a_suggestion(name: str = "s1", *, wish: Wish = Wish.ADD) -> Suggestion:
    """Return a suggestion with something in every field."""
    return Suggestion(id=name, wish=wish, tip="teams-start", language="sv", wording=WORDING)


async def keep(work: SqlWorks, *suggestions: Suggestion, days_ago: int = 0) -> None:
    """Keep some suggestions."""
    async with work() as one:
        for suggestion in suggestions:
            await one.suggestions.add(suggestion, at=SUNDAY - timedelta(days=days_ago))
        await one.commit()


@pytest.mark.parametrize("wish", list(Wish))
async def test_a_suggestion_comes_back_as_it_was_kept(work: SqlWorks, wish: Wish) -> None:
    """Every field; and then it is gone."""
    await keep(work, a_suggestion(wish=wish))
    async with work() as one:
        assert await one.suggestions.take("s1") == a_suggestion(wish=wish)
        await one.commit()
    async with work() as one:
        with pytest.raises(UnknownSuggestion):
            await one.suggestions.take("s1")


async def test_an_unknown_suggestion_is_said_to_be_unknown(work: SqlWorks) -> None:
    """The coordinator hears that somebody has decided it."""
    async with work() as one:
        with pytest.raises(UnknownSuggestion):
            await one.suggestions.take("nobody")


async def test_the_same_suggestion_is_kept_once(work: SqlWorks) -> None:
    """A press that is handled twice leaves one; what came first stands."""
    other = Suggestion(id="s1", wish=Wish.BLOCK, tip="other", language="en", wording="other")
    await keep(work, a_suggestion())
    await keep(work, other, a_suggestion("s2"))
    async with work() as one:
        assert await one.suggestions.take("s1") == a_suggestion()
        assert await one.suggestions.take("s2") == a_suggestion("s2")


async def test_the_same_from_two_replicas_at_once_is_kept_once(work: SqlWorks) -> None:
    """Neither sees the other's before both have committed, and neither fails."""

    async def add() -> None:
        async with work() as one:
            await one.suggestions.add(a_suggestion(), at=SUNDAY)
            await one.wrong_answers.add_for_all("boka bil", "car")
            await one.commit()

    for _ in range(5):
        await asyncio.gather(*(add() for _ in range(4)))
    async with work() as one:
        assert await one.suggestions.take("s1") == a_suggestion()
        assert set(await one.wrong_answers.of("bo", "boka bil")) == {"car"}


async def test_of_many_who_decide_at_once_one_does(work: SqlWorks) -> None:
    """Two coordinators press the same button; the wording is added once."""
    await keep(work, *(a_suggestion(f"s{number}") for number in range(10)))

    async def decide() -> int:
        taken = 0
        for number in range(10):
            async with work() as one:
                try:
                    await one.suggestions.take(f"s{number}")
                except UnknownSuggestion:
                    continue
                await one.commit()
                taken += 1
        return taken

    assert sum(await asyncio.gather(*(decide() for _ in range(4)))) == 10


async def test_a_decision_that_is_undone_leaves_the_suggestion(work: SqlWorks) -> None:
    """The process died before the commit: the next one decides."""
    await keep(work, a_suggestion())
    async with work() as one:
        await one.suggestions.take("s1")
    async with work() as one:
        assert await one.suggestions.take("s1") == a_suggestion()


async def test_what_nobody_decides_is_forgotten(work: SqlWorks) -> None:
    """What is older than the day, and not what is as old; it is said how many."""
    await keep(work, a_suggestion("old"), a_suggestion("older"), days_ago=91)
    await keep(work, a_suggestion("edge"), days_ago=90)
    await keep(work, a_suggestion("new"))
    async with work() as one:
        before = SUNDAY - timedelta(days=90)
        forgotten = await one.suggestions.forget_old(before=before)
        again = await one.suggestions.forget_old(before=before)
        await one.commit()
    async with work() as one:
        assert (forgotten, again) == (2, 0)
        assert (await one.suggestions.take("edge")).id == "edge"
        assert (await one.suggestions.take("new")).id == "new"
        with pytest.raises(UnknownSuggestion):
            await one.suggestions.take("old")


async def test_a_tip_blocked_for_all_is_blocked_for_everybody(work: SqlWorks) -> None:
    """For this wording in any spelling that counts as the same, and for no other."""
    async with work() as one:
        await one.wrong_answers.add_for_all("Hur delar jag skärm?", "share")
        await one.wrong_answers.add("ann", "hur delar jag skärm", "print")
        await one.commit()
    async with work() as one:
        for_ann = await one.wrong_answers.of("ann", "hur delar jag  SKÄRM")
        for_bo = await one.wrong_answers.of("bo", "hur delar jag skärm")
        other = await one.wrong_answers.of("bo", "hur delar jag skärmen")

    assert (set(for_ann), set(for_bo), set(other)) == ({"share", "print"}, {"share"}, set())


async def test_a_tip_blocked_for_all_twice_is_blocked_once(work: SqlWorks) -> None:
    """Also when a person had called it wrong before, or does so after."""
    async with work() as one:
        await one.wrong_answers.add("ann", "boka bil", "car")
        await one.wrong_answers.add_for_all("boka bil", "car")
        await one.wrong_answers.add_for_all("Boka bil!", "car")
        await one.wrong_answers.add("bo", "boka bil", "car")
        await one.commit()
    async with work() as one:
        assert set(await one.wrong_answers.of("ann", "boka bil")) == {"car"}
        assert set(await one.wrong_answers.of("bo", "boka bil")) == {"car"}


async def test_who_is_forgotten_takes_nothing_from_everybody(work: SqlWorks) -> None:
    """A person's own are gone with them; what a coordinator blocked for all stays."""
    async with work() as one:
        await one.wrong_answers.add("ann", "boka bil", "mine")
        await one.wrong_answers.add_for_all("boka bil", "everybodys")
        await one.wrong_answers.forget("ann")
        await one.commit()
    async with work() as one:
        assert set(await one.wrong_answers.of("ann", "boka bil")) == {"everybodys"}
