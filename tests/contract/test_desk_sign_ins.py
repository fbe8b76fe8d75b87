"""Every place where begun sign-ins are kept keeps these promises."""

from datetime import timedelta

import pytest

from bot.desk.sign_in.flow import LIFE, begin, id_of
from bot.runtime.work import SqlWorks
from tests.fakes.clock import SUNDAY

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run


async def test_a_sign_in_is_taken_once_by_its_state(work: SqlWorks) -> None:
    """What is kept has neither the state nor the browser's secret in it."""
    begun = begin("/desk/tips", now=SUNDAY)
    async with work() as one:
        await one.sign_ins.add(begun.attempt)
        await one.commit()
    async with work() as one:
        assert await one.sign_ins.take(begun.state) is None
        assert await one.sign_ins.take(id_of(begun.state)) == begun.attempt
        assert await one.sign_ins.take(id_of(begun.state)) is None

    assert not {begun.state, begun.secret} & {begun.attempt.id, begun.attempt.browser}
    assert begun.secret not in repr(begun)


async def test_what_nobody_came_back_from_is_removed(work: SqlWorks) -> None:
    """After ten minutes, and no sooner."""
    old = begin("/desk/", now=SUNDAY - LIFE)
    new = begin("/desk/", now=SUNDAY - LIFE + timedelta(seconds=1))
    async with work() as one:
        await one.sign_ins.add(old.attempt)
        await one.sign_ins.add(new.attempt)
        assert await one.sign_ins.forget_old(now=SUNDAY) == 1
        assert await one.sign_ins.take(new.attempt.id) == new.attempt
