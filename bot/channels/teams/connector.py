"""Writes to Teams: posts, changes and takes away messages, and asks who is in a chat."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote

import aiohttp
import structlog
from yarl import URL

from bot.channels.teams import asking
from bot.channels.teams.access_tokens import AccessTokens, NoToken, NotUs
from bot.channels.teams.hosts import may_be_written_to
from knowledge.clock import Clock
from scheduler.delivery.model import Outcome, Result

REFUSALS = frozenset(
    {
        "MessageWritesBlocked",
        "ConversationNotFound",
        "ConversationBlockedByUser",
        "BotNotInConversationRoster",
        "BotDisabledByAdmin",
        "UserNotFound",
        "NotEnoughPermissions",
        "Forbidden to send to user",
    }
)
"""What Teams says when somebody cannot be reached this way, now or later."""

GONE = frozenset({"ActivityNotFoundInConversation", "MessageNotFound"})
TOO_LARGE = frozenset({"MessageSizeTooBig", "RequestEntityTooLarge"})

TOO_MANY = 429
WAIT = {412: timedelta(seconds=2), TOO_MANY: timedelta(seconds=5)}
"""How long to wait when Teams says that it did nothing, and not how long."""

LONGEST_WAIT = timedelta(hours=1)
WAIT_AFTER_REFUSED_TOKEN = timedelta(minutes=1)
CONTENT_TYPE = "application/json; charset=utf-8"
PAGE = 200
MOST_PAGES = 100

LOG = structlog.get_logger()


class Undone(Exception):
    """It was not done, or nobody knows; the outcome says which."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.why)
        self.outcome = outcome


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A conversation of Teams.

    Attributes:
        service_url: where its connector answers.
        conversation: its id; that of a thread holds the thread's first message.
    """

    service_url: str
    conversation: str

    def path(self, *parts: str) -> str:
        """Return the address of something in the conversation."""
        ends = "/".join(quote(one, safe="") for one in (self.conversation, *parts))
        return f"{self.service_url.rstrip('/')}/v3/conversations/{ends}"


Json = Mapping[str, Any]


@dataclass(kw_only=True)
class Connector:
    """Teams' connector service, spoken to with a token, a limit of time and no redirects.

    Attributes:
        stopped: whether the bot's own token is not taken; nothing is sent until one is.
    """

    tokens: AccessTokens
    clock: Clock
    hosts: tuple[str, ...] = ()
    stopped: bool = False
    _session: aiohttp.ClientSession | None = None
    _free: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(10))

    async def send(self, place: Place, activity: Json) -> str:
        """Post a message; return its id.

        Raises:
            Undone: with what is known.
        """
        return _id_in(await self._ask("POST", place, place.path("activities"), activity))

    async def update(self, place: Place, message: str, activity: Json) -> None:
        """Let a message say something else.

        Raises:
            Undone: with what is known.
        """
        body = {**activity, "id": message}
        await self._ask("PUT", place, place.path("activities", message), body)

    async def delete(self, place: Place, message: str) -> None:
        """Take a message away; one that is gone is no fault.

        Raises:
            Undone: with what is known.
        """
        await self._ask("DELETE", place, place.path("activities", message), None)

    async def create(self, service_url: str, *, tenant: str, bot: str, member: str) -> str:
        """Open somebody's own chat with the bot; return the conversation's id.

        Args:
            service_url: where the connector answers.
            tenant: the organisation.
            bot: the bot's id in Teams.
            member: the person's id in Teams, or their object id.

        Raises:
            Undone: with what is known.
        """
        place = Place(service_url=service_url, conversation="")
        body = {
            "bot": {"id": bot},
            "members": [{"id": member}],
            "isGroup": False,
            "tenantId": tenant,
            "channelData": {"tenant": {"id": tenant}},
        }
        url = f"{service_url.rstrip('/')}/v3/conversations"
        return _id_in(await self._ask("POST", place, url, body))

    async def member(self, place: Place, member: str) -> Json:
        """Return what Teams tells of one who is in a chat.

        Raises:
            Undone: with what is known.
        """
        return await self._ask("GET", place, place.path("members", member), None)

    async def members(self, place: Place) -> Sequence[Json]:
        """Return all who are in a chat, page by page.

        Raises:
            Undone: with what is known.
        """
        found: list[Json] = []
        more = ""
        for _ in range(MOST_PAGES):
            query = f"?pageSize={PAGE}" + (f"&continuationToken={quote(more)}" if more else "")
            said = await self._ask("GET", place, place.path("pagedmembers") + query, None)
            listed = said.get("members")
            found += [one for one in listed or () if isinstance(one, dict)]
            token = said.get("continuationToken")
            if not isinstance(token, str) or not token:
                break
            more = token
        return found

    async def stop(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _ask(self, method: str, place: Place, url: str, body: Json | None) -> Json:
        if not may_be_written_to(place.service_url, self.hosts):
            raise _undone(Result.REFUSED, "host not allowed")
        async with self._free:
            try:
                status, headers, said = await self._once(method, url, body)
                if status == 401:
                    self.tokens.drop()
                    status, headers, said = await self._once(method, url, body)
            except NotUs:
                raise self._locked_out("login") from None
            except NoToken:
                raise _undone(Result.NOT_SENT, "no token") from None
            except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
                raise _undone(Result.NOT_SENT, type(error).__name__) from None
            except (aiohttp.ClientError, OSError, TimeoutError) as error:
                raise _undone(Result.UNCLEAR, type(error).__name__) from None
        if status == 401:
            raise self._locked_out("connector")
        self.stopped = False
        if 200 <= status < 300:
            return said
        code = _code(said)
        if method == "DELETE" and (status == 404 or code in GONE):
            return {}
        raise Undone(self._outcome(status, code, headers))

    async def _once(
        self, method: str, url: str, body: Json | None
    ) -> tuple[int, Mapping[str, str], Json]:
        headers = {"Content-Type": CONTENT_TYPE}
        token = await self.tokens.token()
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if self._session is None:
            self._session = asking.session(self.tokens.registration.way)
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        async with self._session.request(
            method,
            URL(url, encoded=True),
            data=data,
            headers=headers,
            allow_redirects=False,
        ) as answer:
            return answer.status, answer.headers, await asking.said_in(answer)

    def _outcome(self, status: int, code: str, headers: Mapping[str, str]) -> Outcome:
        why = f"{status} {code}".strip()
        if status in WAIT:
            wait = self._asked_to_wait(headers) or WAIT[status]
            # What our own limits for a conversation let through, Teams stops for all of them.
            is_pace = status == TOO_MANY
            return Outcome(result=Result.NOT_SENT, again_in=wait, why=why, all_wait=is_pace)
        if status == 413 or code in TOO_LARGE:
            return Outcome(result=Result.TOO_LARGE, why=why)
        if status in {403, 404} and code in REFUSALS | GONE:
            return Outcome(result=Result.REFUSED, why=why)
        return Outcome(result=Result.UNCLEAR, why=why)

    def _asked_to_wait(self, headers: Mapping[str, str]) -> timedelta | None:
        """Return how long Teams asks us to wait: seconds, or until a time."""
        text = headers.get("Retry-After", "").strip()
        if text.isascii() and text.isdecimal() and len(text) < 8:
            wait = timedelta(seconds=int(text))
        else:
            try:
                wait = parsedate_to_datetime(text) - self.clock.now()
            except (TypeError, ValueError):
                return None
        return max(timedelta(seconds=1), min(wait, LONGEST_WAIT))

    def _locked_out(self, where: str) -> Undone:
        """Stop all sending, and say so once: the bot's secret is wrong or too old."""
        if not self.stopped:
            LOG.error("teams-sending-stopped", refused_by=where)
        self.stopped = True
        return Undone(
            Outcome(
                result=Result.NOT_SENT,
                again_in=WAIT_AFTER_REFUSED_TOKEN,
                why=f"401 from {where}",
                all_wait=True,
            )
        )


def _undone(result: Result, why: str) -> Undone:
    return Undone(Outcome(result=result, why=why))


def _id_in(said: Json) -> str:
    found = said.get("id")
    if not isinstance(found, str) or not found:
        raise _undone(Result.UNCLEAR, "no id in the answer")
    return found


def _code(said: Json) -> str:
    """Return the name of an error, without its words."""
    error = said.get("error")
    code = error.get("code") if isinstance(error, dict) else None
    return code[:60] if isinstance(code, str) else ""
