"""The bot is installed, opened again, taken away, and put back."""

from datetime import timedelta

from scheduler.delivery.model import Fate
from tests.channels.teams.house import House
from tests.channels.teams.test_asking import KEYS, settled_in
from tests.fakes.teams.roster import a_member


async def test_a_person_is_greeted_once(house: House) -> None:
    """A simulator, and a telephone, tell of an installation each time they are opened."""
    elias = house.phone("elias")

    for _ in range(3):
        await elias.installs()
        house.clock.pass_by(timedelta(hours=9))

    (hello,) = elias.reads()
    assert hello.startswith("Hej! Jag är en bot")


async def test_writing_first_greets_first(house: House) -> None:
    """Somebody for whom it was installed by others writes before any installation is told."""
    elias = house.phone("elias")

    await elias.says(KEYS)

    assert elias.reads()[0].startswith("Hej! Jag är en bot")
    assert len(elias.reads()) == 2


async def test_an_answer_waits_for_whoever_took_the_bot_away(house: House) -> None:
    """It is kept, its writer is told, nobody is hammered, and it comes when the bot is back."""
    elias, birgitta = await settled_in(house), await settled_in(house, "birgitta")
    await elias.says(KEYS)
    await elias.presses("Ja, med mitt namn")
    await birgitta.presses("Ta frågan")
    await elias.removes()
    before = len(house.teams.asked("send"))

    await birgitta.presses("Skicka", text="Den ligger i skåpet.")

    assert "kom inte fram" in birgitta.reads()[-1]
    tried = [one for one in house.teams.asked("send")[before:] if one.chat == elias.chat]
    assert tried == []
    async with house.service.reading() as work:
        assert (await work.letters.sums())[Fate.BLOCKED] == 1

    house.clock.pass_by(timedelta(days=3))
    await elias.installs()

    assert any("Den ligger i skåpet." in one for one in elias.reads())


async def test_taking_the_bot_away_forgets_its_messages(house: House) -> None:
    """What it had posted there is no longer kept, and the chat is marked as gone."""
    elias = await settled_in(house)
    await elias.says(KEYS)

    await elias.removes()

    async with house.service.reading() as work:
        person = await work.accounts.owner("teams", elias.member.object_id)
        assert person
        assert await work.posts.of(person, "teams") == []
        chat = await work.chats.of(person, "teams")
        assert chat
        assert chat.gone == house.clock.now()


async def test_a_guest_of_the_organisation_is_not_met(house: House) -> None:
    """Whether the activity says so or only the directory does."""
    guest = await house.meets(a_member("gast", "Gäst Prov", 9, role="guest"))

    status, _ = await house.post(guest.activity(text=KEYS), guest.header())

    assert status == 403
    async with house.service.reading() as work:
        assert await work.accounts.owner("teams", guest.member.object_id) is None


async def test_somebody_whom_teams_cannot_tell_of_is_asked_to_come_again(house: House) -> None:
    """Nothing is stored; Teams sends it once more, and then it is answered."""
    juno = await house.meets(a_member("juno", "Juno Nyprovare", 77))
    del house.teams.members[juno.member.id]

    status, _ = await house.post(juno.activity(text=KEYS, id="7"), juno.header())

    assert status == 503
    house.teams.members[juno.member.id] = juno.member
    await juno.says(KEYS, id="7")
    assert juno.reads()
