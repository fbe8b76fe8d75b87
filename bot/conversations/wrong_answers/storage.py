"""Keeps wrong answers as marks: neither the person nor the wording can be read from them."""

from collections.abc import Collection

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.matching.words import normal
from knowledge.sealing import Seal
from knowledge.storage import METADATA, insert_once

WRONG_ANSWERS = sqlalchemy.Table(
    "wrong_answers",
    METADATA,
    sqlalchemy.Column("wording", sqlalchemy.String(64), primary_key=True),
    sqlalchemy.Column("tip", sqlalchemy.String(80), primary_key=True),
    sqlalchemy.Column("owner", sqlalchemy.String(64), nullable=False, index=True),
)

EVERYBODY = ""
"""Stands for a person where a coordinator has said yes for all."""


class SqlWrongAnswers:
    """Wrong answers, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    async def add(self, person_id: str, wording: str, tip_id: str) -> None:
        """Never again this tip for this wording to this person; adding twice is no error."""
        if tip_id in await self.of(person_id, wording):
            return
        await self._connection.execute(
            insert_once(self._connection, WRONG_ANSWERS).values(
                wording=self._wording(person_id, wording),
                tip=tip_id,
                owner=self._seal.mark("wrong answers", person_id),
            )
        )

    async def add_for_all(self, wording: str, tip_id: str) -> None:
        """Never again this tip for this wording to anybody; adding twice is no error."""
        await self.add(EVERYBODY, wording, tip_id)

    async def of(self, person_id: str, wording: str) -> Collection[str]:
        """Return the ids of tips not to be given for this wording to this person."""
        query = sqlalchemy.select(WRONG_ANSWERS.c.tip).where(
            WRONG_ANSWERS.c.wording.in_(
                [self._wording(person_id, wording), self._wording(EVERYBODY, wording)]
            )
        )
        return set((await self._connection.execute(query)).scalars())

    async def count(self, person_id: str) -> int:
        """Count what a person has called wrong."""
        query = (
            sqlalchemy.select(sqlalchemy.func.count())
            .select_from(WRONG_ANSWERS)
            .where(WRONG_ANSWERS.c.owner == self._seal.mark("wrong answers", person_id))
        )
        return (await self._connection.execute(query)).scalar_one()

    async def forget(self, person_id: str) -> None:
        """Remove everything a person has called wrong."""
        owner = self._seal.mark("wrong answers", person_id)
        await self._connection.execute(
            sqlalchemy.delete(WRONG_ANSWERS).where(WRONG_ANSWERS.c.owner == owner)
        )

    def _wording(self, person_id: str, wording: str) -> str:
        return self._seal.mark("wrong answer", f"{person_id}|{normal(wording)}")
