"""How fast a post is made and sent, and how long a question waits beside it.

Making: letters to people with names of their own, in transactions of 500 as the weekly clock makes
them, on both databases. Sending: to stand-ins that keep the platforms' documented limits and count
what came too fast. LETTERS_MADE and LETTERS_SENT ask for more or fewer of either.
"""

import asyncio
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.runtime.database import open_engine
from bot.runtime.keys import KeySeal
from bot.runtime.migrate import migrate
from bot.runtime.work import SqlWork, SqlWorks, works
from knowledge.clock import SystemClock
from scheduler.delivery.deliver import Delivery
from scheduler.delivery.model import Fate, Kind, Letter, Outcome, Result
from scheduler.weekly.storage.shelf import PART
from tests.benchmarks.figures import percentile, table
from tests.benchmarks.memory import resident
from tests.contract.test_outbox import nothing_more
from tests.fakes.teams.limits import Windows

CLOCK = SystemClock()
POST = "post"
SAID = '{"text": ["' + "Prova nu: dela skärmen med ett enda knapptryck. " * 6 + '"]}'


def _letters(first: int, number: int, channel: str) -> Sequence[Letter]:
    now = CLOCK.now()
    return [
        Letter(
            id=f"l{one}",
            kind=Kind.AT_MOST_ONCE,
            reason=f"post:{POST}",
            recipient=f"person-{one}",
            channel=channel,
            content=SAID,
            due=now,
            post=POST,
        )
        for one in range(first, first + number)
    ]


async def _made(work: SqlWorks, number: int, channel: str = "teams") -> None:
    for first in range(0, number, PART):
        async with work() as one:
            await one.mailings.fill(_letters(first, min(PART, number - first), channel))
            await one.commit()


async def _asking(work: SqlWorks, waited: list[float], over: asyncio.Event) -> None:
    """Store something small again and again, as a question is, and note how long it took."""
    number = 0
    while not over.is_set():
        number += 1
        begun = time.perf_counter()
        async with work() as one:
            await one.accounts.use("teams", f"nobody-{number}", on=CLOCK.now().date())
            waited.append(time.perf_counter() - begun)
            await one.commit()
        await asyncio.sleep(0.02)


@pytest.mark.benchmark
async def test_letters_are_made(empty: str, letters_made: int) -> None:
    """Letters a second, how long a question waits meanwhile, and what memory grows by."""
    name = "sqlite" if empty.startswith("sqlite") else "postgresql"
    engine = open_engine(empty)
    await migrate(engine)
    work = works(engine, KeySeal(bytes(range(32))))
    await _made(work, PART)
    before, waited, over = resident(), list[float](), asyncio.Event()
    asking = asyncio.create_task(_asking(work, waited, over))
    begun = time.perf_counter()
    await _made(work, letters_made)
    seconds = time.perf_counter() - begun
    over.set()
    await asking
    row = [
        name,
        f"{letters_made:,}",
        f"{letters_made / seconds:,.0f}",
        f"{percentile(waited, 0.5) * 1000:.0f}",
        f"{percentile(waited, 0.99) * 1000:.0f}",
        f"{max(waited) * 1000:.0f}",
        f"{resident() - before:.0f}",
    ]
    heads = ["database", "letters", "letters/s", "wait p50 ms", "p99 ms", "most ms", "grown MB"]
    table("A post is made, and a question waits for its turn to be stored", heads, [row])

    async with work() as one:
        sums = await one.mailings.sums(POST)
    await engine.dispose()
    assert sums[Fate.WAITING] == sum(sums.values()) == letters_made


@dataclass(kw_only=True)
class Strict:
    """A courier that takes a while, and counts what comes faster than the platform allows."""

    windows: Windows
    slow: float = 0.2

    async def send(self, letter: Letter) -> Outcome:
        """Take a letter, or refuse one that came too fast."""
        if not self.windows.takes(letter.recipient):
            return Outcome(result=Result.NOT_SENT, why="429", all_wait=True)
        await asyncio.sleep(self.slow)
        return Outcome(result=Result.ARRIVED, platform_id=letter.id)


async def _nowhere(_work: SqlWork, _people: Collection[str]) -> Mapping[str, str]:
    return {}


def _rates(share: int) -> Iterator[tuple[str, int, float, Windows]]:
    """Return platforms: how many letters, how many a second are allowed, and what they keep."""
    yield "teams", share, 25.0, Windows(now=time.monotonic)
    slack = Windows(now=time.monotonic, each=((1, 0.95),), whole=((240, 60.0),))
    yield "slack", max(1, share // 5), 4.0, slack


@pytest.mark.benchmark
@pytest.mark.parametrize("which", [0, 1], ids=["teams", "slack"])
async def test_a_post_is_sent_within_the_limits(
    tmp_path: Path, which: int, letters_sent: int
) -> None:
    """How long it takes beside what the platform allows, and what came too fast."""
    channel, number, rate, windows = list(_rates(letters_sent))[which]
    engine = open_engine(f"sqlite+aiosqlite:///{tmp_path}/coach.db")
    await migrate(engine)
    work = works(engine, KeySeal(bytes(range(32))))
    reading = works(engine, KeySeal(bytes(range(32))), reading=True)
    await _made(work, number, channel)
    async with work() as one:
        await one.mailings.let_go(POST)
        await one.commit()
    bell = asyncio.Event()
    sender = Delivery(
        work=work,
        reading=reading,
        couriers={channel: Strict(windows=windows)},
        channels_for=_nowhere,
        clock=CLOCK,
        sender="bench",
        is_gone=lambda _: False,
        settled=nothing_more,
        pause=lambda _: None,
        wake=bell.set,
    )
    begun = time.perf_counter()
    while True:
        await sender.once(sure=True)
        async with reading() as one:
            sums = await one.mailings.sums(POST)
        if sums[Fate.DELIVERED] == number:
            break
        bell.clear()
        try:
            async with asyncio.timeout(min(sender.rests_for() or 1.0, 1.0)):
                await bell.wait()
        except TimeoutError:
            continue
    seconds = time.perf_counter() - begun
    await engine.dispose()
    row = [
        channel,
        f"{number:,}",
        f"{seconds:.0f}",
        f"{number / rate:.0f}",
        f"{seconds * rate / number:.3f}",
        f"{windows.refused}",
    ]
    heads = ["platform", "letters", "s", "allowed s", "ratio", "too fast"]
    table("A post is sent", heads, [row])

    assert windows.refused == 0
