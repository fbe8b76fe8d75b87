"""Every shelf of pictures keeps these promises, on both databases."""

from datetime import timedelta

import pytest

from bot.runtime.work import SqlWorks
from knowledge.pictures.model import CleanPicture
from tests.fakes.clock import SUNDAY

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run

DOT = CleanPicture(data=bytes(range(256)), suffix="png", width=1, height=1)
LINE = CleanPicture(data=b"\xff\xd8\x00", suffix="jpg", width=3, height=1)
A_DAY = timedelta(days=1)


async def test_a_picture_is_kept_once_and_given_back_byte_by_byte(work: SqlWorks) -> None:
    """Under a name made from it; other names have none."""
    async with work() as one:
        assert await one.pictures.put(DOT, at=SUNDAY) == DOT.name
        assert await one.pictures.put(DOT, at=SUNDAY + A_DAY) == DOT.name
        await one.commit()
    async with work() as one:
        assert await one.pictures.get(DOT.name) == DOT
        assert await one.pictures.get(LINE.name) is None
        assert await one.pictures.known([DOT.name, LINE.name]) == {DOT.name}
        assert await one.pictures.names() == {DOT.name}


async def test_what_nothing_shows_goes_at_its_time(work: SqlWorks) -> None:
    """What is shown stays, however old."""
    async with work() as one:
        await one.pictures.put(DOT, at=SUNDAY)
        await one.pictures.put(LINE, at=SUNDAY)
        assert await one.pictures.forget_unused({DOT.name}, before=SUNDAY) == 0
        assert await one.pictures.forget_unused({DOT.name}, before=SUNDAY + A_DAY) == 1
        assert await one.pictures.names() == {DOT.name}
