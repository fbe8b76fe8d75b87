"""Every shelf of choices keeps these promises."""

import pytest

from bot.runtime.work import SqlWorks

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run


async def test_a_choice_stands_until_another_is_made(work: SqlWorks) -> None:
    """The later one counts; nothing takes it back."""
    async with work() as one:
        await one.choices.put("hr", "HR-rösten")
        await one.choices.put("hr", "HR-jouren")
        await one.choices.put("dial", "0.5")
        await one.commit()
    async with work() as one:
        assert await one.choices.everything() == {"hr": "HR-jouren", "dial": "0.5"}
        await one.choices.put("hr", "")
        await one.choices.put("never", "")
        assert await one.choices.everything() == {"dial": "0.5"}
