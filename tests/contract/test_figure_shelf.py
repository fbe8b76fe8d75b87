"""Every shelf of figures keeps these promises: nothing counted is lost, and nobody is found."""

import asyncio
from datetime import date, timedelta

import pytest
import sqlalchemy

from bot.runtime.work import SqlWorks
from knowledge.figures import closing
from knowledge.figures.columns import ALL
from knowledge.figures.model import WHOLE, Change, Count, Family, Figure, Outcome, Side
from knowledge.figures.periods import BLOCK, block_of, week_of
from tests.fakes.clock import SUNDAY

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run

TODAY = SUNDAY.date()
THIS = block_of(TODAY)
LATER = THIS + BLOCK
WRITERS, EACH = 12, 5


def change(
    person: str, what: str = Outcome.NONE, *, place: str = "law", times: int = 1, tip: bool = False
) -> Change:
    """Return that somebody asked."""
    family = Family.TIPS if tip else Family.QUESTIONS
    return Change(family=family, place=place, what=what, person=person, times=times)


async def count(work: SqlWorks, *changes: Change, week: date | None = None) -> None:
    """Count in a transaction of one's own."""
    async with work() as one:
        await one.figures.count(changes, week=week or week_of(TODAY))
        await one.commit()


async def taken(work: SqlWorks, block: date = THIS) -> list[Count]:
    """Close a block, and return what was counted in it."""
    async with work() as one:
        found = await one.figures.take(block)
        await one.commit()
    assert found is not None
    return sorted(found, key=lambda count: (count.what, count.mark))


async def rows(work: SqlWorks, table: str) -> int:
    """Count the rows of a table."""
    async with work() as one:
        query = sqlalchemy.text(f"SELECT count(*) FROM {table}")  # noqa: S608 - our own name
        found: int = (await one._connection.execute(query)).scalar_one()  # noqa: SLF001
        return found


async def test_no_count_is_lost_when_many_write_at_once(work: SqlWorks) -> None:
    """All of them the very first of their four weeks, some of them the same person."""
    await asyncio.gather(
        *(
            count(work, change(f"p{writer % 4}"), change(f"p{writer % 4}", "helped", tip=True))
            for writer in range(WRITERS)
            for _ in range(EACH)
        )
    )
    found = await taken(work)

    assert sum(one.times for one in found if one.family is Family.QUESTIONS) == WRITERS * EACH
    assert sum(one.times for one in found if one.family is Family.TIPS) == WRITERS * EACH
    assert len({one.mark for one in found if one.family is Family.QUESTIONS}) == 4


async def test_what_counted_as_one_thing_can_count_as_another(work: SqlWorks) -> None:
    """Taking back and counting anew is one change; the same again changes nothing."""
    await count(work, change("ann", Outcome.OFFERED))
    await count(work, change("ann", Outcome.OFFERED, times=-1), change("ann", Outcome.SHOWN))
    await count(work, change("ann", Outcome.SHOWN, times=-1), change("ann", Outcome.SHOWN))

    assert [(one.what, one.times) for one in await taken(work)] == [
        (Outcome.OFFERED, 0),
        (Outcome.SHOWN, 1),
    ]


async def test_a_mark_joins_a_table_and_nothing_else(work: SqlWorks) -> None:
    """A person is one in questions wherever they ask; of two tips, nobody sees the same reader."""
    await count(
        work,
        change("ann"),
        change("ann", Outcome.SHOWN, place="hr"),
        change("ann", Outcome.SHOWN, place="tip-a", tip=True),
        change("ann", Outcome.SHOWN, place="tip-b", tip=True),
    )
    found = await taken(work)

    assert len({one.mark for one in found if one.family is Family.QUESTIONS}) == 1
    assert len({one.mark for one in found}) == 3


async def test_marks_of_two_blocks_cannot_be_joined(work: SqlWorks) -> None:
    """The key is another, and the former is destroyed with the marks."""
    await count(work, change("ann"))
    [before] = await taken(work)
    await count(work, change("ann"), week=LATER)
    [after] = await taken(work, LATER)

    assert before.mark != after.mark
    assert await rows(work, "figure_counts") == 0


async def test_a_block_is_closed_once(work: SqlWorks) -> None:
    """The second finds it done, and what comes too late counts no more."""
    await count(work, change("ann"))
    await taken(work)
    await count(work, change("bo"))
    async with work() as one:
        assert await one.figures.take(THIS) is None
        assert await one.figures.over(today=TODAY + BLOCK) == []

    assert await rows(work, "figure_counts") == 0


async def test_a_block_is_over_on_the_monday_after_its_four_weeks(work: SqlWorks) -> None:
    """Not a day sooner."""
    await count(work, change("ann"))
    async with work() as one:
        assert await one.figures.over(today=LATER - timedelta(days=1)) == []
        assert await one.figures.over(today=LATER) == [THIS]


async def test_whoever_is_forgotten_counts_no_more(work: SqlWorks) -> None:
    """In no table, on no side, in no tip; the others count as before."""
    helper = Change(family=Family.ANSWERS, place="law", what="day", person="ann", side=Side.HELPER)
    await count(
        work, change("ann"), change("ann", Outcome.SHOWN, place="t", tip=True), helper, change("bo")
    )
    await count(work, change("ann"), week=LATER)
    async with work() as one:
        assert await one.figures.forget("ann") == 4
        assert await one.figures.forget("nobody") == 0
        await one.commit()

    assert [one.times for one in await taken(work)] == [1]


async def test_closing_shows_what_may_be_shown_and_nothing_else(work: SqlWorks) -> None:
    """Of five in Law there is a number, of two who are nowhere only what they add to the whole."""
    people = [change(f"p{number}") for number in range(5)]
    await count(work, *people, change("x", place=WHOLE), change("y", place="gone"))
    async with work() as one:
        assert await closing.close(one.figures, one.people, today=LATER) == 1
        assert await closing.close(one.figures, one.people, today=LATER) == 0
        await one.commit()
    async with work() as one:
        law = await one.figures.of("law", since=THIS)
        whole = await one.figures.of(WHOLE, since=THIS)
        assert await one.figures.of(WHOLE, since=LATER) == []

    assert law == []  # five of seven would leave two
    assert [one.times for one in whole if one.column == ALL] == [7]
    assert await rows(work, "figure_counts") == 0


async def test_figures_go_at_their_time(work: SqlWorks) -> None:
    """By the Monday their four weeks began."""
    figure = Figure(block=THIS, family=Family.QUESTIONS, place=WHOLE, column=ALL, times=9)
    async with work() as one:
        await one.figures.show([figure])
        await one.figures.show([])
        assert await one.figures.forget_old(before=THIS) == 0
        assert await one.figures.of(WHOLE, since=THIS) == [figure]
        assert await one.figures.forget_old(before=THIS + timedelta(days=1)) == 1
