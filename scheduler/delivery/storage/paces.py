"""Keeps how fast letters may leave, and what has left lately, for all senders together."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.sealing import Seal
from knowledge.storage import insert_once, insert_or_replace
from scheduler.delivery.limits import Gate, Limit, Scope
from scheduler.delivery.model import Letter
from scheduler.delivery.storage.tables import DELIVERY_LIMITS, PACES

HELD = "held"
"""Stands where a limit's name would: the platform has asked us to wait with everything."""


class SqlPaces:
    """Limits and paces, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    def place(self, letter: Letter, channel: str) -> str:
        """Return what tells one conversation from another, and whose it is to nobody."""
        return self._mark(channel, letter.at or letter.recipient)

    async def limits(self) -> Mapping[str, Sequence[Limit]]:
        """Return the limits by platform."""
        found = defaultdict(list)
        query = sqlalchemy.select(DELIVERY_LIMITS).order_by(*DELIVERY_LIMITS.primary_key.columns)
        for row in await self._connection.execute(query):
            limit = Limit(
                channel=row.channel,
                scope=Scope(row.scope),
                most=row.most,
                within=timedelta(seconds=row.seconds),
                at_once=row.at_once,
            )
            found[limit.channel].append(limit)
        return dict(found)

    async def limit(self, *limits: Limit) -> None:
        """Let other limits hold from now on, instead of all there were."""
        await self._connection.execute(sqlalchemy.delete(DELIVERY_LIMITS))
        for one in limits:
            await self._connection.execute(
                sqlalchemy.insert(DELIVERY_LIMITS).values(
                    channel=one.channel,
                    scope=one.scope.value,
                    seconds=int(one.within.total_seconds()),
                    most=one.most,
                    at_once=one.at_once,
                )
            )

    async def gate(
        self,
        channels: Collection[str],
        places: Collection[str],
        limits: Mapping[str, Sequence[Limit]],
        *,
        now: datetime,
    ) -> Gate:
        """Return who may leave now; nobody else lets anything out until this transaction ends.

        Args:
            channels: platforms whose limits are asked for.
            places: conversations, as `place` names them.
            limits: by platform.
            now: the current time.
        """
        limited = sorted(one for one in channels if limits.get(one))
        found = await self._rows(limited, places)
        missing = [one for one in limited if (one, HELD) not in found]
        if missing:
            # Somebody must be the first to make the row that all wait for.
            rows = [{"key": one, "name": HELD, "arrival": now} for one in missing]
            await self._connection.execute(insert_once(self._connection, PACES), rows)
            found = await self._rows(limited, places)
        return Gate(
            now=now,
            limits={one: limits[one] for one in limited},
            held={key: at for (key, name), at in found.items() if name == HELD},
            arrivals={key: at for key, at in found.items() if key[1] != HELD},
        )

    async def keep(self, gate: Gate) -> None:
        """Write down what a gate has let out."""
        rows = [
            {"key": key, "name": name, "arrival": gate.arrivals[key, name]}
            for key, name in sorted(gate.changed)
        ]
        if rows:
            await self._connection.execute(insert_or_replace(self._connection, PACES), rows)

    async def hold(self, channel: str, *, until: datetime) -> None:
        """Let nothing leave for a platform until a time; a later one that stands is kept."""
        row = {"key": channel, "name": HELD, "arrival": until}
        await self._connection.execute(insert_once(self._connection, PACES), [row])
        await self._connection.execute(
            sqlalchemy.update(PACES)
            .where(PACES.c.key == channel, PACES.c.name == HELD, PACES.c.arrival < until)
            .values(arrival=until)
        )

    async def forget(self, person_id: str) -> int:
        """Remove what tells that somebody was written to lately; say how many rows."""
        marks = [self._mark(channel, person_id) for channel in await self.limits()]
        theirs = sqlalchemy.delete(PACES).where(PACES.c.key.in_(marks))
        return (await self._connection.execute(theirs)).rowcount

    async def forget_old(self, *, now: datetime) -> int:
        """Remove what no limit needs any more; say how many rows."""
        old = sqlalchemy.delete(PACES).where(PACES.c.arrival < now, PACES.c.name != HELD)
        return (await self._connection.execute(old)).rowcount

    def _mark(self, channel: str, where: str) -> str:
        return self._seal.mark("pace", f"{channel}|{where}")

    async def _rows(
        self, channels: Sequence[str], places: Collection[str]
    ) -> dict[tuple[str, str], datetime]:
        if not channels:
            return {}
        query = (
            sqlalchemy.select(PACES)
            .where(PACES.c.key.in_([*channels, *sorted(places)]))
            .order_by(PACES.c.key, PACES.c.name)
            .with_for_update()
        )
        rows = await self._connection.execute(query)
        return {(row.key, row.name): row.arrival for row in rows}
