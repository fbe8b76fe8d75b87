"""The web chat's protocol as a program speaks it: one request a message, and a stream."""

import asyncio
import json
import uuid
from collections.abc import Mapping
from typing import Any

import aiohttp

LONGEST_WAIT = 15.0

Values = dict[str, Any]


def body(**said: object) -> Values:
    """Return what a page would send, under an event id of its own."""
    return {"event": str(uuid.uuid4()), **said}


async def post(client: aiohttp.ClientSession, person: str, body: Values) -> tuple[int, Values]:
    """Say something; return the status and what the answer holds."""
    async with client.post(f"/chat/{person}/messages", json=body) as answer:
        found: Values = await answer.json()
        return answer.status, found


async def hear(
    client: aiohttp.ClientSession,
    person: str,
    *,
    until: str,
    after: int = 0,
    headers: Mapping[str, str] | None = None,
) -> list[Values]:
    """Listen to the stream until a message has these words; return all that came."""
    found: list[Values] = []
    async with (
        asyncio.timeout(LONGEST_WAIT),
        client.get(f"/chat/{person}/stream?after={after}", headers=headers) as stream,
    ):
        assert stream.content_type == "text/event-stream"
        async for line in stream.content:
            if line.startswith(b"data: "):
                found.append(json.loads(line.removeprefix(b"data: ")))
                if until in str(found[-1]):
                    break
    return found
