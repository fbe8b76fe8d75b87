"""Keeps escalations, their lines and their history in the database."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.escalations.model import Escalation, Line, Stage, UnknownEscalation, Voice
from knowledge.storage import METADATA, UtcDateTime

ESCALATIONS = sqlalchemy.Table(
    "escalations",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("asker", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("named", sqlalchemy.Boolean, nullable=False),
    sqlalchemy.Column("department", sqlalchemy.String(64)),
    sqlalchemy.Column("said", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("holder", sqlalchemy.String(64), nullable=False, index=True),
    sqlalchemy.Column("stage", sqlalchemy.String(20), nullable=False, index=True),
    sqlalchemy.Column("asked", UtcDateTime, nullable=False),
    sqlalchemy.Column("changed", UtcDateTime, nullable=False),
)

LINES = sqlalchemy.Table(
    "escalation_lines",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.Integer, primary_key=True, autoincrement=True),
    sqlalchemy.Column(
        "escalation", sqlalchemy.ForeignKey("escalations.id"), nullable=False, index=True
    ),
    sqlalchemy.Column("voice", sqlalchemy.String(20), nullable=False),
    sqlalchemy.Column("text", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("at", UtcDateTime, nullable=False),
)

HISTORY = sqlalchemy.Table(
    "escalation_history",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.Integer, primary_key=True, autoincrement=True),
    sqlalchemy.Column(
        "escalation", sqlalchemy.ForeignKey("escalations.id"), nullable=False, index=True
    ),
    sqlalchemy.Column("stage", sqlalchemy.String(20), nullable=False),
    sqlalchemy.Column("at", UtcDateTime, nullable=False),
)

FORGOTTEN = ""
"""Stands where the sealed asker stood, once that link has been removed."""


class SqlEscalationShelf:
    """Handed-over questions, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, escalation_id: str) -> Escalation:
        """Return the escalation with its lines, or raise UnknownEscalation."""
        query = sqlalchemy.select(ESCALATIONS).where(ESCALATIONS.c.id == escalation_id)
        row = (await self._connection.execute(query)).one_or_none()
        if row is None:
            raise UnknownEscalation
        return await self._whole(row)

    async def add(self, escalation: Escalation) -> None:
        """Keep a new escalation with its first lines."""
        values = {column.name: getattr(escalation, column.name) for column in ESCALATIONS.c}
        values["stage"] = escalation.stage.value
        await self._connection.execute(ESCALATIONS.insert().values(**values))
        await self._remember(escalation.id, escalation.stage, escalation.asked)
        for line in escalation.lines:
            await self.write(escalation.id, line)

    async def move(
        self,
        escalation_id: str,
        *,
        among: Collection[Stage],
        to: Stage,
        at: datetime,
        holder: str | None = None,
        held_by: str | None = None,
    ) -> bool:
        """Change the stage if it is still one of these; one conditional update, one history row."""
        change = sqlalchemy.update(ESCALATIONS).where(
            ESCALATIONS.c.id == escalation_id,
            ESCALATIONS.c.stage.in_([stage.value for stage in among]),
        )
        if held_by is not None:
            change = change.where(ESCALATIONS.c.holder == held_by)
        values: dict[str, Any] = {"stage": to.value, "changed": at}
        if holder is not None:
            values["holder"] = holder
        moved = (await self._connection.execute(change.values(**values))).rowcount == 1
        if moved:
            await self._remember(escalation_id, to, at)
        return moved

    async def write(self, escalation_id: str, line: Line) -> None:
        """Add a line to the conversation."""
        await self._connection.execute(
            LINES.insert().values(
                escalation=escalation_id, voice=line.voice.value, text=line.text, at=line.at
            )
        )

    async def held_by(self, person_id: str) -> Sequence[Escalation]:
        """Return the open questions a person holds, oldest first."""
        query = (
            sqlalchemy.select(ESCALATIONS)
            .where(
                ESCALATIONS.c.holder == person_id,
                ESCALATIONS.c.stage.in_([stage.value for stage in Stage if stage.is_open]),
            )
            .order_by(ESCALATIONS.c.asked)
        )
        return [await self._whole(row) for row in (await self._connection.execute(query)).all()]

    async def forget_asker(self, escalation_id: str) -> None:
        """Remove the link to the asker of one question, and the wish to be named."""
        await self._connection.execute(
            sqlalchemy.update(ESCALATIONS)
            .where(ESCALATIONS.c.id == escalation_id)
            .values(asker=FORGOTTEN, named=False)
        )

    async def remove_closed(self, *, before: datetime) -> int:
        """Remove questions closed before a time, with all that was said; say how many."""
        closed = ESCALATIONS.c.stage.in_([stage.value for stage in Stage if not stage.is_open]) & (
            ESCALATIONS.c.changed < before
        )
        ids = sqlalchemy.select(ESCALATIONS.c.id).where(closed)
        for table in (LINES, HISTORY):
            await self._connection.execute(
                sqlalchemy.delete(table).where(table.c.escalation.in_(ids))
            )
        return (
            await self._connection.execute(sqlalchemy.delete(ESCALATIONS).where(closed))
        ).rowcount

    async def forget_askers(self, *, closed_before: datetime) -> int:
        """Remove the link to the asker of unnamed questions closed before a time; say how many."""
        change = (
            sqlalchemy.update(ESCALATIONS)
            .where(
                ESCALATIONS.c.named.is_(False),
                ESCALATIONS.c.asker != FORGOTTEN,
                ESCALATIONS.c.changed < closed_before,
                ESCALATIONS.c.stage.in_([stage.value for stage in Stage if not stage.is_open]),
            )
            .values(asker=FORGOTTEN)
        )
        return (await self._connection.execute(change)).rowcount

    async def _whole(self, row: sqlalchemy.Row[Any]) -> Escalation:
        query = sqlalchemy.select(LINES).where(LINES.c.escalation == row.id).order_by(LINES.c.id)
        lines = tuple(
            Line(voice=Voice(line.voice), text=line.text, at=line.at)
            for line in await self._connection.execute(query)
        )
        return Escalation(**{**row._mapping, "stage": Stage(row.stage), "lines": lines})

    async def _remember(self, escalation_id: str, stage: Stage, at: datetime) -> None:
        await self._connection.execute(
            HISTORY.insert().values(escalation=escalation_id, stage=stage.value, at=at)
        )
