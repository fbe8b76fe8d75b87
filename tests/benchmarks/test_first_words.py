"""How long a person waits: from start to ready, and from a question to the first useful words."""

import http.client
import json
import statistics
import time
import uuid
from pathlib import Path

import pytest

from bot.runtime.wiring import Service
from tests.benchmarks.figures import percentile, table
from tests.channels.served import HOST, Machine, Served

QUESTIONS = 60
WINDOWS = 50


@pytest.mark.benchmark
async def test_first_words_in_the_process(service: Service) -> None:
    """Stored, handled and delivered on the default library; every question gets its words."""
    waits = []
    for number in range(QUESTIONS):
        started = time.perf_counter()
        await service.reception.words(f"e{number}", "elias", "webchat", "hur delar jag skärmen")
        await service.handling.all_waiting()
        await service.delivery.all_due()
        waits.append((time.perf_counter() - started) * 1000)
    async with service.reading() as work:
        messages = await work.mailboxes.after("elias", 0, limit=1000)
        tips = len({tip.id for tip in await work.tips.published()})
    table(
        f"From question to words in the mailbox, {tips} tips, {QUESTIONS} questions",
        ("median ms", "p95 ms", "worst ms"),
        [_figures(waits)],
    )

    assert sum(1 for one in messages if one.reply) == QUESTIONS + 1


@pytest.mark.benchmark
def test_first_words_in_the_browser(home: Path) -> None:
    """Over HTTP, from the POST to the event in the stream, with a real server beside."""
    served = Served(machine=Machine(folder=home, environment={}))
    try:
        served.start()
        waits = [_asked(served.port) for _ in range(QUESTIONS)]
    finally:
        served.close()
    table(
        f"From POST to the reply in the stream, {QUESTIONS} questions",
        ("median ms", "p95 ms", "worst ms"),
        [_figures(waits)],
    )

    assert len(waits) == QUESTIONS


@pytest.mark.benchmark
def test_first_words_beside_many_windows(home: Path) -> None:
    """Fifty other windows are open; they cost the one who asks next to nothing."""
    served = Served(machine=Machine(folder=home, environment={}))
    windows = []
    try:
        served.start()
        people = ("anki", "johan", "samir", "malin", "kerstin")
        for number in range(WINDOWS):
            window = http.client.HTTPConnection(HOST, served.port, timeout=60)
            window.request("GET", f"/chat/{people[number % len(people)]}/stream?after=0")
            window.getresponse().readline()
            windows.append(window)
        waits = [_asked(served.port) for _ in range(QUESTIONS)]
    finally:
        for window in windows:
            window.close()
        served.close()
    table(
        f"The same with {WINDOWS} other windows open",
        ("median ms", "p95 ms", "worst ms"),
        [_figures(waits)],
    )

    assert len(waits) == QUESTIONS


@pytest.mark.benchmark
def test_start(tmp_path: Path) -> None:
    """The first start makes and fills the database, the second finds it there."""
    served = Served(machine=Machine(folder=tmp_path, environment={}))
    spans = []
    try:
        for _ in range(3):
            started = time.perf_counter()
            served.start()
            spans.append(time.perf_counter() - started)
            served.stop()
    finally:
        served.close()
    table(
        "From command to ready (packages installed)",
        ("first start s", "second start s", "third start s"),
        [[f"{span:.1f}" for span in spans]],
    )

    assert spans[1] < spans[0]


def _asked(port: int) -> float:
    """Ask once; return the milliseconds until a reply is in the stream."""
    stream = http.client.HTTPConnection(HOST, port, timeout=30)
    stream.request("GET", "/chat/elias/stream?after=0")
    events = stream.getresponse()
    post = http.client.HTTPConnection(HOST, port, timeout=30)
    event = str(uuid.uuid4())
    body = json.dumps({"event": event, "text": "hur delar jag skärmen i teams"})
    started = time.perf_counter()
    post.request("POST", "/chat/elias/messages", body, {"Content-Type": "application/json"})
    post.getresponse().read()
    seen = False
    while True:
        line = events.readline().decode()
        if not line.startswith("data: "):
            continue
        message = json.loads(line.removeprefix("data: "))
        if seen and message["from"] == "bot":
            span = (time.perf_counter() - started) * 1000
            stream.close()
            post.close()
            return span
        seen = seen or message["event"] == event


def _figures(waits: list[float]) -> list[str]:
    return [
        f"{statistics.median(waits):.0f}",
        f"{percentile(waits, 0.95):.0f}",
        f"{max(waits):.0f}",
    ]
