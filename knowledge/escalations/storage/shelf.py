"""Changes escalations in the database: each move conditional, with a row of history."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

import sqlalchemy

from knowledge.escalations.model import (
    Deed,
    Escalation,
    Line,
    Proposal,
    Stage,
    Step,
)
from knowledge.escalations.ports import Move
from knowledge.escalations.storage.looking import SqlLooking
from knowledge.escalations.storage.tables import (
    CLOSED,
    DUE,
    ESCALATIONS,
    FORGOTTEN,
    HISTORY,
    LINES,
    TAKEN_OUT,
    WRITTEN,
    proposal_text,
)
from knowledge.storage import UtcDateTime, reword


class SqlEscalationShelf(SqlLooking):
    """Handed-over questions, as one transaction sees them."""

    async def add(self, escalation: Escalation) -> None:
        """Keep a new escalation with its first lines."""
        values = {column.name: getattr(escalation, column.name) for column in ESCALATIONS.c}
        values |= {
            "stage": escalation.stage.value,
            "step": escalation.step.value,
            "proposal": proposal_text(escalation.proposal),
        }
        await self._connection.execute(ESCALATIONS.insert().values(**values))
        await self._remember(escalation.id, Deed.ASKED, at=escalation.asked)
        for line in escalation.lines:
            await self.write(escalation.id, line)

    async def move(self, escalation_id: str, move: Move) -> bool:
        """Make a change if it is still allowed: one conditional update, one history row."""
        change = sqlalchemy.update(ESCALATIONS).where(
            ESCALATIONS.c.id == escalation_id,
            ESCALATIONS.c.stage.in_([stage.value for stage in move.among]),
        )
        if move.held_by is not None:
            change = change.where(ESCALATIONS.c.holder == move.held_by)
        values: dict[str, Any] = {"stage": move.to.value, "changed": move.at}
        if move.holder is not None:
            values |= {"holder": move.holder, "reached": None, "due": None, "proposal": ""}
        if not move.to.is_due:
            values |= {"since": None, "due": None, "step": Step.NEW.value}
        if move.step is not None:
            values["step"] = move.step.value
        if move.to is Stage.CLOSED:
            values["reason"] = move.word
        moved = (await self._connection.execute(change.values(**values))).rowcount == 1
        if moved:
            await self._remember(escalation_id, move.deed, at=move.at, by=move.by, word=move.word)
        return moved

    async def write(self, escalation_id: str, line: Line) -> int:
        """Add a line to the conversation; return its id."""
        kept = await self._connection.execute(
            LINES.insert()
            .values(
                escalation=escalation_id,
                voice=line.voice.value,
                text=line.text,
                at=line.at,
                by=line.by,
            )
            .returning(LINES.c.id)
        )
        return int(kept.scalar_one())

    async def line_arrived(self, line_id: int, *, at: datetime) -> None:
        """Write down that a line has reached the one it was written to."""
        await self._connection.execute(
            sqlalchemy.update(LINES).where(LINES.c.id == line_id).values(arrived=at)
        )

    async def reached(self, escalation_id: str, *, holder: str, at: datetime) -> bool:
        """Write down that a question has reached its holder; False when it is another's by now."""
        change = (
            sqlalchemy.update(ESCALATIONS)
            .where(
                ESCALATIONS.c.id == escalation_id,
                ESCALATIONS.c.holder == holder,
                ESCALATIONS.c.reached.is_(None),
                ESCALATIONS.c.stage.in_(DUE),
            )
            .values(
                reached=at,
                since=sqlalchemy.func.coalesce(
                    ESCALATIONS.c.since, sqlalchemy.literal(at, UtcDateTime)
                ),
            )
        )
        return (await self._connection.execute(change)).rowcount == 1

    async def schedule(
        self, escalation_id: str, *, since: datetime | None, due: datetime | None
    ) -> None:
        """Set when the clock began, and when its next step is."""
        await self._set(escalation_id, since=since, due=due)

    async def keep_draft(self, escalation_id: str, text: str, *, by: str) -> None:
        """Keep what somebody had begun to write; an empty text removes it."""
        await self._set(escalation_id, draft=text, draft_by=by if text else "")

    async def propose(self, escalation_id: str, proposal: Proposal | None) -> None:
        """Keep a wish to pass a question on, or remove it."""
        await self._set(escalation_id, proposal=proposal_text(proposal))

    async def name_asker(self, escalation_id: str) -> None:
        """Write down that the asker wants to be seen by name."""
        await self._set(escalation_id, named=True)

    async def reseal(self, escalation_id: str, asker: str) -> None:
        """Replace the sealed link to the asker."""
        await self._set(escalation_id, asker=asker)

    async def forget_asker(self, escalation_id: str) -> None:
        """Remove the link to the asker of one question, and the wish to be named."""
        await self._set(escalation_id, asker=FORGOTTEN, named=False)

    async def reword(self, ids: Collection[str], change: Callable[[str], str]) -> None:
        """Put all that was written about these questions through a change."""
        for key, columns in WRITTEN:
            names = [column.name for column in columns]
            await reword(self._connection, key.table, names, change, key.in_(ids))

    async def forget_coach(self, person_id: str, *, name: str) -> None:
        """Remove a person from lines, history, drafts, proposals, and from what is closed."""
        had = [one.id for one in await self.involving(person_id)]
        await self.reword(had, lambda text: text.replace(name, TAKEN_OUT))
        for table, column in (
            (LINES, LINES.c.by),
            (HISTORY, HISTORY.c.by),
            (HISTORY, HISTORY.c.holder),
            (ESCALATIONS, ESCALATIONS.c.holder),
        ):
            await self._connection.execute(
                sqlalchemy.update(table).where(column == person_id).values({column.name: ""})
            )
        await self._connection.execute(
            sqlalchemy.update(ESCALATIONS)
            .where(ESCALATIONS.c.draft_by == person_id)
            .values(draft="", draft_by="")
        )
        for escalation in await self._several(ESCALATIONS.c.proposal != ""):
            if escalation.proposal and escalation.proposal.to == person_id:
                await self.propose(escalation.id, None)

    async def remove_closed(self, *, before: datetime) -> int:
        """Remove questions closed before a time, with all that was said; say how many."""
        closed = ESCALATIONS.c.stage.in_(CLOSED) & (ESCALATIONS.c.changed < before)
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
                ESCALATIONS.c.stage.in_(CLOSED),
            )
            .values(asker=FORGOTTEN)
        )
        return (await self._connection.execute(change)).rowcount

    async def _set(self, escalation_id: str, **values: Any) -> None:
        await self._connection.execute(
            sqlalchemy.update(ESCALATIONS).where(ESCALATIONS.c.id == escalation_id).values(**values)
        )

    async def _remember(
        self, escalation_id: str, deed: Deed, *, at: datetime, by: str = "", word: str = ""
    ) -> None:
        """Write one row of history, with the stage and holder as they are now."""
        await self._connection.execute(
            HISTORY.insert().from_select(
                ["escalation", "deed", "stage", "by", "holder", "word", "at"],
                sqlalchemy.select(
                    ESCALATIONS.c.id,
                    sqlalchemy.literal(deed.value),
                    ESCALATIONS.c.stage,
                    sqlalchemy.literal(by),
                    ESCALATIONS.c.holder,
                    sqlalchemy.literal(word),
                    sqlalchemy.literal(at, UtcDateTime),
                ).where(ESCALATIONS.c.id == escalation_id),
            )
        )
