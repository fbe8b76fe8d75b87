"""Asks Microsoft's servers for JSON: within seconds, in small answers, and nowhere but there."""

import json
from collections.abc import Mapping

import aiohttp

from knowledge.way_out import STRAIGHT, WayOut

LARGEST = 1 << 20
"""Bytes of an answer."""

SECONDS = 10.0
SECONDS_TO_CONNECT = 3.0


def session(way: WayOut = STRAIGHT) -> aiohttp.ClientSession:
    """Return what asks; it keeps no cookies and reads no settings of the machine's."""
    return aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=SECONDS, sock_connect=SECONDS_TO_CONNECT),
        cookie_jar=aiohttp.DummyCookieJar(),
        connector=aiohttp.TCPConnector(limit=20, ssl=way.trust or True),
        proxy=way.proxy,
        auto_decompress=False,  # a small answer must not unfold into a large one
        headers={"Accept": "application/json", "Accept-Encoding": "identity"},
    )


async def said_in(answer: aiohttp.ClientResponse) -> Mapping[str, object]:
    """Return what an answer says, or nothing where it is no JSON object or far too long."""
    body = bytearray()
    async for chunk in answer.content.iter_any():
        body += chunk
        if len(body) > LARGEST:
            return {}
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
