"""The keys that Teams signs with: they change, they are late, and strangers guess at them."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.channels.teams.keys_of_issuer import KeysOfIssuer
from tests.channels.teams.house import House
from tests.channels.teams.test_asking import SCREEN
from tests.fakes.clock import StandingClock
from tests.fakes.signing import a_key
from tests.fakes.teams.faults import CUT, FELL_OVER, HANGS, Fault
from tests.fakes.teams.servers import TeamsServers

GUESSES = 10_000


@pytest.fixture
async def servers(clock: StandingClock) -> AsyncIterator[TeamsServers]:
    """Teams' servers."""
    found = TeamsServers(clock=clock)
    await found.start()
    yield found
    await found.stop()


@pytest.fixture
async def keys(servers: TeamsServers, clock: StandingClock) -> AsyncIterator[KeysOfIssuer]:
    """The keys, asked for by somebody who waits for a fifth of a second."""
    url = f"{servers.url}/v1/.well-known/openidconfiguration"
    found = KeysOfIssuer(url=url, clock=clock, seconds=0.2)
    yield found
    await found.stop()


async def test_a_new_key_is_fetched_when_it_is_first_used(house: House) -> None:
    """Keys change without notice; the first message with a new one comes in."""
    elias = house.phone("elias")
    await elias.says("hej")
    house.teams.keys = [a_key("second")]
    house.clock.pass_by(timedelta(minutes=1))

    await elias.says(SCREEN)

    assert elias.reads()[-1].startswith("Det gör du")
    assert len(house.teams.asked("keys")) == 2


async def test_ten_thousand_guesses_ask_once_a_minute(
    keys: KeysOfIssuer, servers: TeamsServers, clock: StandingClock
) -> None:
    """A key nobody knows makes us ask, but never in a storm."""
    for number in range(GUESSES):
        assert await keys.key(f"guess-{number}") is None
        if number == GUESSES // 2:
            clock.pass_by(timedelta(seconds=61))

    assert len(servers.asked("keys")) == 2


async def test_many_at_once_ask_once(keys: KeysOfIssuer, servers: TeamsServers) -> None:
    """Whoever comes while the keys are on their way waits for the same ones."""
    found = await asyncio.gather(*(keys.key("first") for _ in range(50)))

    assert None not in found
    assert len(servers.asked("keys")) == 1


@pytest.mark.parametrize(
    "fault",
    [HANGS, CUT, FELL_OVER, Fault(status=200, body="[]"), Fault(status=200, body='{"keys": 7}')],
    ids=["hangs", "cut", "fell over", "a list", "no keys"],
)
@pytest.mark.parametrize("deed", ["openid", "keys"])
async def test_the_last_good_keys_are_used_while_none_come(
    keys: KeysOfIssuer, servers: TeamsServers, clock: StandingClock, fault: Fault, deed: str
) -> None:
    """A key server that is ill costs a stranger a moment, and those we know nothing."""
    assert await keys.key("first")
    clock.pass_by(timedelta(days=2))
    servers.faults[deed].append(fault)

    assert await keys.key("first")
    assert await keys.key("stranger") is None
    clock.pass_by(timedelta(minutes=2))
    assert await keys.key("first")


async def test_old_keys_are_renewed_beside_the_work(
    keys: KeysOfIssuer, servers: TeamsServers, clock: StandingClock
) -> None:
    """A key that is no longer published stops working after the renewal."""
    assert await keys.key("first")
    servers.keys = [a_key("second")]
    clock.pass_by(timedelta(hours=13))

    assert await keys.key("first")
    assert await keys.key("second")
    assert await keys.key("first") is None


async def test_a_key_for_another_channel_is_none(keys: KeysOfIssuer, servers: TeamsServers) -> None:
    """Keys are endorsed for channels; one that is not for Teams does not open this door."""
    servers.endorsements = ("webchat",)

    assert await keys.key("first") is None


@pytest.mark.filterwarnings("ignore:The RSA key is 1024 bits")
async def test_a_short_key_opens_nothing(house: House) -> None:
    """A key of 1,024 bits can be broken: it is refused although it is published."""
    elias = house.phone("elias")
    house.teams.keys = [a_key("short", bits=1024)]

    status, _ = await house.knock(elias.activity(text=SCREEN), elias.header())

    assert status == 401


async def test_keys_from_another_house_are_not_fetched(
    servers: TeamsServers, clock: StandingClock
) -> None:
    """The document may not lead elsewhere."""
    body = '{"issuer": "https://api.botframework.com", "jwks_uri": "http://192.0.2.1/keys"}'
    servers.faults["openid"].append(Fault(status=200, body=body))
    url = f"{servers.url}/v1/.well-known/openidconfiguration"
    keys = KeysOfIssuer(url=url, clock=clock)

    assert await keys.key("first") is None
    assert servers.asked("keys") == []
    await keys.stop()
