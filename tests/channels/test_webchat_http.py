"""The web chat's door: who is let in, what is refused and how, and a stream that never skips."""

import asyncio
import json
import random
import uuid
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.channels.webchat.guard import HEADERS
from bot.runtime.migrate import migrate
from bot.runtime.wiring import build
from knowledge.people.model import Department, Person, Role
from tests.channels.served import Machine, Served
from tests.conftest import settings_in

LONGEST_WAIT = 15.0
TIP = "Det gör du med knappen *Dela*, uppe till höger i mötet."

Values = dict[str, Any]


@pytest.fixture
async def client(shared: Served) -> AsyncIterator[aiohttp.ClientSession]:
    """Speaks HTTP with the service as any program could."""
    async with aiohttp.ClientSession(
        shared.url, timeout=aiohttp.ClientTimeout(total=LONGEST_WAIT)
    ) as session:
        yield session


def _body(**said: object) -> Values:
    return {"event": str(uuid.uuid4()), **said}


async def _post(client: aiohttp.ClientSession, person: str, body: Values) -> tuple[int, Values]:
    async with client.post(f"/chat/{person}/messages", json=body) as answer:
        found: Values = await answer.json()
        return answer.status, found


async def _heard(
    client: aiohttp.ClientSession,
    person: str,
    *,
    until: str,
    after: int = 0,
    headers: Mapping[str, str] | None = None,
) -> list[Values]:
    """Listen to the stream until a message has these words; return all that came."""
    found: list[Values] = []
    async with (
        asyncio.timeout(LONGEST_WAIT),
        client.get(f"/chat/{person}/stream?after={after}", headers=headers) as stream,
    ):
        assert stream.content_type == "text/event-stream"
        async for line in stream.content:
            if line.startswith(b"data: "):
                found.append(json.loads(line.removeprefix(b"data: ")))
                if until in str(found[-1]):
                    break
    return found


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("HEAD", "/", 200),
        ("GET", "/chat/elias", 200),
        ("GET", "/chat/elias/stream", 200),
        ("GET", "/webchat/chat.js", 200),
        ("GET", "/webchat/../receive.py", 404),
        ("GET", "/webchat/", 403),
        ("GET", "/chat/nobody", 404),
        ("GET", "/chat/%ff", 404),
        ("GET", "/nowhere", 404),
        ("DELETE", "/chat/elias/messages", 405),
        ("POST", "/chat/elias/messages", 403),
        ("GET", "/healthz", 200),
        ("GET", "/readyz", 200),
        ("GET", "/desk/", 503),
    ],
)
async def test_every_response_carries_the_security_headers(
    client: aiohttp.ClientSession, method: str, path: str, status: int
) -> None:
    """Also refusals and pages that are not there."""
    async with client.request(method, path) as answer:
        assert answer.status == status
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


async def test_the_policy_lets_no_script_or_style_in_from_elsewhere(
    client: aiohttp.ClientSession,
) -> None:
    """Pages have no inline script or style, so the policy needs no exception for them."""
    for path in ("/", "/chat/elias"):
        async with client.get(path) as answer:
            policy, text = answer.headers["Content-Security-Policy"], await answer.text()

        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "<style" not in text
        assert " style=" not in text
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/", "/chat/elias", "/chat/elias/stream"])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Forwarded", "for=203.0.113.9"),
        ("X-Forwarded-For", "127.0.0.1"),
        ("X-Forwarded-Host", "localhost"),
        ("X-Forwarded-Proto", "https"),
        ("X-Real-IP", "127.0.0.1"),
        ("Via", "1.1 proxy"),
        ("Host", "coach.example.se"),
        ("Host", "127.0.0.1.example.se"),
        ("Host", "localhost.example.se"),
    ],
)
async def test_nobody_picks_a_person_through_a_proxy_or_another_name(
    client: aiohttp.ClientSession, path: str, name: str, value: str
) -> None:
    """Demo mode answers this machine only."""
    async with client.get(path, headers={name: value}) as answer:
        assert answer.status == 403


@pytest.mark.parametrize("host", ["localhost", "[::1]", "127.0.0.1"])
async def test_every_name_of_this_machine_is_let_in(
    client: aiohttp.ClientSession, shared: Served, host: str
) -> None:
    """The refusals above are for the name, not for having a name."""
    async with client.get("/", headers={"Host": f"{host}:{shared.port}"}) as answer:
        assert answer.status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://example.se"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "multipart/form-data; boundary=x"},
        {"Content-Type": "text/plain"},
        {"Content-Type": ""},
        {"X-Forwarded-For": "127.0.0.1"},
        {"Host": "coach.example.se"},
    ],
)
async def test_another_site_cannot_speak_as_somebody(
    client: aiohttp.ClientSession, headers: Mapping[str, str]
) -> None:
    """A form or script of a foreign page is refused; the same words from ours are taken."""
    words = json.dumps(_body(text="status"))
    ours = {"Content-Type": "application/json"}
    async with client.post("/chat/kerstin/messages", data=words, headers=ours | headers) as one:
        assert one.status == 403
    async with client.post("/chat/kerstin/messages", data=words, headers=ours) as one:
        assert one.status == 202


@pytest.mark.parametrize("path", ["/chat/nobody", "/chat/nobody/stream", "/chat/ELIAS"])
async def test_an_unknown_person_is_not_found(client: aiohttp.ClientSession, path: str) -> None:
    """Neither page nor stream; ids are exact."""
    async with client.get(path) as answer:
        assert answer.status == 404


async def test_nobody_speaks_as_an_unknown_person(client: aiohttp.ClientSession) -> None:
    """The door knows who exists before it stores anything."""
    async with client.post("/chat/nobody/messages", json=_body(text="hej")) as answer:
        assert answer.status == 404


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hej",
        "{",
        "[]",
        '"hej"',
        "null",
        "3",
        "[" * 100_000,
        '{"event": "a", "text": ' + "[" * 100_000,
        "{}",
        '{"text": "hej"}',
        '{"event": "", "text": "hej"}',
        '{"event": null, "text": "hej"}',
        '{"event": 7, "text": "hej"}',
        json.dumps({"event": "e" * 65, "text": "hej"}),
        '{"event": "a"}',
        '{"event": "a", "text": null}',
        '{"event": "a", "text": 3}',
        '{"event": "a", "text": ["hej"]}',
        '{"event": "a", "press": 3}',
        '{"event": "a", "press": {}}',
        '{"event": "a", "press": {"message": "1", "choice": 0}}',
        '{"event": "a", "press": {"message": true, "choice": 0}}',
        '{"event": "a", "press": {"message": 1.5, "choice": 0}}',
        '{"event": "a", "press": {"message": NaN, "choice": 0}}',
        '{"event": "a", "press": {"message": -1, "choice": 0}}',
        '{"event": "a", "press": {"message": 1, "choice": -1}}',
        '{"event": "a", "press": {"message": 99999999999999999999, "choice": 0}}',
        '{"event": "a", "press": {"message": ' + "9" * 5_000 + ', "choice": 0}}',
        '{"event": "a", "form": []}',
        '{"event": "a", "form": {"values": {}}}',
        '{"event": "a", "form": {"message": -1, "values": {}}}',
    ],
    ids=lambda text: text[:48] or "nothing",
)
async def test_what_the_page_never_sends_is_malformed(
    client: aiohttp.ClientSession, text: str
) -> None:
    """400 with one plain line, and nothing is stored."""
    headers = {"Content-Type": "application/json"}
    async with client.post("/chat/erik/messages", data=text, headers=headers) as answer:
        assert answer.status == 400
        assert len((await answer.text()).splitlines()) == 1


async def test_bytes_that_are_no_text_are_malformed(client: aiohttp.ClientSession) -> None:
    """A body that is not UTF-8 is refused as any other."""
    headers = {"Content-Type": "application/json"}
    words = b'{"event": "a", "text": "\xff\xfe"}'
    async with client.post("/chat/erik/messages", data=words, headers=headers) as answer:
        assert answer.status == 400


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a" * 4_001, "Det blev 4001 tecken, och jag läser högst 4000 åt gången."),
        ("a" * 100_000, "Det blev 100000 tecken"),
        ("", "Jag fick inget att läsa."),
        (" \n\t ", "Jag fick inget att läsa."),
        ("\u0000\u200b\u202e", "Jag fick inget att läsa."),
    ],
)
async def test_what_cannot_be_taken_is_refused_in_words(
    client: aiohttp.ClientSession, text: str, reason: str
) -> None:
    """422 with a sentence for the person; the same door takes the longest text allowed."""
    status, found = await _post(client, "amina", _body(text=text))

    assert status == 422
    assert found["error"].startswith(reason)
    assert await _post(client, "amina", _body(text="a" * 4_000)) == (202, {"stored": True})


async def test_a_body_of_300_kb_is_too_large(client: aiohttp.ClientSession) -> None:
    """It is not read to its end."""
    async with client.post("/chat/erik/messages", json=_body(text="a" * 300_000)) as answer:
        assert answer.status == 413


async def test_the_same_event_twice_has_one_effect(client: aiohttp.ClientSession) -> None:
    """202 the first time, 200 the second, and one answer; also when both come at once."""
    words = _body(text="hej")
    first, second = await _post(client, "malin", words), await _post(client, "malin", words)
    many = _body(text="status")
    at_once = await asyncio.gather(*(_post(client, "malin", many) for _ in range(8)))
    await _post(client, "malin", _body(text="hjälp"))
    heard = await _heard(client, "malin", until="Du kan också skriva")

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
    heard = len(await _all_so_far(client, "samir"))

    assert await _post(client, "samir", _body(**said)) == (202, {"stored": True})
    messages = await _heard(client, "samir", after=heard, until="Den knappen gäller inte längre.")
    assert messages[-1]["number"] == heard + 2
    assert messages[-1]["choices"][0]["label"] == "Fråga Hanna"


async def _all_so_far(client: aiohttp.ClientSession, person: str) -> list[Values]:
    """Say something with an answer that is always the last; return everything until then."""
    mark = uuid.uuid4().hex[:8]
    await _post(client, person, _body(text=f"vad betyder {mark}"))
    return await _heard(client, person, until=f"Ordet {mark} finns inte")


async def test_the_stream_goes_on_where_it_broke(client: aiohttp.ClientSession) -> None:
    """From the last id a browser saw: nothing is lost and nothing comes twice."""
    for words in ("hej", "status", "hjälp", "min coach"):
        await _post(client, "johan", _body(text=words))
    last = "Din coach heter Ahmed Provdal"
    whole = await _heard(client, "johan", until=last)
    numbers = [one["number"] for one in whole]

    assert numbers == list(range(1, len(whole) + 1))
    for number in numbers[:-1]:
        header = {"Last-Event-ID": str(number)}
        assert await _heard(client, "johan", until=last, headers=header) == whole[number:]
        assert await _heard(client, "johan", until=last, after=number) == whole[number:]
    for nonsense in ("-1", "abc", "²", "1e3", "9" * 40):
        header = {"Last-Event-ID": nonsense.encode().decode("latin-1")}
        assert await _heard(client, "johan", until=last, headers=header) == whole


async def test_what_comes_while_one_listens_comes_at_once(client: aiohttp.ClientSession) -> None:
    """The stream is open first; the answer arrives without asking again."""
    listening = asyncio.create_task(_heard(client, "oskar", until=TIP))
    await _post(client, "oskar", _body(text="hur delar jag skärmen i teams"))
    heard = await listening

    assert [one["from"] for one in heard] == ["me", "bot", "bot"]
    assert len(heard[-1]["steps"]) == 4
    assert "action" not in str(heard)


async def test_an_identity_number_is_in_no_response(client: aiohttp.ClientSession) -> None:
    """The echo has the name of the number's kind instead; the number is nowhere."""
    await _post(client, "fatima", _body(text="Sök på 19121212-1212 i registret"))
    heard = await _heard(client, "fatima", until="Vänta lite, det såg ut som ett personnummer.")

    assert heard[0]["text"] == ["Sök på [personnummer] i registret"]
    assert "1212" not in str([one | {"event": "", "at": ""} for one in heard])


async def test_300_random_bodies_never_break_it(client: aiohttp.ClientSession) -> None:
    """Whatever a program sends, the service answers, and never that it went wrong."""
    chance = random.Random(20261122)  # noqa: S311 - the same bodies every time
    headers = {"Content-Type": "application/json"}
    statuses = []
    for body in map(json.dumps, _random_bodies(chance, 300)):
        async with client.post("/chat/noor/messages", data=body, headers=headers) as answer:
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
        body: Values = {"event": f"random-{number}" if chance.random() < 0.8 else "x"}
        for name in chance.sample(["text", "press", "form", "event", "other"], 2):
            body[name] = _random_value(chance, 3)
        if chance.random() < 0.5:
            number_of = {"message": chance.choice([0, 1, 2, 3, 2**31 - 1, 2**31, -1])}
            body["press"] = number_of | {"choice": chance.choice([0, 1, 9, -1, None])}
        yield body


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


async def test_a_real_organisation_has_no_web_chat(
    tmp_path: Path, environment: Mapping[str, str]
) -> None:
    """On a database that demo did not make, every page of the chat is not found."""
    machine = Machine(folder=tmp_path, environment=environment)
    await _fill_for_real(tmp_path)
    served = Served(machine=machine).start("run")
    try:
        async with aiohttp.ClientSession(served.url) as client:
            for path in ("/", "/chat/eva", "/chat/eva/stream"):
                async with client.get(path) as answer:
                    assert answer.status == 404
            async with client.post("/chat/eva/messages", json=_body(text="hej")) as answer:
                assert answer.status == 404
            async with client.get("/healthz") as answer:
                assert answer.status == 200
    finally:
        served.close()


async def test_a_person_who_is_no_sample_cannot_be_picked(
    home: Path, environment: Mapping[str, str]
) -> None:
    """Even beside sample people, a real one has no page and no voice."""
    await _fill_for_real(home)
    served = Served(machine=Machine(folder=home, environment=environment)).start()
    try:
        async with aiohttp.ClientSession(served.url) as client:
            async with client.get("/chat/elias") as answer:
                assert answer.status == 200
            for path in ("/chat/eva", "/chat/eva/stream"):
                async with client.get(path) as answer:
                    assert answer.status == 404
            async with client.post("/chat/eva/messages", json=_body(text="hej")) as answer:
                assert answer.status == 404
    finally:
        served.close()


async def _fill_for_real(folder: Path) -> None:
    service = build(settings_in(folder))
    await migrate(service.engine)
    async with service.work() as work:
        await work.people.put_department(Department(id="vard", name="Vård"))
        await work.people.put(Person(id="eva", name="Eva Prov", role=Role.STAFF, department="vard"))
        await work.commit()
    await service.close()
