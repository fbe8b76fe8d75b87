"""Keeps posts in the database: sealed, under a mark instead of a person."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards.codec import from_json, to_json
from bot.conversations.posts.model import Post
from knowledge.sealing import Seal
from knowledge.storage import METADATA, UtcDateTime, insert_or_replace, resealing, reword

POSTS = sqlalchemy.Table(
    "posts",
    METADATA,
    sqlalchemy.Column("letter", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("channel", sqlalchemy.String(20), nullable=False),
    sqlalchemy.Column("owner", sqlalchemy.String(64), nullable=False, index=True),
    sqlalchemy.Column("about", sqlalchemy.String(64), nullable=False, index=True),
    sqlalchemy.Column("place", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("reply", sqlalchemy.Text, nullable=False),
    # Rounded to the hour: the exact time would tell who wrote when.
    sqlalchemy.Column("reply_until", UtcDateTime, nullable=False),
    sqlalchemy.Column("until", UtcDateTime, nullable=False, index=True),
)


class SqlPosts:
    """Posts, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    async def put(self, post: Post) -> None:
        """Keep a post; one of the same letter is replaced."""
        place = {
            "person": post.person,
            "at": post.at,
            "about": post.about,
            "language": post.language,
            "address": dict(post.address),
            "when": post.when.isoformat(),
        }
        await self._connection.execute(
            insert_or_replace(self._connection, POSTS).values(
                letter=post.letter,
                channel=post.channel,
                owner=self._owner(post.person),
                about=self._about(post.about) if post.about else "",
                place=self._seal.closed(json.dumps(place)),
                reply=self._seal.closed(to_json(post.reply)) if post.reply else "",
                reply_until=_hour(post.reply_until) + timedelta(hours=1),
                until=_hour(post.until) + timedelta(hours=1),
            )
        )

    async def get(self, letter: str) -> Post | None:
        """Return the post of a letter, or None for one that is not known any more."""
        query = sqlalchemy.select(POSTS).where(POSTS.c.letter == letter)
        row = (await self._connection.execute(query)).first()
        return self._post(row) if row else None

    async def of(self, person_id: str, channel: str | None = None) -> Sequence[Post]:
        """Return what was posted to a person, the oldest first; on one channel, or on all."""
        query = sqlalchemy.select(POSTS).where(POSTS.c.owner == self._owner(person_id))
        if channel is not None:
            query = query.where(POSTS.c.channel == channel)
        found = [self._post(row) for row in await self._connection.execute(query)]
        return sorted(found, key=lambda post: (post.when, post.letter))

    async def about(self, about: str) -> Sequence[Post]:
        """Return the posts whose letter brought this."""
        query = sqlalchemy.select(POSTS).where(POSTS.c.about == self._about(about))
        return [self._post(row) for row in await self._connection.execute(query)]

    async def remove(self, letter: str) -> None:
        """Forget a post: its message is gone."""
        await self._connection.execute(sqlalchemy.delete(POSTS).where(POSTS.c.letter == letter))

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put what posts say, as JSON, through a change; say how many it changed."""
        resealed = resealing(self._seal, change)
        return await reword(self._connection, POSTS, ["reply"], resealed, POSTS.c.reply != "")

    async def hand_over(self, *, of: str, to: str) -> int:
        """Let what was posted to one person be another's; say how many there were."""
        theirs = await self.of(of)
        for post in theirs:
            query = sqlalchemy.select(POSTS.c.place).where(POSTS.c.letter == post.letter)
            sealed = (await self._connection.execute(query)).scalar_one()
            place = json.loads(self._seal.opened(sealed)) | {"person": to}
            await self._connection.execute(
                sqlalchemy.update(POSTS)
                .where(POSTS.c.letter == post.letter)
                .values(owner=self._owner(to), place=self._seal.closed(json.dumps(place)))
            )
        return len(theirs)

    async def forget(self, person_id: str) -> int:
        """Forget everything posted to a person; say how many there were."""
        change = sqlalchemy.delete(POSTS).where(POSTS.c.owner == self._owner(person_id))
        return (await self._connection.execute(change)).rowcount

    async def forget_old(self, *, now: datetime) -> int:
        """Forget what was said, and later where, once its time is over; say how many."""
        gone = await self._connection.execute(sqlalchemy.delete(POSTS).where(POSTS.c.until < now))
        emptied = await self._connection.execute(
            sqlalchemy.update(POSTS)
            .where(POSTS.c.reply_until < now, POSTS.c.reply != "")
            .values(reply="")
        )
        return gone.rowcount + emptied.rowcount

    def _owner(self, person_id: str) -> str:
        return self._seal.mark("post", person_id)

    def _about(self, about: str) -> str:
        return self._seal.mark("post about", about)

    def _post(self, row: sqlalchemy.Row[Any]) -> Post:
        place = json.loads(self._seal.opened(row.place))
        when = datetime.fromisoformat(place.pop("when"))
        reply = from_json(self._seal.opened(row.reply)) if row.reply else None
        return Post(letter=row.letter, channel=row.channel, when=when, reply=reply, **place)


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)
