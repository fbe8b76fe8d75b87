"""Keeps demo mode on this machine, and browsers of other sites away from it.

Anybody may pick who they are here, so the door is narrow: only a database that `demo` made, only
requests that address this machine by a loopback name and come without a proxy's headers, and
changes only from our own page.
"""

import ipaddress
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

FORWARDED = (
    "Forwarded",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-Real-IP",
    "Via",
)
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        "object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}

IsDemo = Callable[[], Awaitable[bool]]


def guarded(handler: Handler, is_demo: IsDemo) -> Handler:
    """Return a handler that refuses everything demo mode must not answer.

    Args:
        handler: what answers the rest.
        is_demo: whether the settings and the database both say demo.
    """

    async def checked(request: web.Request) -> web.StreamResponse:
        if request.method not in {"GET", "HEAD"} and not _from_our_page(request):
            raise web.HTTPForbidden(text="This came from another page.")
        refused = await refusal(request, is_demo)
        if refused:
            raise refused
        return await handler(request)

    return checked


async def with_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Put the security headers on every response, before it is sent."""
    del request
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)


async def refusal(request: web.Request, is_demo: IsDemo) -> web.HTTPException | None:
    """Say why demo mode must not answer a request that only reads, or None when it may."""
    if any(name in request.headers for name in FORWARDED):
        return web.HTTPForbidden(text="Demo mode does not answer behind a proxy.")
    if not _is_here(request.headers.get("Host", "")):
        return web.HTTPForbidden(text="Demo mode answers on this machine only.")
    if request.remote and not ipaddress.ip_address(request.remote).is_loopback:
        return web.HTTPForbidden(text="Demo mode answers on this machine only.")
    if not await is_demo():
        return web.HTTPNotFound(text="There is no web chat here.")
    return None


def _is_here(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _from_our_page(request: web.Request) -> bool:
    """Whether a change comes from a page of ours: same origin, and JSON, which no form can send."""
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"{request.scheme}://{request.headers.get('Host')}":
        return False
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return False
    return request.content_type == "application/json"
