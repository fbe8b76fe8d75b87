"""Forged, foreign and broken requests: refused with the right number, and nothing is done."""

import json
import shutil
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import sqlalchemy

from knowledge.storage import METADATA
from tests.channels.teams.house import House, a_house
from tests.fakes.clock import SUNDAY, StandingClock
from tests.fakes.teams.phone import HALF_AN_HOUR, Phone
from tests.fakes.teams.roster import APP_ID, ELSEWHERE, TENANT

NOW = int(SUNDAY.timestamp())
WORDS = "hur delar jag skärmen i teams"

TOKENS: Mapping[str, Callable[[Phone], str]] = {
    "none": lambda _one: "",
    "the word alone": lambda _one: "Bearer",
    "the word and nothing": lambda _one: "Bearer ",
    "another way": lambda _one: "Basic YWJjOmRlZg==",
    "in small letters": lambda one: one.header().replace("Bearer", "bearer"),
    "no token": lambda _one: "Bearer x",
    "two parts": lambda one: one.header().rpartition(".")[0],
    "four parts": lambda one: f"{one.header()}.x",
    "letters of another kind": lambda _one: "Bearer å.ä.ö",
    "a header that is no JSON": lambda _one: "Bearer YWJj.YWJj.YWJj",
    "a list for a header": lambda _one: "Bearer W10.W10.W10",
    "not signed": lambda one: one.header("not at all"),
    "signed with a secret": lambda one: one.header("with the client's secret"),
    "the public key as a secret": lambda one: one.header("with the public key as a secret"),
    "a key nobody knows": lambda one: one.header("with a key nobody knows"),
    "another's key under a known name": lambda one: one.header("with another's key under ours"),
    "no name of a key": lambda one: one.header("with a key and no name of it"),
    "cut off": lambda one: one.header("and cut off"),
    "our own login": lambda one: one.header(
        iss="https://login.microsoftonline.com/botframework.com/v2.0"
    ),
    "our own token, reflected": lambda one: one.header(
        iss="https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/",
        aud="https://api.botframework.com",
        appid=APP_ID,
    ),
    "the emulator": lambda one: one.header(iss="https://sts.windows.net/f8cdef31/"),
    "the issuer with a slash": lambda one: one.header(iss="https://api.botframework.com/"),
    "the issuer over http": lambda one: one.header(iss="http://api.botframework.com"),
    "a government's issuer": lambda one: one.header(iss="https://api.botframework.us"),
    "no issuer": lambda one: one.header(iss=None),
    "for another bot": lambda one: one.header(aud=ELSEWHERE),
    "for two bots": lambda one: one.header(aud=[APP_ID, ELSEWHERE]),
    "for a list of one": lambda one: one.header(aud=[APP_ID]),
    "for nobody": lambda one: one.header(aud=None),
    "for an empty name": lambda one: one.header(aud=""),
    "over": lambda one: one.header(exp=NOW - 301),
    "not yet": lambda one: one.header(nbf=NOW + 301),
    "without end": lambda one: one.header(exp=None),
    "without beginning": lambda one: one.header(nbf=None),
    "an end in words": lambda one: one.header(exp="tomorrow"),
    "an end beyond time": lambda one: one.header(exp=10**18),
    "an end that is yes": lambda one: one.header(exp=True),
    "over before it begins": lambda one: one.header(nbf=NOW + 60, exp=NOW + 30),
}
"""Tokens that nobody should believe: 401."""

TRUSTED = "https://smba.trafficmanager.net/emea/"
ADDRESSES = (
    "https://smba.trafficmanager.net.evil.example/emea/",
    "https://evil.trafficmanager.net/emea/",
    "https://smba.trafficmanager.net@evil.example/",
    "https://user:word@smba.trafficmanager.net/emea/",
    "https://smba.trafficmanager.net./emea/",
    "https://smba.trafficmanager.net:8443/emea/",
    "https://smba.trafficmanager.net:443@evil.example/",
    "http://smba.trafficmanager.net/emea/",
    "https://SMBA.trafficmanager.net/emea/",
    "https://smb\u0430.trafficmanager.net/emea/",
    "https://xn--smb-7cd.trafficmanager.net/emea/",
    "https://smba.trafficmanager.net/emea/?x=1",
    "https://smba.trafficmanager.net/emea/#x",
    "https://smba.trafficmanager.net/../evil/",
    "https://smba.trafficmanager.net\\@evil.example/",
    "https://smba.trafficmanager.net%2eevil.example/",
    "https://smba.trafficmanager.net\n.evil.example/",
    "https://smba%2etrafficmanager.net/",
    "//smba.trafficmanager.net/emea/",
    "smba.trafficmanager.net/emea/",
    "https:smba.trafficmanager.net",
    "ftp://smba.trafficmanager.net/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "https://127.0.0.1/emea/",
    "https://[::1]/emea/",
    "https://169.254.169.254/latest/meta-data/",
    "https://localhost/emea/",
    "https://0x7f000001/",
    "https://",
)
"""Addresses that a bot's token must never be sent to (reliability S4): 403, though signed."""

Changes = dict[str, Any]
ELSEWHERES: Mapping[str, Changes] = {
    "another organisation": {"channelData": {"tenant": {"id": ELSEWHERE}}},
    "no organisation": {"channelData": {}},
    "nothing told beside": {"channelData": None},
    "an organisation that is a list": {"channelData": {"tenant": [TENANT]}},
    "an organisation in capitals": {"channelData": {"tenant": {"id": TENANT.upper() + " "}}},
    "another in the conversation": {
        "conversation": {"id": "a:1", "conversationType": "personal", "tenantId": ELSEWHERE}
    },
    "none in the conversation": {"conversation": {"id": "a:1", "conversationType": "personal"}},
    "another channel": {"channelId": "webchat"},
    "the emulator's channel": {"channelId": "emulator"},
    "no channel": {"channelId": None},
    "a guest": {"from": {"id": "29:x", "aadObjectId": "x", "userRole": "guest"}},
    "nobody in particular": {"from": {"id": "29:x", "aadObjectId": "x", "userRole": "anonymous"}},
}
"""Signed rightly, but from where nobody of ours is: 403."""

BROKEN: Mapping[str, Changes] = {
    "no sender": {"from": None},
    "a sender that is a name": {"from": "elias"},
    "a sender without id": {"from": {"name": "Elias"}},
    "an id that is a number": {"from": {"id": 7}},
    "no conversation": {"conversation": None},
    "a conversation without id": {"conversation": {"tenantId": TENANT}},
    "an empty conversation": {"conversation": {"id": "", "tenantId": TENANT}},
    "an unknown kind of conversation": {
        "conversation": {"id": "a:1", "conversationType": "meeting-room", "tenantId": TENANT}
    },
    "no recipient": {"recipient": None},
    "no kind": {"type": None},
    "a kind that is a list": {"type": ["message"]},
    "an endless id": {"id": "x" * 600},
    "a text that is a number": {"text": 7},
    "a text that is a list": {"text": ["hej"]},
    "an invoke without value": {"type": "invoke", "name": "adaptiveCard/action"},
    "an invoke with a list": {"type": "invoke", "name": "adaptiveCard/action", "value": []},
    "a name that is a number": {"name": 7},
    "no service address": {"serviceUrl": None},
    "a language that is a list": {"locale": ["sv"]},
}
"""What Teams never sends: 400."""

BODIES: Mapping[str, bytes] = {
    "nothing": b"",
    "no JSON": b"hej",
    "half of it": b'{"type": "message", ',
    "a list": b"[]",
    "a number": b"7",
    "null": b"null",
    "NaN": b'{"type": NaN}',
    "not UTF-8": b'{"type": "\xff"}',
    "a hundred lists deep": b'{"a": ' + b"[" * 100 + b"]" * 100 + b"}",
    "ten thousand lists deep": b"[" * 10_000 + b"]" * 10_000,
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """One house for all of these: nothing they do may leave a trace."""
    folder = tmp_path_factory.mktemp("forged") / "home"
    shutil.copytree(filled, folder)
    async with a_house(folder, StandingClock(), "elias") as found:
        await found.phone("elias").says("hej")
        yield found


@pytest_asyncio.fixture(loop_scope="module")
async def quiet(shared: House) -> AsyncIterator[House]:
    """The house, of which everything is as before when the test is over."""
    before = (await _rows(shared), len(shared.teams.asked("send", "create", "member")))
    yield shared
    await shared.settle()
    assert (await _rows(shared), len(shared.teams.asked("send", "create", "member"))) == before


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("name", TOKENS)
async def test_a_token_that_is_not_teams_own_is_refused(quiet: House, name: str) -> None:
    """401, whatever the body says."""
    elias = quiet.phone("elias")

    status, said = await quiet.knock(elias.activity(text=WORDS), TOKENS[name](elias))

    assert (status, said) == (401, "not believed")


@pytest.mark.parametrize("address", ADDRESSES)
async def test_a_service_elsewhere_is_refused(quiet: House, address: str) -> None:
    """403, although the token names the same address."""
    elias = quiet.phone("elias")
    said = elias.activity(text=WORDS, serviceUrl=address)

    status, _ = await quiet.knock(said, elias.header(serviceurl=address))

    assert status == 403


@pytest.mark.parametrize("claim", [None, "", 7, TRUSTED, "https://evil.example/"])
async def test_a_token_for_another_service_is_refused(quiet: House, claim: object) -> None:
    """The address in the token is that of the activity, or nobody is believed."""
    elias = quiet.phone("elias")

    status, _ = await quiet.knock(elias.activity(text=WORDS), elias.header(serviceurl=claim))

    assert status == 403


@pytest.mark.parametrize("name", ELSEWHERES)
async def test_what_comes_from_elsewhere_is_refused(quiet: House, name: str) -> None:
    """403: the signature is Microsoft's, the people are not ours."""
    elias = quiet.phone("elias")

    status, said = await quiet.knock(elias.activity(text=WORDS, **ELSEWHERES[name]), elias.header())

    assert (status, said) == (403, "not for you")


@pytest.mark.parametrize("name", BROKEN)
async def test_what_teams_never_sends_is_refused(quiet: House, name: str) -> None:
    """400, for the shape of it."""
    elias = quiet.phone("elias")

    said = elias.activity(**{"text": WORDS, **BROKEN[name]})

    status, _ = await quiet.knock(said, elias.header())

    assert status == 400


@pytest.mark.parametrize("name", BODIES)
async def test_a_body_that_is_no_activity_is_refused(quiet: House, name: str) -> None:
    """400, for its letters."""
    status, _ = await quiet.knock(BODIES[name], quiet.phone("elias").header())

    assert status == 400


async def test_a_token_that_is_too_long_is_not_read(quiet: House) -> None:
    """400: a header of a hundred kilobytes is none."""
    elias = quiet.phone("elias")

    status, _ = await quiet.knock(elias.activity(text=WORDS), elias.header("and huge"))

    assert status == 400


async def test_a_body_that_is_too_large_is_refused(quiet: House) -> None:
    """413, before it is read as anything."""
    elias = quiet.phone("elias")

    status, _ = await quiet.knock(elias.activity(text="x" * 300_000), elias.header())

    assert status == 413


@pytest.mark.parametrize("headers", [{"Content-Type": "text/plain"}, {"Content-Encoding": "gzip"}])
async def test_another_kind_of_body_is_refused(quiet: House, headers: dict[str, str]) -> None:
    """415; a small packet must not unfold into a large one."""
    elias = quiet.phone("elias")
    kept = {"Content-Type": "application/json", "Authorization": elias.header(), **headers}

    async with quiet.client.post(
        quiet.door, data=json.dumps(elias.activity(text=WORDS)).encode(), headers=kept
    ) as answer:
        assert answer.status == 415


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
async def test_another_method_is_refused(quiet: House, method: str) -> None:
    """405: the door has one handle."""
    async with quiet.client.request(method, quiet.door) as answer:
        assert answer.status == 405


@pytest.mark.parametrize("kind", ["typing", "endOfConversation", "event", "trace", "handoff"])
async def test_what_needs_no_answer_gets_none(quiet: House, kind: str) -> None:
    """It is acknowledged, so that Teams does not send it again, and that is all."""
    elias = quiet.phone("elias")

    status, _ = await quiet.knock(elias.activity(type=kind), elias.header())

    assert status == 200


@pytest.mark.parametrize("name", ["composeExtension/query", "signin/verifyState", "no/such", ""])
async def test_an_invoke_nobody_offers_is_refused(quiet: House, name: str) -> None:
    """400 in the invoke's own answer."""
    elias = quiet.phone("elias")

    status, _ = await quiet.knock(
        elias.activity(type="invoke", name=name, value={}), elias.header()
    )

    assert status in {400, 501}


async def test_a_real_one_still_comes_in(shared: House) -> None:
    """After all of these the door opens for whoever it should."""
    elias = shared.phone("elias")

    await elias.says(WORDS)

    assert elias.claims()["exp"] == NOW + HALF_AN_HOUR
    assert elias.reads()[-1].startswith("Det gör du")


async def _rows(house: House) -> dict[str, int]:
    """Count the rows of every table."""
    counted = {
        name: sqlalchemy.select(sqlalchemy.func.count()).select_from(table)
        for name, table in METADATA.tables.items()
    }
    async with house.service.engine.connect() as connection:
        return {
            name: (await connection.execute(query)).scalar_one() for name, query in counted.items()
        }
