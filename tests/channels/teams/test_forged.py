"""Forged, foreign and broken requests: refused with the right number, and nothing is done."""

import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
import sqlalchemy

from knowledge.storage import METADATA
from tests.channels.teams.forgeries import (
    ADDRESSES,
    BODIES,
    BROKEN,
    ELSEWHERES,
    TOKENS,
    TRUSTED,
    now,
)
from tests.channels.teams.house import House, a_house
from tests.fakes.clock import StandingClock
from tests.fakes.teams.phone import HALF_AN_HOUR

WORDS = "hur delar jag skärmen i teams"


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

    assert elias.claims()["exp"] == now(elias) + HALF_AN_HOUR
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
