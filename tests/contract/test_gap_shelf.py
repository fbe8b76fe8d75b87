"""Every shelf of gaps keeps these promises: wordings are counted, people are not found."""

from datetime import timedelta

import pytest
import sqlalchemy

from bot.runtime.work import SqlWorks
from tests.fakes.clock import SUNDAY
from tips.gaps.model import GapFate, UnknownGap

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run

TODAY = SUNDAY.date()
WORDING = "var lånar jag en projektor"


async def ask(work: SqlWorks, *people: str, wording: str = WORDING, days_ago: int = 0) -> str:
    """Let people ask something that nothing answers."""
    gap = ""
    async with work() as one:
        for person in people:
            on = TODAY - timedelta(days=days_ago)
            gap = await one.gaps.add(wording, "sv", person=person, on=on)
        await one.commit()
    return gap


async def test_each_person_counts_once(work: SqlWorks) -> None:
    """However often one asks, and however one writes it."""
    first = await ask(work, "ann", "ann", "bo")
    again = await ask(work, "bo", wording="Var lånar jag en PROJEKTOR?")
    async with work() as one:
        [gap] = await one.gaps.open()

    assert first == again == gap.id
    assert (gap.people, gap.wording, gap.shared) == (2, WORDING, False)


async def test_the_key_is_destroyed_after_four_weeks_and_the_count_stays(work: SqlWorks) -> None:
    """The marks go with it; whoever asks again in the next weeks makes the number no larger."""
    await ask(work, "ann", "bo", days_ago=28)
    async with work() as one:
        assert await one.gaps.new_key(today=TODAY) is True
        assert await one.gaps.new_key(today=TODAY) is False
        await one.commit()
    await ask(work, "ann")
    async with work() as one:
        [gap] = await one.gaps.open()

    assert (gap.people, len(gap.askers), gap.before) == (2, 1, 2)


async def test_a_key_lives_for_four_weeks(work: SqlWorks) -> None:
    """Not a day less, so that three who ask in one month are three."""
    await ask(work, "ann", days_ago=27)
    async with work() as one:
        assert await one.gaps.new_key(today=TODAY) is False


async def test_no_mark_is_the_same_under_another_key(work: SqlWorks) -> None:
    """Marks of two months cannot be joined."""
    await ask(work, "ann", days_ago=28)
    async with work() as one:
        [before] = (await one.gaps.open())[0].askers
        await one.gaps.new_key(today=TODAY)
        await one.commit()
    await ask(work, "ann")
    async with work() as one:
        [after] = (await one.gaps.open())[0].askers

    assert before != after


async def test_whoever_is_forgotten_leaves_no_mark_and_the_count(work: SqlWorks) -> None:
    """Erasing removes the person; that two have asked is nobody's data."""
    await ask(work, "ann", "bo")
    async with work() as one:
        await one.gaps.forget("ann")
        await one.commit()
    async with work() as one:
        [gap] = await one.gaps.open()

    assert (gap.people, len(gap.askers)) == (2, 1)


async def test_a_gap_that_somebody_showed_says_so(work: SqlWorks) -> None:
    """One who asked let the coordinators see it."""
    gap = await ask(work, "ann")
    async with work() as one:
        assert await one.gaps.share(gap) is True
        assert await one.gaps.share("nothing") is False
        await one.commit()
    async with work() as one:
        assert [gap.shared for gap in await one.gaps.open()] == [True]


async def test_what_has_become_of_a_gap_is_remembered(work: SqlWorks) -> None:
    """It is not shown again, though somebody asks it once more."""
    gap = await ask(work, "ann")
    async with work() as one:
        assert await one.gaps.decide([gap], GapFate.TIPPED) == 1
        await one.commit()
    await ask(work, "bo")
    async with work() as one:
        assert await one.gaps.open() == []
        assert [kept.fate for kept in await one.gaps.get([gap])] == [GapFate.TIPPED]
        with pytest.raises(UnknownGap):
            await one.gaps.get([gap, "nothing"])


async def test_what_nobody_asks_any_more_goes(work: SqlWorks) -> None:
    """After its time, with its marks."""
    await ask(work, "ann", days_ago=400)
    await ask(work, "ann", wording="en annan fråga", days_ago=10)
    async with work() as one:
        assert await one.gaps.forget_old(before=TODAY - timedelta(days=365)) == 1
        await one.commit()
    async with work() as one:
        [left] = await one.gaps.open()
        query = sqlalchemy.text("SELECT count(*) FROM gap_marks")
        marks = (await one._connection.execute(query)).scalar_one()  # noqa: SLF001 - looks inside

    assert (left.wording, marks) == ("en annan fråga", 1)
