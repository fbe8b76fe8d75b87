"""Eight people write on four tips at once: every edit is kept, or its writer is told."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from bot.runtime.database import open_engine
from bot.runtime.keys import KeySeal
from bot.runtime.migrate import migrate
from bot.runtime.work import SqlWorks, works
from tests.fakes.clock import SUNDAY
from tests.faults.rig.outcome import Broken, Part
from tests.faults.rig.surroundings import database_of
from tips import editing
from tips.history.model import Edit
from tips.model import Advice, EditedMeanwhile, Tip

WRITERS, TIPS = 8, 4
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


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What became of the edits.

    Attributes:
        kept: how many were saved.
        told: how many were refused, and their writers told so.
        lost: those that were saved and are not there once.
        stolen: those that were refused and are there all the same.
    """

    kept: int
    told: int
    lost: frozenset[str]
    stolen: frozenset[str]


async def begin(work: SqlWorks) -> None:
    """Begin the tips that are written on."""
    async with work() as one:
        for number in range(TIPS):
            tip = replace(BLANK, id=f"egen-{number}")
            await editing.begin(tip, edit=Edit("ann", SUNDAY), tips=one.tips)
        await one.commit()


async def written(work: SqlWorks, edits: int) -> Kept:
    """Let eight people write so many edits between them, and look at what is there."""
    found = await asyncio.gather(*(_writes(work, one, edits // WRITERS) for one in range(WRITERS)))
    kept = set[str]().union(*(some for some, _ in found))
    told = set[str]().union(*(some for _, some in found))
    async with work() as one:
        titles = [
            edition.tip.title
            for number in range(TIPS)
            for edition in await one.tips.editions(f"egen-{number}", "sv")
        ]
    times = Counter(titles)
    return Kept(
        kept=len(kept),
        told=len(told),
        lost=frozenset(mark for mark in kept if times[mark] != 1),
        stolen=frozenset(told & times.keys()),
    )


async def run(database: str, *, edits: int, seed: int) -> Part:
    """Write edits on a database of their own."""
    begun = time.monotonic()
    async with database_of(database) as kept:
        engine = open_engine(kept.address())
        await migrate(engine)
        work = works(engine, KeySeal(bytes(range(32))))
        await begin(work)
        found = await written(work, edits)
        await engine.dispose()
    broken = [Broken("I7", f"{mark} is lost") for mark in sorted(found.lost)]
    broken += [Broken("I7", f"{mark} was refused and is there") for mark in sorted(found.stolen)]
    if found.kept + found.told != edits // WRITERS * WRITERS:
        broken.append(Broken("I7", f"{found.kept} kept and {found.told} told are not all"))
    return Part(
        name=f"Edits, {kept.name}",
        seed=seed,
        thrown="eight writers on four tips",
        often=edits,
        lost=len(found.lost),
        doubled=len(found.stolen),
        figures=f"{found.kept:,} kept, {found.told:,} told that somebody else was first",
        broken=broken,
        seconds=time.monotonic() - begun,
    )


async def _writes(work: SqlWorks, writer: int, times: int) -> tuple[set[str], set[str]]:
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
                edited = replace(read, title=mark)
                await editing.save(edited, edit=Edit(f"w{writer}", SUNDAY), tips=one.tips)
                await one.commit()
            kept.add(mark)
        except EditedMeanwhile:
            told.add(mark)
    return kept, told
