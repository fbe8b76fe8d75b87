"""Teams' servers: the connector that keeps chats, the login that gives tokens, the keys.

A real server on this machine. Everything asked of it is written down before it answers.
"""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.teams.registration import ISSUER
from knowledge.clock import Clock
from tests.fakes.signing import Key, a_key
from tests.fakes.teams.faults import Fault
from tests.fakes.teams.limits import Windows
from tests.fakes.teams.roster import APP_ID, BOT, SECRET, TENANT, Member
from tests.fakes.teams.shapes import Json, Unfit, check_message

TOKEN_LIVES = 3_600
PAGE = 2
"""Members on a page: few, so that more than one is needed."""

THREAD = ";messageid="


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A line of the ledger.

    Attributes:
        deed: create, send, update, delete, member, members, token, openid, keys, install.
        chat: which conversation, or "".
        body: what came with it.
    """

    deed: str
    chat: str = ""
    message: str = ""
    body: Json = field(default_factory=dict)


@dataclass(kw_only=True)
class Message:
    """What stands in a chat."""

    id: str
    said: Json
    changed: int = 0

    @property
    def card(self) -> Json | None:
        """Its card, if it has one."""
        found = self.said.get("attachments") or []
        return found[0]["content"] if found else None


@dataclass(kw_only=True)
class TeamsServers:
    """The servers while they run.

    Attributes:
        clock: what time their tokens say.
        members: everybody in the directory, by their id in Teams.
        chats: the messages of each conversation; only these can be written to.
        faults: what goes wrong next, by deed.
        ledger: all that was asked, in order.
        keys: what is published; the first one signs.
        limits: where Teams' limits are kept too; None takes everything.
        weather: asked before each message is taken what goes wrong with it, if anything.
        slow: seconds that taking a message needs.
        roles: what Graph's tokens say that the application may do; None for tokens nobody reads.
    """

    clock: Clock
    members: dict[str, Member] = field(default_factory=dict)
    chats: dict[str, list[Message]] = field(default_factory=dict)
    faults: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    ledger: list[Asked] = field(default_factory=list)
    keys: list[Key] = field(default_factory=lambda: [a_key("first")])
    tokens: set[str] = field(default_factory=set)
    secret: str = SECRET
    certificate: str = ""
    endorsements: tuple[str, ...] = ("msteams", "webchat")
    may_install: bool = True
    limits: Windows | None = None
    weather: Callable[[], Fault | None] = lambda: None
    slow: float = 0.0
    roles: tuple[str, ...] | None = None
    _over: asyncio.Event = field(default_factory=asyncio.Event)
    _server: TestServer | None = None
    _number: int = 1_700_000_000_000

    async def start(self) -> None:
        """Answer from now on, on a port of this machine."""
        app = web.Application(client_max_size=1 << 20)
        app.add_routes(
            [
                web.get("/v1/.well-known/openidconfiguration", self._openid),
                web.get("/v1/.well-known/keys", self._keys),
                web.post("/login/{tenant}/oauth2/v2.0/token", self._token),
                web.post("/emea/v3/conversations", self._create),
                web.post("/emea/v3/conversations/{chat}/activities", self._send),
                web.post("/emea/v3/conversations/{chat}/activities/{message}", self._send),
                web.put("/emea/v3/conversations/{chat}/activities/{message}", self._update),
                web.delete("/emea/v3/conversations/{chat}/activities/{message}", self._delete),
                web.get("/emea/v3/conversations/{chat}/members/{member}", self._member),
                web.get("/emea/v3/conversations/{chat}/pagedmembers", self._members),
                web.post("/graph/v1.0/users/{user}/teamwork/installedApps", self._install),
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
    def service_url(self) -> str:
        """Where the connector answers, as activities say it."""
        return f"{self.url}/emea/"

    @property
    def settings(self) -> dict[str, str]:
        """The settings with which a service speaks to it."""
        return {
            "teams_app_id": APP_ID,
            "teams_app_secret": SECRET,
            "teams_tenant_ids": TENANT,
            "teams_openid_url": f"{self.url}/v1/.well-known/openidconfiguration",
            "teams_login_url": f"{self.url}/login",
            "teams_graph_url": f"{self.url}/graph",
            "teams_service_hosts": self.url.removeprefix("http://"),
        }

    def chat(self, key: str) -> list[Message]:
        """Return a conversation, opened from now on."""
        return self.chats.setdefault(key, [])

    def asked(self, *deeds: str) -> list[Asked]:
        """Return the lines of the ledger about these deeds."""
        return [one for one in self.ledger if one.deed in deeds]

    def number(self) -> str:
        """Return an id of a message, as Teams counts them."""
        self._number += 1
        return str(self._number)

    def personal(self, member: Member) -> str:
        """Return the id of somebody's own chat with the bot."""
        return f"a:1{member.object_id}"

    async def _openid(self, request: web.Request) -> web.StreamResponse:
        self.ledger.append(Asked(deed="openid"))
        wrong = await self._goes_wrong("openid", request)
        return wrong or web.json_response(
            {"issuer": ISSUER, "jwks_uri": f"{self.url}/v1/.well-known/keys"}
        )

    async def _keys(self, request: web.Request) -> web.StreamResponse:
        self.ledger.append(Asked(deed="keys"))
        wrong = await self._goes_wrong("keys", request)
        published = [{**one.published, "endorsements": [*self.endorsements]} for one in self.keys]
        return wrong or web.json_response({"keys": published})

    async def _token(self, request: web.Request) -> web.StreamResponse:
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.ledger.append(Asked(deed="token", chat=request.match_info["tenant"], body=form))
        wrong = await self._goes_wrong("token", request)
        if wrong:
            return wrong
        if form.get("client_id") != APP_ID or not self._is_proved(form, str(request.url)):
            return web.json_response({"error": "invalid_client"}, status=401)
        token = f"token-{len(self.ledger)}-{form['scope']}"
        if self.roles is not None and form["scope"].startswith("https://graph."):
            token = jwt.encode({"roles": [*self.roles], "n": len(self.ledger)}, "x" * 32, "HS256")
        self.tokens.add(token)
        return web.json_response({"access_token": token, "expires_in": TOKEN_LIVES})

    def _is_proved(self, form: Mapping[str, str], url: str) -> bool:
        if not self.certificate:
            return form.get("client_secret") == self.secret
        said = jwt.decode(
            form["client_assertion"],
            self.certificate,
            algorithms=["PS256"],
            audience=url,
            issuer=APP_ID,
            options={"verify_exp": False, "verify_nbf": False, "require": ["jti", "sub", "exp"]},
        )
        header = jwt.get_unverified_header(form["client_assertion"])
        return bool(said["sub"] == APP_ID and header["x5t#S256"])

    async def _create(self, request: web.Request) -> web.StreamResponse:
        said, wrong = await self._taken("create", request)
        if wrong:
            return wrong
        members = said.get("members") or []
        if said.get("isGroup") or len(members) != 1 or said["bot"]["id"] != BOT:
            return _error(400, "BadSyntax")
        if said["channelData"]["tenant"]["id"] != TENANT or said["tenantId"] != TENANT:
            return _error(403, "Forbidden")
        wanted = members[0]["id"]
        found = next(
            (one for one in self.members.values() if wanted in {one.id, one.object_id}), None
        )
        if found is None:
            return _error(404, "UserNotFound")
        key = self.personal(found)
        self.chat(key)
        return web.json_response({"id": key}, status=201)

    async def _send(self, request: web.Request) -> web.StreamResponse:
        key = request.match_info["chat"]
        if self.limits and not self.limits.takes(key):
            return _error(429, "TooManyRequests", headers={"Retry-After": "2"})
        if self.slow:
            await asyncio.sleep(self.slow)
        if weather := self.weather():
            self.faults["send"].append(weather)
        said, wrong = await self._taken("send", request)
        if wrong:
            return wrong
        if key.partition(THREAD)[0] not in self.chats:
            return _error(404, "ConversationNotFound")
        message = self._stored(key, said)
        return web.json_response({"id": message.id}, status=201)

    async def _update(self, request: web.Request) -> web.StreamResponse:
        said, wrong = await self._taken("update", request)
        if wrong:
            return wrong
        found = self._found(request)
        if found is None:
            return _error(404, "ActivityNotFoundInConversation")
        found.said, found.changed = said, found.changed + 1
        return web.json_response({"id": found.id})

    async def _delete(self, request: web.Request) -> web.StreamResponse:
        _, wrong = await self._taken("delete", request)
        if wrong:
            return wrong
        found = self._found(request)
        if found is None:
            return _error(404, "ActivityNotFoundInConversation")
        self.chats[request.match_info["chat"]].remove(found)
        return web.Response()

    async def _member(self, request: web.Request) -> web.StreamResponse:
        _, wrong = await self._taken("member", request)
        found = self.members.get(request.match_info["member"])
        if wrong:
            return wrong
        return web.json_response(found.told) if found else _error(404, "MemberNotFoundInRoster")

    async def _members(self, request: web.Request) -> web.StreamResponse:
        _, wrong = await self._taken("members", request)
        if wrong:
            return wrong
        begins = int(request.query.get("continuationToken", "0"))
        listed = [one.told for one in self.members.values()]
        more = {"continuationToken": str(begins + PAGE)} if begins + PAGE < len(listed) else {}
        return web.json_response({"members": listed[begins : begins + PAGE], **more})

    async def _install(self, request: web.Request) -> web.StreamResponse:
        _, wrong = await self._taken("install", request)
        if wrong:
            return wrong
        if not self.may_install:
            return _error(403, "Forbidden")
        user = request.match_info["user"]
        found = next((one for one in self.members.values() if one.object_id == user), None)
        if found is None:
            return _error(404, "NotFound")
        return web.Response(status=201)

    async def _taken(
        self, deed: str, request: web.Request
    ) -> tuple[Json, web.StreamResponse | None]:
        """Write down what is asked, and return it with what goes wrong, if anything does."""
        text = await request.text()
        said = json.loads(text) if text else {}
        where = request.match_info
        self.ledger.append(
            Asked(
                deed=deed,
                chat=where.get("chat", where.get("user", "")),
                message=where.get("message", where.get("member", "")),
                body=said,
            )
        )
        if request.headers.get("Authorization", "").removeprefix("Bearer ") not in self.tokens:
            return said, _error(401, "Unauthorized")
        assert "%" not in unquote(where.get("chat", "")), "encoded twice"
        try:
            if deed in {"send", "update"}:
                check_message(said)
        except Unfit as unfit:
            return said, _error(unfit.status, unfit.code, unfit.why)
        return said, await self._goes_wrong(deed, request, said)

    async def _goes_wrong(
        self, deed: str, request: web.Request, said: Json | None = None
    ) -> web.StreamResponse | None:
        waiting = self.faults[deed]
        if not waiting:
            return None
        fault = waiting.popleft()
        if fault.stored and said is not None:
            self._stored(request.match_info["chat"], said)
        if fault.hangs:
            await self._over.wait()
        if not fault.status:
            assert request.transport
            request.transport.abort()
        if fault.body is not None:
            return web.Response(text=fault.body, status=fault.status)
        headers = {"Retry-After": fault.wait} if fault.wait else {}
        return _error(fault.status or 500, fault.code, headers=headers)

    def _stored(self, key: str, said: Json) -> Message:
        message = Message(id=self.number(), said=said)
        self.chat(key).append(message)
        return message

    def _found(self, request: web.Request) -> Message | None:
        wanted = request.match_info["message"]
        chat = self.chats.get(request.match_info["chat"], [])
        return next((one for one in chat if one.id == wanted), None)


def _error(
    status: int, code: str, why: str = "", headers: Mapping[str, str] | None = None
) -> web.Response:
    body: dict[str, Any] = {"error": {"code": code, "message": why}} if code else {}
    return web.json_response(body, status=status, headers=headers)
