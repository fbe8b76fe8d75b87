"""Eight people write on few tips at once: every edit is kept, or its writer is told."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.runtime.database import open_engine
from bot.runtime.keys import KeySeal
from bot.runtime.migrate import migrate
from bot.runtime.work import SqlWorks, works
from tests.benchmarks.figures import table
from tests.fakes.clock import SUNDAY
from tests.faults.edits import BLANK, begin, written
from tips import editing
from tips.history.model import Edit
from tips.model import EditedMeanwhile, NotInReview, Stage, Tip

pytestmark = pytest.mark.benchmark

EDITS, RACES = 10_000, 200


@pytest.fixture
async def work(empty: str) -> AsyncIterator[SqlWorks]:
    """Transactions over a database in which the tips have been begun."""
    engine = open_engine(empty)
    await migrate(engine)
    opened = works(engine, KeySeal(bytes(range(32))))
    await begin(opened)
    yield opened
    await engine.dispose()


async def test_no_edit_is_lost(work: SqlWorks) -> None:
    """Of ten thousand, each is an edition of its tip, or was refused to its writer's face."""
    begun = time.perf_counter()
    found = await written(work, EDITS)
    spent = time.perf_counter() - begun
    figures = (EDITS, found.kept, found.told, len(found.lost), round(spent))
    heads = ["edits", "kept", "told", "lost", "seconds"]
    table("Eight writers on four tips", heads, [[str(one) for one in figures]])

    assert found.kept + found.told == EDITS
    assert not found.lost
    assert not found.stolen


async def test_nothing_is_published_that_nobody_has_read(work: SqlWorks) -> None:
    """While one publishes what was read the other saves a change: never is that what answers."""
    results: Counter[str] = Counter()
    for number in range(RACES):
        tip_id, ann = f"lopp-{number}", Edit("ann", SUNDAY)
        async with work() as one:
            tip = await editing.begin(replace(BLANK, id=tip_id), edit=ann, tips=one.tips)
            tip = await editing.send(tip, edit=ann, tips=one.tips)
            await one.commit()
        saved, published = await asyncio.gather(_saves(work, tip), _publishes(work, tip))
        async with work() as one:
            answering = [one for one in await one.tips.published() if one.id == tip_id]
            editions = [one.tip.title for one in await one.tips.editions(tip_id, "sv")]
        assert [one.title for one in answering] == ([BLANK.title] if published else [])
        assert ("Ändrat" in editions) is saved
        results[f"saved {saved}, published {published}"] += 1
    rows = [[name, str(count)] for name, count in results.items()]
    table("Saving while publishing", ["what became of it", "times"], rows)

    assert results.total() == RACES


async def _saves(work: SqlWorks, tip: Tip) -> bool:
    try:
        async with work() as one:
            changed = replace(tip, title="Ändrat")
            await editing.save(changed, edit=Edit("ann", SUNDAY), tips=one.tips)
            await one.commit()
    except EditedMeanwhile:
        return False
    return True


async def _publishes(work: SqlWorks, tip: Tip) -> bool:
    try:
        async with work() as one:
            found = await editing.approve(tip, edit=Edit("bo", SUNDAY), tips=one.tips)
            await one.commit()
    except (EditedMeanwhile, NotInReview):
        return False
    return found.stage is Stage.PUBLISHED
