"""What a message does once it is taken, and a stream that never skips or repeats."""

import asyncio
import json
import random
import uuid
from collections.abc import Iterator

import aiohttp
import pytest

from tests.channels.wire import Values, body, hear, post

TIP = "Det gör du med knappen *Dela*, uppe till höger i mötet."


async def test_the_same_event_twice_has_one_effect(client: aiohttp.ClientSession) -> None:
    """202 the first time, 200 the second, and one answer; also when both come at once."""
    words = body(text="hej")
    first, second = await post(client, "malin", words), await post(client, "malin", words)
    many = body(text="status")
    at_once = await asyncio.gather(*(post(client, "malin", many) for _ in range(8)))
    await post(client, "malin", body(text="hjälp"))
    heard = await hear(client, "malin", until="Du kan också skriva")

    assert (first, second) == ((202, {"stored": True}), (200, {"stored": True}))
    assert sorted(status for status, _found in at_once) == [200] * 7 + [202]
    own = [one["text"] for one in heard if one["from"] == "me"]
    assert own == [["hej"], ["status"], ["hjälp"]]
    assert sum("Du har inga frågor på väg" in str(one) for one in heard) == 1


@pytest.mark.parametrize(
    "said",
    [
        {"press": {"message": 2_000_000_000, "choice": 0}},
        {"press": {"message": 0, "choice": 0}},
        {"press": {"message": 1, "choice": 99}},
        {"form": {"message": 1, "values": {}}},
        {"form": {"message": 2_000_000_000, "values": {"title": "x"}}},
    ],
)
async def test_a_choice_that_is_not_there_is_answered_kindly(
    client: aiohttp.ClientSession, said: Values
) -> None:
    """An old page may hold an old button: it is taken, and told so in words."""
    before = len(await _all_so_far(client, "samir"))

    assert await post(client, "samir", body(**said)) == (202, {"stored": True})
    messages = await hear(client, "samir", after=before, until="Den knappen gäller inte längre.")
    assert messages[-1]["number"] == before + 2
    assert messages[-1]["choices"][0]["label"] == "Fråga Hanna"


async def _all_so_far(client: aiohttp.ClientSession, person: str) -> list[Values]:
    """Say something with an answer that is always the last; return everything until then."""
    # Letters alone: a code of letters and digits looks like a password that was pasted.
    mark = uuid.uuid4().hex[:8].translate(str.maketrans("0123456789", "ghijklmnop"))
    await post(client, person, body(text=f"vad betyder {mark}"))
    return await hear(client, person, until=f"Ordet {mark} finns inte")


async def test_the_stream_goes_on_where_it_broke(client: aiohttp.ClientSession) -> None:
    """From the last id a browser saw: nothing is lost and nothing comes twice."""
    for words in ("hej", "status", "hjälp", "min coach"):
        await post(client, "johan", body(text=words))
    last = "Din coach heter Ahmed Provdal"
    whole = await hear(client, "johan", until=last)
    numbers = [one["number"] for one in whole]

    assert numbers == list(range(1, len(whole) + 1))
    for number in numbers[:-1]:
        header = {"Last-Event-ID": str(number)}
        assert await hear(client, "johan", until=last, headers=header) == whole[number:]
        assert await hear(client, "johan", until=last, after=number) == whole[number:]
    for nonsense in ("-1", "abc", "²", "1e3", "9" * 40):
        header = {"Last-Event-ID": nonsense.encode().decode("latin-1")}
        assert await hear(client, "johan", until=last, headers=header) == whole


async def test_what_comes_while_one_listens_comes_at_once(client: aiohttp.ClientSession) -> None:
    """The stream is open first; the answer arrives without asking again."""
    listening = asyncio.create_task(hear(client, "oskar", until=TIP))
    await post(client, "oskar", body(text="hur delar jag skärmen i teams"))
    heard = await listening

    assert [one["from"] for one in heard] == ["me", "bot", "bot"]
    assert len(heard[-1]["steps"]) == 4
    assert "action" not in str(heard)


async def test_an_identity_number_is_in_no_response(client: aiohttp.ClientSession) -> None:
    """The echo has the name of the number's kind instead; the number is nowhere."""
    await post(client, "fatima", body(text="Sök på 19121212-1212 i registret"))
    heard = await hear(client, "fatima", until="Vänta lite, det såg ut som ett personnummer.")

    assert heard[0]["text"] == ["Sök på [personnummer] i registret"]
    assert "1212" not in str([one | {"event": "", "at": ""} for one in heard])


async def test_300_random_bodies_never_break_it(client: aiohttp.ClientSession) -> None:
    """Whatever a program sends, the service answers, and never that it went wrong."""
    chance = random.Random(20261122)  # noqa: S311 - the same bodies every time
    headers = {"Content-Type": "application/json"}
    statuses = []
    for text in map(json.dumps, _random_bodies(chance, 300)):
        async with client.post("/chat/noor/messages", data=text, headers=headers) as answer:
            statuses.append(answer.status)
    async with client.get("/readyz") as answer:
        assert answer.status == 200

    assert set(statuses) <= {200, 202, 400, 422}
    assert {202, 400} <= set(statuses)


def _random_bodies(chance: random.Random, count: int) -> Iterator[object]:
    """Yield bodies of the right shape with wrong things in them."""
    for number in range(count):
        if chance.random() < 0.1:
            yield _random_value(chance, 3)
            continue
        one: Values = {"event": f"random-{number}" if chance.random() < 0.8 else "x"}
        for name in chance.sample(["text", "press", "form", "event", "other"], 2):
            one[name] = _random_value(chance, 3)
        if chance.random() < 0.5:
            number_of = {"message": chance.choice([0, 1, 2, 3, 2**31 - 1, 2**31, -1])}
            one["press"] = number_of | {"choice": chance.choice([0, 1, 9, -1, None])}
        yield one


def _random_value(chance: random.Random, depth: int) -> object:
    simple: list[object] = [None, True, 0, -1, 2**63, 1.5, 1e308, "", "hej", "\u0000", "🙂" * 9]
    simple += ["\u202eabc", "a" * 4_001, "{person}", "%s%n", "'; drop table people; --", "/1"]
    pick = chance.random()
    if depth == 0 or pick < 0.6:
        return chance.choice(simple)
    if pick < 0.8:
        return [_random_value(chance, depth - 1) for _ in range(chance.randrange(4))]
    names = ["message", "choice", "values", "title", "", "event"]
    return {chance.choice(names): _random_value(chance, depth - 1) for _ in range(3)}
