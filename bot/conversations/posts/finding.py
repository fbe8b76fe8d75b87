"""Finds what a button stood on, also when it was pressed the moment it came."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from bot.conversations.posts.model import Post
from bot.conversations.posts.ports import Posts

LOOKS, APART = 6, 0.1
"""How often one looks, and seconds between: a message is seen before it is written down."""


class Reading(Protocol):
    """One transaction that reads."""

    @property
    def posts(self) -> Posts:
        """What the bot has posted."""
        ...


async def found(
    reading: Callable[[], AbstractAsyncContextManager[Reading]], letter: str
) -> Post | None:
    """Return what a letter was posted as; None when it is gone.

    Only for letters whose button has shown that we made it: nobody else makes us wait.

    Args:
        reading: opens a transaction.
        letter: the letter's id.
    """
    for look in range(LOOKS):
        async with reading() as work:
            post = await work.posts.get(letter)
        if post is not None:
            return post
        if look < LOOKS - 1:
            await asyncio.sleep(APART)
    return None
