"""Every audit keeps these promises: lines are added, and a change of one shows."""

import asyncio
from datetime import timedelta

import pytest
import sqlalchemy

from bot.runtime.work import SqlWorks
from knowledge.audit.model import Deed, first_broken
from tests.fakes.clock import SUNDAY

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run


async def write(work: SqlWorks, *, by: str = "ann", count: int = 1) -> None:
    """Write some lines."""
    async with work() as one:
        for number in range(count):
            deed = Deed(name="tip.saved", by=by, object=f"tip:t{number}:sv", details={"version": 2})
            await one.audit.write(deed, at=SUNDAY + timedelta(minutes=number))
        await one.commit()


async def test_a_line_comes_back_as_it_was_written(work: SqlWorks) -> None:
    """Who, what, on what and when; numbered from one."""
    await write(work)
    async with work() as one:
        [line] = await one.audit.latest(limit=10)

    assert (line.number, line.at) == (1, SUNDAY)
    assert line.deed == Deed(name="tip.saved", by="ann", object="tip:t0:sv", details={"version": 2})


async def test_the_chain_of_many_who_write_at_once_is_whole(work: SqlWorks) -> None:
    """Each line follows one other, on both databases."""
    await asyncio.gather(*(write(work, count=5) for _ in range(6)))
    async with work() as one:
        lines = await one.audit.everything()

    assert [line.number for line in lines] == list(range(1, 31))
    assert first_broken(lines) is None


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE audit SET name = 'tip.read' WHERE number = 2", 2),
        ("UPDATE audit SET details = '{}' WHERE number = 3", 3),
        ("DELETE FROM audit WHERE number = 2", 2),
        ("DELETE FROM audit WHERE number = 1", 1),
        ("UPDATE audit SET number = 9 WHERE number = 4", 4),
    ],
)
async def test_a_changed_or_missing_line_is_found(work: SqlWorks, change: str, found: int) -> None:
    """Whoever reaches into the database leaves a trace; the first wrong line is named."""
    await write(work, count=4)
    async with work() as one:
        await one._connection.execute(sqlalchemy.text(change))  # noqa: SLF001 - the intruder
        await one.commit()
    async with work() as one:
        assert first_broken(await one.audit.everything()) == found


async def test_a_page_of_the_log_is_held_to_itself(work: SqlWorks) -> None:
    """The lines that are shown are checked, however many there are before them."""
    await write(work, count=6)
    async with work() as one:
        shown = list(reversed(await one.audit.latest(limit=3)))
        assert first_broken(shown, whole=False) is None
        assert first_broken(shown) == 1
        change = sqlalchemy.text("UPDATE audit SET name = 'tip.read' WHERE number = 5")
        await one._connection.execute(change)  # noqa: SLF001 - the intruder
        shown = list(reversed(await one.audit.latest(limit=3)))
        assert first_broken(shown, whole=False) == 5


async def test_whoever_is_erased_is_in_no_line_and_the_chain_is_whole(work: SqlWorks) -> None:
    """The record says what was done, and no longer by whom."""
    await write(work, by="bo", count=2)
    await write(work, by="ann")
    async with work() as one:
        assert len(await one.audit.done_by("bo")) == 2
        assert await one.audit.forget("bo") == 2
        await one.commit()
    async with work() as one:
        lines = await one.audit.everything()

    assert [line.deed.by for line in lines] == ["", "", "ann"]
    assert first_broken(lines) is None


async def test_lines_are_read_from_the_newest_a_page_at_a_time(work: SqlWorks) -> None:
    """The desk shows a hundred, and goes on from there."""
    await write(work, count=5)
    async with work() as one:
        first = await one.audit.latest(limit=2)
        rest = await one.audit.latest(limit=10, before=first[-1].number)

    assert [line.number for line in first] == [5, 4]
    assert [line.number for line in rest] == [3, 2, 1]
