"""Finds escalations in the database: one, or all that somebody has to do with."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.escalations.model import (
    Deed,
    Escalation,
    Event,
    Line,
    Load,
    Stage,
    Step,
    UnknownEscalation,
    Voice,
)
from knowledge.escalations.storage.tables import (
    COUNTED,
    DUE,
    ESCALATIONS,
    FORGOTTEN,
    HISTORY,
    LINES,
    OPEN,
    WRITTEN,
    proposal_of,
)


class SqlLooking:
    """What is handed over, as one transaction sees it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, escalation_id: str) -> Escalation:
        """Return the escalation with its lines, or raise UnknownEscalation."""
        found = await self._several(ESCALATIONS.c.id == escalation_id)
        if not found:
            raise UnknownEscalation
        return found[0]

    async def escalation_of(self, line_id: int) -> str:
        """Return the id of the question a line belongs to, or raise UnknownEscalation."""
        query = sqlalchemy.select(LINES.c.escalation).where(LINES.c.id == line_id)
        found = (await self._connection.execute(query)).scalar_one_or_none()
        if found is None:
            raise UnknownEscalation
        return str(found)

    async def history(self, escalation_id: str) -> Sequence[Event]:
        """Return what has happened to a question, oldest first."""
        query = (
            sqlalchemy.select(HISTORY)
            .where(HISTORY.c.escalation == escalation_id)
            .order_by(HISTORY.c.id)
        )
        return [
            Event(
                deed=Deed(row.deed),
                stage=Stage(row.stage),
                by=row.by,
                holder=row.holder,
                word=row.word,
                at=row.at,
            )
            for row in await self._connection.execute(query)
        ]

    async def held_by(self, person_id: str) -> Sequence[Escalation]:
        """Return the open questions a person holds, oldest first."""
        return await self._several(ESCALATIONS.c.holder == person_id, ESCALATIONS.c.stage.in_(OPEN))

    async def answered_by(
        self, person_id: str, *, since: datetime, words: str = "", limit: int = 20
    ) -> Sequence[Escalation]:
        """Return questions somebody has answered since a time, the newest first."""
        answered = (
            sqlalchemy.select(LINES.c.escalation)
            .where(LINES.c.by == person_id, LINES.c.at >= since)
            .group_by(LINES.c.escalation)
            .order_by(sqlalchemy.func.max(LINES.c.id).desc())
        )
        ids = (await self._connection.execute(answered)).scalars().all()
        found = await self._several(ESCALATIONS.c.id.in_(ids)) if ids else []
        by_id = {one.id: one for one in found}
        wanted = words.casefold()
        return [
            by_id[one]
            for one in ids
            if not wanted or any(wanted in line.text.casefold() for line in by_id[one].lines)
        ][:limit]

    async def had_by(self, escalation_id: str) -> Collection[str]:
        """Return everybody who has held a question."""
        query = sqlalchemy.select(HISTORY.c.holder).where(HISTORY.c.escalation == escalation_id)
        return {one for one in (await self._connection.execute(query)).scalars() if one}

    async def loads(self, people: Collection[str]) -> Mapping[str, Load]:
        """Return how much each of these people has been given."""
        counted = sqlalchemy.case((ESCALATIONS.c.stage.in_(COUNTED), 1), else_=0)
        query = (
            sqlalchemy.select(
                ESCALATIONS.c.holder,
                sqlalchemy.func.sum(counted).label("open"),
                sqlalchemy.func.max(ESCALATIONS.c.asked).label("last"),
            )
            .where(ESCALATIONS.c.holder.in_(people))
            .group_by(ESCALATIONS.c.holder)
        )
        rows = await self._connection.execute(query)
        found = {row.holder: Load(open=int(row.open), last=row.last) for row in rows}
        return {one: found.get(one) or Load() for one in people}

    async def answered_since(self, people: Collection[str], since: datetime) -> Mapping[str, int]:
        """Return how many questions each of these people has answered since a time."""
        query = (
            sqlalchemy.select(
                LINES.c.by, sqlalchemy.func.count(sqlalchemy.distinct(LINES.c.escalation))
            )
            .where(LINES.c.by.in_(people), LINES.c.at >= since)
            .group_by(LINES.c.by)
        )
        return {row[0]: row[1] for row in await self._connection.execute(query)}

    async def on_the_way(self, holder: str) -> Sequence[Escalation]:
        """Return the questions that wait for a person and have not reached them, oldest first."""
        return await self._several(
            ESCALATIONS.c.holder == holder,
            ESCALATIONS.c.stage == Stage.WAITING.value,
            ESCALATIONS.c.reached.is_(None),
        )

    async def all_due(self, *, now: datetime, limit: int = 100) -> Sequence[str]:
        """Return ids of questions whose clock has something to do, the longest waiting first."""
        query = (
            sqlalchemy.select(ESCALATIONS.c.id)
            .where(ESCALATIONS.c.due <= now, ESCALATIONS.c.stage.in_(DUE))
            .order_by(ESCALATIONS.c.due)
            .limit(limit)
        )
        return list((await self._connection.execute(query)).scalars())

    async def unanswered(self) -> Sequence[Escalation]:
        """Return the questions whose holder's turn it is."""
        return await self._several(ESCALATIONS.c.stage.in_(DUE))

    async def silent(
        self, stages: Collection[Stage], *, before: datetime, limit: int = 100
    ) -> Sequence[str]:
        """Return ids of questions that have stood in these stages since before a time."""
        query = (
            sqlalchemy.select(ESCALATIONS.c.id)
            .where(
                ESCALATIONS.c.stage.in_([stage.value for stage in stages]),
                ESCALATIONS.c.changed < before,
            )
            .limit(limit)
        )
        return list((await self._connection.execute(query)).scalars())

    async def with_asker(self) -> Sequence[tuple[str, str]]:
        """Return id and sealed asker of every question that still has one."""
        query = sqlalchemy.select(ESCALATIONS.c.id, ESCALATIONS.c.asker).where(
            ESCALATIONS.c.asker != FORGOTTEN
        )
        return [(row.id, row.asker) for row in await self._connection.execute(query)]

    async def involving(self, person_id: str) -> Sequence[Escalation]:
        """Return the questions somebody holds, has held, or has done or written something in."""
        written = sqlalchemy.select(LINES.c.escalation).where(LINES.c.by == person_id)
        did = sqlalchemy.select(HISTORY.c.escalation).where(
            (HISTORY.c.holder == person_id) | (HISTORY.c.by == person_id)
        )
        return await self._several(
            (ESCALATIONS.c.holder == person_id)
            | (ESCALATIONS.c.draft_by == person_id)
            | ESCALATIONS.c.id.in_(written)
            | ESCALATIONS.c.id.in_(did)
        )

    async def mentioning(self, words: Collection[str]) -> Collection[str]:
        """Return the ids of questions about which any of these words was written, by anybody."""
        found: set[str] = set()
        for word in words:
            for key, columns in WRITTEN:
                said = [column.icontains(word, autoescape=True) for column in columns]
                query = sqlalchemy.select(key).where(sqlalchemy.or_(*said)).distinct()
                found |= set((await self._connection.execute(query)).scalars())
        return found

    async def _several(self, *where: sqlalchemy.ColumnElement[bool]) -> list[Escalation]:
        query = sqlalchemy.select(ESCALATIONS).where(*where).order_by(ESCALATIONS.c.asked)
        rows = (await self._connection.execute(query)).all()
        if not rows:
            return []
        lines: dict[str, list[Line]] = {row.id: [] for row in rows}
        of_all = sqlalchemy.select(LINES).where(LINES.c.escalation.in_(lines)).order_by(LINES.c.id)
        for line in await self._connection.execute(of_all):
            lines[line.escalation].append(
                Line(
                    voice=Voice(line.voice),
                    text=line.text,
                    at=line.at,
                    by=line.by,
                    id=line.id,
                    arrived=line.arrived,
                )
            )
        return [
            Escalation(
                **{
                    **row._mapping,
                    "stage": Stage(row.stage),
                    "step": Step(row.step),
                    "proposal": proposal_of(row.proposal),
                    "lines": tuple(lines[row.id]),
                }
            )
            for row in rows
        ]
