"""The one address that Teams sends to: who first, then what, stored before it is acknowledged."""

import ipaddress
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import structlog
from aiohttp import web

from bot.channels.teams.activities import TeamsTurns
from bot.channels.teams.adapter import TeamsAdapter
from bot.channels.teams.incoming import LARGEST, Malformed
from bot.channels.teams.meeting import NobodyKnows
from bot.channels.teams.token_check import Reason, Refused

PATH = "/api/messages"
FORWARDED = (
    "Forwarded",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-Real-IP",
    "Via",
)
NOT_BELIEVED = frozenset(
    {
        Reason.FORM,
        Reason.KEY,
        Reason.SIGNATURE,
        Reason.CLAIMS,
        Reason.ISSUER,
        Reason.AUDIENCE,
        Reason.TIME,
    }
)
"""Why a sender is told 401; for the other reasons it is 403."""

LOG = structlog.get_logger()


@dataclass(frozen=True, kw_only=True, slots=True)
class TeamsDoor:
    """The routes of Teams.

    Attributes:
        is_local: set where a simulator on this machine may send without a token: says whether
            the database is one that `demo` made.
    """

    adapter: TeamsAdapter
    turns: TeamsTurns
    is_local: Callable[[], Awaitable[bool]] | None = None

    def routes(self) -> list[web.AbstractRouteDef]:
        """Return the routes."""
        return [web.post(PATH, self.receive)]

    async def receive(self, request: web.Request) -> web.Response:
        """Take one activity; 200 says that it will not be lost."""
        try:
            if self.is_local is not None:
                await _check_local(request, self.is_local)
            service = await self.adapter.sender(request.headers.get("Authorization", ""))
            if request.content_type != "application/json" or "Content-Encoding" in request.headers:
                raise web.HTTPUnsupportedMediaType(text="expected JSON")
            if (request.content_length or 0) > LARGEST:
                raise web.HTTPRequestEntityTooLarge(LARGEST, request.content_length or 0)
            answer = await self.adapter.process(await request.read(), service, self.turns)
        except Refused as refused:
            LOG.info("teams-refused", reason=refused.reason.value)
            if refused.reason in NOT_BELIEVED:
                raise web.HTTPUnauthorized(
                    text="not believed", headers={"WWW-Authenticate": "Bearer"}
                ) from None
            raise web.HTTPForbidden(text="not for you") from None
        except Malformed:
            raise web.HTTPBadRequest(text="not an activity of Teams") from None
        except NobodyKnows:
            LOG.warning("teams-sender-not-told")
            raise web.HTTPServiceUnavailable(
                text="try again", headers={"Retry-After": "5"}
            ) from None
        if answer.body is None:
            return web.Response(status=answer.status)
        return web.json_response(answer.body, status=answer.status)


async def _check_local(request: web.Request, is_demo: Callable[[], Awaitable[bool]]) -> None:
    """Refuse what does not come from a simulator on this very machine."""
    if any(name in request.headers for name in FORWARDED):
        raise Refused(Reason.CHANNEL)
    host = urlsplit(f"//{request.headers.get('Host', '')}").hostname or ""
    if not _is_here(host) or not _is_here(request.remote or ""):
        raise Refused(Reason.CHANNEL)
    if not await is_demo():
        raise Refused(Reason.CHANNEL)


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
