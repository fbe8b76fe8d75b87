"""A file of a message is given to whoever has its address, and to nobody else."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.kept_files import KeptFiles, path_of
from tests.channels.slack.house import House as SlackHouse
from tests.channels.slack.house import a_house as a_slack_house
from tests.channels.teams.house import House as TeamsHouse
from tests.channels.teams.house import a_house as a_teams_house
from tests.fakes.clock import StandingClock

House = SlackHouse | TeamsHouse


@pytest.fixture(params=["teams", "slack"])
async def house(request: pytest.FixtureRequest, home: Path) -> AsyncIterator[House]:
    """Elias, on either platform."""
    a_house = a_teams_house if request.param == "teams" else a_slack_house
    async with a_house(home, StandingClock(), "elias") as found:
        yield found


async def asked(house: House, path: str) -> tuple[int, str, str]:
    """Ask for a file; return the status, what it is, and what is in it."""
    app = web.Application()
    app.add_routes(KeptFiles(reading=house.service.reading, seal=house.service.seal).routes())
    async with (
        TestServer(app) as server,
        aiohttp.ClientSession() as client,
        client.get(server.make_url(f"/{path}")) as answer,
    ):
        return answer.status, answer.headers["Content-Type"], await answer.text()


def address_in(house: House) -> str:
    """Return the path of the newest file that stands in Elias's chat."""
    said = (
        str([one.blocks for one in house.slack.in_chat(house.phone("elias").chat)])
        if isinstance(house, SlackHouse)
        else str([one.said for one in house.teams.chat(house.phone("elias").chat)])
    )
    found = said.rpartition("https://coach.provkoping.example/")[2]
    return found.partition("'")[0].partition(")")[0]


async def test_the_extract_of_a_person_is_a_file_on_every_platform(house: House) -> None:
    """All that is known comes as one file, whole, behind the address in the message."""
    elias = house.phone("elias")
    await elias.says("vad vet du om mig")
    await elias.presses("Visa allt")

    path = address_in(house)
    status, kind, text = await asked(house, path)

    assert path.startswith("files/")
    assert path.endswith("/om-mig.json")
    assert (status, kind) == (200, "application/json; charset=utf-8")
    assert "Elias Testlund" in text


async def test_no_address_can_be_made_up(house: House) -> None:
    """Another file's mark, another number, another letter: there is nothing there."""
    elias = house.phone("elias")
    await elias.says("vad vet du om mig")
    await elias.presses("Visa allt")
    _files, letter, number, mark, name = address_in(house).split("/")
    seal = house.service.seal
    for path in (
        f"files/{letter}/{number}/{'0' * len(mark)}/{name}",
        f"files/{letter}/1/{mark}/{name}",
        f"files/another/{number}/{mark}/{name}",
        f"files/{letter}/{number}/å/{name}",
        path_of(seal, letter, 7, name),
        path_of(seal, "never", 0, name),
    ):
        assert (await asked(house, path))[0] == 404, path
