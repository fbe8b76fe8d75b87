"""The tokens the bot writes with: asked for once, renewed ahead, proved in two ways."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import NameOID

from bot.channels.teams.access_tokens import CONNECTOR, GRAPH, AccessTokens, NoToken, NotUs
from bot.channels.teams.registration import MANY_TENANTS, Registration
from tests.fakes.clock import StandingClock
from tests.fakes.signing import a_key
from tests.fakes.teams.faults import CUT, FELL_OVER, Fault
from tests.fakes.teams.roster import APP_ID, SECRET, TENANT
from tests.fakes.teams.servers import TeamsServers


@pytest.fixture
async def servers(clock: StandingClock) -> AsyncIterator[TeamsServers]:
    """Teams' servers."""
    found = TeamsServers(clock=clock)
    await found.start()
    yield found
    await found.stop()


def tokens_of(servers: TeamsServers, **changes: str) -> AccessTokens:
    """Return the tokens of a bot that is registered there."""
    values: dict[str, Any] = {"tenant": TENANT, "secret": SECRET, **changes}
    ours = Registration(
        app_id=APP_ID, tenants=(TENANT,), login_url=f"{servers.url}/login", **values
    )
    return AccessTokens(registration=ours, clock=servers.clock)


async def test_a_token_is_asked_for_once(servers: TeamsServers) -> None:
    """Fifty messages at once need one."""
    tokens = tokens_of(servers)

    found = await asyncio.gather(*(tokens.token() for _ in range(50)))

    assert len(set(found)) == len(servers.asked("token")) == 1
    (asked,) = servers.asked("token")
    assert (asked.chat, asked.body["scope"]) == (TENANT, CONNECTOR)


async def test_a_token_is_renewed_before_it_ends(
    servers: TeamsServers, clock: StandingClock
) -> None:
    """Five minutes ahead."""
    tokens = tokens_of(servers)
    first = await tokens.token()

    clock.pass_by(timedelta(minutes=54))
    assert await tokens.token() == first
    clock.pass_by(timedelta(minutes=1))
    assert await tokens.token() != first


@pytest.mark.parametrize("fault", [CUT, FELL_OVER, Fault(status=200, body="hej")])
async def test_a_token_serves_to_its_end_while_the_login_is_away(
    servers: TeamsServers, clock: StandingClock, fault: Fault
) -> None:
    """Only then is there none."""
    tokens = tokens_of(servers)
    first = await tokens.token()
    servers.faults["token"].extend([fault, fault])

    clock.pass_by(timedelta(minutes=57))
    assert await tokens.token() == first
    clock.pass_by(timedelta(minutes=3))
    with pytest.raises(NoToken):
        await tokens.token()


async def test_a_wrong_secret_is_told_apart(servers: TeamsServers) -> None:
    """The login is there, and does not know us: no use in trying again at once."""
    with pytest.raises(NotUs):
        await tokens_of(servers, secret="another").token()  # noqa: S106 - made up


async def test_a_bot_for_many_tenants_asks_its_own_home(servers: TeamsServers) -> None:
    """And Graph in the organisation's."""
    tokens = tokens_of(servers, tenant=MANY_TENANTS)

    await tokens.token()
    await tokens.token(GRAPH)

    assert [one.chat for one in servers.asked("token")] == [MANY_TENANTS, TENANT]


async def test_a_certificate_proves_it_without_a_secret(
    servers: TeamsServers, clock: StandingClock
) -> None:
    """What is sent is signed for this very login, for five minutes."""
    key = a_key("certificate").private
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "coach")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(clock.now())
        .not_valid_after(clock.now() + timedelta(days=365))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = certificate.public_bytes(serialization.Encoding.PEM)
    servers.certificate = a_key("certificate").pem.decode()

    tokens = tokens_of(servers, secret="", certificate=(private + public).decode())

    assert await tokens.token()
    (asked,) = servers.asked("token")
    assert "client_secret" not in asked.body


def test_nothing_secret_is_shown() -> None:
    """A registration that is printed, say in a log, tells neither."""
    ours = Registration(
        app_id=APP_ID, tenant=TENANT, tenants=(TENANT,), secret=SECRET, certificate="PEM"
    )

    assert SECRET not in repr(ours)
    assert "PEM" not in repr(ours)
