"""Eight people write on few tips at once: every edit is kept, or its writer is told."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date

import pytest

from bot.runtime.database import open_engine
from bot.runtime.keys import KeySeal
from bot.runtime.migrate import migrate
from bot.runtime.work import SqlWorks, works
from tests.benchmarks.figures import table
from tests.fakes.clock import SUNDAY
from tips import editing
from tips.history.model import Edit
from tips.model import Advice, EditedMeanwhile, NotInReview, Stage, Tip

pytestmark = pytest.mark.benchmark

EDITS, WRITERS, TIPS, RACES = 10_000, 8, 4, 200
BLANK = Tip(
    id="egen-0",
    language="sv",
    topic="egna",
    title="Dela skärmen",
    phrasings=("hur delar jag",),
    advice=Advice(answer="Välj Dela."),
    checked=date(2026, 11, 22),
    review=date(2027, 5, 22),
)


@pytest.fixture
async def work(empty: str) -> AsyncIterator[SqlWorks]:
    """Transactions over a database in which the tips have been begun."""
    engine = open_engine(empty)
    await migrate(engine)
    opened = works(engine, KeySeal(bytes(range(32))))
    async with opened() as one:
        for number in range(TIPS):
            tip = replace(BLANK, id=f"egen-{number}")
            await editing.begin(tip, edit=Edit("ann", SUNDAY), tips=one.tips)
        await one.commit()
    yield opened
    await engine.dispose()


async def writes(work: SqlWorks, writer: int, times: int) -> tuple[set[str], set[str]]:
    """Write so many edits as one of the writers; return those kept, and those told of."""
    kept, told = set(), set()
    for number in range(times):
        mark, tip_id = f"skribent {writer}, nummer {number}", f"egen-{(writer + number) % TIPS}"
        async with work() as one:
            read = (await editing.opened(tip_id, "sv", tips=one.tips)).tip
        # Somebody who writes takes their time, and others read meanwhile.
        await asyncio.sleep(0)
        try:
            async with work() as one:
                written = replace(read, title=mark)
                await editing.save(written, edit=Edit(f"w{writer}", SUNDAY), tips=one.tips)
                await one.commit()
            kept.add(mark)
        except EditedMeanwhile:
            told.add(mark)
    return kept, told


async def test_no_edit_is_lost(work: SqlWorks) -> None:
    """Of ten thousand, each is an edition of its tip, or was refused to its writer's face."""
    begun = time.perf_counter()
    found = await asyncio.gather(*(writes(work, one, EDITS // WRITERS) for one in range(WRITERS)))
    spent = time.perf_counter() - begun
    kept = set[str]().union(*(some for some, _ in found))
    told = set[str]().union(*(some for _, some in found))
    async with work() as one:
        editions = [
            edition.tip.title
            for number in range(TIPS)
            for edition in await one.tips.editions(f"egen-{number}", "sv")
        ]
    times = Counter(editions)
    lost = {mark for mark in kept if times[mark] != 1}
    figures = (len(kept) + len(told), len(kept), len(told), len(lost), round(spent))
    heads = ["edits", "kept", "told", "lost", "seconds"]
    table("Eight writers on four tips", heads, [[str(one) for one in figures]])

    assert len(kept) + len(told) == EDITS
    assert lost == set()
    assert not told & times.keys()


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
