"""The web chat's door: who is let in, and what is refused and how."""

import json
from collections.abc import Mapping
from pathlib import Path

import aiohttp
import pytest

from bot.channels.webchat.guard import HEADERS
from bot.runtime.migrate import migrate
from bot.runtime.wiring import build
from knowledge.people.model import Department, Person, Role
from tests.channels.served import Machine, Served
from tests.channels.wire import body, post
from tests.conftest import settings_in


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
    path, words = "/chat/kerstin/messages", json.dumps(body(text="status"))
    ours = {"Content-Type": "application/json"}
    async with client.post(
        "/chat/kerstin/messages", data=words, headers={**ours, **headers}
    ) as one:
        assert one.status == 403
    async with client.post(path, data=words, headers=ours) as one:
        assert one.status == 202


@pytest.mark.parametrize("path", ["/chat/nobody", "/chat/nobody/stream", "/chat/ELIAS"])
async def test_an_unknown_person_is_not_found(client: aiohttp.ClientSession, path: str) -> None:
    """Neither page nor stream; ids are exact."""
    async with client.get(path) as answer:
        assert answer.status == 404


async def test_nobody_speaks_as_an_unknown_person(client: aiohttp.ClientSession) -> None:
    """The door knows who exists before it stores anything."""
    async with client.post("/chat/nobody/messages", json=body(text="hej")) as answer:
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
    status, found = await post(client, "amina", body(text=text))

    assert status == 422
    assert found["error"].startswith(reason)
    assert await post(client, "amina", body(text="a" * 4_000)) == (202, {"stored": True})


async def test_a_body_of_300_kb_is_too_large(client: aiohttp.ClientSession) -> None:
    """It is not read to its end."""
    async with client.post("/chat/erik/messages", json=body(text="a" * 300_000)) as answer:
        assert answer.status == 413


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
            async with client.post("/chat/eva/messages", json=body(text="hej")) as answer:
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
            async with client.post("/chat/eva/messages", json=body(text="hej")) as answer:
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
