"""What every request passes: who may come in, a name for the log, a count, and plain errors."""

import ipaddress
import secrets
import time
from dataclasses import dataclass, field

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as NoneFree

from bot.runtime.metrics.measures import Measures

REQUEST_ID = "X-Request-Id"
NUMBER = web.RequestKey("number", str)
DOORS = {
    "/api/messages": "teams",
    "/slack/events": "slack",
    "/chat/{person}/messages": "webchat",
}
"""The addresses by which people's messages come; each is a door of its own in the measures."""

MOST_AT_ONCE = 64
"""How many messages from platforms may wait at the door of one process. More would be acknowledged
too late to count; whoever is told so at once brings theirs again, or to another process."""

AGAIN_AFTER = "5"
"""Seconds after which a platform may try again."""

REFUSED = (DataError, IntegrityError, ProgrammingError)
"""What a database says that is there, and will say again however often it is asked."""

OPEN_TO_ALL = frozenset({"/healthz", "/readyz"})
STRICT_TRANSPORT = "max-age=31536000"

LOG = structlog.get_logger()

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, kw_only=True, slots=True)
class Doorway:
    """What stands before every route.

    Attributes:
        measures: where requests are counted.
        proxies: who may come, beside this machine; nothing for everybody who can reach the port.
        strict: whether browsers are told to come by https only.
    """

    measures: Measures
    proxies: tuple[Network, ...] = ()
    strict: bool = False
    _waiting: set[str] = field(default_factory=set)

    def middlewares(self) -> list[Middleware]:
        """Return what aiohttp is to do around every handler, the outermost first."""

        @web.middleware
        async def named(request: web.Request, handler: Handler) -> web.StreamResponse:
            number = secrets.token_hex(8)
            request[NUMBER] = number
            with structlog.contextvars.bound_contextvars(request=number):
                return await self._counted(request, handler)

        @web.middleware
        async def let_in(request: web.Request, handler: Handler) -> web.StreamResponse:
            if self.proxies and not self._may_come(request):
                raise web.HTTPForbidden(text="Come by the address of the service.\n")
            return await handler(request)

        @web.middleware
        async def not_too_many(request: web.Request, handler: Handler) -> web.StreamResponse:
            if route_of(request) not in DOORS:
                return await handler(request)
            if len(self._waiting) >= MOST_AT_ONCE:
                raise web.HTTPServiceUnavailable(
                    text="too many at once\n", headers={"Retry-After": AGAIN_AFTER}
                )
            self._waiting.add(request[NUMBER])
            try:
                return await handler(request)
            finally:
                self._waiting.discard(request[NUMBER])

        return [named, plain_errors, let_in, not_too_many]

    async def with_headers(self, request: web.Request, response: web.StreamResponse) -> None:
        """Name the request in its answer, so that a line in the log can be found by it."""
        if NUMBER in request:
            response.headers.setdefault(REQUEST_ID, request[NUMBER])
        if self.strict:
            response.headers.setdefault("Strict-Transport-Security", STRICT_TRANSPORT)

    async def _counted(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        begun, status = time.perf_counter(), 500
        try:
            answer = await handler(request)
            status = answer.status
        except web.HTTPException as answer:
            status = answer.status
            raise
        else:
            return answer
        finally:
            door = door_of(request)
            if 200 <= status < 600:
                self.measures.requests.add(door, f"{status // 100}xx")
            if route_of(request) in DOORS:
                self.measures.acknowledging.saw(time.perf_counter() - begun)

    def _may_come(self, request: web.Request) -> bool:
        try:
            peer = ipaddress.ip_address(request.remote or "")
        except ValueError:
            return False
        if peer.is_loopback or request.path in OPEN_TO_ALL:
            return True
        return any(peer in network for network in self.proxies)


def networks(text: str) -> tuple[Network, ...]:
    """Return addresses and networks written with commas between.

    Raises:
        ValueError: one of them is none.
    """
    return tuple(ipaddress.ip_network(one.strip()) for one in text.split(",") if one.strip())


@web.middleware
async def plain_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer an unforeseen fault with one plain line, and log where it was but none of its text."""
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except REFUSED as error:
        return _failed(request, error)
    except (DBAPIError, NoneFree, OSError) as error:
        if request.transport is None or request.transport.is_closing():
            raise  # It was whoever asked that is away.
        # Not acknowledged, so that a platform brings it again; the log says why at the workers.
        LOG.warning("database-away", error=type(error).__name__, route=route_of(request))
        return web.Response(
            text="Something is away here. Try again in a while.\n",
            status=503,
            headers={"Retry-After": AGAIN_AFTER},
        )
    except Exception as error:  # noqa: BLE001 - nobody should meet a traceback
        return _failed(request, error)


def _failed(request: web.Request, error: Exception) -> web.Response:
    LOG.error("request-failed", error=type(error).__name__, route=route_of(request))
    return web.Response(text="Something went wrong here. Try again in a while.\n", status=500)


def route_of(request: web.Request) -> str:
    """Return the pattern of the route that answers, without what somebody put into it."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else ""


def door_of(request: web.Request) -> str:
    """Return by which door a request came, for the measures."""
    route = route_of(request)
    if route in DOORS:
        return DOORS[route]
    return "desk" if route.startswith("/desk") else "other"
