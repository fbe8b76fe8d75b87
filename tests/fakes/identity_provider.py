"""An identity provider of our own: signs people in by the book, or breaks it in one given way."""

import asyncio
import base64
import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from yarl import URL

from knowledge.clock import Clock
from tests.fakes.signing import Claims, Key, a_key, signed

TENANT = "11111111-2222-3333-4444-555555555555"
ELSEWHERE = "99999999-8888-7777-6666-555555555555"
CLIENT, SECRET = "coach-client", "hemlig-nyckel-som-ingen-ser-i-loggen"

AN_HOUR = 3600
LONG = 2 << 20
"""Bytes that nobody should wait for."""

Change = Callable[[Claims], Claims]


def saying(**claims: object) -> Change:
    """Return what makes a token say something else."""
    return lambda said: {**said, **claims}


def without(*names: str) -> Change:
    """Return what makes a token leave something out."""
    return lambda said: {name: value for name, value in said.items() if name not in names}


def later(name: str, seconds: int) -> Change:
    """Return what moves a time in a token."""
    return lambda said: {**said, name: said[name] + seconds}


SAYS: Mapping[str, Change] = {
    "another issuer": saying(iss="https://login.example/other"),
    "the issuer with a slash": lambda said: {**said, "iss": f"{said['iss']}/"},
    "another audience": saying(aud="another-client"),
    "two audiences and no party": saying(aud=[CLIENT, "another-client"]),
    "another party": saying(azp="another-client"),
    "two audiences, the other party": saying(aud=[CLIENT, "another-client"], azp="another-client"),
    "no audience": without("aud"),
    "over": later("exp", -AN_HOUR - 61),
    "made in the future": later("iat", 61),
    "not yet": lambda said: {**said, "nbf": said["iat"] + 61},
    "a time that is none": saying(exp="tomorrow"),
    "a time without end": saying(exp=10**400),
    "no end": without("exp"),
    "no nonce": without("nonce"),
    "another nonce": saying(nonce="another"),
    "no subject": without("sub"),
    "an empty subject": saying(sub=""),
    "a subject that is a number": saying(sub=7),
    "another tenant": saying(tid=ELSEWHERE),
    "an unverified address": saying(email_verified=False),
    "an address called verified": saying(email_verified="yes"),
    "no address": without("email"),
    "an address nobody has": saying(email="ingen@example.se"),
    "an address of two people": saying(email="tvilling@example.se"),
    "an address with a look-alike": saying(email="\u212aim@example.se"),
}
"""What a token says wrongly, though it is signed rightly."""

SIGNED = (
    "not at all",
    "with the client's secret",
    "with the public key as a secret",
    "with a key nobody knows",
    "with a key for something else",
    "with another's key under ours",
    "with a key and no name of it",
    "and cut off",
    "and huge",
)
"""How a token is signed wrongly, though it says the right thing."""

ANSWERS = (
    "hangs",
    "a fault",
    "a page",
    "a list",
    "a redirect",
    "two megabytes",
    "no token",
    "not this client",
)
"""What comes in place of a token."""

PUBLISHES = ("another's discovery", "nothing", "no way to prove oneself", "an address inside")
"""What discovery says wrongly."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """Somebody the provider knows."""

    sub: str
    email: str
    more: Claims = field(default_factory=dict)


@dataclass(frozen=True)
class Grant:
    """What a code stands for."""

    account: Account
    asked: Mapping[str, str]


@dataclass(kw_only=True)
class IdentityProvider:
    """The provider while it runs.

    Attributes:
        clock: what time it puts into its tokens.
        person: who signs in, without being asked.
        fault: one of the names above, or "".
        by_header: whether it wants the client's secret in a header alone.
        keys: what it publishes; the first one signs.
        keys_fail: whether it publishes no keys any more.
        fetched: how often its keys have been fetched.
        given: every state, nonce and code it has seen or given.
    """

    clock: Clock
    person: Account
    fault: str = ""
    by_header: bool = False
    keys: list[Key] = field(default_factory=lambda: [a_key("first")])
    keys_fail: bool = False
    fetched: int = 0
    given: list[str] = field(default_factory=list)
    _grants: dict[str, Grant] = field(default_factory=dict)
    _over: asyncio.Event = field(default_factory=asyncio.Event)
    _server: TestServer | None = None

    async def start(self) -> None:
        """Answer from now on, on a port of this machine."""
        app = web.Application()
        app.add_routes(
            [
                web.get(f"/{TENANT}/v2.0/.well-known/openid-configuration", self._discovery),
                web.get("/keys", self._published_keys),
                web.get("/authorize", self._authorize),
                web.post("/token", self._token),
            ]
        )
        self._server = TestServer(app)
        await self._server.start_server()

    async def stop(self) -> None:
        """Answer no more."""
        self._over.set()
        if self._server:
            await self._server.close()

    @property
    def url(self) -> str:
        """Where it answers, without a slash at the end."""
        assert self._server, "it was never started"
        return str(self._server.make_url("")).rstrip("/")

    @property
    def issuer(self) -> str:
        """What it calls itself."""
        return f"{self.url}/{TENANT}/v2.0"

    def publish_for_secrets(self) -> None:
        """Publish a key besides, that is not for signing."""
        self.keys.append(a_key("for-secrets", "enc"))

    def rotate(self) -> None:
        """Sign with a new key from now on, and publish it alone."""
        self.keys = [a_key("second")]

    async def _discovery(self, _request: web.Request) -> web.Response:
        if self.fault == "nothing":
            raise web.HTTPNotFound
        is_header = self.by_header or self.fault == "no way to prove oneself"
        by = "private_key_jwt" if self.fault == "no way to prove oneself" else "client_secret_basic"
        another = self.fault == "another's discovery"
        inside = self.fault == "an address inside"
        return web.json_response(
            {
                "issuer": "https://login.example/{tenantid}/v2.0" if another else self.issuer,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": "http://192.0.2.1/token" if inside else f"{self.url}/token",
                "jwks_uri": f"{self.url}/keys",
                "token_endpoint_auth_methods_supported": [
                    by if is_header else "client_secret_post"
                ],
                "id_token_signing_alg_values_supported": ["RS256"],
            }
        )

    async def _published_keys(self, _request: web.Request) -> web.Response:
        self.fetched += 1
        if self.keys_fail:
            raise web.HTTPServiceUnavailable
        return web.json_response({"keys": [one.published for one in self.keys]})

    async def _authorize(self, request: web.Request) -> web.Response:
        asked = dict(request.query)
        for name in ("nonce", "state", "code_challenge"):
            assert len(asked[name]) >= 43, name
        assert asked["code_challenge_method"] == "S256"
        assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
        back = {"state": asked["state"]}
        self.given += [asked["state"], asked["nonce"], asked["code_challenge"]]
        if self.fault == "denied":
            back["error"] = "access_denied"
        else:
            code = back["code"] = secrets.token_urlsafe(16)
            self.given.append(code)
            self._grants[code] = Grant(self.person, asked)
        raise web.HTTPFound(URL(asked["redirect_uri"]).update_query(back))

    async def _token(self, request: web.Request) -> web.StreamResponse:
        if self.fault in ANSWERS:
            return await self._misanswer()
        form = {name: str(value) for name, value in (await request.post()).items()}
        grant = self._grants.pop(form.get("code", ""), None)
        if not self._is_client(request, form):
            return web.json_response({"error": "invalid_client"}, status=401)
        if grant is None or not self._fits(form, grant):
            return web.json_response({"error": "invalid_grant"}, status=400)
        return web.json_response({"token_type": "Bearer", "id_token": self._id_token(grant)})

    def _is_client(self, request: web.Request, form: Mapping[str, str]) -> bool:
        if not self.by_header:
            return (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)
        pair = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        return request.headers.get("Authorization") == f"Basic {pair}" and "client_id" not in form

    def _fits(self, form: Mapping[str, str], grant: Grant) -> bool:
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        return (
            form.get("grant_type") == "authorization_code"
            and form.get("redirect_uri") == grant.asked["redirect_uri"]
            and base64.urlsafe_b64encode(digest).decode().rstrip("=")
            == grant.asked["code_challenge"]
        )

    def _id_token(self, grant: Grant) -> str:
        claims: Claims = claims_of(grant, self.issuer, self.clock.now())
        if self.fault in SAYS:
            claims = SAYS[self.fault](claims)
        return signed(claims, self.keys, self.fault, SECRET)

    async def _misanswer(self) -> web.StreamResponse:
        answers: Mapping[str, Callable[[], web.Response]] = {
            "a fault": lambda: web.json_response({"error": "server_error"}, status=500),
            "a page": lambda: web.Response(text="<!doctype html>Log in", content_type="text/html"),
            "a list": lambda: web.json_response([{"id_token": "x"}]),
            "a redirect": lambda: web.Response(
                status=307, headers={"Location": f"{self.url}/token"}
            ),
            "two megabytes": lambda: web.Response(body=b'{"id_token": "' + b"x" * LONG + b'"}'),
            "no token": lambda: web.json_response({"ok": False, "error": "invalid_code"}),
            "not this client": lambda: web.json_response({"error": "invalid_client"}, status=401),
        }
        if self.fault == "hangs":
            await self._over.wait()
            raise web.HTTPServiceUnavailable
        return answers[self.fault]()


def claims_of(grant: Grant, issuer: str, now: datetime) -> dict[str, Any]:
    """Return what a token by the book says."""
    seconds = int(now.timestamp())
    return {
        "iss": issuer,
        "sub": grant.account.sub,
        "aud": CLIENT,
        "iat": seconds,
        "nbf": seconds,
        "exp": seconds + AN_HOUR,
        "nonce": grant.asked["nonce"],
        "tid": TENANT,
        "email": grant.account.email,
        "email_verified": True,
        **grant.account.more,
    }
