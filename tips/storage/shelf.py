"""Keeps tips, what is proposed for them, and what they have been, in the database."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.storage import METADATA, reword
from tips.finding.model import Found, Wanted
from tips.history.model import Edit, Edition, UnknownEdition
from tips.history.storage import EDITIONS
from tips.model import EditedMeanwhile, Stage, Tip, UnknownTip
from tips.ports import UNSIGNED
from tips.storage import lists
from tips.storage.rows import TIPS, json_of, proposal_in, row_of, tip_from, tip_in

LIBRARY = sqlalchemy.Table(
    "library",
    METADATA,
    sqlalchemy.Column("only", sqlalchemy.Integer, primary_key=True),
    sqlalchemy.Column("version", sqlalchemy.Integer, nullable=False),
)


class SqlTipShelf:
    """Tips, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, tip_id: str, language: str) -> Tip:
        """Return the tip in this language, else in Swedish, else in any, or raise UnknownTip."""
        found = {tip.language: tip for tip in await self.languages_of(tip_id)}
        for choice in (language, "sv", *sorted(found)):
            if choice in found:
                return found[choice]
        raise UnknownTip

    async def languages_of(self, tip_id: str) -> Sequence[Tip]:
        """Return a tip in every language it is written in; empty when there is none."""
        return [tip_in(row) for row in await self._rows(TIPS.c.id == tip_id)]

    async def all(self) -> Sequence[Tip]:
        """Return every tip, in every language and stage."""
        return [tip_in(row) for row in await self._rows()]

    async def published(self) -> Sequence[Tip]:
        """Return all tips that may be shown to staff, in every language."""
        return [tip_in(row) for row in await self._rows(TIPS.c.stage == Stage.PUBLISHED.value)]

    async def proposals(self) -> Sequence[Tip]:
        """Return what is proposed for published tips, drafts and what is in review."""
        rows = await self._rows(TIPS.c.proposed != "")
        return [one for one in map(proposal_in, rows) if one is not None]

    async def proposal(self, tip_id: str, language: str) -> Tip | None:
        """Return what is proposed for a published tip in this very language, if anything is."""
        rows = await self._rows(TIPS.c.id == tip_id, TIPS.c.language == language)
        return proposal_in(rows[0]) if rows else None

    async def put(self, tip: Tip, edit: Edit = UNSIGNED) -> Tip:
        """Keep the tip if its version is the one kept, and return it with the next version."""
        kept = await self._keep(tip, row_of(replace(tip, version=tip.version + 1)), edit)
        await lists.set_behind(self._connection, tip.id)
        if tip.stage in {Stage.PUBLISHED, Stage.RETIRED}:
            await self._turn_page()
        return kept

    async def propose(self, tip: Tip, edit: Edit = UNSIGNED) -> Tip:
        """Keep a change to a published tip beside it; the tip goes on answering as it is."""
        values = {
            "version": tip.version + 1,
            "proposal": json_of(tip),
            "proposed": tip.stage.value,
        }
        return await self._keep(tip, values, edit)

    async def adopt(self, tip: Tip, edit: Edit = UNSIGNED) -> Tip:
        """Let what was proposed be the tip, if its version is the one kept."""
        values = row_of(replace(tip, version=tip.version + 1)) | {"proposal": "", "proposed": ""}
        kept = await self._keep(tip, values, edit)
        await lists.set_behind(self._connection, tip.id)
        await self._turn_page()
        return kept

    async def drop_proposal(self, tip: Tip) -> None:
        """Let nothing be proposed for a tip; what was is still an edition of its history."""
        await self._change(tip, {"version": tip.version + 1, "proposal": "", "proposed": ""})

    async def fill(self, tips: Sequence[Tip]) -> None:
        """Add many new tips at once."""
        await self._connection.execute(TIPS.insert(), [row_of(tip) for tip in tips])
        for tip_id in {tip.id for tip in tips if tip.follows}:
            await lists.set_behind(self._connection, tip_id)
        await self._turn_page()

    async def library_version(self) -> int:
        """Return a number that changes whenever what staff may see has changed."""
        query = sqlalchemy.select(LIBRARY.c.version).where(LIBRARY.c.only == 1)
        return (await self._connection.execute(query)).scalar_one_or_none() or 0

    async def editions(self, tip_id: str, language: str) -> Sequence[Edition]:
        """Return what a tip has been, the newest first."""
        query = (
            sqlalchemy.select(EDITIONS)
            .where(EDITIONS.c.id == tip_id, EDITIONS.c.language == language)
            .order_by(EDITIONS.c.version.desc())
        )
        return [
            Edition(tip_from(json.loads(row.tip)), Edit(row.by, row.at))
            for row in await self._connection.execute(query)
        ]

    async def edition(self, tip_id: str, language: str, version: int) -> Edition:
        """Return one edition of a tip, or raise UnknownEdition."""
        for edition in await self.editions(tip_id, language):
            if edition.tip.version == version:
                return edition
        raise UnknownEdition

    async def written_by(self, person_id: str) -> Sequence[Tip]:
        """Return the tips somebody wrote, in every language and stage."""
        return [tip for tip in await self.all() if tip.author == person_id]

    async def forget_author(self, person_id: str, credit: str) -> int:
        """Remove a person from the tips they wrote or look after; return how many there were."""

        def changed(whole: str) -> str:
            if not whole:
                return whole
            tip = tip_from(json.loads(whole))
            left = _without(tip, person_id, credit)
            return whole if left == tip else json_of(left)

        theirs = 0
        for row in await self._rows():
            tip = tip_in(row)
            left, proposal = _without(tip, person_id, credit), changed(row.proposal)
            if left == tip and proposal == row.proposal:
                continue
            theirs += 1
            await self._connection.execute(
                sqlalchemy.update(TIPS)
                .where(TIPS.c.id == tip.id, TIPS.c.language == tip.language)
                .values(**row_of(left), proposal=proposal)
            )
        mine = sqlalchemy.update(EDITIONS).where(EDITIONS.c.by == person_id).values(by="")
        await self._connection.execute(mine)
        await reword(self._connection, EDITIONS, ["tip"], changed)
        if theirs:
            await self._turn_page()
        return theirs

    async def find(self, wanted: Wanted, *, start: int = 0, most: int = 50) -> Found:
        """Return a page of what somebody looks for, by topic and title."""
        return await lists.find(self._connection, wanted, start=start, most=most)

    async def topics(self) -> Sequence[str]:
        """Return the topics that tips have, in order of the alphabet."""
        query = sqlalchemy.select(TIPS.c.topic).distinct().order_by(TIPS.c.topic)
        return list(await self._connection.scalars(query))

    async def pictures(self) -> Collection[str]:
        """Return the names of all pictures that tips show, would show, or have shown."""
        found: set[str] = set()
        for column in (TIPS.c.content, TIPS.c.proposal, EDITIONS.c.tip):
            query = sqlalchemy.select(column).where(column.like('%"pictures": [{%'))
            for text in await self._connection.scalars(query):
                found.update(one["name"] for one in json.loads(text)["pictures"])
        return found

    async def reword_editions(self, change: Callable[[str], str]) -> int:
        """Put what tips have been, as JSON, through a change; say how many it changed."""
        return await reword(self._connection, EDITIONS, ["tip"], change)

    async def _rows(self, *where: sqlalchemy.ColumnElement[bool]) -> Sequence[sqlalchemy.Row[Any]]:
        query = sqlalchemy.select(TIPS).where(*where).order_by(TIPS.c.id, TIPS.c.language)
        return (await self._connection.execute(query)).all()

    async def _keep(self, tip: Tip, values: dict[str, Any], edit: Edit) -> Tip:
        """Change the row, or add it where there is none, and write the edition down."""
        kept = replace(tip, version=tip.version + 1)
        if not await self._change(tip, values):
            await self._connection.execute(TIPS.insert().values(**row_of(kept)))
        await self._connection.execute(
            EDITIONS.insert().values(
                id=kept.id,
                language=kept.language,
                version=kept.version,
                by=edit.by,
                at=edit.at,
                tip=json_of(kept),
            )
        )
        return kept

    async def _change(self, tip: Tip, values: dict[str, Any]) -> bool:
        """Change the row if its version is the tip's; False when there is no such row at all."""
        this = (TIPS.c.id == tip.id, TIPS.c.language == tip.language)
        change = sqlalchemy.update(TIPS).where(*this, TIPS.c.version == tip.version)
        if (await self._connection.execute(change.values(**values))).rowcount:
            return True
        if (await self._connection.execute(sqlalchemy.select(TIPS.c.version).where(*this))).first():
            raise EditedMeanwhile(title=tip.title)
        return False

    async def _turn_page(self) -> None:
        change = (
            sqlalchemy.update(LIBRARY)
            .where(LIBRARY.c.only == 1)
            .values(version=LIBRARY.c.version + 1)
        )
        if (await self._connection.execute(change)).rowcount == 0:
            await self._connection.execute(LIBRARY.insert().values(only=1, version=1))


def _without(tip: Tip, person_id: str, credit: str) -> Tip:
    """Return a tip that names a person neither as author nor as caretaker."""
    wrote = tip.author == person_id
    return replace(
        tip,
        author="" if wrote else tip.author,
        credit="" if wrote and tip.credit == credit else tip.credit,
        caretaker="" if tip.caretaker == person_id else tip.caretaker,
    )
