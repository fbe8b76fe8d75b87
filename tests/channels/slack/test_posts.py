"""What comes to people in Slack without their having asked: the weekly tip."""

from tests.channels.slack.house import House
from tests.channels.weekly_post import SAYS, weekly_post


async def test_the_weekly_tip_is_a_message_that_can_be_answered(house: House) -> None:
    """With something to try and four ways on; pressed, all of it comes."""
    elias = house.phone("elias")
    await elias.says("hej")

    await weekly_post(house.service, house.clock, house.settle)

    post = elias.reads()[-1]
    assert SAYS in post
    assert "Prova nu" in post
    assert post.splitlines()[-4:] == [
        "[Det hjälpte]",
        "[Visa hela]",
        "[Fråga Birgitta]",
        "[Inte nu]",
    ]

    await elias.presses("Visa hela")
    assert "1. Öppna det du vill visa." in elias.reads()[-1]


async def test_another_day_is_heard_in_slack(house: House) -> None:
    """Written there before the day, nothing comes on that day."""
    elias = house.phone("elias")
    await elias.says("hej")
    await elias.says("torsdagar i stället")
    before = len(elias.reads())

    await weekly_post(house.service, house.clock, house.settle)

    assert len(elias.reads()) == before
