"""Every shelf of disturbances keeps these promises, and a question finds the one it is about."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.runtime.work import SqlWorks
from knowledge.disturbances.model import Disturbance, UnknownDisturbance, first_about, words_of
from tests.fakes.clock import SUNDAY

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run

HOUR = timedelta(hours=1)
MAIL = Disturbance(
    id="d1",
    line="E-posten ligger nere.",
    words=("e-post", "mejl", "delad brevlåda"),
    since=SUNDAY,
    until=SUNDAY + HOUR,
    by="ann",
)


async def test_a_disturbance_is_told_from_its_time_to_its_time(work: SqlWorks) -> None:
    """Not before, not after; what is to come is known."""
    async with work() as one:
        await one.disturbances.add(MAIL)
        await one.disturbances.add(MAIL)
        await one.commit()
    async with work() as one:
        assert await one.disturbances.on(SUNDAY - HOUR) == []
        assert await one.disturbances.on(SUNDAY) == [MAIL]
        assert await one.disturbances.on(SUNDAY + HOUR) == []
        assert await one.disturbances.to_come(SUNDAY - HOUR) == [MAIL]
        assert MAIL.is_on(SUNDAY)
        assert not MAIL.is_on(MAIL.until)


async def test_it_is_over_when_somebody_says_so(work: SqlWorks) -> None:
    """Once; who comes second reads that it was."""
    async with work() as one:
        await one.disturbances.add(MAIL)
        await one.disturbances.end("d1", at=SUNDAY + HOUR / 2)
        assert await one.disturbances.on(SUNDAY + HOUR / 2) == []
        for wanted in ("d1", "nothing"):
            with pytest.raises(UnknownDisturbance):
                await one.disturbances.end(wanted, at=SUNDAY + HOUR / 2)


async def test_who_said_so_is_forgotten_and_old_ones_go(work: SqlWorks) -> None:
    """The line stays until its time."""
    async with work() as one:
        await one.disturbances.add(MAIL)
        assert await one.disturbances.forget_author("ann") == 1
        assert await one.disturbances.on(SUNDAY) == [replace(MAIL, by="")]
        assert await one.disturbances.forget_old(before=MAIL.until) == 0
        assert await one.disturbances.forget_old(before=MAIL.until + HOUR) == 1


@pytest.mark.parametrize(
    ("question", "is_about"),
    [
        ("hur söker jag i mejlen", True),
        ("jag får inga mejl", True),
        ("mejlprogrammet startar inte", True),
        ("E-POST?", True),
        ("den delade brevlådan är tom", True),
        ("hur delar jag skärmen", False),
        ("var är brevlådan", False),
        ("får jag åka tåg", False),
    ],
)
def test_a_question_is_about_it_by_its_words(question: str, is_about: bool) -> None:
    """Inflected, small or large, in a longer word; of several words all have to be there."""
    assert MAIL.is_about(question, "sv") is is_about
    assert (first_about([MAIL], question, "sv") is MAIL) is is_about


def test_words_are_written_with_commas_or_a_line_each() -> None:
    """Each once, in the order they were written."""
    assert words_of("e-post,  mejl\nmejl, delad   brevlåda,") == (
        "e-post",
        "mejl",
        "delad brevlåda",
    )
