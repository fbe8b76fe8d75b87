"""What comes to people in Teams without their having asked: the weekly tip."""

from bot.runtime.sample_weekly import SCHEDULE
from tests.channels.teams.house import House
from tests.channels.teams.test_asking import settled_in
from tests.channels.weekly_post import SAYS, weekly_post
from tests.fakes.teams.shapes import parts_of

BUTTONS = ["Det hjälpte", "Visa hela", "Fråga Birgitta", "Inte nu"]


async def test_the_weekly_tip_is_a_card_that_can_be_answered(house: House) -> None:
    """With something to try and four ways on; pressed, it says so in place, and all of it comes."""
    elias = await settled_in(house)

    await weekly_post(house.service, house.clock, house.settle)

    post = house.teams.chat(elias.chat)[-1]
    card = elias.card(post)
    titles = [one["title"] for one in parts_of(card) if str(one["type"]).startswith("Action.")]
    assert titles == BUTTONS
    assert SAYS in elias.reads()[-1]
    assert "Prova nu" in elias.reads()[-1]

    await elias.presses("Visa hela")
    assert "1.\nÖppna det du vill visa." in elias.reads()[-1]


async def test_whoever_has_no_account_yet_is_told_of_and_gets_it_once_they_write(
    house: House,
) -> None:
    """They are not reachable in Teams yet: their letter is kept with that reason."""
    await settled_in(house)

    await weekly_post(house.service, house.clock, house.settle)

    async with house.service.reading() as work:
        found = await work.weekly.occasions()
        (occasion,) = [one for one in found if one.tip and one.schedule != SCHEDULE]
        whys = {one.why for one in await work.mailings.unreached(occasion.id)}
    assert whys == {"not reachable in Teams yet"}


async def test_a_pause_is_heard_in_teams(house: House) -> None:
    """Written there before the day, nothing comes on the day."""
    elias = await settled_in(house)
    await elias.says("pausa till 12 mars")
    before = len(house.teams.chat(elias.chat))

    await weekly_post(house.service, house.clock, house.settle)

    assert len(house.teams.chat(elias.chat)) == before
