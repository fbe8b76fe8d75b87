"""Every place where sessions are kept keeps these promises."""

from datetime import timedelta

import pytest

from bot.desk.sessions.model import LIFE, begin, id_of
from bot.runtime.work import SqlWorks
from tests.fakes.clock import SUNDAY

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run


async def test_a_session_is_found_by_its_secret_alone(work: SqlWorks) -> None:
    """What is kept signs nobody in: the secret is not in it."""
    secret, session = begin("ann", now=SUNDAY)
    async with work() as one:
        await one.sessions.add(session)
        await one.commit()
    async with work() as one:
        assert await one.sessions.get(id_of(secret)) == session
        assert await one.sessions.get(secret) is None

    assert secret not in repr(session)


async def test_one_browser_or_all_are_signed_out(work: SqlWorks) -> None:
    """Others stay signed in."""
    mine = [begin("ann", now=SUNDAY + timedelta(minutes=number))[1] for number in range(3)]
    _, other = begin("bo", now=SUNDAY)
    async with work() as one:
        for session in (*mine, other):
            await one.sessions.add(session)
        await one.sessions.end(mine[0].id)
        assert [session.id for session in await one.sessions.of("ann")] == [mine[2].id, mine[1].id]
        assert await one.sessions.end_all("ann") == 2
        assert await one.sessions.of("ann") == []
        assert await one.sessions.of("bo") == [other]


async def test_what_is_over_is_removed(work: SqlWorks) -> None:
    """After eight hours, whatever was done meanwhile."""
    _, old = begin("ann", now=SUNDAY - LIFE)
    _, new = begin("ann", now=SUNDAY)
    async with work() as one:
        await one.sessions.add(old)
        await one.sessions.add(new)
        assert await one.sessions.forget_old(now=SUNDAY) == 1
        assert await one.sessions.of("ann") == [new]

    assert old.is_over(SUNDAY)
    assert not new.is_over(SUNDAY)
