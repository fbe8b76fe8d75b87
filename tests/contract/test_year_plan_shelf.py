"""Every shelf of year plans keeps these promises."""

from dataclasses import replace

import pytest

from bot.runtime.work import SqlWorks
from knowledge.year_plan.model import Activity, ActivityChanged, Sort, Status, UnknownActivity

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run

ROUND = Activity(
    id="p1",
    department=None,
    year=2026,
    first=3,
    last=4,
    title="Rumsrunda med Ann",
    sort=Sort.ROOMS,
    owner="ann",
    result="Ann såg tio rum",
)


async def test_an_activity_comes_back_as_it_was(work: SqlWorks) -> None:
    """In the order of its year; the same id twice is kept once."""
    async with work() as one:
        assert await one.year_plan.add(ROUND) is True
        assert await one.year_plan.add(replace(ROUND, title="annat")) is False
        first = replace(ROUND, id="p0", first=1, department="law")
        await one.year_plan.add(first)
        await one.commit()
    async with work() as one:
        kept = replace(ROUND, version=1)
        assert await one.year_plan.get("p1") == kept
        assert await one.year_plan.of_year(2026) == [replace(first, version=1), kept]
        assert await one.year_plan.of_year(2027) == []
        assert await one.year_plan.owned_by("ann") == [replace(first, version=1), kept]


async def test_of_two_changes_the_second_is_told(work: SqlWorks) -> None:
    """A change needs the version it has read."""
    async with work() as one:
        await one.year_plan.add(ROUND)
        kept = await one.year_plan.get("p1")
        after = await one.year_plan.put(replace(kept, status=Status.DONE))
        assert await one.year_plan.get("p1") == after
        with pytest.raises(ActivityChanged):
            await one.year_plan.put(kept)
        await one.year_plan.remove("p1")
        await one.year_plan.remove("p1")
        for deed in (one.year_plan.get("p1"), one.year_plan.put(kept)):
            with pytest.raises(UnknownActivity):
                await deed


async def test_what_is_not_finished_is_found_again(work: SqlWorks) -> None:
    """Of the years before; what is done or has moved is not."""
    async with work() as one:
        for number, status in enumerate(Status):
            await one.year_plan.add(replace(ROUND, id=f"p{number}", status=status))
        await one.year_plan.add(replace(ROUND, id="next", year=2027))
        found = {activity.status for activity in await one.year_plan.open_before(2027)}
        assert found == {Status.PLANNED, Status.UNDER_WAY}


async def test_a_person_goes_and_the_activity_stays(work: SqlWorks) -> None:
    """Without its owner; words about them are put through a change. Old years go whole."""
    async with work() as one:
        await one.year_plan.add(ROUND)
        assert await one.year_plan.forget_owner("ann") == 1
        assert await one.year_plan.reword(lambda text: text.replace("Ann", "…")) == 1
        kept = await one.year_plan.get("p1")
        assert (kept.owner, kept.title, kept.result) == ("", "Rumsrunda med …", "… såg tio rum")
        assert await one.year_plan.forget_old(before=2026) == 0
        assert await one.year_plan.forget_old(before=2027) == 1
