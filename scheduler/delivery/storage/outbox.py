"""Keeps the outbox in the database."""

import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.sealing import Seal, SealBroken
from knowledge.storage import resealing, reword
from scheduler.delivery.limits import LONGEST_HOLD
from scheduler.delivery.model import Fate, Kind, Letter, Outcome, Step
from scheduler.delivery.storage.tables import LETTERS, POSTS_LEAVING

OWN = LETTERS.c.post == ""
"""A letter of its own, no part of a post to many people; to open all of a post takes long."""

MOVING = (Fate.WAITING.value, Fate.SENDING.value)


class SqlOutbox:
    """Letters, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    async def post(self, letter: Letter) -> bool:
        """Put a letter in; False when this cause has written to this person before."""
        once = self._once(letter)
        there = sqlalchemy.select(LETTERS.c.number).where(LETTERS.c.once == once)
        if (await self._connection.execute(there)).first() is not None:
            return False
        await self._connection.execute(
            LETTERS.insert().values(
                id=letter.id,
                kind=letter.kind.value,
                once=once,
                recipient=self._seal.closed(letter.recipient),
                channel=letter.channel,
                content=self._seal.closed(letter.content),
                about=self._seal.closed(letter.about) if letter.about else "",
                at=self._seal.closed(letter.at) if letter.at else "",
                instead_of=letter.instead_of,
                post=letter.post,
                due=letter.due,
                fate=Fate.WAITING.value,
                tries=0,
            )
        )
        return True

    async def replace(self, letter: Letter) -> bool:
        """Change what a waiting letter with the same cause and recipient says, and when."""
        return await self._change_waiting(
            letter,
            content=self._seal.closed(letter.content),
            about=self._seal.closed(letter.about) if letter.about else "",
            due=letter.due,
        )

    async def cancel(self, letter: Letter) -> bool:
        """Let a waiting letter with the same cause and recipient never leave; say whether."""
        return await self._change_waiting(
            letter, fate=Fate.CANCELLED.value, recipient="", content="", about="", at=""
        )

    async def any_later(self, *, now: datetime) -> bool:
        """Say whether any letter waits for a later time."""
        query = (
            sqlalchemy.select(LETTERS.c.number)
            .where(LETTERS.c.fate == Fate.WAITING.value, LETTERS.c.due > now, OWN)
            .limit(1)
        )
        return (await self._connection.execute(query)).first() is not None

    async def hasten(self, person_id: str, *, now: datetime) -> int:
        """Let every letter that waits for a person leave now; say how many there were."""
        later = (LETTERS.c.fate == Fate.WAITING.value) & (LETTERS.c.due > now) & OWN
        return await self._of_person(person_id, later, {"due": now})

    async def revive(self, person_id: str, *, now: datetime) -> int:
        """Try again what a person could not be reached with; say how many letters there were."""
        blocked = (LETTERS.c.fate == Fate.BLOCKED.value) & (LETTERS.c.content != "") & OWN
        values = {"fate": Fate.WAITING.value, "due": now, "tries": 0, "way": None}
        return await self._of_person(person_id, blocked, values)

    async def of_person(self, person_id: str) -> int:
        """Count every letter to a person that is kept with its content."""
        return len(await self._numbers_of(person_id, LETTERS.c.recipient != ""))

    async def forget(self, person_id: str) -> int:
        """Remove every letter to a person; say how many."""
        ids = await self._numbers_of(person_id, LETTERS.c.recipient != "")
        if ids:
            await self._connection.execute(
                sqlalchemy.delete(LETTERS).where(LETTERS.c.number.in_(ids))
            )
        return len(ids)

    async def drop(self, is_gone: Callable[[Letter], bool]) -> int:
        """Remove the letters of which this is true, of all that are kept whole; say how many."""
        query = sqlalchemy.select(LETTERS).where(LETTERS.c.recipient != "")
        numbers = [
            row.number
            for row in (await self._connection.execute(query)).all()
            if self._can_open(row.recipient)
            and is_gone(self._letter(row, tries=row.tries, lease=row.lease))
        ]
        if numbers:
            await self._connection.execute(
                sqlalchemy.delete(LETTERS).where(LETTERS.c.number.in_(numbers))
            )
        return len(numbers)

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put what letters say through a change, wherever they are; say how many it changed."""
        return await reword(
            self._connection,
            LETTERS,
            ["content"],
            resealing(self._seal, change),
            LETTERS.c.content != "",
        )

    async def hand_over(self, *, of: str, to: str) -> int:
        """Let every letter to one person go to another; say how many there were."""
        numbers = await self._numbers_of(of, LETTERS.c.recipient != "")
        for number in numbers:
            await self._connection.execute(
                sqlalchemy.update(LETTERS)
                .where(LETTERS.c.number == number)
                .values(recipient=self._seal.closed(to))
            )
        return len(numbers)

    async def any_due(self, *, now: datetime) -> bool:
        """Say whether there is anything to claim."""
        for post in ("", *await self._leaving()):
            query = sqlalchemy.select(LETTERS.c.number).where(_queued(post, now)).limit(1)
            if (await self._connection.execute(query)).first() is not None:
                return True
        return False

    async def candidates(
        self, *, now: datetime, own: int, of_posts: int, without: Collection[str] = ()
    ) -> Sequence[Letter]:
        """Return letters that are due, oldest first, those of posts last; nobody else gets them.

        Args:
            now: the current time.
            own: the most letters that are no part of a post.
            of_posts: the most letters, those of posts among them.
            without: platforms that take nothing now.
        """
        found = await self._waiting_in("", now, own, without)
        if of_posts:
            for post in await self._leaving():
                found += await self._waiting_in(post, now, of_posts - len(found), without)
                if len(found) >= of_posts:
                    break
        return found

    async def lease(
        self, letters: Sequence[Letter], *, by: str, until: datetime
    ) -> Sequence[Letter]:
        """Claim letters for a sender; each claim carries a new lease token."""
        leased = [
            replace(one, tries=one.tries + 1, lease=f"{by}/{secrets.token_hex(8)}")
            for one in letters
        ]
        if leased:
            change = (
                sqlalchemy.update(LETTERS)
                .where(LETTERS.c.id == sqlalchemy.bindparam("this"))
                .values(
                    fate=Fate.SENDING.value,
                    leased_until=until,
                    kept_back=None,
                    lease=sqlalchemy.bindparam("token"),
                    tries=sqlalchemy.bindparam("count"),
                )
            )
            rows = [{"this": one.id, "token": one.lease, "count": one.tries} for one in leased]
            await self._connection.execute(change, rows)
        return leased

    async def keep_back(self, letters: Mapping[str, datetime]) -> None:
        """Let letters wait for their conversation's turn: until when, by id."""
        rows = [{"this": one, "until": until} for one, until in letters.items()]
        await self._each("kept_back", "until", rows)

    async def go_by(self, ways: Mapping[str, str]) -> None:
        """Write down which platform letters go to that name none, by id."""
        await self._each("way", "way", [{"this": one, "way": way} for one, way in ways.items()])

    async def settle(self, letter: Letter, step: Step, outcome: Outcome) -> bool:
        """Write what became of a claimed letter; False when the lease is no longer ours."""
        values: dict[str, Any] = {
            "fate": step.fate.value,
            "lease": None,
            "leased_until": None,
            "platform_id": outcome.platform_id,
            "why": outcome.why[:200],
        }
        if step.due is not None:
            values["due"] = step.due
        if step.fate in {Fate.DELIVERED, Fate.CANCELLED}:
            values |= {"recipient": "", "content": "", "about": "", "at": ""}
        change = sqlalchemy.update(LETTERS).where(
            LETTERS.c.id == letter.id, LETTERS.c.lease == letter.lease
        )
        return (await self._connection.execute(change.values(**values))).rowcount == 1

    async def lost(self, *, now: datetime, is_gone: Callable[[str], bool]) -> Sequence[Letter]:
        """Return letters in sending whose lease has run out, or whose sender is gone."""
        query = (
            sqlalchemy.select(LETTERS)
            .where(LETTERS.c.fate == Fate.SENDING.value)
            .order_by(LETTERS.c.number)
            .with_for_update(skip_locked=True)
        )
        return [
            self._letter(row, tries=row.tries, lease=row.lease)
            for row in await self._connection.execute(query)
            if row.leased_until < now or is_gone(row.lease.rpartition("/")[0])
        ]

    async def forget_old(self, *, before: datetime) -> int:
        """Empty letters that were due before a time and can no longer move; say how many."""
        old = (LETTERS.c.due < before) & LETTERS.c.fate.not_in(MOVING)
        removed = await self._connection.execute(
            sqlalchemy.delete(LETTERS).where(old, LETTERS.c.kind == Kind.AT_LEAST_ONCE.value)
        )
        emptied = await self._connection.execute(
            sqlalchemy.update(LETTERS)
            .where(old, LETTERS.c.content != "")
            .values(recipient="", content="", about="", at="")
        )
        return removed.rowcount + emptied.rowcount

    async def waiting_for(self, person_id: str, *, now: datetime) -> int:
        """Count the letters to a person that are due or being sent."""
        moving = LETTERS.c.fate.in_(MOVING) & (LETTERS.c.due <= now) & OWN
        return len(await self._numbers_of(person_id, moving))

    async def sums(self) -> Mapping[Fate, int]:
        """Count the letters by fate."""
        query = sqlalchemy.select(LETTERS.c.fate, sqlalchemy.func.count()).group_by(LETTERS.c.fate)
        found = {Fate(fate): count for fate, count in await self._connection.execute(query)}
        return {fate: found.get(fate, 0) for fate in Fate}

    async def _leaving(self) -> Sequence[str]:
        """Return the posts with letters that wait and may leave, one look-up each."""
        found, last = [], ""
        while True:
            following = sqlalchemy.select(sqlalchemy.func.min(LETTERS.c.post)).where(
                LETTERS.c.fate == Fate.WAITING.value, LETTERS.c.post > last
            )
            last = (await self._connection.execute(following)).scalar_one_or_none() or ""
            if not last:
                break
            found.append(last)
        if not found:
            return ()
        may = sqlalchemy.select(POSTS_LEAVING.c.post).where(POSTS_LEAVING.c.post.in_(found))
        return sorted((await self._connection.execute(may)).scalars())

    async def _waiting_in(
        self, post: str, now: datetime, most: int, without: Collection[str]
    ) -> list[Letter]:
        if most <= 0:
            return []
        query = sqlalchemy.select(LETTERS).where(_queued(post, now))
        if without:
            way = sqlalchemy.func.coalesce(LETTERS.c.channel, LETTERS.c.way, "")
            query = query.where(way.not_in(sorted(without)))
        rows = await self._connection.execute(
            query.order_by(LETTERS.c.number).limit(most).with_for_update(skip_locked=True)
        )
        found = []
        for row in rows.all():
            if self._can_open(row.content):
                found.append(self._letter(row, tries=row.tries, lease=None))
            else:
                await self._set_aside(row.number)
        return found

    async def _each(self, column: str, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Change one column of several letters, each to its own value."""
        if rows:
            change = (
                sqlalchemy.update(LETTERS)
                .where(LETTERS.c.id == sqlalchemy.bindparam("this"))
                .values({column: sqlalchemy.bindparam(name)})
            )
            await self._connection.execute(change, list(rows))

    async def _change_waiting(self, letter: Letter, **values: Any) -> bool:
        change = (
            sqlalchemy.update(LETTERS)
            .where(LETTERS.c.once == self._once(letter), LETTERS.c.fate == Fate.WAITING.value)
            .values(**values)
        )
        return (await self._connection.execute(change)).rowcount == 1

    async def _of_person(
        self, person_id: str, where: sqlalchemy.ColumnElement[bool], values: Mapping[str, Any]
    ) -> int:
        """Change a person's letters; whose they are can be seen only by opening each."""
        ids = await self._numbers_of(person_id, where)
        if ids:
            await self._connection.execute(
                sqlalchemy.update(LETTERS).where(LETTERS.c.number.in_(ids), where).values(**values)
            )
        return len(ids)

    async def _numbers_of(
        self, person_id: str, where: sqlalchemy.ColumnElement[bool]
    ) -> Sequence[int]:
        query = sqlalchemy.select(LETTERS.c.number, LETTERS.c.recipient).where(where)
        return [
            row.number
            for row in await self._connection.execute(query)
            if self._can_open(row.recipient) and self._seal.opened(row.recipient) == person_id
        ]

    def _once(self, letter: Letter) -> str:
        return once(self._seal, letter)

    def _can_open(self, sealed: str) -> bool:
        try:
            self._seal.opened(sealed)
        except SealBroken:
            return False
        return True

    async def _set_aside(self, number: int) -> None:
        """Keep one unreadable letter from stopping all the others; it stays for a person."""
        await self._connection.execute(
            sqlalchemy.update(LETTERS)
            .where(LETTERS.c.number == number)
            .values(fate=Fate.FAILED.value, why="sealed with another key")
        )

    def _letter(self, row: sqlalchemy.Row[Any], *, tries: int, lease: str | None) -> Letter:
        return Letter(
            id=row.id,
            kind=Kind(row.kind),
            reason="",
            recipient=self._seal.opened(row.recipient),
            channel=row.channel,
            content=self._seal.opened(row.content),
            due=row.due,
            about=self._seal.opened(row.about) if row.about else "",
            at=self._seal.opened(row.at) if row.at else "",
            instead_of=row.instead_of,
            post=row.post,
            way=row.way,
            tries=tries,
            lease=lease,
        )


def _queued(post: str, now: datetime) -> sqlalchemy.ColumnElement[bool]:
    """Return what is true of the letters of a post (of none: "") that are due."""
    turn = LETTERS.c.kept_back.is_(None) | (LETTERS.c.kept_back <= now)
    # A turn that far away was written by a clock that was wrong.
    turn |= LETTERS.c.kept_back > now + LONGEST_HOLD
    return sqlalchemy.and_(
        LETTERS.c.fate == Fate.WAITING.value, LETTERS.c.post == post, LETTERS.c.due <= now, turn
    )


def once(seal: Seal, letter: Letter) -> str:
    """Return what the same cause and recipient always give, and nothing else does."""
    return seal.mark("letter", f"{letter.kind}|{letter.reason}|{letter.recipient}")
