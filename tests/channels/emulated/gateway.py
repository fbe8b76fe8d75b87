"""What the emulator lacks and Slack has, in front of it.

Socket Mode, redelivery of what was not acknowledged within three seconds, signed interactions and
commands, addresses to respond to, 429 with Retry-After, and the whole envelope around an event.
Slack's own kit, `@slack/bolt`, holds it honest.

Sources: docs.slack.dev, "Using the Events API", "Using Socket Mode", "Verifying requests",
"Handling user interaction", "Implementing slash commands".
"""

import asyncio
import hashlib
import hmac
import json
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer

from knowledge.clock import SystemClock
from tests.channels.emulated.seeds import APP_ID, APP_TOKEN, BOT_TOKEN, SCOPES, SECRET

DEADLINE = 3.0
"""Seconds in which Slack must be acknowledged."""

AGAIN_AFTER = (0.05, 0.1, 0.2)
"""Seconds between tries; Slack's own are none, a minute and five."""

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivered:
    """One try to deliver something.

    Attributes:
        kind: events_api, interactive or slash_commands.
        number: 0 for the first.
        status: what it was answered with; 0 for nothing in time.
        said: what the answer said.
        by_socket: whether it went that way.
    """

    kind: str
    number: int
    status: int
    said: Any
    by_socket: bool

    @property
    def is_taken(self) -> bool:
        """Whether it was acknowledged."""
        return self.status == 200


@dataclass(kw_only=True)
class Gateway:
    """Slack's front while it runs.

    Attributes:
        emulator: where the emulator answers.
        bot: where the product takes requests; not used while a socket is open.
        calls: how often each method was called with the bot's token.
        views: windows that were opened, by who sees them.
        homes: each person's App Home.
        asides: what one person alone was shown, in order.
        limited: how often a method is still to answer 429.
        away: how many tries to deliver what a person wrote are still to find nobody at home.
        twice: whether what goes by the socket also goes over HTTP.
        links: how many sockets have been opened.
        delivered: every try.
    """

    emulator: str
    bot: str = ""
    team: str = ""
    calls: Counter[str] = field(default_factory=Counter)
    views: dict[str, Json] = field(default_factory=dict)
    homes: dict[str, Json] = field(default_factory=dict)
    asides: list[Json] = field(default_factory=list)
    limited: Counter[str] = field(default_factory=Counter)
    away: int = 0
    twice: bool = False
    links: int = 0
    delivered: list[Delivered] = field(default_factory=list)
    _triggers: dict[str, str] = field(default_factory=dict)
    _sockets: list[web.WebSocketResponse] = field(default_factory=list)
    _acks: dict[str, asyncio.Future[Any]] = field(default_factory=dict)
    _tasks: set[asyncio.Task[Any]] = field(default_factory=set)
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    _session: aiohttp.ClientSession | None = None
    _server: TestServer | None = None

    async def start(self) -> None:
        """Answer from now on, and have the emulator's events sent here."""
        app = web.Application(client_max_size=1 << 22)
        app.add_routes(
            [
                web.route("*", "/api/{method}", self._call),
                web.get("/link", self._link),
                web.post("/_events", self._event),
                web.post("/respond/{who}", self._respond),
            ]
        )
        self._server = TestServer(app)
        await self._server.start_server()
        # Node closes what lies idle for five seconds, at times while it is being used again.
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True))
        async with self._session.post(f"{self.emulator}/_to", json={"url": self.at("/_events")}):
            pass
        self.team = (await self.ask("auth.test"))["team_id"]

    async def stop(self) -> None:
        """Answer no more."""
        for task in self._tasks:
            task.cancel()
        for one in [*self._sockets]:
            await one.close()
        if self._session:
            await self._session.close()
        if self._server:
            await self._server.close()

    @property
    def api_url(self) -> str:
        """Where the Web API is, as the product's setting has it."""
        return self.at("/api/")

    @property
    def is_connected(self) -> bool:
        """Whether a socket is open."""
        return bool(self._sockets)

    def at(self, path: str) -> str:
        """Return an address of the gateway's."""
        assert self._server, "it was never started"
        return str(self._server.make_url(path))

    async def ask(self, method: str, *, by: str = BOT_TOKEN, **values: object) -> Json:
        """Call the emulator itself; fail where it says no."""
        assert self._session
        written = {
            name: value if isinstance(value, str) else json.dumps(value)
            for name, value in values.items()
        }
        async with self._session.post(
            f"{self.emulator}/api/{method}",
            data=written,
            headers={"Authorization": f"Bearer {by}"},
        ) as answer:
            said: Json = await answer.json()
        assert said["ok"], (method, said)
        return said

    async def until(self, is_so: Any, seconds: float = 15.0) -> Any:
        """Wait until something that is asked for after each call is so; return it."""
        async with asyncio.timeout(seconds):
            while not (found := await is_so()):
                async with self._changed:
                    try:
                        await asyncio.wait_for(self._changed.wait(), 0.2)
                    except TimeoutError:
                        continue
        return found

    async def hang_up(self, *, reason: str = "") -> None:
        """Close every socket: with a word before, as Slack does now and then, or without."""
        for one in [*self._sockets]:
            if reason:
                await one.send_json({"type": "disconnect", "reason": reason})
            else:
                await one.close()

    async def interact(self, who: str, payload: Json) -> Delivered:
        """Deliver what somebody did with a message or a window."""
        whole = {**self._origin(who), "trigger_id": self.trigger(who), **payload}
        return await self._deliver("interactive", whole)

    async def command(self, who: str, text: str, channel: str) -> Delivered:
        """Deliver `/coach …`."""
        values = {
            "token": "verification-token",
            "team_id": self.team,
            "team_domain": "provkoping",
            "channel_id": channel,
            "channel_name": "fragor",
            "user_id": who,
            "user_name": "somebody",
            "command": "/coach",
            "text": text,
            "api_app_id": APP_ID,
            "is_enterprise_install": "false",
            "response_url": self.at(f"/respond/{who}"),
            "trigger_id": self.trigger(who),
        }
        return await self._deliver("slash_commands", values)

    async def event(self, event: Json) -> Delivered:
        """Deliver an event that the emulator does not know of."""
        return await self._deliver("events_api", self._enveloped({"event": event}))

    def trigger(self, who: str) -> str:
        """Return what lets the bot open one window for somebody."""
        found = f"{len(self._triggers)}.{uuid.uuid4().hex}"
        self._triggers[found] = who
        return found

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        by = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if method == "apps.connections.open":
            return web.json_response(self._opened(by))
        if by != BOT_TOKEN:
            return web.json_response({"ok": False, "error": "invalid_auth"})
        if self.limited[method] > 0:
            self.limited[method] -= 1
            return web.json_response(
                {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "1"}
            )
        values = await _arguments(request)
        own = {
            "views.open": self._view_opened,
            "views.push": self._view_opened,
            "views.update": self._view_updated,
            "views.publish": self._home_published,
            "chat.postEphemeral": self._aside,
        }.get(method)
        self.calls[method] += 1
        said = own(values) if own else await self._passed_on(method, values)
        async with self._changed:
            self._changed.notify_all()
        return web.json_response(said, headers={"X-OAuth-Scopes": ",".join(SCOPES)})

    async def _passed_on(self, method: str, values: Mapping[str, str]) -> Json:
        assert self._session
        async with self._session.post(
            f"{self.emulator}/api/{method}",
            data=values,
            headers={"Authorization": f"Bearer {BOT_TOKEN}"},
        ) as answer:
            if answer.status == 404:
                return {"ok": False, "error": "unknown_method"}
            found: Json = await answer.json()
            return found

    def _opened(self, by: str) -> Json:
        if by != APP_TOKEN:
            return {"ok": False, "error": "not_allowed_token_type" if by else "not_authed"}
        assert self._server
        link = self._server.make_url("/link").with_scheme("ws")
        return {"ok": True, "url": f"{link}?ticket={uuid.uuid4()}&app_id={APP_ID}"}

    def _view_opened(self, values: Mapping[str, str]) -> Json:
        who = self._triggers.pop(values.get("trigger_id", ""), "")
        if not who:
            return {"ok": False, "error": "expired_trigger_id"}
        view = {**json.loads(values["view"]), "id": f"V{uuid.uuid4().hex[:10].upper()}"}
        view |= {"team_id": self.team, "hash": "1", "state": {"values": {}}}
        self.views[who] = view
        return {"ok": True, "view": view}

    def _view_updated(self, values: Mapping[str, str]) -> Json:
        for who, view in self.views.items():
            if view["id"] == values.get("view_id"):
                self.views[who] = {**view, **json.loads(values["view"])}
                return {"ok": True, "view": self.views[who]}
        return {"ok": False, "error": "not_found"}

    def _home_published(self, values: Mapping[str, str]) -> Json:
        view = {**json.loads(values["view"]), "id": "VHOME", "hash": "1"}
        self.homes[values["user_id"]] = view
        return {"ok": True, "view": view}

    def _aside(self, values: Mapping[str, str]) -> Json:
        self.asides.append(
            {"user": values["user"], **values, "blocks": json.loads(values.get("blocks", "[]"))}
        )
        return {"ok": True, "message_ts": f"{len(self.asides)}.000100"}

    async def _respond(self, request: web.Request) -> web.Response:
        self.asides.append({"user": request.match_info["who"], **await request.json()})
        async with self._changed:
            self._changed.notify_all()
        return web.Response(text="ok")

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=10)
        await socket.prepare(request)
        self._sockets.append(socket)
        self.links += 1
        await socket.send_json(
            {
                "type": "hello",
                "num_connections": len(self._sockets),
                "debug_info": {"host": "here", "approximate_connection_time": 18_060},
                "connection_info": {"app_id": APP_ID},
            }
        )
        async for message in socket:
            if message.type is WSMsgType.TEXT and message.data.startswith("{"):
                said = json.loads(message.data)
                waiting = self._acks.pop(said.get("envelope_id", ""), None)
                if waiting and not waiting.done():
                    waiting.set_result(said.get("payload"))
        self._sockets.remove(socket)
        return socket

    async def _event(self, request: web.Request) -> web.Response:
        payload = self._enveloped(await request.json())
        task = asyncio.get_running_loop().create_task(self._deliver("events_api", payload))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return web.Response()

    def _enveloped(self, payload: Json) -> Json:
        """Return an event with all that Slack puts around it."""
        event = payload["event"]
        now = f"{SystemClock().now().timestamp():.6f}"
        event.setdefault("event_ts", event.get("ts", now))
        channel = event.get("channel")
        if event["type"] in {"message", "app_mention"} and isinstance(channel, str):
            event.setdefault("channel_type", "im" if channel.startswith("D") else "channel")
            event.setdefault("team", self.team)
            event.setdefault("client_msg_id", str(uuid.uuid4()))
        return {
            "token": "verification-token",
            "team_id": self.team,
            "api_app_id": APP_ID,
            "type": "event_callback",
            "event_id": f"Ev{uuid.uuid4().hex[:10].upper()}",
            "event_time": int(float(now)),
            "is_ext_shared_channel": False,
            "authorizations": [{"team_id": self.team, "user_id": "UBOT", "is_bot": True}],
            **payload,
        }

    def _origin(self, who: str) -> Json:
        return {
            "token": "verification-token",
            "api_app_id": APP_ID,
            "team": {"id": self.team, "domain": "provkoping"},
            "user": {"id": who, "team_id": self.team, "name": "somebody", "username": "somebody"},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    async def _deliver(self, kind: str, payload: Json) -> Delivered:
        """Deliver until it is taken: an event four times in all, anything else once."""
        pauses = (0.0, *AGAIN_AFTER) if kind == "events_api" else (0.0,)
        found = Delivered(kind=kind, number=0, status=0, said=None, by_socket=False)
        for number, pause in enumerate(pauses):
            await asyncio.sleep(pause)
            try:
                if self._is_away_for(payload):
                    found = replace(found, number=number)
                elif self._sockets:
                    found = await self._by_socket(kind, payload, number)
                    if self.twice:
                        self.delivered.append(await self._by_http(kind, payload, number))
                else:
                    found = await self._by_http(kind, payload, number)
            except (TimeoutError, aiohttp.ClientError, ConnectionError):
                found = Delivered(
                    kind=kind, number=number, status=0, said=None, by_socket=self.is_connected
                )
            self.delivered.append(found)
            if found.is_taken:
                break
        async with self._changed:
            self._changed.notify_all()
        return found

    def _is_away_for(self, payload: Json) -> bool:
        is_away = self.away > 0 and "bot_id" not in payload.get("event", {})
        self.away -= is_away
        return is_away

    async def _by_socket(self, kind: str, payload: Json, number: int) -> Delivered:
        envelope = str(uuid.uuid4())
        waiting = self._acks[envelope] = asyncio.get_running_loop().create_future()
        said = {
            "envelope_id": envelope,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            said |= {"retry_attempt": number, "retry_reason": "timeout" if number else ""}
        await self._sockets[-1].send_json(said)
        answer = await asyncio.wait_for(waiting, DEADLINE)
        return Delivered(kind=kind, number=number, status=200, said=answer, by_socket=True)

    async def _by_http(self, kind: str, payload: Json, number: int) -> Delivered:
        assert self._session
        is_form = kind != "events_api"
        values = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
        body = urlencode(values) if is_form else json.dumps(payload)
        stamp = str(int(SystemClock().now().timestamp()))
        headers = {
            "Content-Type": "application/x-www-form-urlencoded" if is_form else "application/json",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature(body, stamp),
        }
        if number:
            headers |= {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": "http_error"}
        async with self._session.post(
            self.bot,
            data=body.encode(),
            headers=headers,
            timeout=aiohttp.ClientTimeout(total=DEADLINE),
        ) as answer:
            text = await answer.text()
            said = json.loads(text) if text.startswith("{") else text
            return Delivered(
                kind=kind, number=number, status=answer.status, said=said, by_socket=False
            )


def signature(body: str, stamp: str) -> str:
    """Return what shows that a request is Slack's."""
    text = f"v0:{stamp}:{body}".encode()
    return f"v0={hmac.new(SECRET.encode(), text, hashlib.sha256).hexdigest()}"


async def _arguments(request: web.Request) -> dict[str, str]:
    found = dict(request.query)
    if request.method == "POST":
        if request.content_type == "application/json":
            said = json.loads(await request.text() or "{}")
            found |= {
                name: value if isinstance(value, str) else json.dumps(value)
                for name, value in said.items()
            }
        else:
            found |= {name: str(value) for name, value in (await request.post()).items()}
    return found
