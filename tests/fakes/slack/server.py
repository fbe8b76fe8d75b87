"""A stand-in for Slack's Web API: it writes its ledger before it answers anything."""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.fakes.slack.faults import Fault
from tests.fakes.slack.shapes import Json, check_message, check_view
from tests.fakes.teams.limits import Windows

TEAM, BOT, BOT_ID, APP = "T0COACH", "U0COACH", "B0COACH", "A0COACH"
TOKEN, APP_TOKEN, SECRET = "xoxb-for-tests", "xapp-for-tests", "a secret for tests"
CHANNEL = "C0FIKA"

MESSAGE = "chat.postMessage"
TOO_FAST = Fault(error="ratelimited", status=429, wait="1")
NO_TOKEN = {"ok": False, "error": "not_authed"}


@dataclass(kw_only=True)
class Message:
    """What stands in a chat.

    Attributes:
        seen_by: the only person who sees it; "" is everybody there.
    """

    ts: str
    user: str
    text: str
    blocks: list[Json]
    thread: str = ""
    metadata: Json = field(default_factory=dict)
    changed: int = 0
    seen_by: str = ""


@dataclass(kw_only=True)
class SlackServer:
    """Slack, as far as the bot can tell.

    Attributes:
        limits: where Slack's limits on messages are kept too; None takes everything.
        weather: asked before each message is taken what goes wrong with it, if anything.
        slow: seconds that taking a message needs.
    """

    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    chats: dict[str, list[Message]] = field(default_factory=dict)
    members: dict[str, set[str]] = field(default_factory=dict)
    ledger: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    groups: dict[str, set[str]] = field(default_factory=dict)
    homes: dict[str, Json] = field(default_factory=dict)
    windows: dict[str, Json] = field(default_factory=dict)
    answers: list[tuple[str, Json]] = field(default_factory=list)
    asked_with: dict[str, tuple[str, str]] = field(default_factory=dict)
    scopes: tuple[str, ...] = ()
    base: str = ""
    limits: Windows | None = None
    weather: Callable[[], Fault | None] = lambda: None
    slow: float = 0.0
    _number: int = 0
    _server: TestServer | None = None

    async def start(self) -> None:
        """Answer, on this machine."""
        app = web.Application(client_max_size=1 << 22)
        app.add_routes(
            [
                web.post("/api/{method}", self._api),
                web.post("/respond/{number}", self._respond),
            ]
        )
        self._server = TestServer(app)
        await self._server.start_server()
        self.base = str(self._server.make_url("/"))

    async def stop(self) -> None:
        """Answer no more."""
        if self._server:
            await self._server.close()

    @property
    def settings(self) -> dict[str, object]:
        """What the bot is configured with."""
        return {
            "slack_bot_token": TOKEN,
            "slack_signing_secret": SECRET,
            "slack_team_ids": TEAM,
            "slack_api_url": f"{self.base}api/",
        }

    def number(self) -> str:
        """Return an id that no message has."""
        self._number += 1
        return f"1795000000.{self._number:06}"

    def fails(self, method: str, *faults: Fault) -> None:
        """Let the next calls of a method go wrong, one after the other."""
        self.faults.setdefault(method, []).extend(faults)

    def calls(self, method: str) -> list[dict[str, Any]]:
        """Return what a method was called with, in order."""
        return [said for name, said in self.ledger if name == method]

    def dm(self, user: str) -> str:
        """Return somebody's chat with the bot."""
        return f"D{user[1:]}"

    def asks_with(self, user: str, channel: str) -> str:
        """Return an address for answers to one command."""
        number = self.number()
        self.asked_with[number] = (user, channel)
        return f"{self.base}respond/{number}"

    def in_chat(self, channel: str) -> list[Message]:
        """Return what stands in a chat."""
        return self.chats.setdefault(channel, [])

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        said: dict[str, Any] = {name: str(value) for name, value in (await request.post()).items()}
        for name in ("blocks", "metadata", "view"):
            if name in said:
                said[name] = json.loads(said[name])
        self.ledger.append((method, said))
        fault = self.faults[method].pop(0) if self.faults.get(method) else None
        if method == MESSAGE:
            await asyncio.sleep(self.slow)
            too_fast = self.limits and not self.limits.takes(said["channel"])
            fault = TOO_FAST if too_fast else fault or self.weather()
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.json_response(NO_TOKEN)
        if fault is None:
            given = {"x-oauth-scopes": ",".join(self.scopes)} if self.scopes else None
            return web.json_response(self._done(method, said), headers=given)
        if fault.stored:
            self._done(method, said)
        if fault.status == 0:
            assert request.transport
            request.transport.abort()
            return web.Response()
        headers = {"Retry-After": fault.wait} if fault.wait else {}
        if fault.body is not None:
            return web.Response(status=fault.status, text=fault.body, content_type="text/html")
        body = {"ok": False, "error": fault.error}
        return web.json_response(body, status=fault.status, headers=headers)

    async def _respond(self, request: web.Request) -> web.Response:
        user, channel = self.asked_with[request.match_info["number"]]
        said = await request.json()
        self.answers.append((user, said))
        standing = [one for one in self.in_chat(channel) if one.seen_by == user]
        if (said.get("delete_original") or said.get("replace_original")) and standing:
            self.in_chat(channel).remove(standing[-1])
        if "text" in said:
            check_message(said)
            only = "" if said.get("response_type") == "in_channel" else user
            self._put(channel, said, seen_by=only)
        return web.Response(text="ok")

    def _done(self, method: str, said: dict[str, Any]) -> Mapping[str, Any]:
        found = getattr(self, "_" + method.replace(".", "_"), None)
        if found is None:
            return {"ok": False, "error": "unknown_method"}
        answer: Mapping[str, Any] = {"ok": True, **found(said)}
        return answer

    def _put(self, channel: str, said: Json, *, seen_by: str = "") -> Message:
        message = Message(
            ts=self.number(),
            user=BOT,
            text=said["text"],
            blocks=said.get("blocks", []),
            thread=said.get("thread_ts", ""),
            metadata=said.get("metadata", {}),
            seen_by=seen_by,
        )
        self.in_chat(channel).append(message)
        return message

    def _auth_test(self, _said: Json) -> Json:
        return {"user_id": BOT, "bot_id": BOT_ID, "team_id": TEAM, "user": "coach"}

    def _users_info(self, said: Json) -> Json:
        user = self.users.get(said["user"])
        return {"user": user} if user else _error("user_not_found")

    def _users_lookupByEmail(self, said: Json) -> Json:  # noqa: N802 - Slack's own name
        for user in self.users.values():
            if user["profile"]["email"] == said["email"]:
                return {"user": user}
        return _error("users_not_found")

    def _users_profile_get(self, said: Json) -> Json:
        return {"profile": self.users[said["user"]]["profile"]}

    def _usergroups_list(self, _said: Json) -> Json:
        return {
            "usergroups": [
                {"id": one, "name": one, "users": sorted(users)}
                for one, users in self.groups.items()
            ]
        }

    def _conversations_open(self, said: Json) -> Json:
        if said["users"] not in self.users:
            return _error("users_not_found")
        return {"channel": {"id": self.dm(said["users"])}}

    def _conversations_history(self, said: Json) -> Json:
        listed = [one for one in self.in_chat(said["channel"]) if not one.thread]
        return {"messages": [_shown(one) for one in reversed(listed)]}

    def _conversations_replies(self, said: Json) -> Json:
        listed = [
            one
            for one in self.in_chat(said["channel"])
            if said["ts"] in {one.ts, one.thread} and not one.seen_by
        ]
        return {"messages": [_shown(one) for one in listed]}

    def _chat_postMessage(self, said: Json) -> Json:  # noqa: N802 - Slack's own name
        check_message(said)
        return {"ts": self._put(said["channel"], said).ts, "channel": said["channel"]}

    def _chat_postEphemeral(self, said: Json) -> Json:  # noqa: N802 - Slack's own name
        there = self.members.get(said["channel"], set()) | {BOT}
        if said["channel"].startswith("C") and not {said["user"], BOT} <= there:
            return _error("user_not_in_channel")
        return {"message_ts": self._put(said["channel"], said, seen_by=said["user"]).ts}

    def _chat_update(self, said: Json) -> Json:
        check_message(said)
        for one in self.in_chat(said["channel"]):
            if one.ts == said["ts"]:
                one.text, one.blocks = said["text"], said["blocks"]
                one.changed += 1
                return {"ts": one.ts}
        return _error("message_not_found")

    def _chat_delete(self, said: Json) -> Json:
        for one in self.in_chat(said["channel"]):
            if one.ts == said["ts"]:
                self.in_chat(said["channel"]).remove(one)
                return {"ts": one.ts}
        return _error("message_not_found")

    def _views_open(self, said: Json) -> Json:
        check_view(said["view"])
        self.windows[said["trigger_id"]] = said["view"]
        return {"view": said["view"]}

    def _views_publish(self, said: Json) -> Json:
        check_view(said["view"])
        self.homes[said["user_id"]] = said["view"]
        return {}


def _shown(message: Message) -> Json:
    return {
        "ts": message.ts,
        "user": message.user,
        "text": message.text,
        **({"thread_ts": message.thread} if message.thread else {}),
        **({"metadata": message.metadata} if message.metadata else {}),
    }


def _error(name: str) -> Json:
    return {"ok": False, "error": name}


def a_user(user: str, name: str, email: str, **changes: Any) -> dict[str, Any]:
    """Return what Slack tells of somebody."""
    return {
        "id": user,
        "team_id": TEAM,
        "name": email.partition("@")[0],
        "real_name": name,
        "deleted": False,
        "is_bot": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_email_confirmed": True,
        "locale": "sv-SE",
        "tz": "Europe/Stockholm",
        "profile": {"real_name": name, "email": email, "title": "", "fields": {}},
        **changes,
    }
