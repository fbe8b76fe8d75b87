"""The one address that Slack sends to over HTTP; the socket brings the same to the same app."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import Clock as SlackClock
from slack_sdk.signature import SignatureVerifier
from typing_extensions import override

from bot.channels.slack.incoming import LARGEST, Json, Malformed, json_in
from knowledge.clock import Clock

PATH = "/slack/events"
STAMP = re.compile(r"[0-9]{1,12}")
SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")
JSON_TYPE, FORM_TYPE = "application/json", "application/x-www-form-urlencoded"
MOST_FIELDS = 100
WINDOWS = frozenset({"view_submission", "view_closed"})
PRESSES = frozenset({"block_actions", "interactive_message"})


@dataclass(frozen=True, kw_only=True, slots=True)
class SlackDoor:
    """Slack's requests over HTTP.

    Attributes:
        app: answers.
        secret: what Slack signs with; "" takes nothing.
        clock: tells what is too old.
    """

    app: AsyncApp
    secret: str = field(repr=False)
    clock: Clock

    def routes(self) -> list[web.AbstractRouteDef]:
        """Return the routes; none where nothing that comes over HTTP could be believed."""
        return [web.post(PATH, self.receive)] if self.secret else []

    async def receive(self, request: web.Request) -> web.Response:
        """Take one request; 200 says that it will not be lost."""
        if request.content_type not in {JSON_TYPE, FORM_TYPE}:
            raise web.HTTPUnsupportedMediaType(text="expected JSON or a form")
        if "Content-Encoding" in request.headers:
            raise web.HTTPUnsupportedMediaType(text="expected it as it is")
        if (request.content_length or 0) > LARGEST:
            raise web.HTTPRequestEntityTooLarge(LARGEST, request.content_length or 0)
        stamp = request.headers.get("X-Slack-Request-Timestamp", "")
        signature = request.headers.get("X-Slack-Signature", "")
        if not STAMP.fullmatch(stamp) or not SIGNATURE.fullmatch(signature):
            raise web.HTTPUnauthorized(text="not believed")
        raw = await request.read()
        try:
            body = raw.decode("utf-8")
        except UnicodeDecodeError:
            raise web.HTTPBadRequest(text="nothing that Slack sends") from None
        if not self._verifier().is_valid(raw, stamp, signature):
            raise web.HTTPUnauthorized(text="not believed")
        try:
            check(body, request.content_type)
            asked = AsyncBoltRequest(body=body, query=request.query_string, headers=_once(request))
        except (Malformed, AttributeError, KeyError, TypeError):
            # Bolt takes every id and every object for granted.
            raise web.HTTPBadRequest(text="nothing that Slack sends") from None
        answer: web.Response = await to_aiohttp_response(await self.app.async_dispatch(asked))
        return answer

    def _verifier(self) -> SignatureVerifier:
        """Return Slack's own check of signatures, with our clock: five minutes are too old."""
        return SignatureVerifier(self.secret, clock=_OurClock(self.clock))


class _OurClock(SlackClock):
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    @override
    def now(self) -> float:
        return self._clock.now().timestamp()


def check(body: str, kind: str) -> None:
    """Refuse a body that Bolt could not read, or that goes too deep.

    Raises:
        Malformed: it does.
    """
    if kind == JSON_TYPE:
        if not isinstance(json_in(body).get("event", {}), dict):
            raise Malformed
        return
    try:
        fields = parse_qs(body, strict_parsing=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise Malformed from None
    if not fields:
        raise Malformed
    for payload in fields.get("payload", ()):
        check_interaction(json_in(payload))


def check_interaction(payload: Json) -> None:
    """Refuse a press or a window in which something is not there that Bolt takes for granted.

    Raises:
        Malformed: it is not there.
    """
    kind = payload.get("type")
    view, actions = payload.get("view"), payload.get("actions")
    if kind in WINDOWS and not (isinstance(view, dict) and isinstance(view.get("type"), str)):
        raise Malformed
    if kind in PRESSES and not (isinstance(actions, list) and actions and is_all_objects(actions)):
        raise Malformed


def is_all_objects(values: Sequence[object]) -> bool:
    """Say whether a list holds objects only."""
    return all(isinstance(one, dict) for one in values)


def _once(request: web.Request) -> dict[str, str | Sequence[str]]:
    """Return a request's headers, each once."""
    return {name: request.headers[name] for name in request.headers}
