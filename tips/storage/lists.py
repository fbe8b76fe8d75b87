"""Lists of tips, a page at a time: what is looked for is found by columns that have an index."""

from collections.abc import Iterator

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from tips.finding.model import Found, Row, State, Wanted
from tips.model import Stage
from tips.storage.rows import TIPS, proposal_in, tip_in

STAGES = {
    State.DRAFT: Stage.DRAFT,
    State.IN_REVIEW: Stage.IN_REVIEW,
    State.RETIRED: Stage.RETIRED,
    State.PUBLISHED: Stage.PUBLISHED,
}
MARKS = {State.OPEN: TIPS.c.open, State.BEHIND: TIPS.c.behind, State.AHEAD: TIPS.c.ahead}


async def find(connection: AsyncConnection, wanted: Wanted, *, start: int, most: int) -> Found:
    """Return a page of what somebody looks for, by topic and title.

    Args:
        connection: of the transaction.
        wanted: what is looked for.
        start: how many to leave out first.
        most: rows of the page.
    """
    where = list(_conditions(wanted))
    count = await connection.scalar(
        sqlalchemy.select(sqlalchemy.func.count()).select_from(TIPS).where(*where)
    )
    query = (
        sqlalchemy.select(TIPS)
        .where(*where)
        .order_by(TIPS.c.place, TIPS.c.id, TIPS.c.language)
        .offset(start)
        .limit(most)
    )
    rows = await connection.execute(query)
    return Found([Row(tip_in(row), proposal_in(row), row.behind) for row in rows], count or 0)


async def set_behind(connection: AsyncConnection, tip_id: str) -> None:
    """Note on every version of a tip whether what it was translated from has changed since."""
    versions = (
        await connection.execute(
            sqlalchemy.select(
                TIPS.c.language, TIPS.c.follows, TIPS.c.fingerprint, TIPS.c.behind
            ).where(TIPS.c.id == tip_id)
        )
    ).all()
    originals = [one for one in versions if not one.follows]
    original = min(originals, key=lambda one: (one.language != "sv", one.language), default=None)
    for one in versions:
        behind = bool(one.follows and original and one.follows != original.fingerprint)
        if behind != one.behind:
            await connection.execute(
                sqlalchemy.update(TIPS)
                .where(TIPS.c.id == tip_id, TIPS.c.language == one.language)
                .values(behind=behind)
            )


def _conditions(wanted: Wanted) -> Iterator[sqlalchemy.ColumnElement[bool]]:
    if wanted.language:
        yield TIPS.c.language == wanted.language
    if wanted.topic:
        yield TIPS.c.topic == wanted.topic
    if wanted.caretaker:
        yield TIPS.c.caretaker == wanted.caretaker
    if wanted.state is State.DUE:
        yield TIPS.c.stage == Stage.PUBLISHED.value
        yield TIPS.c.review < wanted.today
    elif wanted.state in MARKS:
        yield MARKS[wanted.state].is_(True)
    elif wanted.state is not None:
        stage = STAGES[wanted.state].value
        yield sqlalchemy.or_(TIPS.c.stage == stage, TIPS.c.proposed == stage)
    if wanted.ids is not None:
        among = TIPS.c.id.in_(wanted.ids)
        yield sqlalchemy.or_(among, _not_asked_for(wanted.words)) if wanted.words else among


def _not_asked_for(words: str) -> sqlalchemy.ColumnElement[bool]:
    """Find words in what the engine does not know: what is not published, or only proposed."""
    escaped = words.replace("/", "//").replace("%", "/%").replace("_", "/_")
    some = f"%{escaped}%"

    def having(column: sqlalchemy.Column[str]) -> sqlalchemy.ColumnElement[bool]:
        return sqlalchemy.func.lower(column).like(some, escape="/")

    waiting = sqlalchemy.and_(TIPS.c.proposed != "", having(TIPS.c.proposal))
    unseen = sqlalchemy.and_(
        TIPS.c.stage != Stage.PUBLISHED.value,
        sqlalchemy.or_(having(TIPS.c.content), TIPS.c.place.like(some, escape="/")),
    )
    return sqlalchemy.or_(waiting, unseen)
