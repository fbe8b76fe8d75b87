"""Asks Slack for things by name, once, within seconds; what is not done says what is known."""

import asyncio
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack.workspace import Workspace
from scheduler.delivery.model import Outcome, Result

SECONDS = 9
SECONDS_TO_CONNECT = 3
PATIENCE = 1.2
"""Seconds to wait for Slack while it waits for us: three in all."""

WAIT = timedelta(seconds=30)
"""How long to wait when Slack asks us to wait, and not how long."""

LONGEST_WAIT = timedelta(hours=1)
TOO_MANY = 429
WAIT_WHILE_STOPPED = timedelta(minutes=1)

REFUSED = frozenset(
    {
        "cannot_dm_bot",
        "channel_not_found",
        "account_inactive",
        "is_archived",
        "message_not_found",
        "cant_update_message",
        "cant_delete_message",
        "edit_window_closed",
        "not_in_channel",
        "restricted_action",
        "user_disabled",
        "user_not_found",
        "user_not_in_channel",
        "user_not_visible",
        "users_not_found",
        "messages_tab_disabled",
        "thread_not_found",
    }
)
"""What Slack says when somebody cannot be reached this way, now or later."""

TOO_LARGE = frozenset({"msg_too_long", "msg_blocks_too_long", "invalid_blocks"})
LOCKED_OUT = frozenset({"invalid_auth", "not_authed", "token_expired", "token_revoked"})
"""What Slack says when the bot's own token is not taken."""

DONE_NOTHING = frozenset({"ratelimited", "rate_limited", "team_added_to_org", "missing_scope"})
"""What Slack says when it did nothing, and another try may do it."""

Json = Mapping[str, Any]
LOG = structlog.get_logger()
for _name in ("slack_sdk", "slack_sdk.socket", "slack_bolt", "slack_bolt.AsyncApp"):
    # Both write whole bodies, with what people said, at lower levels.
    logging.getLogger(_name).setLevel(logging.ERROR)


class Undone(Exception):
    """It was not done, or nobody knows; the outcome says which."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.why)
        self.outcome = outcome


@dataclass(kw_only=True)
class WebApi:
    """Slack's Web API, spoken to with the bot's token.

    Attributes:
        stopped: whether the token is not taken; nothing is sent until it is again.
    """

    workspace: Workspace
    stopped: bool = False
    _client: AsyncWebClient | None = field(default=None, repr=False)

    @property
    def client(self) -> AsyncWebClient:
        """Slack's own client; our outbox alone decides what is tried again."""
        if self._client is None:
            way = self.workspace.way
            timeout = aiohttp.ClientTimeout(total=SECONDS, sock_connect=SECONDS_TO_CONNECT)
            self._client = AsyncWebClient(
                token=self.workspace.token,
                base_url=self.workspace.api_url,
                timeout=SECONDS,
                retry_handlers=[],
                proxy=way.proxy,
                ssl=way.trust,
                session=aiohttp.ClientSession(
                    timeout=timeout,
                    cookie_jar=aiohttp.DummyCookieJar(),
                    connector=aiohttp.TCPConnector(ssl=way.trust or True),
                    proxy=way.proxy,
                ),
                logger=logging.getLogger("slack_sdk"),
            )
        return self._client

    async def ask(self, method: str, **details: object) -> Json:
        """Call a method; values that are no text go as JSON, None not at all.

        Raises:
            Undone: with what is known.
        """
        written = {name: _written(value) for name, value in details.items() if value is not None}
        try:
            answer = await self.client.api_call(method, data=written)
        except SlackApiError as error:
            raise self._undone(error) from None
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise undone(Result.NOT_SENT, type(error).__name__) from None
        except (aiohttp.ClientError, SlackClientError, OSError, ValueError, TimeoutError) as error:
            raise undone(Result.UNCLEAR, type(error).__name__) from None
        self.stopped = False
        return answer.data if isinstance(answer.data, dict) else {}

    async def ask_soon(self, method: str, **details: object) -> Json:
        """Call a method while Slack itself waits for an answer from us, and so not for long.

        Raises:
            Undone: with what is known.
        """
        try:
            async with asyncio.timeout(PATIENCE):
                return await self.ask(method, **details)
        except TimeoutError:
            raise undone(Result.UNCLEAR, f"{method} took too long") from None

    async def respond(self, url: str, body: Json) -> None:
        """Write to an address that Slack gave for answers to one command or press.

        Raises:
            Undone: with what is known.
        """
        try:
            session = self.client.session
            assert session is not None  # noqa: S101 - `client` has just opened it
            async with session.post(url, json=body, allow_redirects=False) as answer:
                status = answer.status
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise undone(Result.NOT_SENT, type(error).__name__) from None
        except (aiohttp.ClientError, OSError) as error:
            raise undone(Result.UNCLEAR, type(error).__name__) from None
        if status != 200:
            result = Result.UNCLEAR if status >= 500 else Result.REFUSED
            raise undone(result, f"{status} from response_url")

    async def stop(self) -> None:
        """Close the connections."""
        if self._client is not None and self._client.session is not None:
            await self._client.session.close()
        self._client = None

    def _undone(self, error: SlackApiError) -> Undone:
        response = error.response
        status = getattr(response, "status_code", getattr(response, "status", 0))
        headers = getattr(response, "headers", {}) or {}
        data = getattr(response, "data", None)
        code = data.get("error") if isinstance(data, dict) else ""
        code = code[:60] if isinstance(code, str) else ""
        why = f"{status} {code}".strip()
        if code in LOCKED_OUT:
            if not self.stopped:
                LOG.error("slack-sending-stopped", refused_with=code)
            self.stopped = True
            return undone(Result.NOT_SENT, why, again_in=WAIT_WHILE_STOPPED, all_wait=True)
        wait = _asked_to_wait(headers)
        if status == TOO_MANY:
            return undone(Result.NOT_SENT, why, again_in=wait, all_wait=True)
        if code in DONE_NOTHING:
            return undone(Result.NOT_SENT, why, again_in=wait)
        if code in TOO_LARGE:
            return undone(Result.TOO_LARGE, why)
        if code in REFUSED:
            return undone(Result.REFUSED, why)
        return undone(Result.UNCLEAR, why)


def undone(
    result: Result, why: str, *, again_in: timedelta | None = None, all_wait: bool = False
) -> Undone:
    """Return what to raise when something was not done, or nobody knows."""
    return Undone(Outcome(result=result, why=why, again_in=again_in, all_wait=all_wait))


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _asked_to_wait(headers: Mapping[str, str]) -> timedelta:
    text = headers.get("Retry-After", "").strip()
    if not (text.isascii() and text.isdecimal() and len(text) < 8):
        return WAIT
    return max(timedelta(seconds=1), min(timedelta(seconds=int(text)), LONGEST_WAIT))
