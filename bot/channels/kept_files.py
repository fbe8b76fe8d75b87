"""Small files that came with a message, such as a day for the calendar, at an address of their own.

A card has no place for a file. Whoever has the address on theirs is given it, as long as what the
message said is kept; nobody can make an address up.
"""

import hmac
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from aiohttp import web

from bot.conversations.posts.ports import Posts
from knowledge.sealing import Seal

DIGITS = 32
"""Letters of the mark."""


class FilesWork(Protocol):
    """One transaction that sees what was posted."""

    @property
    def posts(self) -> Posts:
        """What was posted."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptFiles:
    """Gives files to whoever has their address.

    Attributes:
        reading: opens a transaction.
        seal: made the addresses.
    """

    reading: Callable[[], AbstractAsyncContextManager[FilesWork]]
    seal: Seal

    def routes(self) -> list[web.AbstractRouteDef]:
        """Return the route."""
        return [web.get("/files/{letter}/{number:[0-9]}/{mark}/{name}", self.give)]

    async def give(self, request: web.Request) -> web.Response:
        """Give a file; 404 when its address is none of ours, or the file is gone."""
        letter, number = request.match_info["letter"], int(request.match_info["number"])
        given = request.match_info["mark"].encode("utf-8", "replace")
        if not hmac.compare_digest(given, mark_of(self.seal, letter, number).encode()):
            raise web.HTTPNotFound(text="There is no such file.")
        async with self.reading() as work:
            post = await work.posts.get(letter)
        files = post.reply.files if post and post.reply else ()
        if number >= len(files):
            raise web.HTTPNotFound(text="There is no such file any more.")
        found = files[number]
        return web.Response(
            body=found.text.encode(),
            headers={
                "Content-Type": f"{found.kind}; charset=utf-8",
                "Content-Disposition": f'attachment; filename="{found.name}"',
                "Cache-Control": "no-store",
                "X-Content-Type-Options": "nosniff",
            },
        )


def path_of(seal: Seal, letter: str, number: int, name: str) -> str:
    """Return where a file of a letter is given, without a slash before it."""
    return f"files/{letter}/{number}/{mark_of(seal, letter, number)}/{name}"


def mark_of(seal: Seal, letter: str, number: int) -> str:
    """Return what shows that we made a file's address."""
    return seal.mark("file", f"{letter}|{number}")[:DIGITS]
