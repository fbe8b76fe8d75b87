"""Fetches a calendar feed from the address a person gave, and reaches nothing inside by it."""

import asyncio
import socket
from functools import partial
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import aiohttp
from aiohttp import AddrInfoType
from aiohttp.abc import AbstractResolver, ResolveResult
from typing_extensions import override
from yarl import URL

from knowledge.errors import Explained

LARGEST = 1 << 20
SECONDS = 10
REDIRECTS = 3
LONGEST_ADDRESS = 2000

MOVED = frozenset({301, 302, 303, 307, 308})
OK = 200

TRANSLATED = IPv6Network("64:ff9b::/96")
"""IPv6 addresses that a gateway turns into the IPv4 address at their end, wherever it lies."""

HEADERS = {"Accept": "text/calendar, */*;q=0.1", "Accept-Encoding": "identity"}


class NoFeed(Explained):
    """A calendar could not be fetched, or its address may not be asked."""

    key = "calendar.error.fetch"


async def fetch(url: str, *, allow_loopback: bool = False, seconds: float = SECONDS) -> bytes:
    """Return what lies at an address.

    Args:
        url: an https or webcal address of a host in the open net.
        allow_loopback: this machine may be asked too, and by plain http.
        seconds: how long all of it may take, redirects included.

    Returns:
        At most 1 MB.

    Raises:
        NoFeed: the address may not be asked, or there is no feed at it, or it is too large or
            too slow. Neither the address nor what was said there is in the error.
    """
    try:
        async with (
            asyncio.timeout(seconds),
            session_outside(allow_loopback=allow_loopback) as session,
        ):
            return await _follow(session, address_outside(url, allow_loopback), allow_loopback)
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError):
        raise NoFeed from None


def is_outside(host: str, *, allow_loopback: bool = False) -> bool:
    """Say whether a numeric address lies in the open net.

    Raises:
        ValueError: it is no numeric address.
    """
    address = ip_address(host)
    if allow_loopback and address.is_loopback:
        return True
    if isinstance(address, IPv6Address) and _leads_elsewhere(address):
        return False
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_private
        or address.is_link_local
        or address.is_unspecified
    )


class OutsideResolver(AbstractResolver):
    """Resolves names of which every address lies in the open net."""

    def __init__(self, *, allow_loopback: bool = False) -> None:
        self._allow_loopback = allow_loopback
        self._resolver = aiohttp.ThreadedResolver()

    @override
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return a host's addresses.

        Raises:
            OSError: there are none, or one of them lies inside.
        """
        found = await self._resolver.resolve(host, port, family)
        if not all(is_outside(one["host"], allow_loopback=self._allow_loopback) for one in found):
            raise OSError("an address inside")
        return found

    @override
    async def close(self) -> None:
        """Let the resolver go."""
        await self._resolver.close()


def outside_socket(address: AddrInfoType, *, allow_loopback: bool = False) -> socket.socket:
    """Open a socket for the very address that it will be connected to, however it was found.

    Raises:
        OSError: it lies inside.
    """
    family, kind, protocol, _, (host, *_) = address
    if _numeric(str(host)) is None or not is_outside(str(host), allow_loopback=allow_loopback):
        raise OSError("an address inside")
    return socket.socket(family, kind, protocol)


def session_outside(*, allow_loopback: bool) -> aiohttp.ClientSession:
    """Return what asks hosts in the open net, and no others."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(
            resolver=OutsideResolver(allow_loopback=allow_loopback),
            socket_factory=partial(outside_socket, allow_loopback=allow_loopback),
            use_dns_cache=False,
            force_close=True,
        ),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers=HEADERS,
        auto_decompress=False,  # a small answer must not unfold into a large one
        trust_env=False,
    )


async def _follow(session: aiohttp.ClientSession, address: URL, allow_loopback: bool) -> bytes:
    """Ask an address, and those it sends us on to.

    Raises:
        ValueError: there is no feed, or one of the addresses may not be asked.
    """
    for _ in range(REDIRECTS + 1):
        async with session.get(address, allow_redirects=False) as answer:
            if answer.status == OK:
                return await _body(answer)
            if answer.status not in MOVED:
                raise ValueError("no feed")
            onward = address.join(URL(answer.headers.get("Location", "")))
        address = address_outside(str(onward), allow_loopback)
    raise ValueError("sent on too often")


async def _body(answer: aiohttp.ClientResponse) -> bytes:
    if answer.headers.get("Content-Encoding", "identity").casefold() != "identity":
        raise ValueError("packed though we asked for plain")
    body = bytearray()
    async for chunk in answer.content.iter_any():
        body += chunk
        if len(body) > LARGEST:
            raise ValueError("too large")
    return bytes(body)


def address_outside(url: str, allow_loopback: bool) -> URL:
    """Return an address that may be asked, as far as can be seen before its name is resolved.

    Raises:
        ValueError: it may not.
    """
    if len(url) > LONGEST_ADDRESS:
        raise ValueError("too long")
    address = URL(url.strip())
    if address.scheme == "webcal":
        address = URL("https" + str(address)[len("webcal") :])
    if not address.host or address.user is not None or address.password is not None:
        raise ValueError("no address of a feed")
    numeric = _numeric(address.host)
    if numeric is not None and not is_outside(str(numeric), allow_loopback=allow_loopback):
        raise ValueError("inside")
    here = address.host == "localhost" or (numeric is not None and numeric.is_loopback)
    if address.scheme != "https" and not (address.scheme == "http" and allow_loopback and here):
        raise ValueError("not https")
    return address


def _numeric(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _leads_elsewhere(address: IPv6Address) -> bool:
    """Say whether an address carries another one, which is where it leads."""
    return (
        address.ipv4_mapped is not None
        or address.sixtofour is not None
        or address.teredo is not None
        or address.is_site_local
        or address in TRANSLATED
    )
