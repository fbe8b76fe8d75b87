"""Asks the identity provider for JSON: in seconds, in a small answer, and nowhere but there."""

import asyncio
import ipaddress
import json
from collections.abc import Mapping

import aiohttp
from yarl import URL

from knowledge.way_out import STRAIGHT, WayOut

SECONDS = 3.0
LARGEST = 1 << 18
"""Bytes of an answer; Entra's longest is a tenth of it."""

HEADERS = {"Accept": "application/json", "Accept-Encoding": "identity"}
OK = 200
SAYS_NO = frozenset({400, 401, 403})


class NoAnswer(Exception):
    """There is no answer, or none of a kind that was agreed; what it said is not in here."""


class Unfit(NoAnswer):
    """The answer says that this is not the provider in the settings, or that it cannot help."""


def address(written: object, *, near: bool = False) -> URL:
    """Return an address of the provider's, if it may be asked.

    Args:
        written: https, without a name and password in it.
        near: plain http to this machine will do, too; for a stand-in.

    Raises:
        NoAnswer: it may not.
    """
    try:
        found = URL(written) if isinstance(written, str) else URL()
    except ValueError:
        raise NoAnswer from None
    is_safe = found.scheme == "https" or (near and found.scheme == "http" and is_near(found))
    if not (is_safe and found.host) or found.user is not None or found.password is not None:
        raise NoAnswer
    return found


def is_near(place: URL) -> bool:
    """Whether an address is this machine's own."""
    try:
        return place.host == "localhost" or ipaddress.ip_address(place.host or "").is_loopback
    except ValueError:
        return False


async def ask(
    place: URL,
    *,
    seconds: float,
    form: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    way: WayOut = STRAIGHT,
) -> Mapping[str, object]:
    """Return what lies at an address; or what it says to a form.

    Args:
        place: checked by `address`.
        seconds: how long all of it may take.
        form: sent when there is one; the answer may then be no, and holds only its `error`.
        headers: sent besides our own.
        way: how the provider is reached.

    Raises:
        NoAnswer: too slow, too large, sent on to elsewhere, a fault, or no JSON object.
    """
    try:
        async with (
            asyncio.timeout(seconds),
            aiohttp.ClientSession(
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={**HEADERS, **(headers or {})},
                connector=aiohttp.TCPConnector(ssl=way.trust or True),
                proxy=way.proxy,
                auto_decompress=False,  # a small answer must not unfold into a large one
            ) as session,
            session.request(
                "GET" if form is None else "POST", place, data=form, allow_redirects=False
            ) as answer,
        ):
            if answer.status != OK and (form is None or answer.status not in SAYS_NO):
                raise NoAnswer
            said = _read(await _body(answer))
            return said if answer.status == OK else {"error": said.get("error")}
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError, RecursionError):
        raise NoAnswer from None


async def _body(answer: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in answer.content.iter_any():
        body += chunk
        if len(body) > LARGEST:
            raise NoAnswer
    return bytes(body)


def _read(body: bytes) -> Mapping[str, object]:
    found = json.loads(body)
    if not isinstance(found, dict):
        raise NoAnswer
    return found
