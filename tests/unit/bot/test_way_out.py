"""Other people's servers are reached by the organisation's proxy, and its authority is believed."""

import datetime as dt
import ipaddress
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from yarl import URL

from bot.channels.slack.web_api import WebApi
from bot.channels.slack.workspace import Workspace
from bot.channels.teams import asking
from bot.channels.teams.access_tokens import AccessTokens
from bot.channels.teams.registration import Registration
from bot.desk.sign_in.fetching import NoAnswer, ask
from knowledge.way_out import UnfitWay, WayOut, way_out
from tests.fakes.clock import StandingClock

NOWHERE = "http://nowhere.invalid"
ANY = "x"


class Proxy:
    """Answers in everybody's place, and writes down who was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._runner = web.ServerRunner(web.Server(self._answer))

    async def start(self) -> str:
        """Answer; return the address."""
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}"

    async def stop(self) -> None:
        """Answer no more."""
        await self._runner.cleanup()

    async def _answer(self, request: web.BaseRequest) -> web.Response:
        self.asked.append(str(request.url))
        return web.json_response({"ok": True, "access_token": "t", "expires_in": 60})


@pytest.fixture
async def proxy() -> AsyncIterator[tuple[Proxy, WayOut]]:
    """A proxy, and the way by it."""
    one = Proxy()
    yield one, way_out(proxy=await one.start(), authority=None)
    await one.stop()


async def test_microsofts_login_is_asked_by_way_of_the_proxy(proxy: tuple[Proxy, WayOut]) -> None:
    """The token comes, though the login's name leads nowhere without the proxy."""
    there, way = proxy
    ours = Registration(
        app_id="a", secret=ANY, tenant="t", tenants=("t",), login_url=f"{NOWHERE}/login", way=way
    )

    assert await AccessTokens(registration=ours, clock=StandingClock()).token() == "t"
    assert there.asked == [f"{NOWHERE}/login/t/oauth2/v2.0/token"]


async def test_slack_is_asked_by_way_of_the_proxy(proxy: tuple[Proxy, WayOut]) -> None:
    """So are its methods."""
    there, way = proxy
    api = WebApi(workspace=Workspace(token=ANY, teams=("T1",), api_url=f"{NOWHERE}/api/", way=way))
    await api.ask("auth.test")
    await api.stop()

    assert there.asked == [f"{NOWHERE}/api/auth.test"]


async def test_the_sign_in_is_asked_by_way_of_the_proxy(proxy: tuple[Proxy, WayOut]) -> None:
    """So is the identity provider."""
    there, way = proxy
    said = await ask(URL(f"{NOWHERE}/keys"), seconds=3, way=way)

    assert (said["ok"], there.asked) == (True, [f"{NOWHERE}/keys"])


def an_authority(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """Return a company's authority as a file, and what a server of its own shows."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Provköping CA")])
    now = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now)
        .not_valid_after(now + dt.timedelta(days=36_500))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    pem = folder / "authority.pem"
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    both = folder / "server.pem"
    both.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + pem.read_bytes()
    )
    shown = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    shown.load_cert_chain(both)
    return pem, shown


async def test_the_companys_own_authority_is_believed_where_it_is_named(tmp_path: Path) -> None:
    """A server behind the company's certificate is reached with the setting, and not without."""
    pem, shown = an_authority(tmp_path)

    async def hello(_request: web.Request) -> web.Response:
        return web.json_response({"ok": True})

    app = web.Application()
    app.add_routes([web.get("/", hello)])
    server = TestServer(app, host="127.0.0.1")
    await server.start_server(ssl=shown)
    place = URL(f"https://127.0.0.1:{server.port}/")
    way = way_out(proxy="", authority=pem)
    try:
        said = await ask(place, seconds=3, way=way)
        async with asking.session(way) as session, session.get(place) as answer:
            status = answer.status
        with pytest.raises(NoAnswer):
            await ask(place, seconds=3)
        async with asking.session() as session:
            with pytest.raises(aiohttp.ClientConnectorCertificateError):
                await session.get(place)
    finally:
        await server.close()

    assert (said["ok"], status) == (True, 200)


@pytest.mark.parametrize("proxy", ["proxy.example.org", "socks5://x:1", "http://"])
def test_a_proxy_that_is_no_address_is_refused(proxy: str) -> None:
    """At the start, by the name of the setting, and without its password."""
    with pytest.raises(UnfitWay, match="COACH_OUTBOUND_PROXY"):
        way_out(proxy=proxy, authority=None)


def test_an_authority_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """A misspelt path, or another kind of file, is told at the start."""
    other = tmp_path / "other.pem"
    other.write_text("hej", encoding="ascii")
    for path in (other, tmp_path / "missing"):
        with pytest.raises(UnfitWay, match="COACH_CA_FILE"):
            way_out(proxy="", authority=path)
