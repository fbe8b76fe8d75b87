"""What watches the service from outside: health, measures, and a stop that loses nothing."""

import asyncio
import re
import signal
import time
from pathlib import Path

import aiohttp
import pytest

from tests.channels.served import Served, until
from tests.faults.test_killed import QUESTION, said_to

GOODBYE = 20.0
"""Seconds within which a stop is over, whatever goes on."""


async def page(client: aiohttp.ClientSession, **headers: str) -> tuple[int, str]:
    """Return what /metrics answers."""
    async with client.get("/metrics", headers=headers) as answer:
        return answer.status, await answer.text()


def sample(text: str, name: str) -> float:
    """Return one number of a page of measures."""
    found = re.search(rf"(?m)^{re.escape(name)} (\S+)$", text)
    assert found, name
    return float(found[1])


async def test_a_question_is_counted_and_its_words_are_nowhere(
    client: aiohttp.ClientSession,
) -> None:
    """One question is one more verdict and one more letter; no word and no name is on the page."""
    _, before = await page(client)
    said = {"event": "watched-1", "text": "hur delar jag skärmen i teams"}
    async with client.post("/chat/elias/messages", json=said) as answer:
        assert answer.status == 202
    name = 'coach_questions_total{verdict="answered"}'
    after = before
    for _ in range(400):
        _, after = await page(client)
        if sample(after, name) > sample(before, name):
            break
        await asyncio.sleep(0.05)

    assert sample(after, name) == sample(before, name) + 1
    assert sample(after, "coach_acknowledging_seconds_count") >= 1
    assert sample(after, 'coach_requests_total{door="webchat",status="2xx"}') >= 1
    assert sample(after, "coach_loop_lag_seconds_count") > 0
    assert not re.search("elias|skärm|teams i|hur ", after)


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via"])
async def test_the_measures_are_not_given_to_whoever_comes_by_a_proxy(
    client: aiohttp.ClientSession, header: str
) -> None:
    """What the proxy passes on comes from anywhere; without the token it is refused."""
    status, text = await page(client, **{header: "10.0.0.9"})

    assert status == 403
    assert "coach_" not in text


async def test_every_answer_names_its_request(client: aiohttp.ClientSession) -> None:
    """Each answer has an id of its own, by which its lines in the log are found."""
    names = []
    for path in ("/healthz", "/nowhere"):
        async with client.get(path) as answer:
            names.append(answer.headers["X-Request-Id"])

    assert len({*names}) == 2
    assert all(re.fullmatch("[0-9a-f]{16}", one) for one in names)


def test_told_to_stop_in_the_middle_of_work_it_ends_in_time_and_loses_nothing(
    served: Served,
) -> None:
    """Stopped while twenty questions wait: status 0 within 20 s, and each is answered once."""
    questions = [f"{QUESTION} {number}" for number in range(20)]

    async def ask() -> list[int]:
        found = []
        async with aiohttp.ClientSession(served.url) as client:
            for number, text in enumerate(questions):
                said = {"event": f"stop-{number}", "text": text}
                async with client.post("/chat/elias/messages", json=said) as answer:
                    found.append(answer.status)
        return found

    acknowledged = asyncio.run(ask())
    begun = time.monotonic()
    status = served.stop(signal.SIGTERM)
    took = time.monotonic() - begun
    complaints = served.complaints
    served.start()
    home = served.machine.folder
    until(lambda: len(replies(home)) >= len(questions), 30, "each question is answered")

    assert (acknowledged, status, complaints) == ([202] * 20, 0, "")
    assert took < GOODBYE
    assert [one for one in said_to(home, "elias") if one in questions] == questions
    assert len(replies(home)) == len(questions)


def replies(home: Path) -> list[str]:
    """Return the key of each reply that Elias has got to a question."""
    return [one for one in said_to(home, "elias") if one.startswith(("ask.", "thanks"))]
